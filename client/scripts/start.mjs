// npm start [-- FOLDER]: builds everything, prints what `bep check` finds in the folder, and opens it in Visual Studio Code.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildForHost, buildPortable } from "./build.mjs";
import { missingCodeServer, startCodeServer } from "./codeServer.mjs";
import { checkTools, exitCode, Failure, installPackages, interrupted, main, root, run, say, startGroup, which } from "./tools.mjs";

const settings = {
  "workbench.startupEditor": "none",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.ignoreRecommendations": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

await main(async () => {
  const named = process.argv[2];
  // npm runs scripts in the project's folder and tells where it was called.
  const folder = named ? path.resolve(process.env.INIT_CWD ?? process.cwd(), named) : path.join(root, "samples");
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Failure(`There is no folder \`${folder}\`.`);

  checkTools();
  // The server is built with no npm package: both at once.
  const [[program, ...args]] = await Promise.all([buildPortable(), installPackages()]);
  say(`bep check ${path.relative(process.cwd(), folder) || "."}`);
  // Findings are what the command is there for; only a folder that cannot be used ends the script.
  if ((await exitCode(program, [...args, "check", folder])) > 1) throw new Failure("`bep check` could not read the folder.");
  const extension = await buildForHost();

  // A profile of its own: nobody's settings and extensions are touched, and none of them disturbs.
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-"));
  process.on("exit", () => fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  const ended = interrupted();
  const code = which("code");
  const editor = code ? await openDesktop(code, folder, profile, extension) : await openBrowser(folder, profile, extension);
  await Promise.race([ended, editor.ended]);
  await editor.end();
});

/** Opens the folder in the installed Visual Studio Code and waits until its window is closed. */
async function openDesktop(code, folder, profile, extension) {
  say("Opening Visual Studio Code; close the window or press Ctrl+C here to end");
  fs.mkdirSync(path.join(profile, "data", "User"), { recursive: true });
  fs.writeFileSync(path.join(profile, "data", "User", "settings.json"), JSON.stringify(settings, null, 2));
  const shell = process.platform === "win32";
  const flags = ["--user-data-dir", path.join(profile, "data"), "--extensions-dir", path.join(profile, "extensions")];
  await run(code, [...flags, "--install-extension", extension], { shell, stdio: ["ignore", "ignore", "inherit"] });
  const group = startGroup(code, [...flags, "--disable-workspace-trust", "--new-window", "--wait", folder], { shell, stdio: "inherit" });
  return { ended: group.ended, end: () => Promise.all([group.end(), closeWindow(path.join(profile, "data", "code.lock"))]) };
}

/** The editor itself is no child of its command; the process that it is stands in its lock file. */
async function closeWindow(lock) {
  const id = fs.existsSync(lock) ? Number(fs.readFileSync(lock, "utf8")) : 0;
  try {
    if (id > 0) process.kill(id);
  } catch {
    // The window was closed by hand.
  }
}

/** Serves Visual Studio Code's browser build. */
async function openBrowser(folder, profile, extension) {
  if (missingCodeServer)
    throw new Failure(
      `There is no Visual Studio Code with its \`code\` command, and ${missingCodeServer}. The extension is made: install ${path.relative(process.cwd(), extension)} in an editor of yours.`,
    );
  const server = await startCodeServer({ folder: profile, extensions: [extension], settings, args: ["--disable-workspace-trust"] });
  say("Visual Studio Code is open at the address below; Ctrl+C ends it");
  console.log(`\n  ${server.address}?folder=${encodeURI(folder)}\n`);
  return server;
}
