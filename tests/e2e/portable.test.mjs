// The package for all systems, which brings no native server, in a folder that the author does not trust.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { packageFile } from "../../client/scripts/build.mjs";
import { copySamples } from "../fixture.mjs";
import { Editor, skip, until } from "./harness.mjs";

describe("the package for all systems in Restricted Mode", { skip }, () => {
  let samples;
  let editor;

  before(async () => {
    samples = copySamples();
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
    });
    await editor.activated("beplsp.beplsp");
  });

  after(async () => {
    await editor?.close();
    samples?.remove();
  });

  test("runs its own server on .NET and shows findings", async () => {
    assert.equal(await editor.api((vscode) => vscode.workspace.isTrusted), false);
    const file = samples.file("BEP-1012-gpu-sharing.md");
    await editor.show(file);
    await until(
      () => editor.findings(file),
      (all) => all.some(({ rule }) => rule === "unknown-status"),
      "the finding",
    );
    await editor.squiggles("error").first().waitFor();
    await editor.picture("restricted-mode");
    const folder = await editor.api((vscode) => vscode.extensions.getExtension("beplsp.beplsp").extensionPath);
    assert.deepEqual(
      fs.readdirSync(path.join(folder, "dist", "server")).filter((name) => /^bep(\.exe)?$/.test(name)),
      [],
    );
  });
});
