// What stands ready for other editors' registries: it says what docs/editors.md says, and can be read by whom it is for.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { output, root, which } from "../../client/scripts/tools.mjs";

const read = (...names) => fs.readFileSync(path.join(root, "editors", ...names), "utf8");
const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

test("Neovim reads its entry", { skip: which("nvim") ? false : "no Neovim (Debian package `neovim`)" }, () => {
  const file = path.join(root, "editors/neovim/lsp/bep.lua");
  const code = `lua local c = dofile('${file}'); io.stdout:write(table.concat(c.cmd, ' '), ' ', c.filetypes[1], ' ', c.root_markers[1])`;
  const said = output("nvim", ["--headless", "-u", "NONE", "-i", "NONE", "-c", code, "-c", "quit"]);
  assert.match(said ?? "", /bep lsp markdown \.bep\.yaml/);
});

test("the template for LSP4IJ names the program and Markdown", () => {
  const { programArgs, fileTypeMappings } = JSON.parse(read("lsp4ij/bep/template.json"));
  assert.equal(programArgs.default, "bep lsp");
  assert.deepEqual(fileTypeMappings, [{ fileType: { name: "Markdown", patterns: ["*.md"] }, languageId: "markdown" }]);
  for (const name of ["settings.json", "initializationOptions.json"]) JSON.parse(read("lsp4ij/bep", name));
});

test("the extension for Zed has the version of the whole", () => {
  for (const name of ["extension.toml", "Cargo.toml"]) assert.match(read("zed", name), new RegExp(`^version = "${version}"$`, "m"));
});
