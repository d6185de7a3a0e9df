// The views of proposals in the real Visual Studio Code: what an author sees beside the text, and does there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import { host, packageFile } from "../../client/scripts/build.mjs";
import { copySamples } from "../fixture.mjs";
import { Editor, gesturesIn, skip, until } from "./harness.mjs";

describe("the views of proposals", { skip }, () => {
  let samples;
  let editor;

  before(async () => {
    samples = copySamples();
    // High enough for all rows: a list holds only those that there is room for.
    editor = await Editor.open({ folder: samples.folder, extensions: [packageFile(host)], height: 1400 });
    await editor.activated("beplsp.beplsp");
    await editor.execute("bep.proposals.focus");
  });

  after(async () => {
    await editor?.close();
    samples?.remove();
  });

  const gesture = gesturesIn(() => editor);

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

  gesture("tell more of a proposal that is pointed at", async () => {
    await row("1003  Lighthouse API").locator(".label-name").first().hover();
    const hover = editor.page.locator(".monaco-hover:visible", { hasText: "BEP-1003 Lighthouse API" });
    await hover.filter({ hasText: "Status: Accepted" }).filter({ hasText: "Created: 2025-03-03" }).waitFor();
    await editor.picture("proposals-hover");
  });

  gesture("open the document of a row, and the registry for a reserved number", async () => {
    await row("Working Offline").click();
    const at = await until(
      () => editor.active(),
      (now) => now?.file === samples.registry,
      "the registry",
    );
    assert.match(at.text.split("\n")[at.line], /Working Offline/);
    await row("1011  Notifications").click();
    await until(
      () => editor.active(),
      (now) => now?.file.endsWith("BEP-1011-notifications.md"),
      "the document",
    );
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
    await editor.palette("BEP: Clear Filter");
    await seen(begins("BEP-1004 Log Streaming"), "all proposals");
  });

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
    await until(
      () => rows(),
      ([first]) => begins("BEP-1019")(first),
      "the newest first",
    );
    // A commit that changes the file's mode alone, as later ones are: the view hears of it by itself.
    const git = (...args) => execFileSync("git", args, { cwd: samples.folder, stdio: "pipe" });
    await editor.palette("BEP: Sort Proposals by Last Change");
    git("update-index", "--chmod=+x", samples.file("BEP-1004-log-streaming.md"));
    git("-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Change", "--date", "2040-01-01T00:00:00Z");
    await until(
      () => rows(),
      ([first]) => begins("BEP-1004")(first),
      "what was changed last",
    );
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
      (text) => text === "[BEP-1011](BEP-1011-notifications.md)",
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
    await editor.execute("bep.copyLink");
    await editor.notification("The list has just changed").waitFor();
  });

  gesture("take a proposal a step further, in its document and in its row", async () => {
    await editor.menu(row("1007  Image Cache"), "Change Status");
    const step = editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: "Implemented" }).first();
    await step.waitFor();
    await editor.picture("change-status");
    await step.click();
    await until(
      () => editor.textOf(samples.registry),
      (text) => /\| Image Cache \| Mina Park \| Implemented \|/.test(text),
      "the row",
    );
    assert.match(await editor.textOf(samples.file("BEP-1007-image-cache.md")), /^Status: Implemented$/m);
    await seen(begins("Implemented, 3"), "the group of the new status");
  });

  gesture("ask which proposal is meant, where none is open", async () => {
    await editor.palette("BEP: Renumber");
    await editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: "Notifications" }).first().click();
    await editor.page.locator(".quick-input-widget", { hasText: "Renumber BEP-1011" }).waitFor();
    await editor.page.keyboard.press("Escape");
  });

  gesture("offer the versions that are known, where a step asks for one", async () => {
    const template = samples.file("BEP-0000-template.md");
    fs.writeFileSync(template, fs.readFileSync(template, "utf8").replace("Status: Draft", "Status: Draft\nTarget-Version:"));
    fs.writeFileSync(path.join(samples.folder, "VERSION"), "26.4.0\n");
    execFileSync("git", ["tag", "25.12.1"], { cwd: samples.folder });
    const choose = (text) => editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: text }).first();
    const ask = async (title) => {
      await editor.menu(row(title), "Change Status");
      await choose("Accepted").click();
      await choose("26.4.0").waitFor();
    };
    const isTold = (name, version) =>
      until(
        () => editor.textOf(samples.file(name)),
        (text) => text.split(/\r?\n/).includes(`Target-Version: ${version}`),
        `the version ${version}`,
      );
    // Until the series has the field, no step asks for it.
    await until(
      () => editor.findings(samples.file("BEP-1002-crane-scheduler.md")),
      (all) => all.some(({ rule }) => rule === "missing-target-version"),
      "what the new template asks for",
    );
    await ask("1004  Log");
    await choose("25.12.1").waitFor();
    await editor.picture("change-status-version");
    await choose("26.4.0").click();
    await isTold("BEP-1004-log-streaming.md", "26.4.0");
    await seen(begins("BEP-1004 Log Streaming, Accepted"), "the proposal in its new place");
    await ask("1008  Shared");
    await editor.answer("26.4");
    await isTold("BEP-1008-shared-volumes.md", "26.4");
  });

  gesture("create the document of a reserved number", async () => {
    await editor.menu(row("Working Offline"), "Create Document");
    await until(
      () => editor.active(),
      (now) => now?.file === samples.file("BEP-1018-working-offline.md"),
      "the document",
    );
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

  gesture("preview a proposal with its head, and references with their status", async () => {
    await editor.show(samples.file("BEP-1002-crane-scheduler.md"));
    await editor.execute("markdown.showPreviewToSide");
    const preview = editor.page.frameLocator("iframe.webview.ready").first().frameLocator("iframe#active-frame");
    const head = preview.locator(".bep-header");
    await head.waitFor();
    assert.match(await head.innerText(), /BEP-1002\s+Accepted\s+Authors\s+Ada Quill, Mina Park\s+Created\s+2025-02-11/);
    const mention = preview.locator('a[data-href="BEP-1005-job-priorities.md"]').first();
    await mention.waitFor();
    assert.equal(await preview.locator('a[data-href="BEP-1005-job-priorities.md"] + .bep-status').first().innerText(), "Draft");
    assert.equal(await preview.locator('a[data-href$="BEP-1016-draining-a-pier.md"] + .bep-status').first().innerText(), "Accepted");
    await editor.picture("preview");
    await editor.execute("workbench.action.closeSidebar");
    for (const [theme, kind] of [
      ["Default Dark Modern", "dark"],
      ["Default High Contrast", "high-contrast"],
      ["Default High Contrast Light", "high-contrast-light"],
      ["Default Light Modern", "light"],
    ]) {
      await editor.theme(theme);
      await preview.locator(`body.vscode-${kind}`).waitFor();
      assert.deepEqual(await editor.violations(".bep-header", ".bep-status"), [], theme);
      await head.waitFor();
      await editor.picture(`preview-${kind}`);
    }

    const other = samples.file("BEP-1005-job-priorities.md");
    const text = await editor.textOf(other);
    await editor.api(
      async (vscode, name, all) => {
        const edit = new vscode.WorkspaceEdit();
        edit.replace(
          vscode.Uri.file(name),
          new vscode.Range(0, 0, all.split("\n").length, 0),
          all.replace("Status: Draft", "Status: Rejected"),
        );
        await vscode.workspace.applyEdit(edit);
      },
      other,
      text,
    );
    await preview.locator(".bep-status", { hasText: "Rejected" }).first().waitFor();
    await editor.execute("workbench.action.files.revert");
  });
});
