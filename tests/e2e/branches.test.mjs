// Numbers that others take, in the real Visual Studio Code: two clones of one repository, what one author sees of the other, and what to do about it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { bep } from "../fixture.mjs";
import { Editor, gesturesIn, scratchFolder, skip, until } from "./harness.mjs";

const template = "---\nAuthor: Full Name (name@example.com)\nStatus: Draft\nCreated: YYYY-MM-DD\n---\n\n# Title\n\n## Motivation\n";

const registry = `# Proposals

| Number | Title | Author | Status |
|--------|-------|--------|--------|
| [1000](BEP-1000-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
| [1001](BEP-1001-tide-tables.md) | Tide Tables | Ada Park | Draft |
| _next_ | _(reserve your number here)_ | | |
`;

const proposal = (title, text) =>
  `---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\n---\n\n# ${title}\n\n## Motivation\n\n${text}\n`;

describe("an author among others", { skip }, () => {
  let scratch;
  let mine;
  let theirs;
  let editor;

  const clone = (name, author) => {
    const folder = path.join(scratch, name);
    execFileSync("git", ["clone", "--quiet", path.join(scratch, "origin.git"), folder], { stdio: "pipe" });
    const git = (...args) => execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
    git("config", "user.name", author);
    git("config", "user.email", `${author.split(" ")[0].toLowerCase()}@example.com`);
    git("config", "commit.gpgsign", "false");
    return {
      folder,
      git,
      file: (name) => path.join(folder, "proposals", name),
      read: (name) => fs.readFileSync(path.join(folder, "proposals", name), "utf8"),
    };
  };

  /** Leaves a clone on a branch from main with a new proposal, committed. */
  const propose = ({ folder, git }, branch, title) => {
    git("checkout", "--quiet", "-b", branch, "origin/main");
    bep("new", title, "--series", folder);
    git("add", "--all");
    git("commit", "--quiet", "--message", title);
  };

  /** What both begin with, on the main branch that they share. */
  const begin = ({ file, git }) => {
    fs.mkdirSync(path.dirname(file("x")));
    fs.writeFileSync(file("README.md"), registry);
    fs.writeFileSync(file("BEP-0000-template.md"), template);
    fs.writeFileSync(file("BEP-1000-quiet-hours.md"), proposal("Quiet Hours", "It is loud."));
    fs.writeFileSync(file("BEP-1001-tide-tables.md"), proposal("Tide Tables", "After [BEP-1000](BEP-1000-quiet-hours.md)."));
    git("checkout", "--quiet", "-B", "main");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Begin");
    git("push", "--quiet", "--set-upstream", "origin", "main");
  };

  const gesture = gesturesIn(async (atEnd) => {
    scratch = scratchFolder(atEnd);
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", path.join(scratch, "origin.git")]);
    theirs = clone("theirs", "Ada Park");
    begin(theirs);
    mine = clone("mine", "Min Seo");
    propose(mine, "night-shift", "Night Shift");
    editor = await Editor.open({ folder: mine.folder, atEnd });
    await editor.execute("bep.proposals.focus");
    await editor.page.locator(".sidebar .monaco-list-row", { hasText: "Night Shift" }).first().waitFor();
    return editor;
  });

  const rulesOf = async (name) => (await editor.findings(mine.file(name))).map(({ rule }) => rule);
  const prompt = (text) => editor.page.locator(".quick-input-widget", { hasText: text }).first();

  gesture("learns that a number is taken as soon as it is fetched", async () => {
    await editor.show(mine.file("README.md"), 6, 4);
    propose(theirs, "fog-horn", "Fog Horn");
    theirs.git("push", "--quiet", "origin", "fog-horn");
    await editor.execute("git.fetch");
    await until(
      () => rulesOf("README.md"),
      (rules) => rules.includes("number-taken-on-branch"),
      "the finding",
    );
    await editor.squiggles("warning").first().waitFor();
    await editor.page.locator(".statusbar-item", { hasText: "BEP-1002 is taken" }).waitFor();
    await editor.notification("BEP-1002 is `Fog Horn`").waitFor();
    await editor.execute("notifications.clearAll");
    const card = await editor.hover("Fog Horn");
    assert.match(card, /BEP-1002 is `?Fog Horn`? on branch origin\/fog-horn \(Ada Park, /);
    await editor.picture("number-taken");
    await editor.page.keyboard.press("Escape");
    assert.ok((await editor.quickFixes()).some((title) => title.includes("Renumber this one to BEP-1003")));
    await editor.page.keyboard.press("Escape");
  });

  gesture("sees in the status what is known of other branches, and fetches from there", async () => {
    await editor.show(mine.file("README.md"));
    const said = await editor.status("4 branches read, last fetch just now");
    assert.ok(
      said.some((entry) => /1 number is taken there/.test(entry)),
      said.join("\n"),
    );
    await editor.picture("status-branches");
    theirs.git("push", "--quiet", "origin", "HEAD:refs/heads/storm");
    await editor.page.locator(".hover-language-status", { hasText: "branches read" }).locator("a", { hasText: "Fetch" }).click();
    await editor.status("5 branches read");
    theirs.git("push", "--quiet", "origin", ":storm");
    mine.git("fetch", "--quiet", "--prune");
    await editor.page.mouse.move(400, 300);
  });

  gesture("fetches before a number is reserved", async () => {
    theirs.git("checkout", "--quiet", "fog-horn");
    bep("new", "Storm Warnings", "--series", theirs.folder);
    theirs.git("add", "--all");
    theirs.git("commit", "--quiet", "--message", "Another one");
    theirs.git("push", "--quiet", "origin", "fog-horn");
    await editor.palette("BEP: Fetch and Reserve");
    await prompt("Next: BEP-1004. 4 branches read, last fetch just now.").waitFor();
    await editor.picture("fetch-and-reserve");
    await editor.answer("Lens Cleaning");
    await editor.untilText(mine.file("README.md"), (text) => text.includes("| 1004 | Lens Cleaning | Min Seo | Draft |"), "the row");
  });

  gesture("goes to the proposal that only another branch has", async () => {
    const file = mine.file("BEP-1000-quiet-hours.md");
    const before = mine.read("BEP-1000-quiet-hours.md");
    fs.writeFileSync(file, `${before}\nAfter [the horn](BEP-1002-fog-horn.md).\n`);
    await editor.untilFound(file, "broken-link");
    await editor.show(file, before.split("\n").length, 22);
    await editor.execute("editor.action.revealDefinition");
    await untilRead("# Fog Horn");
    await editor.picture("definition-on-branch");
    await editor.execute("workbench.action.closeActiveEditor");
    fs.writeFileSync(file, before);
    await editor.untilText(file, (text) => text === before, "the text as it was");
  });

  gesture("sees in the view what is in flight, reads it there, and names it", async () => {
    const rows = editor.page.locator(".sidebar .monaco-list-row");
    const group = rows.filter({ hasText: "In Flight" }).first();
    await group.waitFor();
    assert.match(await group.getAttribute("aria-label"), /^In Flight, 2 proposals/);
    const row = rows.filter({ hasText: "Storm Warnings" }).first();
    await editor.insist(async (timeout) => {
      await group.click({ timeout });
      await row.waitFor({ timeout });
    });
    assert.match(await row.getAttribute("aria-label"), /^BEP-1003 Storm Warnings, Draft, only on origin\/fog-horn/);
    for (const [theme, name] of [
      ["Default Dark Modern", "dark"],
      ["Default Light Modern", "light"],
    ]) {
      await editor.theme(theme);
      await editor.page.locator(`.monaco-workbench.${{ dark: "vs-dark", light: "vs" }[name]}`).waitFor();
      await row.hover();
      await editor.page.locator(".monaco-hover:not(.hidden)", { hasText: "Branch: origin/fog-horn (Ada Park, " }).waitFor();
      await editor.picture(`in-flight-${name}`);
      await editor.page.mouse.move(800, 300);
    }

    // There is nothing here to change.
    await row.click({ button: "right" });
    const labels = editor.page.locator(".context-view .monaco-menu .action-label:not(.separator)");
    await labels.first().waitFor();
    assert.deepEqual(await labels.allInnerTexts(), ["Open to the Side", "Copy Number"]);
    await editor.picture("in-flight-menu");
    await editor.page.keyboard.press("Escape");
    await editor.menu(row, "Copy Number");
    await until(
      () => editor.api((vscode) => vscode.env.clipboard.readText()),
      (text) => text === "BEP-1003",
      "the number",
    );

    await row.click();
    await untilRead("# Storm Warnings");
    await editor.execute("workbench.action.focusActiveEditorGroup");
    await editor.page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
    await editor.page.keyboard.type("x");
    await editor.page.locator(".monaco-editor-overlaymessage", { hasText: "read-only" }).waitFor();
    await editor.picture("in-flight-read");
    await editor.execute("workbench.action.closeActiveEditor");

    const [file, before] = [mine.file("BEP-1000-quiet-hours.md"), mine.read("BEP-1000-quiet-hours.md")];
    const line = before.split("\n").length - 1;
    await editor.show(file, line, 0);
    await editor.page.keyboard.type("After BEP-1003");
    assert.match((await editor.suggestions())[0], /BEP-1003 Storm Warnings · origin\/fog-horn/);
    await editor.picture("in-flight-completion");
    await editor.page.keyboard.press("Enter");
    await editor.untilText(file, (text) => text.split("\n")[line] === "After BEP-1003", "the mention");
    await editor.untilFound(file, "unknown-reference");
    assert.deepEqual(
      (await editor.findings(file)).filter((one) => one.line === line).map(({ rule, severity }) => [rule, severity]),
      [["unknown-reference", 2]],
    );
    assert.match(await editor.hover("Only on branch"), /BEP-1003 Storm Warnings.*Only on branch origin\/fog-horn \(Ada Park, /s);
    await editor.picture("in-flight-hover");
    await editor.execute("editor.action.revealDefinition");
    await untilRead("# Storm Warnings");
    await editor.execute("workbench.action.closeActiveEditor");
    await editor.execute("workbench.action.files.saveAll");
    fs.writeFileSync(file, before);
    await editor.untilText(file, (text) => text === before, "the text as it was");
  });

  /** Waits until the active document has a text that the working tree has not. */
  const untilRead = (text) =>
    until(
      () => editor.active(),
      (now) => now?.text.includes(text),
      "the text of the branch",
    );

  gesture("does not start a proposal on top of unfinished work", async () => {
    assert.match(mine.git("status", "--porcelain"), /README\.md/);
    await editor.palette("BEP: Start Proposal");
    await editor.notification("There are changes that are not committed").waitFor();
    await editor.picture("start-refused");
    mine.git("checkout", "--quiet", "--", ".");
    await editor.untilText(mine.file("README.md"), (text) => !text.includes("Lens Cleaning"), "the row to go");
    assert.equal(branch(), "night-shift");
  });

  /** Merges a branch of theirs into the shared main branch, as one commit. */
  const mergeTheirs = (branch, message) => {
    theirs.git("checkout", "--quiet", "main");
    theirs.git("merge", "--quiet", "--squash", branch);
    theirs.git("commit", "--quiet", "--message", message);
    theirs.git("push", "--quiet", "origin", "main");
  };

  gesture("fixes with one quick fix what a rebase brought together", async () => {
    mergeTheirs("fog-horn", "BEP-1002 (new): Fog Horn");
    mine.git("checkout", "--quiet", "night-shift");
    mine.git("fetch", "--quiet");
    assert.throws(() => mine.git("rebase", "origin/main"), /could not apply|CONFLICT|Command failed/);
    const { line } = await editor.untilFound(mine.file("README.md"), "registry-conflict");
    assert.match(mine.read("README.md").split("\n")[line], /^<<<<<<</);
    await editor.show(mine.file("README.md"), line, 3);
    assert.ok((await editor.quickFixes()).some((title) => title.includes("Keep both")));
    await editor.picture("conflict-fix");
    await editor.chooseQuickFix("Keep both");
    await editor.untilText(
      mine.file("README.md"),
      (text) => text.includes("| [1004](BEP-1004-night-shift.md) | Night Shift |"),
      "both rows",
    );
    await editor.execute("workbench.action.files.saveAll");
    mine.git("add", "--all");
    mine.git("-c", "core.editor=true", "rebase", "--continue");
    await until(
      async () => (await editor.findings()).filter(({ source }) => source === "bep"),
      (findings) => findings.length === 0,
      "the end of all findings",
    );
    assert.equal(bep("check", mine.folder, "--fail-on", "hint").includes("error"), false);
    await editor.picture("conflict-fixed");
  });

  const branch = () => mine.git("branch", "--show-current").trim();

  gesture("shows the steps before it starts a proposal on a branch of its own, and starts it", async () => {
    mine.git("checkout", "--quiet", "-B", "main", "origin/main");
    await editor.untilText(mine.file("README.md"), (text) => !text.includes("Night Shift"), "the other branch");
    await editor.palette("BEP: Start Proposal");
    await prompt("Next: BEP-1005.").waitFor();
    await editor.answer("Lens Cleaning");
    const dialog = editor.page.locator(".monaco-dialog-box", { hasText: "Start BEP-1005: Lens Cleaning?" });
    await dialog.waitFor();
    const steps = await dialog.innerText();
    for (const step of [
      "1. Branch bep/1005-lens-cleaning, from main",
      "2. Row for BEP-1005 in proposals/README.md",
      "3. Document proposals/BEP-1005-lens-cleaning.md",
      "4. Commit “BEP-1005 (new): Lens Cleaning”",
    ])
      assert.ok(steps.includes(step), steps);
    await editor.picture("start-proposal");
    assert.equal(branch(), "main", "so far nothing has happened");
    await dialog.locator(".monaco-button", { hasText: "Start" }).click();
    await commitStarted();
  });

  /** Answers the question that follows, and looks at what was made. */
  const commitStarted = async () => {
    const question = editor.notification("Commit it as “BEP-1005 (new): Lens Cleaning”?");
    await question.waitFor();
    await editor.picture("start-commit");
    assert.equal(branch(), "bep/1005-lens-cleaning");
    assert.equal((await editor.active()).file, mine.file("BEP-1005-lens-cleaning.md"));
    await question.locator(".monaco-button", { hasText: "Commit" }).click();
    await until(
      () => mine.git("log", "-1", "--format=%s").trim(),
      (subject) => subject === "BEP-1005 (new): Lens Cleaning",
      "the commit",
    );
    assert.deepEqual(mine.git("show", "--name-status", "--format=").trim().split("\n"), [
      "A\tproposals/BEP-1005-lens-cleaning.md",
      "M\tproposals/README.md",
    ]);
    assert.equal(mine.git("status", "--porcelain"), "");
    assert.match(mine.read("README.md"), /\| \[1005\]\(BEP-1005-lens-cleaning\.md\) \| Lens Cleaning \| Min Seo \| Draft \|/);
  };

  const next = (text) => editor.page.locator(".statusbar-item", { hasText: `Next: ${text}` }).first();
  const remoteBranches = () => mine.git("ls-remote", "--heads", "origin");

  gesture("is led on to the branch's publication and to its pull request, until it is merged", async () => {
    // It is there after the message has gone, and after the window was closed.
    await next("publish the branch").waitFor();
    await editor.picture("next-publish");
    assert.ok(!remoteBranches().includes("bep/1005-lens-cleaning"), "nothing is pushed unasked");
    await next("publish the branch").click();
    await until(remoteBranches, (branches) => branches.includes("refs/heads/bep/1005-lens-cleaning"), "the branch");
    await editor.notification("What is left is its pull request").waitFor();
    await next("pull request").waitFor();
    await editor.picture("next-pull-request");
    await editor.execute("notifications.clearAll");
    await editor.insist(async (timeout) => {
      await next("pull request").click({ timeout });
      await editor.notification("The title for its pull request is copied: BEP-1005 (new): Lens Cleaning").waitFor({ timeout });
    });
    await until(
      () => editor.api((vscode) => vscode.env.clipboard.readText()),
      (text) => text === "BEP-1005 (new): Lens Cleaning",
      "the title",
    );

    // What is committed later is pushed; on another branch there is nothing to do.
    // While git is at work the editor does not look at files that change.
    const refresh = () => editor.execute("git.refresh");
    fs.appendFileSync(mine.file("BEP-1005-lens-cleaning.md"), "\nLenses are dirty.\n");
    await refresh();
    await next("commit the proposal").waitFor();
    mine.git("commit", "--quiet", "--all", "--message", "Say why");
    await refresh();
    await next("push the branch").waitFor();
    mine.git("checkout", "--quiet", "main");
    await refresh();
    await next("").waitFor({ state: "hidden" });
    mine.git("checkout", "--quiet", "bep/1005-lens-cleaning");
    await refresh();
    await next("push the branch").click();
    await next("pull request").waitFor();
    theirs.git("fetch", "--quiet");
    mergeTheirs("origin/bep/1005-lens-cleaning", "BEP-1005 (new): Lens Cleaning");
    await editor.execute("git.fetch");
    await next("").waitFor({ state: "hidden" });
    await editor.execute("bep.continueProposal");
    await editor.notification("There is nothing left to do on this branch").waitFor();
  });

  gesture("does not start a proposal on a branch that is there", async () => {
    mine.git("checkout", "--quiet", "main");
    mine.git("branch", "bep/1006-bell-buoys");
    await editor.untilText(mine.file("README.md"), (text) => !text.includes("Lens Cleaning"), "the other branch");
    await editor.palette("BEP: Start Proposal");
    await prompt("Next: BEP-1006.").waitFor();
    await editor.answer("Bell Buoys");
    await editor.notification("There is a branch bep/1006-bell-buoys already. Nothing was done.").waitFor();
    assert.equal(branch(), "main");
    assert.ok(!fs.existsSync(mine.file("BEP-1006-bell-buoys.md")));
  });
});
