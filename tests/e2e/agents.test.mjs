// What the editor's own agents are offered: the server for the opened folder, with the tools that only read.
import assert from "node:assert/strict";
import path from "node:path";
import { describe } from "node:test";
import { Editor, gesturesIn, samplesFor, skip, until } from "./harness.mjs";

describe("agents in the editor", { skip }, () => {
  let samples;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    samples = samplesFor(atEnd);
    editor = await Editor.open({ folder: samples.folder, atEnd });
    await editor.activated();
    return editor;
  });

  gesture("are offered a server for the folder, which starts and shows its tools", async () => {
    // The command ends when its list is closed.
    const listed = editor.execute("workbench.mcp.listServer");
    const row = editor.page.locator(".quick-input-list .monaco-list-row", { hasText: `BEP: ${path.basename(samples.folder)}` });
    await row.waitFor();
    await editor.picture("agents-server");
    await row.click();
    await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "Start Server" }).first().click();
    await listed;
    const tools = await until(
      () => editor.api((vscode) => vscode.lm.tools.map(({ name }) => name).filter((name) => /bep/i.test(name))),
      (names) => names.length >= 6,
      "the tools",
    );
    for (const name of ["list", "read", "search", "context", "check", "next"])
      assert.ok(
        tools.some((tool) => tool.endsWith(`_${name}`)),
        `${name} of ${tools}`,
      );
    assert.ok(!tools.some((tool) => tool.endsWith("_new")), String(tools));
  });
});
