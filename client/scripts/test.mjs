// npm test [-- PART…] [--no-install]: everything that is tested, or only these parts of it. The last line is the grand total.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { table } from "../../tests/features.mjs";
import { buildAll, tested } from "./build.mjs";
import {
  canInstallSystemPackages,
  exitCode,
  Failure,
  installSystemPackages,
  main,
  modernNode,
  prepare,
  root,
  run,
  say,
  withNode,
} from "./tools.mjs";
import { tools as tortureTools } from "./torture.mjs";

/** Each part returns its counts; a part that cannot even run counts as one failure. */
const parts = {
  checks: async () => {
    await run("dotnet", ["tool", "restore"]);
    return sum(
      await check("types", process.execPath, [bin("typescript", "bin", "tsc"), "-p", "."]),
      await check("types of the map", process.execPath, [bin("typescript", "bin", "tsc"), "-p", "client/map"]),
      await check("style", process.execPath, [bin("@biomejs", "biome", "bin", "biome"), "ci", "--colors=off", "."]),
      await check("layout of C#", "dotnet", ["csharpier", "check", "server", "tests"]),
    );
  },
  server: () => dotnetTest(),
  // The same inputs each time: what a new seed finds is for `npm run fuzz`, and not for whoever happens to test something else.
  fuzz: () => check("mutated series", "dotnet", [...fuzz, "--seed", "1", "--threads", "2", "--inputs", "20000", "--seconds", "600"]),
  client: () => nodeTest("tests/client"),
  protocol: () => nodeTest("tests/protocol"),
  torture: () => nodeTest("tests/torture"),
  e2e: () => nodeTest("tests/e2e"),
};

const fuzz = ["run", "--project", "tests/Bep.Fuzz", "--configuration", "Release", "--"];

/** What the parts need of the system; they skip, visibly, what they then do not find. */
const systemPackages = {
  protocol: ["neovim", "emacs-nox", "elpa-eglot", "elpa-markdown-mode", "vim-nox", "vim-ale", "kate", "xvfb", "xauth"],
  torture: tortureTools,
  e2e: ["chromium", "procps", "fonts-noto-cjk", "libkrb5-dev"],
};

const bin = (...names) => path.join(root, "node_modules", ...names);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-test-"));
/** Where the tests of editors note what they saw. */
const noted = path.join(scratch, "features.jsonl");
process.on("exit", () => fs.rmSync(scratch, { recursive: true, force: true }));

await main(async () => {
  const chosen = process.argv.slice(2).filter((argument) => argument !== "--no-install");
  if (process.argv.includes("--no-install")) process.env.BEP_NO_INSTALL = "1";
  const unknown = chosen.find((name) => !(name in parts));
  if (unknown) throw new Failure(`There is no part \`${unknown}\`; the parts are ${Object.keys(parts).join(", ")}.`);
  const selected = chosen.length > 0 ? chosen : Object.keys(parts);

  await prepare();
  const needs = selected.filter((name) => name in systemPackages).map((name) => [`for the tests of ${name}`, systemPackages[name]]);
  const missing = await installSystemPackages(Object.fromEntries(needs));
  if (missing.length > 0 && !canInstallSystemPackages())
    console.log(`  Tests that need these system packages will be skipped where they are missing: ${missing.join(", ")}`);

  const results = [];
  if (selected.some((name) => ["client", "protocol", "torture", "e2e"].includes(name)))
    await buildAll(tested).catch((error) => {
      console.error(error);
      results.push(["build", { passed: 0, failed: 1, skipped: 0 }]);
    });
  for (const name of selected) {
    say(`Testing: ${name}`);
    const began = Date.now();
    const counts = await parts[name]().catch((error) => {
      console.error(error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    results.push([name, counts, (Date.now() - began) / 1000]);
  }

  const cells = table(noted);
  if (cells.length > 0) {
    say("Features, and the editors in which they were seen");
    for (const row of cells) console.log(`  ${row.map((text) => text.padEnd(18)).join("")}`.trimEnd());
  }
  say("Summary");
  for (const [name, counts, seconds] of results)
    console.log(`  ${name.padEnd(10)}${line(counts)}${seconds ? `  (${seconds.toFixed(0)} s)` : ""}`);
  const total = sum(...results.map(([, counts]) => counts));
  console.log(line(total));
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
});

function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function sum(...counts) {
  const total = (key) => counts.reduce((sofar, one) => sofar + one[key], 0);
  return { passed: total("passed"), failed: total("failed"), skipped: total("skipped") };
}

/** A program that succeeds or fails is one test. */
async function check(name, command, args) {
  const passed = (await exitCode(command, args)) === 0;
  console.log(`  ${passed ? "✔" : "✖"} ${name}`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** The server's own tests. */
async function dotnetTest() {
  // A test that hangs is named and ended; a picture of its memory would fill the disk and help nobody.
  const patience = ["--blame-hang-timeout", "5m", "--blame-hang-dump-type", "none"];
  const code = await exitCode("dotnet", ["test", "BepLsp.sln", "--nologo", "--logger", "trx", "--results-directory", scratch, ...patience]);
  const counts = fs
    .readdirSync(scratch)
    .filter((file) => file.endsWith(".trx"))
    .map((file) => {
      const counters = /<Counters ([^>]*)\/>/.exec(fs.readFileSync(path.join(scratch, file), "utf8"))?.[1] ?? "";
      const count = (key) => Number(new RegExp(`\\b${key}="(\\d+)"`).exec(counters)?.[1] ?? 0);
      return { passed: count("passed"), failed: count("failed") + count("error"), skipped: count("total") - count("executed") };
    });
  return failUnlessCounted(sum(...counts), code);
}

/** The tests in the modules `*.test.mjs` of a folder, one module after another. */
async function nodeTest(folder) {
  const files = fs.readdirSync(path.join(root, folder)).filter((file) => file.endsWith(".test.mjs"));
  const report = path.join(scratch, "counts.json");
  fs.rmSync(report, { force: true });
  const node = modernNode();
  const reporters = ["spec", path.join(root, "client", "scripts", "countingReporter.mjs")];
  const destinations = ["stdout", report];
  const flags = reporters.flatMap((reporter, at) => ["--test-reporter", reporter, "--test-reporter-destination", destinations[at]]);
  const args = ["--test", "--test-concurrency=1", ...flags, ...files.sort().map((file) => path.join(folder, file))];
  const code = await exitCode(node, args, { env: withNode(node, { BEP_FEATURES: noted }) });
  return failUnlessCounted(fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, "utf8")) : sum(), code);
}

/** A runner that failed without naming a failed test has failed all the same. */
function failUnlessCounted(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
