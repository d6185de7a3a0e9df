// An author at work in the real Visual Studio Code: what is offered while typing, what is still to do, and many faults mended at once.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { Editor, gesturesIn, samplesFor, skip, until } from "./harness.mjs";

describe("an author who writes", { skip }, () => {
  let folder;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    ({ folder } = samplesFor(atEnd));
    editor = await Editor.open({ folder, atEnd });
    await editor.activated();
    await editor.untilFound(file("README.md"), "registry-status-mismatch");
    return editor;
  });

  const file = (name) => path.join(folder, "proposals", name);
  const lineOf = (name, words) =>
    fs
      .readFileSync(file(name), "utf8")
      .split("\n")
      .findIndex((line) => line.startsWith(words));

  gesture("is offered the statuses behind the colon and the blank after it", async () => {
    const name = "BEP-1008-shared-volumes.md";
    await editor.show(file(name), lineOf(name, "Status:"), 0);
    await editor.page.keyboard.press("Shift+End");
    await editor.page.keyboard.type("Status: ", { delay: 80 });
    const offered = await editor.suggestions();
    assert.ok(
      offered.some((label) => label.includes("Accepted")),
      offered.join("\n"),
    );
    await editor.picture("status-behind-a-blank");
    // A field that is only begun is the only one that is said to be wrong.
    await editor.page.keyboard.press("Escape");
    await editor.page.keyboard.press("Home");
    await editor.page.keyboard.press("Shift+End");
    await editor.page.keyboard.type("Stat", { delay: 80 });
    const wrong = await until(
      async () => (await editor.findings(file(name))).filter(({ rule }) => rule === "invalid-front-matter"),
      (found) => found.length > 0,
      "the finding",
    );
    assert.deepEqual(
      wrong.map(({ line }) => line),
      [lineOf(name, "Status:")],
    );
    await editor.execute("workbench.action.files.revert");
  });

  gesture("mentions a proposal for the first time with a link, by its number or by words of its title", async () => {
    const name = "BEP-1009-secrets.md";
    const lines = fs.readFileSync(file(name), "utf8").trimEnd().split("\n");
    for (const typed of ["See BEP-1002", "See [berth"]) {
      await editor.show(file(name), lines.length - 1, lines.at(-1).length);
      await editor.page.keyboard.press("Enter");
      await editor.page.keyboard.press("Enter");
      await editor.page.keyboard.type(typed, { delay: 60 });
      const [first] = await editor.suggestions();
      const number = /BEP-\d{4}/.exec(first)[0];
      await editor.picture(`link-offered-${typed.includes("[") ? "by-title" : "by-number"}`);
      await editor.page.keyboard.press("Enter");
      await editor.untilText(file(name), (text) => new RegExp(`See \\[${number}\\]\\(${number}-[a-z-]+\\.md\\)`).test(text), "the link");
      await editor.execute("workbench.action.files.revert");
    }
  });

  gesture("sees what is missing for the next status, and goes there", async () => {
    const name = "BEP-1008-shared-volumes.md";
    await editor.show(file(name));
    const lens = editor.page.locator(".codelens-decoration a", { hasText: "missing for" }).first();
    await lens.waitFor();
    await editor.picture("missing-for-the-next-status");
    await lens.click();
    const row = editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "Open question" }).first();
    await row.waitFor();
    await row.click();
    await until(
      () => editor.active(),
      (now) => now?.file === file(name) && now.line > lineOf(name, "## Open Questions"),
      "the question",
    );
  });

  gesture("mends all disagreements of one kind with one choice, and takes it back with one undo", async () => {
    const before = await editor.textOf(file("README.md"));
    await editor.show(file("README.md"));
    void editor.execute("bep.fixAll", { rule: "registry-status-mismatch", uri: `file://${file("README.md")}` });
    const row = editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "Change the registry" }).first();
    await row.waitFor();
    await editor.picture("fix-all");
    await row.click();
    await editor.untilText(file("README.md"), (text) => text !== before, "the mended rows");
    await until(
      async () => (await editor.findings(file("README.md"))).filter(({ rule }) => rule === "registry-status-mismatch"),
      (found) => found.length === 0,
      "no disagreement",
    );
    await editor.execute("undo");
    await editor.untilText(file("README.md"), (text) => text === before, "the rows as they were");
  });

  gesture("is told of one problem where a row and a document disagree", async () => {
    const row = await editor.untilFound(file("README.md"), "registry-status-mismatch");
    assert.equal(row.severity, 0);
    const mark = await editor.untilFound(file("BEP-1003-lighthouse-api.md"), "registry-status-mismatch");
    assert.equal(mark.severity, 3);
  });

  gesture("is not told of a document that another branch has taken away", async () => {
    const ghost = file("BEP-1099-ghost.md");
    fs.writeFileSync(
      ghost,
      "---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\n---\n\n# Ghost\n\n## Motivation\n\nText.\n",
    );
    await editor.show(ghost);
    await editor.untilFound(ghost, "unregistered-document");
    fs.rmSync(ghost);
    await until(
      () => editor.findings(ghost),
      (found) => found.length === 0,
      "no finding",
    );
    const symbols = await editor.api(async (vscode) =>
      (await vscode.commands.executeCommand("vscode.executeWorkspaceSymbolProvider", "Ghost")).map(({ name }) => name),
    );
    assert.ok(!symbols.some((name) => name.startsWith("BEP-1099")), symbols.join("\n"));
  });

  gesture("turns an open question into a row of the decision log, in one step to undo", async () => {
    const name = "BEP-1016-draining-a-pier.md";
    const before = fs.readFileSync(file(name), "utf8");
    await editor.show(file(name));
    await editor.api(async (vscode, added) => {
      const { document } = vscode.window.activeTextEditor;
      await vscode.window.activeTextEditor.edit((edit) => edit.insert(document.lineAt(document.lineCount - 1).range.end, added));
    }, "\n## Open Questions\n\n- Who rings the bell?\n- When?\n");
    const text = await editor.textOf(file(name));
    const line = text.split("\n").findIndex((one) => one.includes("Who rings the bell?"));
    await editor.show(file(name), line, 4);
    const title = "Move this question to the log of decisions";
    await editor.insist(async (timeout) => {
      await editor.page.keyboard.press("Control+Shift+r");
      await editor.page.locator(".action-widget .monaco-list-row.action", { hasText: title }).click({ timeout });
    });
    const isMoved = (now) => /\| \d{4}-\d\d-\d\d \| Who rings the bell\? \|/.test(now) && !now.includes("- Who rings");
    await editor.untilText(file(name), isMoved, "the row of the log");
    await editor.picture("question-decided");
    await editor.execute("undo");
    await editor.untilText(file(name), (now) => now === text, "the question");
    await editor.execute("workbench.action.files.revert");
    assert.equal(fs.readFileSync(file(name), "utf8"), before);
  });

  gesture("finds a proposal by words of its title in any order, and each heading once", async () => {
    const search = async (query) =>
      editor.api(
        async (vscode, words) =>
          (await vscode.commands.executeCommand("vscode.executeWorkspaceSymbolProvider", words)).map(({ name }) => name),
        query,
      );
    const found = await search("berths piers");
    assert.ok(/^BEP-1001\b/.test(found[0]), found.join("\n"));
    const all = await search("Restart policies");
    assert.equal(all.filter((name) => name.includes("Restart policies")).length, 1, all.join("\n"));
    await editor.insist(async (timeout) => {
      await editor.page.keyboard.press("Control+t");
      await editor.page.locator(".quick-input-widget input").fill("#piers", { timeout });
      await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "BEP-1001" }).first().waitFor({ timeout });
    });
    await editor.picture("symbols");
    await editor.page.keyboard.press("Escape");
  });

  gesture("aligns the registry with Format Document, and nothing else", async () => {
    const before = fs.readFileSync(file("README.md"), "utf8");
    await editor.show(file("README.md"));
    const format = () => editor.palette("Format Document");
    await format();
    const text = await editor.untilText(file("README.md"), (now) => now !== before, "the aligned table");
    await editor.picture("registry-formatted");
    const rows = (of) =>
      of.split("\n").map((line) =>
        line
          .replace(/-+/g, "-")
          .replace(/ +/g, " ")
          .replace(/\| -|- \|/g, (m) => m.replace(" ", "")),
      );
    assert.deepEqual(rows(text), rows(before));
    await editor.execute("undo");
    await editor.untilText(file("README.md"), (now) => now === before, "the table as it was");
  });

  gesture("gets the whole template in a document in which nothing stands yet", async () => {
    const empty = file("BEP-1020-fog-signals.md");
    fs.writeFileSync(empty, "");
    await editor.show(empty);
    await editor.untilFound(empty, "missing-front-matter");
    await editor.insist(async (timeout) => {
      await editor.page.keyboard.press("Control+Space");
      await editor.page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "Fog Signals" }).first().waitFor({ timeout });
    });
    await editor.picture("template-offered");
    await editor.page.keyboard.press("Enter");
    await editor.untilText(empty, (text) => text.includes("# Fog Signals") || text.includes("# BEP-1020: Fog Signals"), "the template");
    const { line } = await editor.active();
    await editor.picture("template-filled-in");
    assert.ok(line > 6, `the cursor is in line ${line}`);
    await editor.execute("workbench.action.files.revert");
    fs.rmSync(empty);
  });
});
