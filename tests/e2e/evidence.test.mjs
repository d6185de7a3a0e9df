// What released code says of proposals' statuses, in the real Visual Studio Code: told, mended and recorded.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { Editor, gesturesIn, scratchFolder, skip, until } from "./harness.mjs";

const registry = `# Proposals

| Number | Title | Author | Status |
|--------|-------|--------|--------|
| [1000](BEP-1000-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
| [1001](BEP-1001-tide-tables.md) | Tide Tables | Ada Park | Draft |
| [1002](BEP-1002-buoys.md) | Buoys | Ada Park | Draft |
| _next_ | _(reserve your number here)_ | | |
`;

const head = "---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\n---\n\n";

/** A series with three drafts; a release has code that follows two of them, and a file that one names has moved since. */
function prepare(atEnd) {
  const folder = path.join(scratchFolder(atEnd), "harbor");
  const file = (name) => path.join(folder, name);
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(file(name)), { recursive: true });
    fs.writeFileSync(file(name), text);
  };
  const git = (...args) => execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  const commit = (message) => {
    git("add", "--all");
    git("-c", "user.name=Ada Park", "-c", "user.email=ada@example.com", "commit", "--quiet", "--message", message);
  };
  write("proposals/README.md", registry);
  write("proposals/BEP-1000-quiet-hours.md", `${head}# Quiet Hours\n\n## Motivation\n\nIt is loud in \`src/bell.py\`.\n`);
  write("proposals/BEP-1001-tide-tables.md", `${head}# Tide Tables\n\n## Motivation\n\nNobody knows.\n`);
  write("proposals/BEP-1002-buoys.md", `${head}# Buoys\n\n## Motivation\n\nThey drift.\n`);
  write("src/bell.py", "# Silent at night (BEP-1000)\ndef ring(): pass\n# and at noon, BEP-1000\n");
  write("src/tide.py", "# BEP-1001\ndef tide(): pass\n# BEP-1001 again\n");
  git("init", "--quiet", "--initial-branch=main");
  git("config", "commit.gpgsign", "false");
  commit("Begin");
  git("tag", "26.8.1");
  git("mv", "src/bell.py", "src/horn.py");
  commit("Rename the bell");
  return { folder, file };
}

describe("what released code says of a status", { skip }, () => {
  let series;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    series = prepare(atEnd);
    editor = await Editor.open({ folder: series.folder, height: 1000, atEnd });
    await editor.activated();
    await editor.execute("bep.proposals.focus");
    return editor;
  });

  const quietHours = () => series.file("proposals/BEP-1000-quiet-hours.md");
  const rows = () =>
    editor.page
      .locator(".sidebar .pane")
      .first()
      .locator(".pane-body .monaco-list-row")
      .evaluateAll((all) => all.map((row) => row.getAttribute("aria-label") ?? ""));

  gesture("stands at the status, and in the row of the proposal", async () => {
    await editor.show(quietHours(), 2, 9);
    await editor.untilFound(quietHours(), "status-evidence");
    const said = await until(rows, (all) => all.some((row) => row.includes("in code since 26.8.1")), "the release in the row");
    assert.equal(said.filter((row) => row.includes("in code since")).length, 2, said.join("\n"));
    await editor.picture("status-evidence");
  });

  gesture("leads from a file that is gone to where it is now", async () => {
    await editor.untilFound(quietHours(), "missing-path");
    await editor.show(quietHours(), 10, 16);
    const fixes = await editor.quickFixes();
    assert.ok(
      fixes.some((title) => title.includes("Change to `src/horn.py`")),
      fixes.join("\n"),
    );
    await editor.chooseQuickFix("Change to `src/horn.py`");
    await editor.untilText(quietHours(), (text) => text.includes("It is loud in `src/horn.py`."), "the new name");
  });

  gesture("is mended, or recorded as looked at, by a fix", async () => {
    await editor.show(quietHours(), 2, 9);
    const fixes = await editor.quickFixes();
    assert.ok(
      fixes.some((title) => title.includes("Record that Draft was looked at in 26.8.1")),
      fixes.join("\n"),
    );
    await editor.chooseQuickFix("Record that Draft was looked at in 26.8.1");
    await until(
      () => (fs.existsSync(series.file("proposals/.bep.yaml")) ? fs.readFileSync(series.file("proposals/.bep.yaml"), "utf8") : ""),
      (text) => text === "reviewed:\n  1000: Draft in 26.8.1\n",
      "the record",
    );
    await until(
      () => editor.findings(quietHours()),
      (found) => found.every(({ rule }) => rule !== "status-evidence"),
      "nothing more of it",
    );
  });
});
