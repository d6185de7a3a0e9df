// Visual Studio Code in a browser: code-server from npm, installed once a user and run on 127.0.0.1.
import { execFile } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import {
  cache,
  canInstallSystemPackages,
  Failure,
  installSystemPackages,
  mayInstall,
  modernNode,
  npm,
  say,
  startGroup,
  which,
  withNode,
} from "./tools.mjs";

const version = "4.139.1";

/** Its node modules are compiled for one version of Node.js, so that it always runs with that one. */
const node = () => modernNode(24, { exact: true });

const home = path.join(cache, `code-server-${version}-node24`);
const entry = path.join(home, "node_modules", "code-server", "out", "node", "entry.js");

/** What compiles its node modules. */
const compilers = ["g++", "make", "python3"];

/** Why code-server can neither be found nor installed, or false if it can. */
export const missingCodeServer = fs.existsSync(entry) ? false : whyNotInstalled();

function whyNotInstalled() {
  if (process.platform === "win32") return "no code-server, which does not run on Windows";
  if (!mayInstall()) return `no code-server ${version}, and \`--no-install\` does not download it`;
  const missing = canInstallSystemPackages() ? [] : compilers.filter((program) => !which(program));
  return missing.length > 0 && `no code-server ${version}, which cannot be compiled here without ${missing.join(" and ")}`;
}

/** Installs code-server into the user's cache folder unless it is there. */
async function installCodeServer() {
  if (fs.existsSync(entry)) return;
  if (missingCodeServer) throw new Failure(`There is ${missingCodeServer}.`);
  const missing = await installSystemPackages({ "to compile code-server": ["libkrb5-dev", ...compilers] });
  if (missing.length > 0 && which("apt-get")) say(`Without ${missing.join(", ")} the next step may fail: install them if it does`);
  say(`Installing code-server ${version}, Visual Studio Code in a browser, into ${home} (once; some two minutes)`);
  // Made beside its place and moved there when complete: an interrupted or parallel installation leaves nothing half done.
  fs.mkdirSync(cache, { recursive: true });
  const growing = fs.mkdtempSync(`${home}.`);
  fs.writeFileSync(path.join(growing, "package.json"), JSON.stringify({ private: true, dependencies: { "code-server": version } }));
  const headers = path.dirname(path.dirname(node()));
  const env = withNode(node(), fs.existsSync(path.join(headers, "include", "node")) ? { npm_config_nodedir: headers } : {});
  await npm(["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: growing, env, stdio: ["ignore", "ignore", "inherit"] });
  try {
    fs.renameSync(growing, home);
  } catch (error) {
    if (!fs.existsSync(entry)) throw error;
    fs.rmSync(growing, { recursive: true, force: true });
  }
}

/**
 * Starts code-server with its whole state in `folder`, after installing extensions and writing settings.
 * `settings` are the user's; `machine` holds those of scope machine and machine-overridable, which are read from there only.
 */
export async function startCodeServer({ folder, extensions = [], settings = {}, machine = {}, locale, port = 0, env = {}, args = [] }) {
  await installCodeServer();
  const data = path.join(folder, "data");
  const installed = path.join(folder, "extensions");
  const config = path.join(folder, "config.yaml");
  fs.mkdirSync(installed, { recursive: true });
  for (const [scope, values] of [
    ["User", settings],
    ["Machine", machine],
  ]) {
    fs.mkdirSync(path.join(data, scope), { recursive: true });
    fs.writeFileSync(path.join(data, scope, "settings.json"), JSON.stringify(values, null, 2));
  }
  fs.writeFileSync(config, "auth: none\n");

  const common = [entry, "--config", config, "--user-data-dir", data, "--extensions-dir", installed];
  const environment = withNode(node(), env);
  if (extensions.length > 0) {
    const install = extensions.flatMap((file) => ["--install-extension", file]);
    await promisify(execFile)(node(), [...common, ...install], { env: environment }).catch((error) => {
      throw new Failure(`The extension could not be installed: ${error.stderr || error.message}`);
    });
  }

  const chosen = port || (await freePort());
  const address = `http://127.0.0.1:${chosen}/`;
  const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
  const logFile = path.join(folder, "code-server.log");
  const log = fs.openSync(logFile, "w");
  const group = startGroup(
    node(),
    [...common, "--auth", "none", "--bind-addr", `127.0.0.1:${chosen}`, ...quiet, ...(locale ? ["--locale", locale] : []), ...args],
    {
      env: environment,
      stdio: ["ignore", log, log],
    },
  );
  fs.closeSync(log);
  let running = true;
  void group.ended.then(() => (running = false));
  while (!(await answers(`${address}healthz`))) {
    if (!running) throw new Failure(`code-server ended at once:\n${fs.readFileSync(logFile, "utf8")}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { ...group, address, data, extensions: installed, logFile };
}

const answers = (address) =>
  fetch(address).then(
    (response) => response.ok,
    () => false,
  );

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
