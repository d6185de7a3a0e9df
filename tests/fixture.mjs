// A copy of the sample series that a test may change, and what the command line says about it.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { serverCommand } from "../client/scripts/build.mjs";
import { root } from "../client/scripts/tools.mjs";

/** Who writes in the copy, as git knows it. */
export const author = { name: "Noor Haddad", email: "noor@harbor.example" };

/** Copies the samples into a git repository of their own. */
export function copySamples() {
  // The real path: what the editor shows is compared with it.
  const folder = path.join(fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-samples-"))), "harbor");
  // One series: those of other houses would have to be told apart at each gesture.
  const isOfOthers = (file) => path.basename(file) === "other-series";
  fs.cpSync(path.join(root, "samples"), folder, { recursive: true, filter: (file) => !isOfOthers(file) });
  const git = (...args) => execFileSync("git", args, { cwd: folder, stdio: "pipe" });
  git("init", "--quiet");
  git("config", "user.name", author.name);
  git("config", "user.email", author.email);
  git("add", "--all");
  git("-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Begin");
  return {
    folder,
    proposals: path.join(folder, "proposals"),
    registry: path.join(folder, "proposals", "README.md"),
    file: (name) => path.join(folder, "proposals", name),
    remove: () => fs.rmSync(path.dirname(folder), { recursive: true, force: true }),
  };
}

/** The line and character (from 0) in the middle of the first place where a file has this text. */
export function placeOf(file, text) {
  const lines = fs.readFileSync(file, "utf8").split("\n");
  const line = lines.findIndex((one) => one.includes(text));
  if (line < 0) throw new Error(`${path.basename(file)} does not contain ${text}`);
  return { line, character: lines[line].indexOf(text) + Math.floor(text.length / 2) };
}

/** What a `bep` command prints. Finding something is no failure; anything worse is. */
export function bep(...args) {
  const [program, ...first] = serverCommand();
  const { status, stdout, stderr, error } = spawnSync(program, [...first, ...args], { encoding: "utf8", maxBuffer: 1e8 });
  if (error || status > 1) throw new Error(`bep ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}

/** The findings of `bep check`. */
export const checked = (folder) => JSON.parse(bep("check", folder, "--format", "json")).findings;

/** The same as lines that can be compared. */
export const checkedLines = (folder) =>
  checked(folder)
    .map((one) => `${one.path}:${one.line}:${one.column}-${one.endLine}:${one.endColumn} ${one.severity} ${one.rule}`)
    .sort();
