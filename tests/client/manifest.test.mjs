// Facts about the extension that no compiler checks: both languages are complete, and the packages hold what they should.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { isNative, packageFile, programFile, tested } from "../../client/scripts/build.mjs";
import { manifest, root } from "../../client/scripts/tools.mjs";

const json = (file) => JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));
const sources = fs
  .readdirSync(path.join(root, "client"), { recursive: true })
  .filter((file) => /^(src|map)\b.*\.ts$/.test(file))
  .map((file) => fs.readFileSync(path.join(root, "client", file), "utf8"));
const placeholders = (text) => [...text.matchAll(/\{\d+\}/g)].map(String).sort();

test("each text of the manifest exists in English and in Korean", () => {
  const used = [...new Set([...JSON.stringify(manifest).matchAll(/"%(\w+)%"/g)].map((match) => match[1]))].sort();
  assert.deepEqual(Object.keys(json("package.nls.json")).sort(), used);
  assert.deepEqual(Object.keys(json("package.nls.ko.json")).sort(), used);
});

test("each text of the client has a Korean translation with the same placeholders, and none is left over", () => {
  const used = sources.flatMap((source) =>
    [...source.matchAll(/l10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)].map((match) => JSON.parse(`"${match[1]}"`)),
  );
  const korean = json("client/l10n/bundle.l10n.ko.json");
  assert.deepEqual(Object.keys(korean).sort(), [...new Set(used)].sort());
  for (const [english, translated] of Object.entries(korean)) assert.deepEqual(placeholders(translated), placeholders(english), english);
});

test("the setting for rules offers all of them", () => {
  const { rules } = json("client/schemas/bep.schema.json").properties;
  assert.deepEqual(manifest.contributes.configuration.properties["bep.rules"].propertyNames.enum, Object.keys(rules.properties));
});

test("each contributed command is registered, and no other", () => {
  const registered = sources.flatMap((source) =>
    [...source.matchAll(/register(?:Command|OnRow)?\("(bep\.\w+)"/g)].map((match) => match[1]),
  );
  assert.deepEqual(registered.sort(), manifest.contributes.commands.map(({ command }) => command).sort());
});

test("what starts the extension is looked for by its name before anything is searched", () => {
  const looked = manifest.activationEvents.filter((event) => event.startsWith("workspaceContains:"));
  const patterns = looked.filter((event) => event.includes("*"));
  assert.equal(patterns.length, 3);
  assert.deepEqual(looked.slice(-patterns.length), patterns);
});

test("each source file opens with a sentence that says what it is", () => {
  for (const source of sources) assert.match(source, /^\/\/ [A-Z].*\.\n/);
});

const common = [
  "CHANGELOG.md",
  "LICENSE.txt",
  "client/l10n/bundle.l10n.ko.json",
  "client/media/activity.svg",
  "client/media/icon.png",
  "client/media/map.css",
  "client/media/preview.css",
  "client/schemas/bep.schema.json",
  ...["series", "findings", "begin", "views", "map"].flatMap((step) =>
    ["light", "dark"].map((theme) => `client/media/walkthrough/${step}-${theme}.png`),
  ),
  "client/snippets/proposals.json",
  "client/starter/README.md",
  "client/starter/bep.yaml",
  "client/starter/template.md",
  "dist/NOTICES.txt",
  "dist/extension.js",
  "dist/map.js",
];
const texts = ["package.json", "package.nls.json", "package.nls.ko.json", "readme.md"];
const portable = ["bep.deps.json", "bep.dll", "bep.runtimeconfig.json"];
// A server of machine code alone is half as large as one with the .NET runtime beside it.
for (const [target, program, limit] of [
  [undefined, undefined, 3.2e6],
  ...tested
    // There is none where the package feed lacks what it takes.
    .filter((target) => fs.existsSync(programFile(target)))
    .map((target) => [target, target.startsWith("win32") ? "bep.exe" : "bep", isNative(target) ? 14e6 : 22.5e6]),
])
  test(`the package for ${target ?? "all systems"} holds the portable server${program ? ` and ${program}` : ""}, and nothing that does not belong`, () => {
    const file = packageFile(target);
    const entries = zipEntries(fs.readFileSync(file));
    const files = entries.filter((entry) => entry.startsWith("extension/")).map((entry) => entry.slice("extension/".length));
    for (const expected of [...common, ...texts, ...portable.map((name) => `dist/server/${name}`)])
      assert.ok(
        files.some((name) => name.toLowerCase() === expected.toLowerCase()),
        `${expected} is missing`,
      );
    const others = files.filter(
      (name) => !name.startsWith("dist/server/") && ![...common, ...texts].some((one) => one.toLowerCase() === name.toLowerCase()),
    );
    assert.deepEqual(others, []);
    const programs = files.filter((name) => /^dist\/server\/bep(\.exe)?$/.test(name));
    assert.deepEqual(programs, program ? [`dist/server/${program}`] : []);
    assert.deepEqual(
      files.filter((name) => name.startsWith("dist/server/") && !/\.(dll|json|exe)$|\/bep$|\/rules\/[\w-]+\.md$/.test(name)),
      [],
    );
    assert.ok(fs.statSync(file).size < limit, `${path.basename(file)} has ${fs.statSync(file).size} bytes`);
  });

test("the packaged README has no picture that leads nowhere, and the manifest names what registries ask for", () => {
  const readme = fs.readFileSync(path.join(root, "dist", "README.md"), "utf8");
  for (const [, address] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) assert.match(address, /^https:\/\//);
  for (const [, file] of fs.readFileSync(path.join(root, "client", "README.md"), "utf8").matchAll(/!\[[^\]]*\]\(([^)]+)\)/g))
    assert.ok(fs.statSync(path.join(root, "client", file)).size < 150_000, file);
  for (const key of ["name", "publisher", "version", "license", "icon", "categories", "keywords"]) assert.ok(manifest[key], key);
});

/** The names in a ZIP file's central directory. */
function zipEntries(bytes) {
  const end = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const names = [];
  for (let at = bytes.readUInt32LE(end + 16), left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const length = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString("utf8", at + 46, at + 46 + length));
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}
