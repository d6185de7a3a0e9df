// Commands that are killed: whatever system call they were about to make, after the next command the series is the old one or the new one.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { bep, bytesOf, differences, makeSeries, noStrace, time } from "./tools.mjs";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "bep-kills-"));
after(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** The system calls that change what is on a disk. To open a file changes nothing that matters: what follows is killed, too. */
const writing = [
  "pwrite64",
  "pwritev",
  "write",
  "ftruncate",
  "fallocate",
  "rename",
  "renameat",
  "renameat2",
  "link",
  "linkat",
  "unlink",
  "unlinkat",
  "mkdir",
  "rmdir",
  "chmod",
  "fchmod",
  // Before it everything is as before the next one; only on demand is it worth the time.
  ...(time > 0 ? ["fsync"] : []),
];

const commands = [
  { name: "renumber", args: ["renumber", "1001", "1099"] },
  { name: "renumber with the registry beside the series", args: ["renumber", "1001", "1099"], beside: true },
  { name: "new", args: ["new", "Fog Horn"] },
  { name: "status", args: ["status", "1004", "Accepted", "--version", "9.9"] },
  { name: "check --fix", args: ["check", "--fix", "--fail-on", "never"] },
];
/** What is done next. */
const other = ["status", "1010", "Rejected", "--reason", "Torture."];
const counts = { kills: 0, points: 0 };

describe("A command that is killed", { skip: noStrace }, () => {
  for (const { name, args, beside } of commands)
    test(`at each system call of ${name} that writes`, async () => {
      const old = await outcome(beside, []);
      const expected = {
        again: [await outcome(beside, [args])],
        other: [await outcome(beside, [other]), await outcome(beside, [args, other])],
        check: [old, await outcome(beside, [args])],
        list: [old, await outcome(beside, [args])],
      };
      assert.notEqual(old, expected.again[0], "the command changes nothing");
      const points = await pointsOf(beside, [], args);
      // The journal, two files, and the journal again.
      assert.ok(points.length >= 4, `only ${points.length} system calls were seen`);
      counts.points += points.length;
      const next = { again: args, other, check: ["check", "--fail-on", "never"], list: ["list"] };
      for (const [i, point] of points.entries()) {
        const chosen = time > 0 ? Object.keys(next) : [Object.keys(next)[i % 4]];
        for (const which of chosen) {
          const series = makeSeries({ beside });
          await kill(series, args, point);
          const run = await bep(series.proposals, next[which]);
          const where = `${name}, killed at ${point.call} ${point.nth} (${point.what}), then ${which}: ${run.stderr}`;
          assert.ok(run.status < 2, where);
          const bytes = bytesOf(series.folder);
          const best = expected[which].find((one) => one === bytes);
          assert.ok(best, `${where}\n${differences(expected[which][0], bytes).join("\n")}`);
          series.remove();
        }
      }
    });

  test("while it takes back what another left", async () => {
    const first = commands[0];
    const old = await outcome(false, []);
    const before = await pointsOf(false, [], first.args);
    // All files are written, and one of two folders has its new name.
    const left = before.filter((point) => point.call === "rename")[1];
    const prepare = async (series) => kill(series, first.args, left);
    const points = await pointsOf(false, [prepare], ["list"]);
    assert.ok(points.length > 5, `only ${points.length} system calls were seen`);
    for (const point of points) {
      const series = makeSeries();
      await prepare(series);
      await kill(series, ["list"], point);
      const run = await bep(series.proposals, ["list"]);
      assert.equal(run.status, 0, run.stderr);
      assert.equal(differences(old, bytesOf(series.folder)).join(" "), "", `list, killed at ${point.call} ${point.nth} (${point.what})`);
      series.remove();
    }
  });

  test("at any moment, again and again", { skip: time === 0 && "only on demand: npm run torture -- --minutes N" }, async () => {
    const until = Date.now() + time / 2;
    const known = new Map();
    const outcomes = async (done) => known.get(done.join()) ?? known.set(done.join(), await outcome(false, done)).get(done.join());
    while (Date.now() < until) {
      const series = makeSeries();
      const [first, second] = [commands[Math.floor(Math.random() * commands.length)], other];
      for (const args of [first.args, second, first.args]) {
        const run = await bep(series.proposals, args, { kill: 100 + Math.random() * 1500 });
        counts.kills += run.signal ? 1 : 0;
      }
      await bep(series.proposals, ["list"]);
      const bytes = bytesOf(series.folder);
      const all = [
        [],
        [first.args],
        [second],
        [first.args, second],
        [second, first.args],
        [first.args, first.args],
        [first.args, second, first.args],
      ];
      const possible = [];
      for (const done of all) possible.push(await outcomes(done));
      assert.ok(possible.includes(bytes), `${first.name}: ${differences(possible[0], bytes)}`);
      series.remove();
    }
  });

  after(() => console.log(`  ${counts.points} system calls that write, ${counts.kills} kills`));
});

/** The bytes of a series after these commands. */
async function outcome(beside, runs) {
  const series = makeSeries({ beside });
  for (const args of runs) {
    const run = await bep(series.proposals, args);
    assert.ok(run.status <= 2, run.stderr);
  }
  const bytes = bytesOf(series.folder);
  series.remove();
  return bytes;
}

/** The system calls in which a command changes a series, by name and count within the one thread that does all of it. */
async function pointsOf(beside, preparations, args) {
  const series = makeSeries({ beside });
  for (const prepare of preparations) await prepare(series);
  const log = path.join(scratch, "log");
  await bep(series.proposals, args, {
    around: ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-s", "0", "-e", `trace=?${writing.join(",?")}`, "-o", log],
  });
  const lines = fs.readFileSync(log, "utf8").split("\n");
  const threads = new Set(lines.filter((line) => line.includes(series.folder)).map((line) => /^\d+/.exec(line)?.[0]));
  assert.ok(threads.size <= 1, "several threads change the series");
  const [thread] = threads;
  const seen = {};
  const points = [];
  for (const line of lines) {
    const [, call, rest] = new RegExp(`^${thread} +(\\w+)\\((.*)`).exec(line) ?? [];
    if (!call) continue;
    seen[call] = (seen[call] ?? 0) + 1;
    if (rest.includes(series.folder)) points.push({ call, nth: seen[call], what: rest.replaceAll(series.folder, "").slice(0, 120) });
  }
  series.remove();
  return points;
}

/** Runs a command that is killed when it is about to make this system call. */
async function kill(series, args, { call, nth }) {
  const around = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:signal=KILL:when=${nth}`];
  const run = await bep(series.proposals, args, { around });
  assert.equal(run.signal, "SIGKILL", `${args[0]} was not killed at ${call} ${nth}: ${run.stderr}`);
  counts.kills++;
}
