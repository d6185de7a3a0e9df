// Disks that are full or may not be written: a change is made whole or refused with a reason, and nothing is left behind.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { which } from "../../client/scripts/tools.mjs";
import { bep, bytesOf, differences, isRoot, makeDisk, makeSeries, noStrace, time } from "./tools.mjs";

const commands = [
  ["renumber", "1001", "1099"],
  ["new", "Fog Horn"],
  ["status", "1004", "Accepted", "--version", "9.9"],
  ["check", "--fix", "--fail-on", "never"],
];

describe("A full disk", { skip: !isRoot && "a disk of its own is root's to make" }, () => {
  test("leaves the old series, whatever room there is", async (t) => {
    const disk = makeDisk(1024);
    if (!disk) return t.skip("no tmpfs can be mounted here");
    let refused = 0;
    for (const args of commands) {
      const series = makeSeries({ parent: disk.folder });
      const old = bytesOf(series.folder);
      const sample = makeSeries();
      await bep(sample.proposals, args);
      const changed = bytesOf(sample.folder);
      sample.remove();
      for (let room = 0; room <= 96; room += time > 0 ? 4 : 16) {
        const filler = path.join(disk.folder, "filler");
        fill(filler, room * 1024);
        const run = await bep(series.proposals, args);
        fs.rmSync(filler);
        const bytes = bytesOf(series.folder);
        if (run.status === 0) {
          assert.equal(differences(changed, bytes).join(" "), "", `${args[0]} with ${room} KiB`);
          break;
        }
        refused++;
        assert.equal(run.status, 2, run.stderr);
        assert.match(run.stderr, /No space left on device/);
        assert.equal(differences(old, bytes).join(" "), "", `${args[0]} with ${room} KiB`);
      }
      series.remove();
    }
    assert.ok(refused >= commands.length, `${refused} changes were refused`);
    disk.remove();
  });

  test("that fails in the middle of a change lets it be taken back", { skip: noStrace }, async () => {
    for (const args of commands) {
      const series = makeSeries();
      const old = bytesOf(series.folder);
      // The first one writes the journal.
      for (let nth = 1; nth <= 3; nth++) {
        const around = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", `inject=pwrite64:error=ENOSPC:when=${nth}`];
        const run = await bep(series.proposals, args, { around });
        // The last one may write no more than two files.
        if (run.status === 0 && nth === 3) break;
        assert.equal(run.status, 2, `${args[0]} ${nth}: ${run.stderr}`);
        assert.match(run.stderr, /No space left on device/);
        assert.equal(differences(old, bytesOf(series.folder)).join(" "), "", `${args[0]} ${nth}`);
      }
      series.remove();
    }
  });

  test("that stays full is told, and the next command takes the change back", { skip: noStrace }, async () => {
    const series = makeSeries();
    const old = bytesOf(series.folder);
    const around = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", "inject=pwrite64:error=ENOSPC:when=3+"];
    const run = await bep(series.proposals, commands[0], { around });
    assert.equal(run.status, 2, run.stderr);
    assert.match(run.stderr, /could not be taken back .* the next command does so when it can/);
    const next = await bep(series.proposals, ["list"]);
    assert.match(next.stderr, /a change of .* was interrupted; it was taken back/);
    assert.equal(differences(old, bytesOf(series.folder)).join(" "), "");
    series.remove();
  });
});

describe("What may not be written", { skip: process.platform === "win32" && "permissions are Unix's" }, () => {
  test("is refused with a reason before anything is written", async () => {
    const series = makeSeries();
    const old = bytesOf(series.folder);
    for (const [locked, mode, args] of [
      ["README.md", 0o444, commands[0]],
      ["BEP-1002-crane-scheduler.md", 0o444, commands[0]],
      ["README.md", 0o444, commands[1]],
      ["BEP-1004-log-streaming.md", 0o444, commands[2]],
      [".", 0o555, commands[0]],
      [".", 0o555, commands[1]],
    ]) {
      const file = path.join(series.proposals, locked);
      const before = fs.statSync(file).mode;
      fs.chmodSync(file, mode);
      const run = await bep(series.proposals, args);
      fs.chmodSync(file, before);
      assert.equal(run.status, 2, `${locked}: ${run.stderr}`);
      assert.match(run.stderr, /is read-only; nothing was written/);
      assert.equal(differences(old, bytesOf(series.folder)).join(" "), "", locked);
    }
    series.remove();
  });

  test("is read nevertheless, with what was interrupted on it", {
    skip: noStrace || (!isRoot && "a disk of its own is root's to make"),
  }, async (t) => {
    const disk = makeDisk(2048);
    if (!disk) return t.skip("no tmpfs can be mounted here");
    const series = makeSeries({ parent: disk.folder });
    const old = bytesOf(series.folder);
    const around = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=rename", "-e", "inject=rename:signal=KILL:when=2"];
    assert.equal((await bep(series.proposals, commands[0], { around })).signal, "SIGKILL");
    assert.ok(disk.makeReadOnly());
    const read = await bep(series.proposals, ["list"]);
    assert.equal(read.status, 0, read.stderr);
    assert.match(read.stderr, /could not be taken back: .*Read-only file system/);
    const written = await bep(series.proposals, commands[1]);
    assert.equal(written.status, 2);
    assert.ok(disk.makeWritable());
    assert.equal((await bep(series.proposals, ["list"])).status, 0);
    assert.equal(differences(old, bytesOf(series.folder)).join(" "), "");
    series.remove();
    disk.remove();
  });
});

describe("A file that is changed", { skip: process.platform === "win32" && "owners and attributes are Unix's" }, () => {
  test("keeps its owner, mode, attributes and other names", async () => {
    const series = makeSeries();
    const file = path.join(series.proposals, "README.md");
    const linked = path.join(series.folder, "linked");
    fs.linkSync(file, linked);
    fs.chmodSync(file, 0o664);
    if (isRoot) fs.chownSync(file, 1234, 1235);
    const hasAttributes = which("setfattr") && spawnSync("setfattr", ["-n", "user.torture", "-v", "kept", file]).status === 0;
    const before = fs.statSync(file);
    for (const args of commands) assert.equal((await bep(series.proposals, args)).status, 0);
    const now = fs.statSync(file);
    for (const key of ["ino", "mode", "uid", "gid", "nlink"]) assert.equal(now[key], before[key], key);
    assert.deepEqual(fs.readFileSync(linked), fs.readFileSync(file));
    if (hasAttributes) assert.match(spawnSync("getfattr", ["-d", file], { encoding: "utf8" }).stdout, /user.torture="kept"/);
    series.remove();
  });
});

/** Leaves this many bytes on a disk. */
function fill(file, room) {
  const { bavail, bsize } = fs.statfsSync(path.dirname(file));
  const size = Math.max(0, bavail * bsize - room);
  const block = Buffer.alloc(4096);
  const handle = fs.openSync(file, "w");
  for (let written = 0; written + block.length <= size; written += block.length) fs.writeSync(handle, block);
  fs.closeSync(handle);
}
