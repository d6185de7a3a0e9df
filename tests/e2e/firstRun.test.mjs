// The first hour in the real Visual Studio Code: a folder without proposals, a series begun in it, and where to read how it goes on.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { manifest } from "../../client/scripts/tools.mjs";
import { checkedLines } from "../fixture.mjs";
import { Editor, gesturesIn, scratchFolder, skip, until } from "./harness.mjs";

function isWritable(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

describe("an author in a folder without proposals", { skip }, () => {
  let folder;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    folder = path.join(scratchFolder(atEnd), "harbor");
    fs.mkdirSync(folder);
    editor = await Editor.open({ folder, atEnd });
    await editor.execute("bep.proposals.focus");
    return editor;
  });

  const welcome = (text) => editor.page.locator(".welcome-view-content", { hasText: text }).first();

  gesture("reads what a series is", async () => {
    await welcome("There are no proposals in this folder.").waitFor();
    await editor.picture("welcome");
  });

  gesture("is shown around", async () => {
    await editor.palette("BEP: Open Walkthrough");
    const page = editor.page.locator(".gettingStartedContainer", { hasText: "Get Started with Proposals" });
    await page.waitFor();
    await page.locator(".getting-started-step", { hasText: "See the whole" }).waitFor();
    await editor.execute("workbench.action.closeSidebar");
    await page.locator("img").first().waitFor();
    await editor.picture("walkthrough");
    for (const [theme, name, picture] of [
      ["Default Dark Modern", "dark", "dark"],
      ["Default High Contrast", "high-contrast", "dark"],
      ["Default Light Modern", "light", "light"],
    ]) {
      await editor.theme(theme);
      await page.locator(`img[srcset*="series-${picture}.png"]`).waitFor();
      await editor.picture(`walkthrough-${name}`);
    }
    await editor.execute("bep.proposals.focus");
  });

  gesture("begins a series that has no findings", async () => {
    await welcome("There are no proposals in this folder.").waitFor();
    await editor.palette("BEP: Create a Series of Proposals");
    await editor.answer("docs/proposals");
    await editor.answer("HEP");
    const registry = path.join(folder, "docs", "proposals", "README.md");
    await editor.untilActive(registry);
    assert.deepEqual(fs.readdirSync(path.dirname(registry)).sort(), [".bep.yaml", "HEP-0000-template.md", "README.md"]);
    assert.deepEqual(checkedLines(folder), []);
    await welcome("This series has no proposals yet.").waitFor();
    await editor.picture("new-series");

    await editor.palette("BEP: New Proposal");
    await editor.page.locator(".quick-input-widget", { hasText: "HEP-1000" }).waitFor();
    await editor.answer("Quiet Hours");
    await editor.untilActive(path.join(path.dirname(registry), "HEP-1000-quiet-hours.md"));
    await editor.execute("workbench.action.files.saveAll");
    await editor.page.locator(".sidebar .monaco-list-row", { hasText: "1000  Quiet Hours" }).first().waitFor();
  });

  gesture("goes with Tab through what the template leaves to write", async () => {
    await editor.execute("bep.server.newProposal", { title: "Fog Horn" });
    const second = path.join(folder, "docs", "proposals", "HEP-1001-fog-horn.md");
    await editor.untilActive(second);
    await editor.execute("workbench.action.closeActiveEditor");
    await editor.palette("BEP: New Proposal");
    await editor.answer("Bell Buoys");
    const file = path.join(folder, "docs", "proposals", "HEP-1002-bell-buoys.md");
    await editor.untilActive(file);
    assert.deepEqual(await editor.api((vscode) => vscode.window.tabGroups.activeTabGroup.activeTab.isPreview), false);
    const selects = (text) =>
      until(
        () => editor.active(),
        (now) => now.file === file && now.selected === text,
        text,
      );
    await selects("<!-- What is wrong today, and for whom? -->");
    await editor.page.locator(".statusbar-item", { hasText: "Tab leads to the next place to fill in" }).waitFor();
    await editor.page.keyboard.type("Nobody hears the buoys.");
    // In a list that is begun Tab moves the item.
    await editor.page.keyboard.press("Enter");
    await editor.page.keyboard.type("-");
    await editor.page.keyboard.press("Tab");
    await editor.untilText(file, (text) => /buoys\.\n-[ \t]+\n/.test(text), "the item");
    await editor.page.keyboard.type("in fog");
    await editor.page.keyboard.press("Tab");
    await selects("<!-- How does it work now? -->");
    await editor.picture("fill-in");
    await editor.page.keyboard.press("Tab");
    await selects("<!-- What is to change, and how will it work then? -->");
    await editor.page.keyboard.press("Shift+Tab");
    await selects("<!-- How does it work now? -->");
    // What is written is not gone to again: before the second place there is the last one.
    await editor.page.keyboard.press("Shift+Tab");
    await selects("<!-- What should a reader know: other proposals, discussions, documents. -->");
    await editor.page.keyboard.press("Escape");
    await editor.page.locator(".statusbar-item", { hasText: "Tab leads to" }).waitFor({ state: "hidden" });
    await editor.page.keyboard.press("End");
    await editor.page.keyboard.press("Tab");
    await editor.untilText(file, (text) => /documents\. -->[ \t]+\n/.test(text), "the white space that Tab inserts by itself");
    assert.match(await editor.textOf(file), /\nNobody hears the buoys\.\n/);
    // Without room below a heading, there is some once somebody goes there.
    await editor.api(async (vscode, text) => {
      const { activeTextEditor: active } = vscode.window;
      const all = new vscode.Range(0, 0, active.document.lineCount, 0);
      await active.edit((edit) => edit.replace(all, text));
    }, "# Bell Buoys\n\n## Motivation\n## Current Design\n\nSome.\n");
    await editor.palette("BEP: Go to Next Place to Fill In");
    await editor.untilText(file, (text) => text.includes("## Motivation\n\n\n\n## Current"), "room");
    assert.equal((await editor.active()).line, 4);
    await editor.execute("workbench.action.files.revert");
  });

  gesture("does not begin a series where there is one", async () => {
    await editor.palette("BEP: Create a Series of Proposals");
    await editor.answer("docs/proposals");
    await editor.answer("HEP");
    await editor.notification("nothing was created").waitFor();
  });

  gesture("is told in a sentence why nothing can be written in a read-only folder", async (t) => {
    const proposals = path.join(folder, "docs", "proposals");
    const before = fs.readdirSync(proposals);
    fs.chmodSync(proposals, 0o555);
    // To root that says nothing.
    const isImmutable = process.getuid?.() === 0 && spawnSync("chattr", ["+i", proposals]).status === 0;
    try {
      if (isWritable(proposals)) return t.skip("nothing is read-only to this user");
      await editor.palette("BEP: New Proposal");
      await editor.answer("Rope Locker");
      await editor.notification("cannot be written: its folder or file is read-only.").waitFor();
      await editor.picture("read-only");
      assert.deepEqual(fs.readdirSync(proposals), before);
      await editor.execute("notifications.clearAll");
      await editor.palette("BEP: Create a Series of Proposals");
      await editor.answer("docs/proposals/more");
      await editor.answer("MEP");
      await editor.notification("cannot be written: its folder or file is read-only.").waitFor();
    } finally {
      if (isImmutable) spawnSync("chattr", ["-i", proposals]);
      fs.chmodSync(proposals, 0o755);
    }
  });

  gesture("reports a problem with what is worth knowing", async () => {
    await editor.palette("BEP: Report Issue");
    const { text } = await until(
      () => editor.active(),
      (now) => now?.text.includes("A problem with BEP Proposals"),
      "the report",
    );
    assert.ok(text.includes(`| Extension | ${manifest.version} |`), text);
    assert.match(text, /\| Server \| running, \S*\/bep lsp --stdio \|/);
    await editor.execute("workbench.action.revertAndCloseActiveEditor");
  });
});

describe("an author without a folder", { skip }, () => {
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    editor = await Editor.open({ atEnd });
    await editor.execute("bep.proposals.focus");
    return editor;
  });

  gesture("is told to open one, and no command that needs a series is in the way", async () => {
    await editor.page.locator(".welcome-view-content", { hasText: "Open a folder that holds proposals" }).first().waitFor();
    await editor.picture("welcome-no-folder");
    await editor.page.keyboard.press("F1");
    await editor.page.locator(".quick-input-widget input.input").first().fill(">BEP: ");
    const rows = editor.page.locator(".quick-input-widget .monaco-list-row");
    await rows.filter({ hasText: "Create a Series" }).waitFor();
    assert.equal(await rows.filter({ hasText: "New Proposal" }).count(), 0);
    assert.equal(await rows.filter({ hasText: "Map of Proposals" }).count(), 0);
    await editor.page.keyboard.press("Escape");
    await editor.execute("bep.openMap");
    await editor.notification("No proposals were found").waitFor();
  });
});
