// Two folders in one window, each with a series of its own kind: neither is taken for the other.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { root } from "../../client/scripts/tools.mjs";
import { Editor, gesturesIn, samplesFor, scratchFolder, skip, until } from "./harness.mjs";

describe("an author with two folders in one window", { skip }, () => {
  let samples;
  let decisions;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    const scratch = scratchFolder(atEnd);
    samples = samplesFor(atEnd);
    decisions = path.join(scratch, "decisions");
    fs.cpSync(path.join(root, "samples", "other-series", "decisions"), decisions, { recursive: true });
    const workspace = path.join(scratch, "both.code-workspace");
    fs.writeFileSync(workspace, JSON.stringify({ folders: [{ path: samples.folder }, { path: decisions }] }));
    // High enough for all rows of both: a list holds only those that there is room for.
    editor = await Editor.open({ folder: workspace, height: 1800, atEnd });
    await editor.activated();
    await editor.execute("bep.proposals.focus");
    return editor;
  });

  const paper = () => path.join(decisions, "0002-store-logs-on-paper.md");
  const rows = (view) =>
    editor.page
      .locator(".sidebar .pane")
      .nth(view)
      .locator(".pane-body .monaco-list-row")
      .evaluateAll((found) => found.map((row) => row.getAttribute("aria-label")));

  gesture("sees the proposals of both, each below its own series", async () => {
    const labels = await until(
      () => rows(0),
      (all) => ["BEP-1002 Crane, the Scheduler", "ADR-0003"].every((text) => all.some((label) => label.startsWith(text))),
      "the proposals of both",
    );
    const [first, second] = labels.flatMap((label, at) => (/, next (ADR-0004|BEP-1020)$/.test(label) ? [at] : []));
    const numbers = [labels.slice(first, second), labels.slice(second)].map((some) =>
      [...new Set(some.map((label) => /^(ADR|BEP)-/.exec(label)?.[1]).filter(Boolean))].join(),
    );
    assert.deepEqual(numbers.sort(), ["ADR", "BEP"], labels.join("\n"));
    // A series without a registry has nothing to be registered in.
    assert.ok(!labels.some((label) => label.startsWith("ADR-") && label.includes("not registered")), labels.join("\n"));
    await editor.picture("two-folders");
  });

  gesture("has in each the findings of its own kind", async () => {
    await editor.show(paper());
    const text = await editor.textOf(paper());
    const line = text.split("\n").findIndex((one) => one.startsWith("status:"));
    await editor.show(paper(), line, 0);
    await editor.page.keyboard.press("End");
    await editor.page.keyboard.press("Control+Shift+ArrowLeft");
    await editor.page.keyboard.type("Accepted-ish");
    await editor.page.keyboard.press("Escape");
    await until(
      () => editor.findings(paper()),
      (all) => all.some(({ rule, message }) => rule === "unknown-status" && /proposed|accepted|superseded/.test(message)),
      "what that series calls a status",
    );
    await editor.execute("workbench.action.files.revert");
    const file = samples.file("BEP-1012-gpu-sharing.md");
    await editor.untilFound(file, "unknown-status");
  });

  gesture("sees of each document what its own series says", async () => {
    await editor.show(paper());
    await until(
      () => rows(1),
      (all) => all.some((label) => label.startsWith("ADR-0003")),
      "what refers to the decision",
    );
    const said = (await editor.status("next ADR-0004")).join("\n");
    assert.doesNotMatch(said, /BEP-/);
    await editor.picture("two-folders-status");
    await editor.show(samples.file("BEP-1002-crane-scheduler.md"));
    assert.doesNotMatch((await editor.status("next BEP-1020")).join("\n"), /ADR-/);
    await editor.page.mouse.move(400, 300);
  });

  gesture("is asked which series a new proposal is for, the one at hand first", async () => {
    await editor.show(paper());
    await editor.palette("BEP: New Proposal");
    const choices = editor.page.locator(".quick-input-widget .monaco-list-row");
    await choices.filter({ hasText: "next BEP-1020" }).waitFor();
    assert.match(await choices.first().innerText(), /next ADR-0004/);
    await editor.picture("which-series");
    await choices.first().click();
    await editor.page.locator(".quick-input-widget", { hasText: "ADR-0004" }).waitFor();
    await editor.answer("Keep a Log Book");
    await editor.untilActive(path.join(decisions, "0004-keep-a-log-book.md"));
  });

  gesture("sees one series at a time in the map", async () => {
    await editor.palette("BEP: Open Map of Proposals");
    const map = editor.page.frameLocator("iframe.webview.ready").first().frameLocator("iframe#active-frame");
    await map.getByRole("tab", { name: "Board" }).click();
    const chooser = map.getByRole("combobox", { name: "Series" });
    const names = await chooser.locator("option").allInnerTexts();
    assert.equal(names.length, 2);
    await chooser.selectOption({ label: names.find((name) => name.includes("decisions")) });
    await map.locator(".card", { hasText: "Keep a Log Book" }).waitFor();
    assert.equal(await map.locator(".card", { hasText: "Crane" }).count(), 0);
    await chooser.selectOption({ label: names.find((name) => !name.includes("decisions")) });
    await map.locator(".card", { hasText: "Crane" }).waitFor();
    await editor.picture("two-folders-map");
  });
});

describe("an author whose configuration names no series yet", { skip }, () => {
  let folder;
  let editor;
  const file = (name) => path.join(folder, ...name.split("/"));
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(file(name)), { recursive: true });
    fs.writeFileSync(file(name), text);
  };

  const gesture = gesturesIn(async (atEnd) => {
    folder = path.join(scratchFolder(atEnd), "tides");
    write(".bep.yaml", "folder: docs/fips\nprefixx: FIP\ncolumn-names: { number: 'FIP #' }\n");
    write("README.md", "# Tides\n\n[Nowhere](nowhere.md)\n");
    // Here already, since the editor's own watcher on Linux hears nothing of a folder that is made right after the one that it lies in.
    fs.mkdirSync(file("docs/charts"), { recursive: true });
    editor = await Editor.open({ folder, atEnd });
    await editor.activated();
    return editor;
  });

  gesture("sees what is wrong with it, and nothing of what nobody called a series", async () => {
    await editor.show(file(".bep.yaml"), 1, 2);
    const { message } = await editor.untilFound(file(".bep.yaml"), "invalid-configuration");
    assert.match(message, /did you mean `prefix`/);
    assert.deepEqual([...new Set((await editor.findings()).map((one) => path.basename(one.file)))], [".bep.yaml"]);
    await editor.problems();
    await editor.picture("faulty-configuration");
  });

  gesture("has a series, with columns of its own names, once it names one", async () => {
    write("docs/fips/README.md", "# FIPs\n\n| FIP # | Title | Author | Status |\n|---|---|---|---|\n| 12 | Tides | Ada | Draft |\n");
    write("docs/fips/FIP-0012-tides.md", "# FIP-0012: Tides\n\nSee [the chart](../charts/north.md#low-water).\n");
    write("docs/charts/north.md", "# North\n\n## High Water\n");
    await editor.show(file(".bep.yaml"), 1, 5);
    await editor.quickFixes();
    await editor.chooseQuickFix("Change to `prefix`");
    await editor.execute("workbench.action.files.save");
    await editor.untilFound(file("docs/fips/FIP-0012-tides.md"), "broken-anchor");
    // The table is its registry, which the name of a column says.
    await editor.untilFound(file("docs/fips/README.md"), "next-row");
    assert.deepEqual(await editor.findings(file(".bep.yaml")), []);
  });

  gesture("sees what becomes of a file outside of it", async () => {
    await editor.show(file("docs/fips/FIP-0012-tides.md"), 2, 8);
    write("docs/charts/north.md", "# North\n\n## Low Water\n");
    await until(
      () => editor.findings(file("docs/fips/FIP-0012-tides.md")),
      (all) => !all.some(({ rule }) => rule === "broken-anchor"),
      "the end of broken-anchor",
    );
    fs.rmSync(file("docs/charts/north.md"));
    await editor.untilFound(file("docs/fips/FIP-0012-tides.md"), "broken-link");
    await editor.problems();
    await editor.picture("named-columns");
  });
});
