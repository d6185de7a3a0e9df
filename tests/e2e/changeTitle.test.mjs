// The titles of changes in the real Visual Studio Code: for the clipboard, in the box for a commit's message, and in the file that git opens.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { Editor, gesturesIn, samplesFor, skip, until } from "./harness.mjs";

const title = "BEP-1004 (update): Add Rollout";

describe("the titles of changes", { skip }, () => {
  let samples;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    samples = samplesFor(atEnd);
    execFileSync("git", ["checkout", "--quiet", "-b", "log-streaming"], { cwd: samples.folder });
    editor = await Editor.open({ folder: samples.folder, atEnd });
    await editor.activated();
    await until(knownRepositories, (count) => count === 1, "git's repository", 60_000);
    return editor;
  });

  const knownRepositories = () =>
    editor.api(async (vscode) => (await vscode.extensions.getExtension("vscode.git").activate()).getAPI(1).repositories.length);
  const message = () =>
    editor.api((vscode) => vscode.extensions.getExtension("vscode.git").exports.getAPI(1).repositories[0].inputBox.value);
  const write = (text) =>
    editor.api(async (vscode, value) => {
      vscode.extensions.getExtension("vscode.git").exports.getAPI(1).repositories[0].inputBox.value = value;
      // What the window still has to say of an older text would take its place; a command is answered after that.
      await vscode.commands.executeCommand("setContext", "bepTests.written", true);
    }, text);
  const clipboard = () => editor.api((vscode) => vscode.env.clipboard.readText());
  /** Our findings for the box above the changes, which is no file. */
  const findingsInBox = () =>
    editor.api((vscode) =>
      vscode.languages
        .getDiagnostics()
        .filter(([uri]) => uri.scheme === "vscode-scm")
        .flatMap(([, found]) => found.map(({ message: words }) => words)),
    );

  gesture("are asked for in vain where nothing is changed", async () => {
    // Until branches have been read there is nothing to compare with, which is said in other words.
    await editor.insist(async () => {
      await editor.palette("BEP: Copy Change Title");
      await editor.notification("Nothing in `proposals` differs from").waitFor({ timeout: 4000 });
    });
    await editor.picture("change-title-nothing");
  });

  gesture("go to the clipboard, for what is typed and not yet saved", async () => {
    const file = samples.file("BEP-1004-log-streaming.md");
    await editor.show(file, fs.readFileSync(file, "utf8").split("\n").length - 1, 0);
    await editor.page.keyboard.type("\n## Rollout\n\nPier by pier.\n");
    await editor.palette("BEP: Copy Change Title");
    await until(clipboard, (text) => text === title, "the title");
  });

  gesture("stand in the first line of the commit message, above what is there", async () => {
    await editor.palette("BEP: Use Change Title as Commit Message");
    await until(message, (text) => text === title, "the title");
    await editor.page.locator(".scm-view .scm-editor", { hasText: title }).first().waitFor();
    await editor.picture("change-title-message");

    await write(`${title}\n\nMore of it.`);
    const other = samples.file("BEP-1001-piers-and-berths.md");
    fs.appendFileSync(other, "\n## Tides\n\nHigh and low.\n");
    await until(
      async () => {
        await editor.execute("bep.useAsCommitMessage");
        return message();
      },
      (text) => text !== `${title}\n\nMore of it.`,
      "the title of both",
    );
    assert.match(await message(), /^BEP-1001 .*BEP-1004 \(update\): .*Add Tides.*; Add Rollout\n\nMore of it\.$/);

    await write("My own words.");
    await editor.execute("bep.useAsCommitMessage");
    assert.match(await message(), /^BEP-1001 [^\n]+\n\nMy own words\.$/);
    execFileSync("git", ["checkout", "--", "proposals/BEP-1001-piers-and-berths.md"], { cwd: samples.folder });
    await write("");
  });

  gesture("are checked, fixed and completed in the box above the changes", async () => {
    await editor.execute("workbench.view.scm");
    const box = editor.page.locator(".scm-view .scm-editor").first();
    await box.click();
    await editor.page.keyboard.type("BEP-1004: Roll out");
    await until(findingsInBox, ([first]) => first?.startsWith("A change is titled"), "the finding");
    await editor.picture("change-title-box-finding");
    await editor.page.keyboard.press("Control+a");
    await editor.page.keyboard.press("Delete");
    await until(findingsInBox, (all) => all.length === 0, "its end");
    await editor.page.keyboard.press("Control+Space");
    await until(
      () => editor.suggestions(),
      ([first]) => first?.includes(title),
      "the title",
    );
    await editor.picture("change-title-box-completion");
    await editor.page.keyboard.press("Enter");
    await until(message, (text) => text === title, "the title in the box");
    await write("");
  });

  gesture("are checked, explained and fixed in the file that git opens", async () => {
    const file = path.join(samples.folder, ".git", "COMMIT_EDITMSG");
    fs.writeFileSync(file, "BEP-1004 (new): Log Streaming\n\n# Please enter the commit message for your changes.\n");
    await editor.show(file, 0, 11);
    await until(
      () => editor.findings(file),
      ([first]) => first?.rule === "change-title" && first.message === "BEP-1004 was there before; the verb is `update`.",
      "the finding",
    );
    assert.match(await editor.hover("A new proposal"), /Here: BEP-1004 \(update\): Add Rollout/);
    await editor.picture("change-title-hover");
    const titles = await editor.quickFixes();
    assert.ok(
      titles.some((one) => one.includes(`Change to \`${title}\``)),
      titles.join("\n"),
    );
    await editor.picture("change-title-fixes");
    await editor.chooseQuickFix(`Change to \`${title}\``);
    await until(
      () => editor.findings(file),
      (found) => found.length === 0,
      "the end of the finding",
    );
    assert.equal((await editor.active()).text.split("\n")[0], title);
    await editor.page.keyboard.press("Control+Home");
    await editor.page.keyboard.press("Shift+End");
    await editor.page.keyboard.press("Delete");
    await editor.page.keyboard.type("BEP-");
    assert.match((await editor.suggestions())[0], /BEP-1004 \(update\): Add Rollout/);
    await editor.picture("change-title-completion");
  });
});
