// The views of proposals in the real Visual Studio Code: what an author sees beside the text, and does there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { Editor, gesturesIn, samplesFor, skip, until } from "./harness.mjs";

describe("the views of proposals", { skip }, () => {
  let samples;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    samples = samplesFor(atEnd);
    // High enough for all rows: a list holds only those that there is room for.
    editor = await Editor.open({ folder: samples.folder, height: 1400, atEnd });
    await editor.activated();
    await editor.execute("bep.proposals.focus");
    return editor;
  });

  const [proposals, references] = [0, 1];
  const all = (view) => editor.page.locator(".sidebar .pane").nth(view).locator(".pane-body .monaco-list-row");
  /** The rows of a view, as a screen reader hears them. */
  const rows = (view = proposals) => all(view).evaluateAll((found) => found.map((row) => row.getAttribute("aria-label")));
  const row = (text) => all(proposals).filter({ hasText: text }).first();
  const seen = (isSeen, what, view = proposals) =>
    until(
      () => rows(view),
      (found) => found.some(isSeen),
      what,
    );
  const begins = (text) => (label) => label?.startsWith(text);

  gesture("group proposals by status, with what is reserved told apart", async () => {
    await seen((label) => /^BEP-1019 Log Retention, Draft, not registered, 1 error/.test(label ?? ""), "the finding");
    const found = await rows();
    assert.ok(found.findIndex(begins("Draft, ")) < found.findIndex(begins("Accepted, ")), "in the order of a proposal's life");
    assert.ok(found.some(begins("BEP-1018 Working Offline, Draft, reserved")), found.join("\n"));
    await editor.picture("proposals-by-status");
  });

  gesture("count in the icon the errors that are new, and not those of the base branch", async () => {
    // What a screen reader hears of the icon and its number.
    const badge = editor.page.locator('.activitybar .badge[aria-label^="BEP"]');
    const heard = () => badge.getAttribute("aria-label");
    await until(heard, (label) => label === "BEP", "no number, though there are errors");
    await editor.show(samples.file("BEP-1004-log-streaming.md"));
    await editor.api(async (vscode, file) => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(vscode.Uri.file(file), new vscode.Range(2, 0, 2, 13), "Status: Drift");
      await vscode.workspace.applyEdit(edit);
    }, samples.file("BEP-1004-log-streaming.md"));
    await until(heard, (label) => label === "BEP - 1 new error in proposals", "the new error");
    await editor.picture("badge");
    await editor.page.keyboard.press("Control+z");
    await until(heard, (label) => label === "BEP", "no number again");
  });

  gesture("follow the active editor, and show what refers to it", async () => {
    await editor.show(samples.file("BEP-1002-crane-scheduler.md"));
    await until(
      () => row("1002  Crane").getAttribute("aria-selected"),
      (value) => value === "true",
      "the selected proposal",
    );
    await seen(begins("Refers to: "), "what it refers to", references);
    await seen(begins("BEP-1016 Draining a Pier, Accepted"), "a proposal that it refers to", references);
    await editor.picture("proposals-follow");
    await editor.show(samples.file("BEP-1002/queues.md"));
    await until(
      () => row("Queues").getAttribute("aria-selected"),
      (value) => value === "true",
      "the selected part",
    );
  });

  gesture("say of who refers to a proposal the same in its lens, its hover, the view and the peek", async () => {
    const file = samples.file("BEP-1002-crane-scheduler.md");
    await editor.show(file);
    const lens = editor.page.locator(".codelens-decoration a", { hasText: /refers? to this/ }).first();
    await lens.waitFor();
    const count = Number.parseInt(await lens.innerText(), 10);
    await seen((label) => label === `Referred to by: ${count} documents`, "the same number", references);
    const title = editor.page.locator(".sidebar .pane").nth(references).locator(".pane-header", { hasText: "BEP-1002" });
    await title.waitFor();
    await seen(begins("In its own documents: "), "its own documents, apart", references);
    await lens.click();
    const peek = editor.page.locator(".peekview-widget").first();
    await peek.waitFor();
    // One file for each document here, none of which is the proposal's own.
    await until(
      () => peek.locator(".ref-tree .monaco-list-row[aria-level='1']").count(),
      (files) => files === count,
      "the same documents",
    );
    assert.equal(await peek.locator(".ref-tree .monaco-list-row", { hasText: "README.md" }).count(), 0);
    await editor.picture("references-peek");
    await editor.page.keyboard.press("Escape");
    // Of a document that is no proposal nothing is shown, and not what was shown before.
    await editor.show(samples.registry);
    await until(
      () => rows(references),
      (found) => found.length === 0,
      "nothing",
    );
    assert.equal(await title.count(), 0);
  });

  gesture("tell more of a proposal that is pointed at", async () => {
    await row("1003  Lighthouse API").locator(".label-name").first().hover();
    const hover = editor.page.locator(".monaco-hover:visible", { hasText: "BEP-1003 Lighthouse API" });
    await hover.filter({ hasText: "Status: Accepted" }).filter({ hasText: "Created: 2025-03-03" }).waitFor();
    await editor.picture("proposals-hover");
  });

  gesture("open the document of a row, and the registry for a reserved number", async () => {
    await row("Working Offline").click();
    const at = await editor.untilActive(samples.registry);
    assert.match(at.text.split("\n")[at.line], /Working Offline/);
    await row("1011  Notifications").click();
    await editor.untilActive(samples.file("BEP-1011-notifications.md"));
  });

  gesture("keep only what has all words of a filter", async () => {
    await editor.palette("BEP: Filter Proposals");
    await editor.answer("mina acc");
    await until(
      rows,
      (found) => found.filter((label) => label?.startsWith("BEP-")).every((label) => /Accepted/.test(label)),
      "the accepted ones of Mina",
    );
    assert.ok((await rows()).some(begins("BEP-1007 Image Cache")));
    await editor.picture("proposals-filtered");
    await editor.palette("BEP: Filter Proposals");
    await editor.answer("has:problems status:draft");
    await until(
      rows,
      (found) => {
        const left = found.filter((label) => label?.startsWith("BEP-"));
        return left.length > 0 && left.every((label) => /, Draft.*(error|warning)/.test(label));
      },
      "the drafts with problems",
    );
    await editor.palette("BEP: Clear Filter");
    await seen(begins("BEP-1004 Log Streaming"), "all proposals");
  });

  /** Waits until this is the first row. */
  const isFirst = (text, what) =>
    until(
      () => rows(),
      ([first]) => begins(text)(first),
      what,
    );

  gesture("group by author and version, and remember it", async () => {
    await editor.palette("BEP: Group Proposals by Author");
    await seen(begins("Ada Quill, "), "an author");
    // The menu says by what they are grouped: that is nothing that one could choose.
    const head = editor.page.locator(".sidebar .pane-header").first();
    await head.hover();
    await head.locator(".codicon-toolbar-more").click();
    await editor.page.getByRole("menuitem", { name: "Group By" }).hover();
    await editor.page.getByRole("menuitem", { name: "Author", disabled: true }).waitFor();
    await editor.page.keyboard.press("Escape");
    await editor.page.keyboard.press("Escape");
    await editor.palette("BEP: Sort Proposals with the Newest First");
    await editor.picture("proposals-by-author");
    await editor.palette("BEP: Do Not Group Proposals");
    await isFirst("BEP-1019", "the newest first");
  });

  gesture("sort by the last change, and hear of a commit by themselves", async () => {
    await editor.palette("BEP: Sort Proposals by Last Change");
    // It changes the file's mode alone, as later ones do.
    const git = (...args) => execFileSync("git", args, { cwd: samples.folder, stdio: "pipe" });
    git("update-index", "--chmod=+x", samples.file("BEP-1004-log-streaming.md"));
    git("-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Change", "--date", "2040-01-01T00:00:00Z");
    await isFirst("BEP-1004", "what was changed last");
    await editor.palette("BEP: Group Proposals by Status");
    await editor.palette("BEP: Sort Proposals by Number");
    await seen(begins("Draft, "), "the drafts");
  });

  gesture("change while a status is typed", async () => {
    const file = samples.file("BEP-1000-job-manifests.md");
    const line = fs
      .readFileSync(file, "utf8")
      .split("\n")
      .findIndex((text) => text.startsWith("Status:"));
    await editor.show(file, line, 0);
    await editor.page.keyboard.press("End");
    await editor.page.keyboard.press("Control+Shift+ArrowLeft");
    await editor.page.keyboard.type("Rejected");
    await editor.page.keyboard.press("Escape");
    await seen(begins("Rejected, 1"), "the group of the new status");
    await editor.execute("workbench.action.files.revert");
    await until(
      () => rows(),
      (all) => !all.some(begins("Rejected, ")),
      "the old status",
    );
  });

  gesture("offer what can be done with a proposal", async () => {
    await editor.menu(row("1011  Notifications"), "Copy Markdown Link", "proposals-menu");
    await until(
      () => editor.api((vscode) => vscode.env.clipboard.readText()),
      (text) => text === "[BEP-1011: Notifications](BEP-1011-notifications.md)",
      "the link",
    );
    await editor.show(samples.file("BEP-1002/queues.md"));
    await editor.menu(row("Queues"), "Copy Markdown Link");
    await until(
      () => editor.api((vscode) => vscode.env.clipboard.readText()),
      (text) => text === "[Queues](BEP-1002/queues.md)",
      "the link to a part",
    );
    // As a key that somebody has bound to it, which no row comes with.
    await editor.execute("bep.copyLink", null);
    await editor.notification("The list has just changed").waitFor();
  });

  const choice = (text) => editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: text }).first();
  gesture("hide lenses and hints from whoever does not want them", async () => {
    const set = (name, value) =>
      editor.api(
        (vscode, key, to) => vscode.workspace.getConfiguration("bep").update(key, to, vscode.ConfigurationTarget.Global),
        name,
        value,
      );
    const shown = {
      "codeLens.enabled": editor.page.locator(".codelens-decoration a", { hasText: /refers? to this/ }).first(),
      "inlayHints.enabled": editor.page.locator(".view-line span", { hasText: /^\s*Accepted$/ }).first(),
    };
    await editor.show(samples.file("BEP-1005-job-priorities.md"));
    for (const [name, what] of Object.entries(shown)) {
      await what.waitFor();
      await set(name, false);
      await what.waitFor({ state: "hidden" });
      await set(name, true);
      await what.waitFor();
    }
  });

  const menuItem = (text) => editor.page.locator(".context-view .monaco-menu .action-label", { hasText: text }).first();

  gesture("offer the same for the document in its tab, and nothing for other files", async () => {
    await editor.show(samples.file("BEP-1011-notifications.md"));
    await editor.page.locator(".tab.active").click({ button: "right" });
    await menuItem("BEP").hover();
    await menuItem("Change Status").waitFor();
    await editor.picture("tab-menu");
    await menuItem("Copy Number").click();
    await until(
      () => editor.api((vscode) => vscode.env.clipboard.readText()),
      (text) => text === "BEP-1011",
      "the number",
    );
    await editor.show(samples.registry);
    await editor.page.locator(".tab.active").click({ button: "right" });
    await menuItem("Close Others").waitFor();
    assert.equal(await menuItem("BEP").count(), 0);
    await editor.page.keyboard.press("Escape");
  });

  gesture("ask once for the status of several proposals", async () => {
    await row("1005  ").click();
    await row("1008  ").click({ modifiers: ["Control"] });
    await editor.menu(row("1008  "), "Change Status");
    await editor.page.locator(".quick-input-widget", { hasText: "Change Status of 2 Proposals" }).waitFor();
    await choice("Rejected").waitFor();
    await editor.picture("change-status-several");
    const files = [samples.registry, samples.file("BEP-1005-job-priorities.md"), samples.file("BEP-1008-shared-volumes.md")];
    const onDisk = () => files.map((file) => fs.readFileSync(file, "utf8"));
    const before = onDisk();
    await choice("Rejected").click();
    await until(onDisk, (now) => now.every((text, i) => text !== before[i] && text.includes("Rejected")), "both statuses, saved");
    await editor.show(samples.registry);
    await editor.page.keyboard.press("Control+z");
    const dialog = editor.page.locator(".monaco-dialog-box");
    const undone = async () => {
      if (await dialog.isVisible()) await dialog.locator(".monaco-button").first().click();
      return onDisk();
    };
    await until(undone, (now) => now.join() === before.join(), "all three files as they were, by one undo");
    // Rows that move are clicked beside.
    await until(
      () => rows(),
      (found) => ["BEP-1005", "BEP-1008"].every((number) => found.some((label) => label?.startsWith(number) && label.includes(", Draft"))),
      "both in their old places",
    );
  });

  gesture("take a proposal a step further, in its document and in its row", async () => {
    await editor.menu(row("1007  Image Cache"), "Change Status");
    const step = editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: "Implemented" }).first();
    await step.waitFor();
    await editor.picture("change-status");
    await step.click();
    await editor.untilText(samples.registry, (text) => /\| Image Cache \| Mina Park \| Implemented \|/.test(text), "the row");
    assert.match(await editor.textOf(samples.file("BEP-1007-image-cache.md")), /^Status: Implemented$/m);
    await seen(begins("Implemented, 3"), "the group of the new status");
  });

  gesture("ask which proposal is meant, where none is open", async () => {
    await editor.palette("BEP: Renumber");
    await editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: "Notifications" }).first().click();
    await editor.page.locator(".quick-input-widget", { hasText: "Renumber BEP-1011" }).waitFor();
    await editor.page.keyboard.press("Escape");
  });

  /** Accepts a proposal, until a version is asked for. */
  const accept = async (title) => {
    await editor.menu(row(title), "Change Status");
    await choice("Accepted").click();
    await choice("26.4.0").waitFor();
  };
  const hasTargetVersion = (name, version) =>
    editor.untilText(samples.file(name), (text) => text.split(/\r?\n/).includes(`Target-Version: ${version}`), `the version ${version}`);

  gesture("offer the versions that are known, where a step asks for one", async () => {
    const template = samples.file("BEP-0000-template.md");
    fs.writeFileSync(template, fs.readFileSync(template, "utf8").replace("Status: Draft", "Status: Draft\nTarget-Version:"));
    fs.writeFileSync(path.join(samples.folder, "VERSION"), "26.4.0\n");
    execFileSync("git", ["tag", "25.12.1"], { cwd: samples.folder });
    // Until the series has the field, no step asks for it.
    await editor.untilFound(samples.file("BEP-1002-crane-scheduler.md"), "missing-target-version");
    await accept("1004  Log");
    await choice("25.12.1").waitFor();
    await editor.picture("change-status-version");
    await choice("26.4.0").click();
    await hasTargetVersion("BEP-1004-log-streaming.md", "26.4.0");
    await seen(begins("BEP-1004 Log Streaming, Accepted"), "the proposal in its new place");
    await accept("1008  Shared");
    await editor.answer("26.4");
    await hasTargetVersion("BEP-1008-shared-volumes.md", "26.4");
  });

  gesture("create the document of a reserved number", async () => {
    await editor.menu(row("Working Offline"), "Create Document");
    await editor.untilActive(samples.file("BEP-1018-working-offline.md"));
    await editor.execute("workbench.action.files.saveAll");
    await seen((label) => /^BEP-1018 Working Offline, Draft(?!, reserved)/.test(label ?? ""), "the proposal with its document");
  });

  gesture("can be read in dark and high contrast themes", async () => {
    for (const [theme, name] of [
      ["Default Dark Modern", "dark"],
      ["Default High Contrast", "high-contrast"],
      ["Default Light Modern", "light"],
    ]) {
      await editor.theme(theme);
      await editor.page
        .locator(`.monaco-workbench.${{ dark: "vs-dark", "high-contrast": "hc-black", light: "vs" }[name]}`)
        .first()
        .waitFor();
      await editor.picture(`proposals-${name}`);
    }
  });

  const preview = () => editor.page.frameLocator("iframe.webview.ready").first().frameLocator("iframe#active-frame");
  /** Shows a document and, beside it, its preview. */
  const showPreview = async (name) => {
    await editor.show(samples.file(name));
    await editor.execute("markdown.showPreviewToSide");
    await preview().locator("body").waitFor();
  };

  gesture("preview a proposal with its head, and references with their status", async () => {
    await showPreview("BEP-1002-crane-scheduler.md");
    const head = preview().locator(".bep-header");
    await head.waitFor();
    assert.match(await head.innerText(), /BEP-1002\s+Accepted\s+Authors\s+Ada Quill, Mina Park\s+Created\s+2025-02-11/);
    await preview().locator('a[data-href="BEP-1005-job-priorities.md"]').first().waitFor();
    const statusOf = (link) => preview().locator(`a[data-href${link}] + .bep-status`).first().innerText();
    assert.equal(await statusOf('="BEP-1005-job-priorities.md"'), "Draft");
    assert.equal(await statusOf('$="BEP-1016-draining-a-pier.md"'), "Accepted");
    await editor.picture("preview");
  });

  gesture("preview as mentions what the server takes for one, and nothing else", async () => {
    const file = samples.file("BEP-1014-maintenance-windows.md");
    fs.appendFileSync(
      file,
      "\n## After BEP-1000\n\nBEP-1001은, BEP 1002, BEP-10x, BEP-1003-lighthouse-api.md, `BEP-1004`, [BEP-1005](#after-bep-1000)\n",
    );
    await showPreview("BEP-1014-maintenance-windows.md");
    const heading = preview().locator("h2", { hasText: "After BEP-1000" });
    await heading.locator("a").waitFor();
    assert.equal(await heading.getAttribute("id"), "after-bep-1000");
    const words = preview().locator("p", { hasText: "BEP-10x" });
    assert.deepEqual(await words.locator("a").allInnerTexts(), ["BEP-1001", "BEP 1002", "BEP-1005"]);
    await editor.picture("preview-mentions");
    execFileSync("git", ["checkout", "--quiet", "--", file], { cwd: samples.folder });
  });

  gesture("preview in all themes", async () => {
    await showPreview("BEP-1002-crane-scheduler.md");
    await editor.execute("workbench.action.closeSidebar");
    for (const [theme, kind] of [
      ["Default Dark Modern", "dark"],
      ["Default High Contrast", "high-contrast"],
      ["Default High Contrast Light", "high-contrast-light"],
      ["Default Light Modern", "light"],
    ]) {
      await editor.theme(theme);
      await preview().locator(`body.vscode-${kind}`).waitFor();
      assert.deepEqual(await editor.violations(".bep-header", ".bep-status"), [], theme);
      await preview().locator(".bep-header").waitFor();
      await editor.picture(`preview-${kind}`);
    }
  });

  gesture("preview a status that is typed in another document", async () => {
    await showPreview("BEP-1002-crane-scheduler.md");
    await preview().locator(".bep-header").waitFor();
    const other = samples.file("BEP-1005-job-priorities.md");
    await replaceText(other, (await editor.textOf(other)).replace("Status: Draft", "Status: Rejected"));
    await preview().locator(".bep-status", { hasText: "Rejected" }).first().waitFor();
    await editor.execute("workbench.action.files.revert");
  });

  /** Gives a document another text, as by typing in an editor that is not shown. */
  const replaceText = (file, text) =>
    editor.api(
      async (vscode, name, all) => {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.file(name));
        const edit = new vscode.WorkspaceEdit();
        edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), all);
        await vscode.workspace.applyEdit(edit);
      },
      file,
      text,
    );
});
