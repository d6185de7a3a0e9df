// The command line as others install it: with `dotnet tool`, with npm, and as a task of the editor.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { dist, manifest } from "../../client/scripts/tools.mjs";
import { copySamples } from "../fixture.mjs";

const onWindows = process.platform === "win32";
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-command-"));
const samples = copySamples();
after(() => {
  samples.remove();
  fs.rmSync(scratch, { recursive: true, force: true });
});

const run = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: samples.folder, encoding: "utf8", shell: onWindows, env: { ...process.env, NO_COLOR: "1", ...env } });

function succeeds(command, args, env) {
  const { status, stdout, stderr } = run(command, args, env);
  assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

function checksSamples(program, env) {
  assert.equal(succeeds(program, ["--version"], env).trim(), manifest.version);
  const { status, stdout, stderr } = run(program, ["check"], env);
  assert.equal(status, 1, stderr);
  assert.match(stdout, /BEP-1012-gpu-sharing\.md:\d+:\d+: error \[unknown-status\]/);
  assert.match(succeeds(program, ["explain", "unknown-status"], env), /A proposal's status is one of the lifecycle's\./);
  return stdout;
}

test("`dotnet tool install` brings a `bep` that checks a series", () => {
  const tools = path.join(scratch, "tools");
  // Nothing but our own package is asked for, and nothing stays in the machine's store of packages.
  succeeds("dotnet", ["tool", "install", "bep", "--tool-path", tools, "--source", dist, "--version", manifest.version], {
    NUGET_PACKAGES: path.join(scratch, "nuget"),
    DOTNET_CLI_TELEMETRY_OPTOUT: "1",
  });
  checksSamples(path.join(tools, onWindows ? "bep.exe" : "bep"));
});

test("the npm package brings a `bep` that checks a series, and says so where there is no .NET", () => {
  const file = path.join(dist, `beplsp-bep-${manifest.version}.tgz`);
  assert.ok(fs.statSync(file).size < 3e6, `${path.basename(file)} has ${fs.statSync(file).size} bytes`);
  succeeds("npm", ["install", "--prefix", scratch, "--no-audit", "--no-fund", "--offline", file]);
  const program = path.join(scratch, "node_modules", ".bin", onWindows ? "bep.cmd" : "bep");
  checksSamples(program);
  const { status, stderr } = run(program, ["check"], { DOTNET_ROOT: path.join(scratch, "nowhere") });
  assert.equal(status, 2);
  assert.match(stderr, /^bep: \.NET 10 is needed, .+dotnet\.microsoft\.com\/download$/m);
});

test("the problem matcher reads what `bep check` writes", () => {
  const [first, second, third] = manifest.contributes.problemMatchers[0].pattern.map(({ regexp }) => new RegExp(regexp));
  const lines = run("dotnet", [path.join(dist, "server", "bep.dll"), "check"]).stdout.split(/\r?\n/);
  const starts = lines.flatMap((line, i) => (first.test(line) ? [i] : []));
  assert.ok(starts.length > 10);
  for (const i of starts) {
    const [, file] = first.exec(lines[i]);
    assert.ok(fs.existsSync(path.join(samples.folder, file)) || fs.existsSync(path.join(samples.folder, "proposals", file)), file);
    assert.match(lines[i + 1], second);
    assert.match(third.exec(lines[i + 2])?.[1] ?? "", /[.?]$/, lines[i + 2]);
  }
});

test("all packages have one version", () => {
  assert.ok(fs.existsSync(path.join(dist, `beplsp-bep-${manifest.version}.tgz`)));
  assert.ok(fs.existsSync(path.join(dist, `bep.${manifest.version}.nupkg`)));
});
