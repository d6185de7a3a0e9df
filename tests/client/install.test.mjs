// What `npm test` installs: it says so first, and with `--no-install` it installs nothing and counts what cannot run as skipped.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { modernNode, root } from "../../client/scripts/tools.mjs";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-install-"));
after(() => fs.rmSync(scratch, { recursive: true, force: true }));

const isDebianRoot = process.platform === "linux" && process.getuid() === 0;

/** Runs a script where `apt-get` and `dpkg-query` only note that they were called, and no browser and no editor is installed. */
function runIn(folder, args, env = {}) {
  const home = path.join(scratch, folder);
  const called = path.join(home, "called");
  fs.mkdirSync(home);
  fs.writeFileSync(called, "");
  for (const [program, code] of [
    ["apt-get", 0],
    ["dpkg-query", 1],
  ])
    fs.writeFileSync(path.join(home, program), `#!/bin/sh\necho "${program} $1" >> '${called}'\nexit ${code}\n`, { mode: 0o755 });
  const { NODE_TEST_CONTEXT: _, BEP_NO_INSTALL: __, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(modernNode(), args, {
    cwd: root,
    encoding: "utf8",
    env: { ...inherited, PATH: `${home}${path.delimiter}/bin`, XDG_CACHE_HOME: home, ...env },
  });
  return { status, stdout, stderr, installed: /^apt-get/m.test(fs.readFileSync(called, "utf8")) };
}

const install = [
  "--input-type=module",
  "--eval",
  `import { installSystemPackages } from ${JSON.stringify(pathToFileURL(path.join(root, "client", "scripts", "tools.mjs")))};
  console.log(JSON.stringify(await installSystemPackages({ "for the tests of protocol": ["one", "two"], "for the tests of e2e": ["three"] })));`,
];

test("system packages are named, with what needs them, before they are installed", { skip: !isDebianRoot && "only root installs" }, () => {
  const { stdout, stderr, installed } = runIn("named", install);
  assert.match(
    stdout,
    /Installing system packages with apt-get: one, two \(for the tests of protocol\); three \(for the tests of e2e\)/,
    stderr,
  );
  assert.ok(installed);
});

test("without leave to install, no system package is", () => {
  const { stdout, stderr, installed } = runIn("refused", install, { BEP_NO_INSTALL: "1" });
  assert.equal(stdout, '["one","two","three"]\n', stderr);
  assert.ok(!installed);
});

const findCompiler = [
  "--input-type=module",
  "--eval",
  `import { findToolchain } from ${JSON.stringify(pathToFileURL(path.join(root, "client", "scripts", "build.mjs")))};
  console.log(await findToolchain("linux-x64"));`,
];
/** Only what `runIn` puts there is found, and no compiler is among it. */
const withoutCompiler = (folder) => ({ PATH: path.join(scratch, folder) });

test("a compiler that is missing is installed, and what it is for is said", { skip: !isDebianRoot && "only root installs" }, () => {
  const { stdout, stderr, installed } = runIn("compiler", findCompiler, withoutCompiler("compiler"));
  assert.match(stdout, /Installing system packages with apt-get: \S*gcc\S* \(to compile the server for linux-x64\)/, stderr);
  assert.ok(installed);
});

test("where there is no compiler, it is named, and what is built without it", { skip: process.platform !== "linux" && "not Linux" }, () => {
  const { stdout, stderr, installed } = runIn("uncompiled", findCompiler, { ...withoutCompiler("uncompiled"), BEP_NO_INSTALL: "1" });
  assert.match(stdout, /There is no C compiler \(.*gcc.*\)\. The server for linux-x64 is built with the \.NET runtime instead/, stderr);
  assert.match(stdout, /undefined\n$/);
  assert.ok(!installed);
});

test("without leave to install, tests without an editor are skipped, and counted", () => {
  const program = path.join(scratch, "browser");
  fs.writeFileSync(program, "");
  const args = ["--test", `--test-reporter=${path.join(root, "client", "scripts", "countingReporter.mjs")}`, "tests/e2e/editor.test.mjs"];
  const { status, stdout, stderr } = runIn("skipped", args, { BEP_NO_INSTALL: "1", CHROMIUM: program });
  assert.equal(status, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), { passed: 0, failed: 0, skipped: 1 });
});
