// The packaged extension in the real Visual Studio Code, on a copy of the samples: every gesture that an author makes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { which } from "../../client/scripts/tools.mjs";
import { author, bep, checkedLines, placeOf } from "../fixture.mjs";
import { Editor, gesturesIn, samplesFor, skip, until } from "./harness.mjs";

const severities = ["error", "warning", "information", "hint"];

describe("an author in Visual Studio Code", { skip }, () => {
  let samples;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    samples = samplesFor(atEnd);
    editor = await Editor.open({ folder: samples.folder, atEnd });
    await editor.activated();
    return editor;
  });

  /** Puts the cursor into the first place of a document that has this text. */
  const goTo = async (name, text) => {
    const { line, character } = placeOf(samples.file(name), text);
    await editor.show(samples.file(name), line, character);
  };

  const shownLines = async () =>
    (await editor.countedFindings())
      .map((one) => {
        const place = `${one.line + 1}:${one.character + 1}-${one.endLine + 1}:${one.endCharacter + 1}`;
        return `${path.relative(samples.proposals, one.file)}:${place} ${severities[one.severity]} ${one.rule}`;
      })
      .sort();

  gesture("sees the same findings as on the command line, in open and unopened documents", async () => {
    const expected = checkedLines(samples.folder);
    assert.ok(expected.length > 15);
    // As long as findings come in, as many as expected can be others.
    await until(shownLines, (lines) => isDeepStrictEqual(lines, expected), `${expected.length} findings: ${expected}`);

    await editor.show(samples.file("BEP-1012-gpu-sharing.md"));
    await editor.squiggles("error").first().waitFor();
    await editor.problems();
    await editor.picture("problems");
    await editor.problemsOf("BEP-1012-gpu-sharing.md");
    await editor.problemsOf("BEP-1015-cost-reports.md");
  });

  gesture("sees a finding come and go while typing", async () => {
    const file = samples.file("BEP-1003-lighthouse-api.md");
    const end = fs.readFileSync(file, "utf8").split("\n").length - 1;
    await editor.show(file, end, 0);
    const found = async () => (await editor.findings(file)).some(({ rule, line }) => rule === "unknown-reference" && line === end);
    await editor.page.keyboard.type("See BEP-1999 ");
    await until(found, Boolean, "the finding");
    for (let i = 0; i < "See BEP-1999 ".length; i++) await editor.page.keyboard.press("Backspace");
    await until(found, (is) => !is, "its end");
  });

  gesture("sees what others change on the disk", async () => {
    const file = samples.file("BEP-1018-working-offline.md");
    const found = async () => (await editor.findings(file)).map(({ rule }) => rule);
    await editor.api((vscode, name) => {
      const watcher = vscode.workspace.createFileSystemWatcher(name, false, true, true);
      globalThis.created = new Promise((resolve) => watcher.onDidCreate(resolve)).then(() => watcher.dispose());
    }, file);
    fs.writeFileSync(file, "---\nAuthor: Ada Quill\nStatus: Afloat\nCreated: 2025-03-01\n---\n\n# Working Offline\n");
    await until(found, (rules) => rules.includes("unknown-status"), "the finding of a new file");
    // The server may have found the file at another occasion. The editor tells of none that came and went before it looked.
    await editor.api(() => globalThis.created.then(() => true));
    fs.rmSync(file);
    await until(found, (rules) => rules.length === 0, "the end of the findings with their file");
  });

  gesture("reads a proposal's card over a reference to it", async () => {
    const { line, character } = placeOf(samples.file("BEP-1002-crane-scheduler.md"), "BEP-1005");
    await editor.show(samples.file("BEP-1002-crane-scheduler.md"), line, character);
    const card = await editor.hover("작업 우선순위");
    await editor.picture("hover");
    assert.match(card, /Draft/);
    assert.match(card, /Seo-yeon Han/);
  });

  gesture("completes a number after the prefix", async () => {
    const file = samples.file("BEP-1014-maintenance-windows.md");
    await editor.show(file, fs.readFileSync(file, "utf8").split("\n").length - 1, 0);
    await editor.page.keyboard.type("See BEP-");
    await editor.suggestions();
    await editor.picture("completion");
    await editor.page.keyboard.type("100");
    const rows = await suggested(([first]) => first.includes("BEP-100"), "the suggestions that begin as typed");
    assert.ok(
      rows.some((row) => row.includes("BEP-1001") && row.includes("Piers and Berths")),
      rows.join("\n"),
    );
    await editor.page.keyboard.type("7");
    await suggested((left) => left.length === 1, "one suggestion");
    await editor.page.keyboard.press("Enter");
    await editor.untilText(
      file,
      (text) => /^See \[BEP-1007\]\(BEP-1007-[a-z-]+\.md\)$/.test(text.split("\n").at(-1)),
      "the completed line",
    );
    await editor.execute("workbench.action.files.revert");
  });

  const suggested = (suits, what) => until(() => editor.suggestions(), suits, what);

  gesture("goes from a reference to the proposal", async () => {
    const { line, character } = placeOf(samples.file("BEP-1002-crane-scheduler.md"), "BEP-1005");
    await editor.show(samples.file("BEP-1002-crane-scheduler.md"), line, character);
    await editor.page.keyboard.press("F12");
    const at = await editor.untilActive(samples.file("BEP-1005-job-priorities.md"));
    assert.match(at.text.split("\n")[at.line], /^# /, "the cursor is on the title");
  });

  gesture("goes from a row of the registry to its document", async () => {
    await goTo("README.md", "1002](");
    await editor.page.keyboard.press("F12");
    await editor.untilActive(samples.file("BEP-1002-crane-scheduler.md"));
  });

  gesture("reserves a number with a quick fix, and undoes it", async () => {
    const file = samples.file("BEP-1019-log-retention.md");
    const original = fs.readFileSync(samples.registry, "utf8");
    const finding = await editor.untilFound(file, "unregistered-document");
    await editor.show(file, finding.line, finding.character);
    const titles = await editor.quickFixes();
    await editor.picture("quick-fix");
    const title = titles.find((one) => /reserve|register/i.test(one));
    assert.ok(title, titles.join("\n"));
    await editor.chooseQuickFix(title);
    const changed = await editor.untilText(samples.registry, (text) => text !== original, "the registry's change");
    assert.match(changed, /^\| \[1019\]\(BEP-1019-log-retention\.md\) \| Log Retention \| .* \| Draft \|\r?\n\| _next_ \|/m);
    await findingsAre(file, (all) => all.length === 0, "the end of the finding");

    await editor.show(samples.registry);
    await editor.picture("reserved");
    await editor.page.keyboard.press("Control+z");
    await editor.untilText(samples.registry, (text) => text === original, "the undone change");
    await findingsAre(file, (all) => all.length > 0, "the finding again");
  });

  const findingsAre = (file, suits, what) => until(() => editor.findings(file), suits, what);

  gesture("starts a new proposal by its title", async () => {
    const number = bep("next", samples.folder).trim();
    await editor.palette("BEP: New Proposal");
    await editor.page.locator(".quick-input-widget", { hasText: number }).waitFor();
    await editor.answer("Night Watch");
    const file = samples.file(`${number}-night-watch.md`);
    const at = await editor.untilActive(file);
    const front = at.text.split("---")[1];
    assert.match(front, new RegExp(`Author: ${author.name} \\(${author.email}\\)`));
    assert.match(front, new RegExp(`Created: ${today()}`));
    assert.match(at.text, /^# Night Watch$/m);
    const title = at.text.split("\n").findIndex((line) => line.startsWith("# "));
    assert.ok(at.line > title, "the cursor is below the title, where writing starts");
    const row = `| [${number.replace(/\D+/, "")}](${number}-night-watch.md) | Night Watch | ${author.name} | Draft |`;
    await editor.untilText(samples.registry, (text) => text.split(/\r?\n/).includes(row), "the row in the registry");
    // The file comes before its row; the finding that it has none goes when the row is there.
    await findingsAre(file, (all) => !all.some(({ rule }) => /registr|number/.test(rule)), "a document in order");
    await editor.picture("new-proposal");
  });

  gesture("reserves a number ahead of its document", async () => {
    const number = bep("next", samples.folder).trim().replace(/\D+/, "");
    await editor.palette("BEP: Reserve Next Number");
    await editor.answer("Buoys");
    await editor.untilText(samples.registry, (text) => new RegExp(`^\\| ${number} \\| Buoys \\|`, "m").test(text), "the row");
    await until(
      () => editor.active(),
      (now) => now?.file === samples.registry && now.text.split("\n")[now.line].includes("Buoys"),
      "the cursor in the row",
    );
  });

  gesture("looks up how the series does things, what it says itself first", async () => {
    await editor.palette("BEP: Show Convention");
    const rows = editor.page.locator(".quick-input-widget .monaco-list-row");
    await rows.filter({ hasText: "The series says so" }).first().waitFor();
    const [first] = await rows.allInnerTexts();
    assert.match(first, /The series says so/);
    assert.match(first, /, line \d+ · /);
    await editor.picture("convention");
    await editor.page.keyboard.press("Escape");
  });

  gesture("reads the page of a rule behind a finding as a page", async () => {
    const file = samples.file("BEP-1012-gpu-sharing.md");
    await editor.untilFound(file, "unknown-status");
    // What a click on the finding's code does.
    await editor.api(async (vscode, path) => {
      const { code } = vscode.languages.getDiagnostics(vscode.Uri.file(path)).find((one) => one.code?.value === "unknown-status");
      await vscode.commands.executeCommand("vscode.open", code.target);
    }, file);
    const page = editor.page.frameLocator("iframe.webview.ready").first().frameLocator("iframe#active-frame");
    await page.locator("h1", { hasText: "unknown-status" }).waitFor();
    await editor.picture("rule-page");
  });

  gesture("opens the registry, and reads the series' state beside the language", async () => {
    await editor.palette("BEP: Open Registry");
    await editor.untilActive(samples.registry);
    await editor.status(/\d+ proposals, next BEP-\d+/);
    await editor.picture("status");
    await editor.page.mouse.move(400, 300);
  });

  for (const [name, end] of [
    ["keeps working when the server is killed", (server) => process.kill(server, "SIGKILL")],
    ["restarts the server by hand", () => editor.palette("BEP: Restart Language Server")],
  ])
    gesture(
      name,
      async () => {
        const [old] = await until(serverProcesses, (all) => all.length === 1, "one server");
        await end(old);
        await until(serverProcesses, (all) => all.length === 1 && all[0] !== old, "another server");
        await checkAlive();
      },
      { skip: which("ps") ? false : "no ps (Debian package `procps`)" },
    );

  gesture("reads why the server cannot start, and gets it back by correcting the setting", async () => {
    const settings = path.join(editor.parts.server.data, "Machine", "settings.json");
    fs.writeFileSync(settings, JSON.stringify({ "bep.server.path": "/nowhere/bep" }));
    const message = editor.notification("The BEP language server is not running.");
    await message.waitFor();
    await editor.show(samples.registry);
    await editor.picture("cannot-start");
    const text = await message.innerText();
    assert.match(text, /bep\.server\.path` names `\/nowhere\/bep`, and there is no such file/);
    for (const button of ["Open Settings", "Show Output", "Restart"]) assert.ok(text.includes(button), button);
    assert.deepEqual(await editor.findings(), [], "nothing stale is shown");

    fs.writeFileSync(settings, "{}");
    await checkAlive();
  });

  /** The server answers, and its findings are on the screen. */
  const checkAlive = async () => {
    await until(
      () => editor.findings(),
      (all) => all.length > 15,
      "the findings",
    );
    const { line, character } = placeOf(samples.file("BEP-1002-crane-scheduler.md"), "BEP-1005");
    await editor.show(samples.file("BEP-1002-crane-scheduler.md"), line, character);
    await editor.hover("작업 우선순위");
  };

  /** The processes of the extension's server. */
  const serverProcesses = () =>
    execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line.includes(editor.parts.server.extensions) && /\blsp\b/.test(line))
      .map((line) => Number.parseInt(line, 10));
});

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};
