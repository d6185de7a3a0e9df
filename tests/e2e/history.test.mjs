// What became of a proposal, in the real Visual Studio Code: which statuses it had, by which commits, and what has changed since.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { Editor, gesturesIn, scratchFolder, skip, until } from "./harness.mjs";

const registry = (status) => `# Proposals

| Number | Title | Author | Status |
|--------|-------|--------|--------|
| [1000](BEP-1000-quiet-hours.md) | Quiet Hours | Ada Park | ${status} |
| _next_ | _(reserve your number here)_ | | |
`;

const proposal = (status, text) =>
  `---\nAuthor: Ada Park (ada@example.com)\nStatus: ${status}\nCreated: 2026-01-05\n---\n\n# Quiet Hours\n\n## Motivation\n\n${text}\n`;

/** A series whose proposal was drafted, accepted and then changed, each in a commit. */
function prepare(atEnd) {
  const folder = path.join(scratchFolder(atEnd), "harbor");
  const file = (name) => path.join(folder, "proposals", name);
  fs.mkdirSync(file(""), { recursive: true });
  const git = (...args) => execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  git("init", "--quiet", "--initial-branch=main");
  git("config", "commit.gpgsign", "false");
  const commit = (day, author, message, status, text) => {
    fs.writeFileSync(file("README.md"), registry(status));
    fs.writeFileSync(file("BEP-1000-quiet-hours.md"), proposal(status, text));
    git("add", "--all");
    const who = ["-c", `user.name=${author}`, "-c", "user.email=somebody@example.com"];
    git(...who, "commit", "--quiet", "--message", message, "--date", `${day}T12:00:00Z`);
    return git("rev-parse", "HEAD").trim();
  };
  const drafted = commit("2026-01-05", "Ada Park", "BEP-1000 (new): Quiet Hours", "Draft", "It is loud.");
  const accepted = commit("2026-01-20", "Min Seo", "BEP-1000 (accepted): Quiet Hours", "Accepted", "It is loud.");
  commit("2026-02-01", "Ada Park", "Say when it is loud", "Accepted", "It is loud at night.");
  return { folder, file, git, drafted, accepted };
}

describe("the history of a proposal", { skip }, () => {
  let series;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    series = prepare(atEnd);
    editor = await Editor.open({ folder: series.folder, height: 1000, atEnd });
    await editor.activated();
    await editor.execute("bep.proposals.focus");
    await editor.page.locator(".sidebar .monaco-list-row", { hasText: "Quiet Hours" }).first().waitFor();
    await editor.execute("bep.history.focus");
    return editor;
  });

  const pane = () => editor.page.locator(".sidebar .pane", { has: editor.page.locator(".pane-header", { hasText: "History" }) });
  const rows = () =>
    pane()
      .locator(".pane-body .monaco-list-row")
      .evaluateAll((all) => all.map((row) => row.getAttribute("aria-label")));
  const row = (text) => pane().locator(".pane-body .monaco-list-row", { hasText: text }).first();
  const saysStatuses = (expected) =>
    until(rows, (seen) => seen.length === expected.length && seen.every((label, i) => label.startsWith(expected[i])), expected.join("; "));
  /** The texts of the active comparison, its left and its right side. */
  const compared = () =>
    editor.api(async (vscode) => {
      const { input, label } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      if (!input?.original) return null;
      const read = async (uri) => (await vscode.workspace.openTextDocument(uri)).getText();
      return { label, before: await read(input.original), after: await read(input.modified) };
    });

  gesture("stands beside its document: each status with its day, author and commit", async () => {
    await editor.show(series.file("BEP-1000-quiet-hours.md"));
    await saysStatuses([
      "Accepted, 2026-01-20, Min Seo, BEP-1000 (accepted): Quiet Hours",
      "Draft, 2026-01-05, Ada Park, BEP-1000 (new): Quiet Hours",
    ]);
    await row(series.accepted.slice(0, 8)).waitFor();
    for (const [theme, name] of [
      ["Default Dark Modern", "dark"],
      ["Default High Contrast", "high-contrast"],
      ["Default Light Modern", "light"],
    ]) {
      await editor.theme(theme);
      await editor.page.locator(`.monaco-workbench.${name === "light" ? "vs" : name === "dark" ? "vs-dark" : "hc-black"}`).waitFor();
      await editor.picture(`history-${name}`);
    }
  });

  gesture("opens what a commit changed, and stays with the proposal meanwhile", async () => {
    await editor.show(series.file("BEP-1000-quiet-hours.md"));
    await row("Accepted").click();
    const { label, before, after } = await until(compared, Boolean, "the comparison");
    assert.equal(label, `BEP-1000-quiet-hours.md: Accepted, commit ${series.accepted.slice(0, 8)}`);
    assert.match(before, /Status: Draft/);
    assert.match(after, /Status: Accepted[\s\S]*It is loud\.\n/);
    await saysStatuses(["Accepted, ", "Draft, "]);
    await editor.picture("history-commit");
    // What came with a commit has nothing to be compared with.
    await row("Draft").click();
    const now = await until(
      () => editor.active(),
      (active) => active?.text.includes("Status: Draft"),
      "the first text",
    );
    assert.ok(now.text.includes("It is loud."));
  });

  gesture("compares the document with what was accepted", async () => {
    await editor.show(series.file("BEP-1000-quiet-hours.md"));
    await editor.palette("BEP: Compare with the Accepted Version");
    const { label, before, after } = await until(compared, Boolean, "the comparison");
    assert.equal(label, "BEP-1000-quiet-hours.md: since Accepted, 2026-01-20");
    assert.match(before, /Status: Accepted[\s\S]*It is loud\.\n/);
    assert.match(after, /It is loud at night\.\n/);
    await editor.picture("compare-accepted");
  });

  gesture("is in the card of the proposal", async () => {
    const file = series.file("README.md");
    await editor.show(file, 4, 5);
    const card = await editor.hover("Draft · 2026-01-05");
    assert.ok(card.includes(`Accepted · 2026-01-20 · Min Seo · ${series.accepted.slice(0, 8)}`), card);
    assert.ok(card.includes(`Draft · 2026-01-05 · Ada Park · ${series.drafted.slice(0, 8)}`), card);
    await editor.picture("history-card");
  });

  gesture("shows what is in no commit yet, and says so of a new document", async () => {
    const file = series.file("BEP-1000-quiet-hours.md");
    await editor.show(file, 2, 0);
    await editor.page.keyboard.press("End");
    await editor.page.keyboard.press("Control+Shift+ArrowLeft");
    await editor.page.keyboard.type("Implemented");
    await saysStatuses(["Implemented, in no commit yet", "Accepted, ", "Draft, "]);
    await editor.execute("workbench.action.files.revert");
    await saysStatuses(["Accepted, ", "Draft, "]);

    await editor.execute("bep.server.newProposal", { title: "Fog Horn" });
    await editor.untilActive(series.file("BEP-1001-fog-horn.md"));
    await pane().locator(".message", { hasText: "BEP-1001 is in no commit yet." }).waitFor();
    await editor.picture("history-not-committed");
    await editor.palette("BEP: Compare with the Accepted Version");
    await editor.notification("BEP-1001 is in no commit yet.").waitFor();
  });

  gesture("says why it is not known where the repository does not have it", async () => {
    await editor.show(series.file("BEP-1000-quiet-hours.md"));
    await saysStatuses(["Accepted, ", "Draft, "]);
    fs.renameSync(path.join(series.folder, ".git"), path.join(series.folder, "git"));
    await editor.show(series.file("README.md"));
    await editor.show(series.file("BEP-1000-quiet-hours.md"));
    await pane().locator(".message", { hasText: "The history is not known: there is no repository here." }).waitFor();
    await editor.picture("history-unknown");
    fs.renameSync(path.join(series.folder, "git"), path.join(series.folder, ".git"));
  });
});

describe("the history of a proposal in a folder that nobody trusts", { skip }, () => {
  let series;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    series = prepare(atEnd);
    editor = await Editor.open({
      folder: series.folder,
      trusted: false,
      settings: { "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.enabled": true },
      atEnd,
    });
    await editor.activated();
    return editor;
  });

  gesture("is not asked for, and the view says how to change that", async () => {
    await editor.execute("bep.proposals.focus");
    await editor.page.locator(".sidebar .monaco-list-row", { hasText: "Quiet Hours" }).first().waitFor();
    await editor.execute("bep.history.focus");
    await editor.show(series.file("BEP-1000-quiet-hours.md"));
    const welcome = editor.page.locator(".welcome-view-content", { hasText: "In Restricted Mode git is not asked" }).first();
    await welcome.waitFor();
    await editor.page.locator(".sidebar a.monaco-button", { hasText: "Manage Workspace Trust" }).first().waitFor();
    await editor.picture("history-untrusted");
    await editor.palette("BEP: Compare with the Accepted Version");
    const refusal = editor.notification("In Restricted Mode git is not asked, and nothing is written to a repository");
    await refusal.locator(".monaco-button", { hasText: "Manage Workspace Trust" }).waitFor();
    await editor.execute("notifications.clearAll");
    await editor.palette("BEP: Copy Change Title");
    await refusal.waitFor();
    await editor.execute("notifications.clearAll");
    await editor.palette("BEP: Show Only New Findings");
    await refusal.waitFor();
  });
});
