// npm run build: the language server (portable and native), the extension's bundle and its three packages, and the command line for
// `dotnet tool` and npm, all in dist/.
// As a module: the same in parts, for the scripts that need only some of it.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sysroot } from "./sysroot.mjs";
import { dist, Failure, main, manifest, modernNode, npm, output, prepare, root, run, say, which, withNode } from "./tools.mjs";

/**
 * The systems for which a self-contained server is built, by the name that packages of extensions use. Where a compiler and an old C
 * library are at hand (`compilers`, `library`), it is machine code alone; elsewhere it is the .NET runtime with code compiled ahead.
 */
const natives = {
  "linux-x64": {
    runtime: "linux-x64",
    program: "bep",
    compilers: process.arch === "x64" ? ["clang", "gcc"] : ["x86_64-linux-gnu-gcc"],
    library: { architecture: "amd64", triple: "x86_64-linux-gnu" },
  },
  "linux-arm64": {
    runtime: "linux-arm64",
    program: "bep",
    compilers: process.arch === "arm64" ? ["clang", "gcc"] : ["aarch64-linux-gnu-gcc"],
    library: { architecture: "arm64", triple: "aarch64-linux-gnu" },
  },
  "win32-x64": { runtime: "win-x64", program: "bep.exe" },
  "darwin-x64": { runtime: "osx-x64", program: "bep" },
  "darwin-arm64": { runtime: "osx-arm64", program: "bep" },
};
const serverFolder = path.join(dist, "server");
const project = path.join(root, "server", "Bep.Server");

/** The system that this is, if there is a native server for it. */
export const host = Object.keys(natives).find((name) => name === `${process.platform}-${process.arch}`);

/** Of the systems, those whose packages are tested: this one, and one of the other kind. */
export const tested = [...new Set([host, "win32-x64"].filter(Boolean))];

/** How to run the server that `buildServer` made for this machine. */
export const serverCommand = () => (host ? [path.join(serverFolder, natives[host].program)] : portableCommand);

const portableCommand = ["dotnet", path.join(serverFolder, "bep.dll")];

/** The package made for a system; without one, the package for all systems. */
export const packageFile = (target) => path.join(dist, `${manifest.name}-${manifest.version}${target ? `-${target}` : ""}.vsix`);

/** Builds dist/server: the portable bep.dll, and beside it a native program for each of these systems. */
export async function buildServer(targets) {
  await buildPortable();
  await buildPrograms(targets);
}

/** Builds dist/server with the portable bep.dll alone, and says how to run it. */
export async function buildPortable() {
  say("Building the language server (portable)");
  fs.rmSync(serverFolder, { recursive: true, force: true });
  await publish("portable", ["-p:UseAppHost=false"], serverFolder);
  return portableCommand;
}

async function buildPrograms(targets) {
  for (const target of targets) {
    const { runtime } = natives[target];
    const flags = (await nativeFlags(natives[target])) ?? selfContained;
    say(`Building the language server (${runtime}, ${flags === selfContained ? "ReadyToRun" : "native"})`);
    const folder = publishedFolder(target);
    fs.rmSync(folder, { recursive: true, force: true });
    await publish(runtime, ["-r", runtime, ...flags], folder);
  }
  if (targets.includes(host)) putServer(host);
}

const selfContained = ["--self-contained", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", "-p:PublishReadyToRun=true"];

/** How a program of machine code alone is published; undefined where it cannot be. */
async function nativeFlags({ runtime, compilers, library }) {
  if (!compilers || process.platform !== "linux") return undefined;
  const compiler = which(...compilers);
  if (!compiler) {
    console.log(`  No compiler for ${runtime} (${compilers.join(" or ")}): the server starts more slowly without one.`);
    return undefined;
  }
  const folder = await sysroot(library.architecture);
  if (!folder) {
    console.log(`  No C library to link against for ${runtime}: the server starts more slowly without one.`);
    return undefined;
  }
  return [
    "-p:PublishAot=true",
    `-p:CppCompilerAndLinker=${compiler}`,
    `-p:SysRoot=${folder}`,
    `-p:SysRootLibraries=${path.join(folder, "usr", "lib", library.triple)}`,
  ];
}

const publishedFolder = (target) => path.join(root, "artifacts", natives[target].runtime, "published");

/** True where the program that was built for a system is machine code alone. */
export const isNative = (target) => fs.statSync(path.join(publishedFolder(target), natives[target].program)).size < 25e6;

/** Puts the program for a system beside the portable server. */
const putServer = (target) =>
  fs.copyFileSync(path.join(publishedFolder(target), natives[target].program), path.join(serverFolder, natives[target].program));

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
  const isProgram = (file) => Object.values(natives).some(({ program }) => program === path.basename(file));
  fs.cpSync(serverFolder, path.join(folder, "server"), { recursive: true, filter: (file) => !isProgram(file) });
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
    if (target) putServer(target);
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
  if (targets.includes(host)) putServer(host);
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

/** Everything, for these systems: what `npm run build` makes for all. */
export async function buildAll(targets = Object.keys(natives)) {
  await buildServer(targets);
  await buildClient();
  await packageExtension([undefined, ...targets]);
  await packageCommand();
}

/** What this machine can use beside the portable server: the program, the bundle and the package that fits. */
export async function buildForHost() {
  await buildPrograms(host ? [host] : []);
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
