// The package for all systems, which brings no native server: on .NET, in a folder that the author does not trust, and where there is no .NET.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { packageFile } from "../../client/scripts/build.mjs";
import { which } from "../../client/scripts/tools.mjs";
import { Editor, gesturesIn, packageFolder, samplesFor, scratchFolder, skip } from "./harness.mjs";

describe("the package for all systems in Restricted Mode", { skip }, () => {
  let samples;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    samples = samplesFor(atEnd);
    // What an untrusted folder names is never run.
    fs.mkdirSync(path.join(samples.folder, ".vscode"));
    fs.writeFileSync(
      path.join(samples.folder, ".vscode", "settings.json"),
      JSON.stringify({ "bep.server.path": "/nowhere/bep", "bep.dotnet.path": "/nowhere/dotnet" }),
    );
    editor = await Editor.open({
      folder: samples.folder,
      extensions: [packageFile()],
      trusted: false,
      settings: { "security.workspace.trust.startupPrompt": "never" },
      atEnd,
    });
    await editor.activated();
    return editor;
  });

  gesture("runs its own server on .NET and shows findings", async () => {
    assert.equal(await editor.api((vscode) => vscode.workspace.isTrusted), false);
    await seesFindings(editor, samples);
    await editor.picture("restricted-mode");
    const folder = await editor.api((vscode) => vscode.extensions.getExtension("beplsp.beplsp").extensionPath);
    assert.deepEqual(
      fs.readdirSync(path.join(folder, "dist", "server")).filter((name) => /^bep(\.exe)?$/.test(name)),
      [],
    );
  });
});

describe("the package for all systems where there is no .NET", { skip }, () => {
  let scratch;
  let samples;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    scratch = scratchFolder(atEnd);
    samples = samplesFor(atEnd);
    editor = await Editor.open({ folder: samples.folder, extensions: [packageFile()], env: withoutDotnet(scratch), atEnd });
    await editor.activated();
    return editor;
  });

  const message = () => editor.notification("needs the .NET 10 runtime");

  gesture("says what is missing, and where to get it", async () => {
    await message().waitFor();
    await editor.execute("bep.proposals.focus");
    await editor.page.locator(".sidebar .welcome-view-content", { hasText: "The BEP language server is not running." }).waitFor();
    await editor.picture("no-dotnet");
    const buttons = await message().locator(".monaco-button").allInnerTexts();
    assert.deepEqual(
      ["Install .NET…", "Open Settings", "Restart"].filter((title) => !buttons.includes(title)),
      [],
    );
  });

  gesture("answers a command with the same instead of waiting", async () => {
    await editor.palette("BEP: New Proposal");
    await message().waitFor();
  });

  gesture("says that the named program has no .NET, and leads to that setting alone", async () => {
    await editor.api((vscode) =>
      vscode.workspace.getConfiguration("bep").update("dotnet.path", "/nowhere/dotnet", vscode.ConfigurationTarget.Global),
    );
    const wrong = editor.notification("names `/nowhere/dotnet`");
    await wrong.waitFor();
    await wrong.locator(".monaco-button", { hasText: "Open Settings" }).click();
    const found = editor.page.locator(".settings-editor .setting-item-label");
    await found.first().waitFor();
    await editor.picture("setting-of-dotnet");
    assert.deepEqual([...new Set(await found.allInnerTexts())], ["Path"]);
    await editor.api((vscode) =>
      vscode.workspace.getConfiguration("bep").update("dotnet.path", undefined, vscode.ConfigurationTarget.Global),
    );
  });

  gesture("starts by a click once .NET is there", async () => {
    await editor.palette("BEP: Restart Language Server");
    await message().waitFor();
    fs.symlinkSync(which("dotnet"), path.join(scratch, "bin", "dotnet"));
    await message().locator(".monaco-button", { hasText: "Restart" }).click();
    await seesFindings(editor, samples);
  });
});

describe("the package for all systems beside the .NET Install Tool", { skip }, () => {
  let scratch;
  let samples;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    scratch = scratchFolder(atEnd);
    samples = samplesFor(atEnd);
    editor = await Editor.open({
      folder: samples.folder,
      extensions: [packageFile(), await packageFolder("installTool", scratch)],
      env: { ...withoutDotnet(scratch), INSTALL_TOOL_LOG: path.join(scratch, "asked"), INSTALL_TOOL_DOTNET: which("dotnet") },
      atEnd,
    });
    await editor.activated();
    return editor;
  });

  gesture("runs on the .NET that the tool installs", async () => {
    await seesFindings(editor, samples);
    const asked = fs.readFileSync(path.join(scratch, "asked"), "utf8").trim().split("\n").map(JSON.parse);
    const acquireContext = { version: "10.0", requestingExtensionId: "beplsp.beplsp", mode: "runtime", architecture: process.arch };
    assert.deepEqual(asked, [
      { command: "dotnet.findPath", asked: { acquireContext, versionSpecRequirement: "greater_than_or_equal" } },
      { command: "dotnet.acquire", asked: acquireContext },
    ]);
  });
});

async function seesFindings(editor, samples) {
  const file = samples.file("BEP-1012-gpu-sharing.md");
  await editor.show(file);
  await editor.untilFound(file, "unknown-status");
  await editor.squiggles("error").first().waitFor();
}

/** An environment whose PATH leads to all programs but `dotnet`. */
function withoutDotnet(scratch) {
  const bin = path.join(scratch, "bin");
  fs.mkdirSync(bin);
  for (const folder of process.env.PATH.split(path.delimiter).filter((name) => fs.existsSync(name)))
    for (const name of fs.readdirSync(folder))
      if (name !== "dotnet" && !fs.existsSync(path.join(bin, name))) fs.symlinkSync(path.join(folder, name), path.join(bin, name));
  // The editor would otherwise ask a login shell for the PATH that it gives to extensions.
  return { PATH: bin, DOTNET_ROOT: "", VSCODE_CLI: "1" };
}
