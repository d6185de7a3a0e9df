// What the tortures share: a series that may be damaged, the command line, and the bytes of all files.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { serverCommand } from "../../client/scripts/build.mjs";
import { root, which } from "../../client/scripts/tools.mjs";

/** How long a torture may go on, in milliseconds from now: nothing beyond its short form where it is 0. */
export const time = Number(process.env.BEP_TORTURE_MINUTES ?? 0) * 60_000;

/** What the random numbers begin with: the same each time in the short form, else another one; printed, so that a run can be repeated. */
export const seed = Number(process.env.BEP_TORTURE_SEED ?? (time > 0 ? Math.floor(Math.random() * 1e9) : 1));

/** The program under test: the built one, or the one that `BEP_SERVER` names with its arguments. */
export const [program, ...first] = process.env.BEP_SERVER?.split(" ") ?? serverCommand();

/** The whole command. */
export const bepCommand = (...args) => [program, ...first, ...args];

/** Runs a `bep` command to its end, or what is wrapped around it. */
export function bep(folder, args, { around = [], kill } = {}) {
  const [command, ...rest] = [...around, ...bepCommand(...args)];
  const env = { ...process.env, DOTNET_EnableDiagnostics: "0", NO_COLOR: "1" };
  const child = spawn(command, rest, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (text) => (said[name] += text));
  if (kill !== undefined) setTimeout(() => child.kill("SIGKILL"), kill);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ status, signal, ...said }));
  });
}

/** A copy of the samples, without git, which is not what is tortured; or in a repository, with its registry beside the series. */
export function makeSeries({ beside = false, parent = os.tmpdir() } = {}) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(parent, "bep-torture-")));
  const proposals = path.join(folder, "proposals");
  fs.cpSync(path.join(root, "samples", "proposals"), proposals, { recursive: true });
  if (beside) {
    fs.writeFileSync(
      path.join(folder, "index.md"),
      fs.readFileSync(path.join(proposals, "README.md"), "utf8").replaceAll("](BEP-", "](proposals/BEP-"),
    );
    fs.rmSync(path.join(proposals, "README.md"));
    fs.writeFileSync(path.join(proposals, ".bep.yaml"), "registry: ../index.md\n");
    spawnSync("git", ["init", "--quiet"], { cwd: folder });
  }
  return { folder, proposals, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

/** Every file and folder with its bytes, as one text that can be compared. */
export function bytesOf(folder) {
  const isOurs = (entry) => !path.join(entry.parentPath, entry.name).startsWith(path.join(folder, ".git"));
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter(isOurs);
  const all = entries.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return `${path.relative(folder, file)} ${entry.isFile() ? fs.readFileSync(file).toString("latin1") : entry.isSymbolicLink() ? fs.readlinkSync(file) : "/"}`;
  });
  return all.sort().join("\n\0\n");
}

/** The names by which two results of `bytesOf` differ. */
export function differences(one, other) {
  const [a, b] = [one, other].map((bytes) => new Map(bytes.split("\n\0\n").map((file) => [file.split(" ")[0], file])));
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));
}

export const isRoot = process.platform === "linux" && process.getuid() === 0;

/** Why a torture with strace cannot run; false where it can. */
export const noStrace =
  !which("strace") || process.platform !== "linux"
    ? "strace is not there (Debian package `strace`)"
    : spawnSync("strace", ["-qq", "-o", "/dev/null", "-e", "inject=close:signal=KILL:when=1", "true"]).signal === "SIGKILL"
      ? false
      : "strace may not trace here";

/** A small disk of its own in memory. */
export function makeDisk(kilobytes) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "bep-disk-")));
  const mounted = isRoot && spawnSync("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder]).status === 0;
  if (!mounted) fs.rmdirSync(folder);
  return mounted
    ? {
        folder,
        makeReadOnly: () => spawnSync("mount", ["-o", "remount,ro", folder]).status === 0,
        makeWritable: () => spawnSync("mount", ["-o", "remount,rw", folder]).status === 0,
        remove: () => {
          spawnSync("umount", ["-l", folder]);
          fs.rmdirSync(folder);
        },
      }
    : undefined;
}
