// Somebody else's decisions in the real Visual Studio Code: the extension offers once to set their folder up, and the command does it at any time.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { Editor, gesturesIn, scratchFolder, skip, until } from "./harness.mjs";

const decision = (number, title, status) =>
  `# ${number}. ${title}\n\nDate: 2025-03-0${number}\n\n## Status\n\n${status}\n\n## Context\n\nWords.\n\n## Decision\n\nMore.\n\n## Consequences\n\nNone.\n`;

describe("an author of decisions that nobody has configured", { skip }, () => {
  let folder;
  let editor;
  const file = (name) => path.join(folder, "docs", "adr", name);
  const offer = () => editor.notification("docs/adr holds numbered documents");
  const choices = () => editor.page.locator(".quick-input-widget .monaco-list-row");
  const welcome = () => editor.page.locator(".welcome-view-content", { hasText: "There are no proposals in this folder." }).first();

  const gesture = gesturesIn(async (atEnd) => {
    folder = path.join(scratchFolder(atEnd), "harbor");
    fs.mkdirSync(path.join(folder, "docs", "adr"), { recursive: true });
    fs.mkdirSync(path.join(folder, ".git"));
    fs.writeFileSync(path.join(folder, ".git", "HEAD"), "ref: refs/heads/main\n");
    fs.writeFileSync(path.join(folder, "README.md"), "# Harbor\n");
    fs.writeFileSync(file("0001-count-the-tides.md"), decision(1, "Count the tides", "Accepted"));
    fs.writeFileSync(file("0002-light-the-pier.md"), decision(2, "Light the pier", "Accepted"));
    fs.writeFileSync(file("0003-mend-the-nets.md"), decision(3, "Mend the nets", "Proposed"));
    editor = await Editor.open({ folder, atEnd });
    return editor;
  });

  gesture("is offered to have them set up, though no extension was asked for", async () => {
    await offer().waitFor();
    await editor.picture("set-up-offer");
    await offer().locator(".monaco-button", { hasText: "Set Up" }).click();
    await editor.untilActive(file(".bep.yaml"));
    assert.match(fs.readFileSync(file(".bep.yaml"), "utf8"), /^front-matter: sections # 3 of 3 documents$/m);
    await editor.execute("bep.proposals.focus");
    await editor.page.locator(".sidebar .monaco-list-row", { hasText: "0002  Light the pier" }).first().waitFor();
    await editor.show(file("0003-mend-the-nets.md"), 10);
    await editor.page.keyboard.type("After ADR-0009. ");
    await editor.untilFound(file("0003-mend-the-nets.md"), "unknown-reference");
    await editor.picture("set-up");
    await editor.execute("workbench.action.files.revert");
  });

  gesture("takes it back with one undo, and is not offered it again", async () => {
    await editor.show(file(".bep.yaml"));
    await editor.execute("undo");
    await until(
      () => fs.existsSync(file(".bep.yaml")),
      (isThere) => !isThere,
      "the end of the configuration",
    );
    await welcome().waitFor();
    await editor.reload();
    await editor.activated();
    await welcome().waitFor();
  });

  gesture("has the command for it", async () => {
    await editor.palette("BEP: Set Up a Folder");
    // By now the folder would have been offered.
    await choices().filter({ hasText: "docs/adr" }).waitFor();
    assert.equal(await offer().count(), 0);
    await editor.picture("set-up-command");
    await choices().filter({ hasText: "docs/adr" }).click();
    await editor.untilActive(file(".bep.yaml"));
    await editor.page.locator(".sidebar .monaco-list-row", { hasText: "0001  Count the tides" }).first().waitFor();
  });

  gesture("starts another series from a preset in a folder that is not there yet", async () => {
    await editor.palette("BEP: Set Up a Folder");
    await editor.answer("docs/rfcs");
    await choices().filter({ hasText: "Requests for comments" }).waitFor();
    await editor.picture("set-up-preset");
    assert.equal(await choices().count(), 5);
    await choices().filter({ hasText: "Requests for comments" }).click();
    const made = path.join(folder, "docs", "rfcs");
    await editor.untilActive(path.join(made, ".bep.yaml"));
    assert.deepEqual(fs.readdirSync(made).sort(), [".bep.yaml", "0000-template.md"]);
    await editor.page.locator(".sidebar .monaco-list-row", { hasText: "docs/rfcs" }).first().waitFor();
    await editor.palette("BEP: Set Up a Folder");
    await editor.answer("docs/adr");
    await editor.notification("says already how the series is written").waitFor();
  });
});
