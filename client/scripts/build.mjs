// npm run build: the language server (portable and native), the extension's bundle and its three packages, and the command line for
// `dotnet tool` and npm, all in dist/.
// As a module: the same in parts, for the scripts that need only some of it.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { dist, Failure, main, manifest, modernNode, npm, output, prepare, root, run, say, withNode } from "./tools.mjs";

/** The systems for which a self-contained server is built, by the name that packages of extensions use. */
const natives = {
  "linux-x64": { runtime: "linux-x64", program: "bep" },
  "win32-x64": { runtime: "win-x64", program: "bep.exe" },
};
const serverFolder = path.join(dist, "server");
const project = path.join(root, "server", "Bep.Server");

/** The system that this is, if there is a native server for it. */
export const host = Object.keys(natives).find((name) => name === `${process.platform}-${process.arch}`);

/** How to run the server that `buildServer` made for this machine. */
export const serverCommand = () =>
  host ? [path.join(serverFolder, natives[host].program)] : ["dotnet", path.join(serverFolder, "bep.dll")];

/** The package made for a system; without one, the package for all systems. */
export const packageFile = (target) => path.join(dist, `${manifest.name}-${manifest.version}${target ? `-${target}` : ""}.vsix`);

/** Builds dist/server: the portable bep.dll, and beside it a native program for each of these systems. */
export async function buildServer(targets) {
  say("Building the language server (portable)");
  fs.rmSync(serverFolder, { recursive: true, force: true });
  await publish("portable", ["-p:UseAppHost=false"], serverFolder);
  for (const target of targets) {
    const { runtime, program } = natives[target];
    say(`Building the language server (${runtime})`);
    const flags = ["-r", runtime, "--self-contained", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", "-p:PublishReadyToRun=true"];
    const folder = path.join(root, "artifacts", runtime, "published");
    fs.rmSync(folder, { recursive: true, force: true });
    await publish(runtime, flags, folder);
    fs.copyFileSync(path.join(folder, program), path.join(serverFolder, program));
  }
}

const publish = (flavour, flags, folder) => dotnet("publish", flavour, ["-p:PublishDocumentationFiles=false", ...flags], folder);

/** Each flavour has a folder of intermediate files of its own, so that no build invalidates another's. */
function dotnet(verb, flavour, flags, folder) {
  const common = [
    "-c",
    "Release",
    "--artifacts-path",
    path.join(root, "artifacts", flavour),
    "-p:DebugType=none",
    "-v",
    "quiet",
    "--nologo",
  ];
  return run("dotnet", [verb, project, ...common, ...flags, "-o", folder]);
}

/** Packs the command line that `buildServer` and `buildClient` have left in dist/, for `dotnet tool install` and for npm. */
export async function packageCommand() {
  say("Packaging the command line");
  await dotnet("pack", "portable", [], dist);
  const folder = path.join(root, "artifacts", "npm");
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(path.join(root, "server", "npm"), folder, { recursive: true });
  const described = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  fs.writeFileSync(path.join(folder, "package.json"), `${JSON.stringify({ ...described, version: manifest.version }, null, 2)}\n`);
  const isNative = (file) => Object.values(natives).some(({ program }) => program === path.basename(file));
  fs.cpSync(serverFolder, path.join(folder, "server"), { recursive: true, filter: (file) => !isNative(file) });
  fs.copyFileSync(path.join(root, "LICENSE"), path.join(folder, "LICENSE"));
  fs.copyFileSync(path.join(dist, "NOTICES.txt"), path.join(folder, "NOTICES.txt"));
  await npm(["pack", "--silent", "--pack-destination", dist], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}

/** Bundles the client into dist/extension.js and the map's page into dist/map.js, with the licences of what is bundled beside it. */
export async function buildClient({ debug = false } = {}) {
  say("Bundling the extension");
  const { build } = await import("esbuild");
  const common = { absWorkingDir: root, bundle: true, minify: !debug, sourcemap: debug, metafile: true, logLevel: "warning" };
  const bundles = await Promise.all([
    build({
      ...common,
      entryPoints: ["client/src/extension.ts"],
      outfile: "dist/extension.js",
      platform: "node",
      format: "cjs",
      target: "node22",
      external: ["vscode"],
    }),
    build({
      ...common,
      entryPoints: ["client/map/main.ts"],
      outfile: "dist/map.js",
      platform: "browser",
      format: "iife",
      target: "chrome134",
    }),
  ]);
  writeNotices(bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
}

/** Puts the extension's packages into dist/: each of these systems', or with `undefined` the one for all systems. */
export async function packageExtension(targets) {
  const node = modernNode();
  const vsce = path.join(root, "node_modules", "@vscode", "vsce", "vsce");
  const ignoreFile = path.join(dist, ".vscodeignore");
  writeReadme();
  for (const target of targets) {
    say(`Packaging ${path.basename(packageFile(target))}`);
    const allowed = fs.readFileSync(path.join(root, ".vscodeignore"), "utf8");
    fs.writeFileSync(ignoreFile, target ? `${allowed}!dist/server/${natives[target].program}\n` : allowed);
    const flags = [
      "--no-dependencies",
      "--allow-missing-repository",
      "--no-rewrite-relative-links",
      "--readme-path",
      "dist/README.md",
      "--ignoreFile",
      ignoreFile,
    ];
    await run(node, [vsce, "package", ...flags, ...(target ? ["--target", target] : []), "-o", packageFile(target)], {
      env: withNode(node, { SOURCE_DATE_EPOCH: sourceDate() }),
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  fs.rmSync(ignoreFile);
}

/**
 * Writes dist/README.md: what client/README.md says, with its pictures at the public address that BEP_IMAGES_URL names. An editor shows a picture
 * only from such a one; without it there are none.
 */
function writeReadme() {
  const address = process.env.BEP_IMAGES_URL?.replace(/\/$/, "");
  const text = fs.readFileSync(path.join(root, "client", "README.md"), "utf8");
  const published = (_, alt, name) => (address ? `![${alt}](${address}/${name})\n\n` : "");
  fs.writeFileSync(path.join(dist, "README.md"), text.replace(/!\[([^\]]*)\]\(\.\.\/docs\/images\/([^)]+)\)\n\n/g, published));
}

/** The last commit's time, which makes a package of the same sources the same to the byte. */
const sourceDate = () => output("git", ["log", "-1", "--format=%ct"])?.trim() || "0";

/** Writes dist/NOTICES.txt: the licence of each npm package in the bundle and of each NuGet package in the server. */
function writeNotices(inputs) {
  const bundled = new Set(inputs.map((file) => /^(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean));
  const parts = [...bundled].sort().map((folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, folder, "package.json"), "utf8"));
    const file = fs.readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${version} (${license})\n\n${file ? fs.readFileSync(path.join(root, folder, file), "utf8").trim() : ""}`;
  });
  const heading = "This extension contains the following software.";
  const server =
    "The language server contains Markdig (BSD-2-Clause), YamlDotNet (MIT), System.CommandLine (MIT) and,\nwhere it is self-contained, the .NET runtime (MIT).";
  fs.writeFileSync(path.join(dist, "NOTICES.txt"), `${[heading, ...parts, server].join(`\n\n${"-".repeat(72)}\n\n`)}\n`);
}

/** Everything: what `npm run build` makes. */
export async function buildAll() {
  await buildServer(Object.keys(natives));
  await buildClient();
  await packageExtension([undefined, ...Object.keys(natives)]);
  await packageCommand();
}

/** Only what this machine can use: the server, the bundle and the package that fits. */
export async function buildForHost() {
  await buildServer(host ? [host] : []);
  await buildClient();
  await packageExtension([host]);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main(async () => {
    const unknown = process.argv.slice(2).find((argument) => argument !== "--debug");
    if (unknown) throw new Failure(`\`npm run build\` does not know \`${unknown}\`.`);
    await prepare();
    if (process.argv.includes("--debug")) return await buildClient({ debug: true });
    await buildAll();
    for (const file of fs
      .readdirSync(dist)
      .filter((name) => /\.(vsix|nupkg|tgz)$/.test(name))
      .sort())
      console.log(`  dist/${file}  ${(fs.statSync(path.join(dist, file)).size / 1e6).toFixed(1)} MB`);
  });
