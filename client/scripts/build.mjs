// npm run build: the language server (portable and native), the extension's bundle and its packages, and the command line for
// `dotnet tool` and npm, all in dist/.
// As a module: the same in parts, for the scripts that need only some of it.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sysroot } from "./sysroot.mjs";
import {
  dist,
  Failure,
  installSystemPackages,
  main,
  manifest,
  modernNode,
  npm,
  output,
  prepare,
  root,
  run,
  say,
  which,
  withNode,
} from "./tools.mjs";

/** The compilers for an architecture, as programs and as the package of Debian's that brings one. */
const compilers = {
  x64: process.arch === "x64" ? { programs: ["gcc", "clang"], package: "gcc" } : crossCompiler("x86_64-linux-gnu"),
  arm64: process.arch === "arm64" ? { programs: ["gcc", "clang"], package: "gcc" } : crossCompiler("aarch64-linux-gnu"),
};

function crossCompiler(triple) {
  return { programs: [`${triple}-gcc`], package: `gcc-${triple.replace("_", "-")}`, objcopy: `${triple}-objcopy` };
}

/**
 * The systems for which a self-contained server is built, by the name that packages of extensions use. On Linux it is machine code alone
 * where a compiler and an old C library are at hand; elsewhere it is the .NET runtime with code compiled ahead. The program for Alpine holds
 * the C library, for Alpine has another.
 */
const natives = {
  "linux-x64": { runtime: "linux-x64", program: "bep", native: { runtime: "linux-x64", architecture: "x64" } },
  "linux-arm64": { runtime: "linux-arm64", program: "bep", native: { runtime: "linux-arm64", architecture: "arm64" } },
  "alpine-x64": { runtime: "linux-musl-x64", program: "bep", native: { runtime: "linux-x64", architecture: "x64", isStatic: true } },
  "alpine-arm64": {
    runtime: "linux-musl-arm64",
    program: "bep",
    native: { runtime: "linux-arm64", architecture: "arm64", isStatic: true },
  },
  "win32-x64": { runtime: "win-x64", program: "bep.exe" },
  "win32-arm64": { runtime: "win-arm64", program: "bep.exe" },
  "darwin-x64": { runtime: "osx-x64", program: "bep" },
  "darwin-arm64": { runtime: "osx-arm64", program: "bep" },
};
const serverFolder = path.join(dist, "server");
const project = path.join(root, "server", "Bep.Server");

/** The system that this is, if there is a native server for it. */
export const host = Object.keys(natives).find(
  (name) => name === `${fs.existsSync("/etc/alpine-release") ? "alpine" : process.platform}-${process.arch}`,
);

/** The systems whose programs are machine code alone where that can be had. */
export const linux = Object.keys(natives).filter((name) => natives[name].native);

/** Of the systems, those whose packages are tested: this one, one whose program is linked in another way, and one of the other kind. */
export const tested = [...new Set([host, `alpine-${process.arch}`, "win32-x64"].filter((name) => name in natives))];

/** How to run the server that `buildServer` made for this machine. */
export const serverCommand = () =>
  host && fs.existsSync(programFile(host)) ? [path.join(serverFolder, natives[host].program)] : portableCommand;

const portableCommand = ["dotnet", path.join(serverFolder, "bep.dll")];

/** The package made for a system; without one, the package for all systems. */
export const packageFile = (target) => path.join(dist, `${manifest.name}-${manifest.version}${target ? `-${target}` : ""}.vsix`);

/** Builds dist/server: the portable bep.dll, and beside it a program for this machine; returns those of these systems that have one. */
export async function buildServer(targets) {
  await buildPortable();
  return await buildPrograms(targets);
}

/** Builds dist/server with the portable bep.dll alone, and says how to run it. */
export async function buildPortable() {
  say("Building the language server (portable)");
  fs.rmSync(serverFolder, { recursive: true, force: true });
  await publish("portable", ["-p:UseAppHost=false"], serverFolder);
  return portableCommand;
}

/** Builds a program for each of these systems; returns the systems for which one could be built. */
async function buildPrograms(targets) {
  const built = [];
  for (const target of targets) {
    fs.rmSync(publishedFolder(target), { recursive: true, force: true });
    if (await buildProgram(target)) built.push(target);
  }
  if (built.includes(host)) putServer(host);
  return built;
}

/** Builds the program for a system; false where the package feed has no runtime for that. */
async function buildProgram(target) {
  const { runtime, native } = natives[target];
  const toolchain = native && (await findToolchain(target));
  if (toolchain) {
    say(`Building the language server (${target}, native)`);
    await publish(native.runtime, ["-r", native.runtime, ...nativeFlags(native, toolchain)], publishedFolder(target));
    return true;
  }
  say(`Building the language server (${target}, ReadyToRun)`);
  const missing = missingPackage(runtime);
  if (missing) console.log(`  The package feed has no ${missing}: there is no package for ${target}.`);
  else await publish(runtime, ["-r", runtime, ...selfContained], publishedFolder(target));
  return !missing;
}

const selfContained = ["-p:SelfContained=true", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", "-p:PublishReadyToRun=true"];

/** The compiler and the C library for a system's native program, installed if need be; undefined, and why, where one cannot be had. */
export async function findToolchain(target) {
  if (process.platform !== "linux") return undefined;
  const { architecture } = natives[target].native;
  const { programs, package: name, objcopy } = compilers[architecture];
  if (!which(...programs)) await installSystemPackages({ [`to compile the server for ${target}`]: [name] });
  const compiler = which(...programs);
  const library = compiler && (await sysroot(architecture));
  if (library) return { compiler, objcopy, library };
  const lacking = compiler
    ? "There is no old C library to link against, which comes from Debian's package mirror"
    : `There is no C compiler (${programs.join(" or ")}; on Debian and Ubuntu it is the package ${name})`;
  console.log(
    `  ${lacking}. The server for ${target} is built with the .NET runtime instead: it does the same, starts more slowly and is larger.`,
  );
  return undefined;
}

/** How a program of machine code alone is published. */
const nativeFlags = ({ isStatic = false, runtime }, { compiler, objcopy, library }) => [
  "-p:PublishAot=true",
  `-p:CppCompilerAndLinker=${compiler}`,
  ...(objcopy ? [`-p:ObjCopyName=${objcopy}`] : []),
  `-p:SysRoot=${library.root}`,
  `-p:SysRootLibraries=${library.libraries}`,
  `-p:SysRootCompiler=${library.compiler}`,
  // The same machine code is linked in two ways, each in a folder of its own.
  `-p:StaticExecutable=${isStatic}`,
  `-p:NativeOutputPath=${path.join(root, "artifacts", runtime, isStatic ? "static" : "dynamic")}${path.sep}`,
];

/** A package that .NET needs to build for a system and that the feed does not have. */
function missingPackage(runtime) {
  const args = ["restore", project, ...common(runtime), "-r", runtime, ...selfContained];
  const { stdout } = spawnSync("dotnet", args, { cwd: root, encoding: "utf8" });
  return /error NU1101: [^.]* ([\w.-]+)\. /.exec(stdout)?.[1];
}

const publishedFolder = (target) => path.join(root, "artifacts", "published", target);

/** The program that was built last for a system, if there is one. */
export const programFile = (target) => path.join(publishedFolder(target), natives[target].program);

/** True where the program that was built for a system is machine code alone. */
export const isNative = (target) => fs.statSync(programFile(target)).size < 32e6;

/** Puts the program for a system beside the portable server. */
const putServer = (target) => fs.copyFileSync(programFile(target), path.join(serverFolder, natives[target].program));

const publish = (flavour, flags, folder) => dotnet("publish", flavour, ["-p:PublishDocumentationFiles=false", ...flags], folder);

const dotnet = (verb, flavour, flags, folder) =>
  run("dotnet", [verb, project, "-c", "Release", ...common(flavour), "--nologo", ...flags, "-o", folder]);

/**
 * Each flavour has a folder of intermediate files of its own, so that no build invalidates another's. The analyzers, which take twice as long
 * as the compiler, have their place in the tests' build.
 */
const common = (flavour) => [
  "--artifacts-path",
  path.join(root, "artifacts", flavour),
  "-p:DebugType=none",
  "-p:RunAnalyzers=false",
  "-v",
  "quiet",
];

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
  const server = `The language server contains Markdig (BSD-2-Clause), YamlDotNet (MIT), System.CommandLine (MIT),
ModelContextProtocol.Core (Apache-2.0, https://www.apache.org/licenses/LICENSE-2.0) with parts of
Microsoft.Extensions (MIT) and, where it is self-contained, the .NET runtime (MIT). In the packages for Alpine Linux it also contains the
GNU C Library (LGPL-2.1-or-later, https://www.gnu.org/software/libc) as Debian 11 has it; who wants to link
the server with another one builds it from its sources, which say how.`;
  fs.writeFileSync(path.join(dist, "NOTICES.txt"), `${[heading, ...parts, server].join(`\n\n${"-".repeat(72)}\n\n`)}\n`);
}

/** Everything, for these systems: what `npm run build` makes for all. Nothing is left in dist/ that an earlier build made. */
export async function buildAll(targets = Object.keys(natives)) {
  for (const file of packages()) fs.rmSync(file);
  for (const target of Object.keys(natives)) fs.rmSync(publishedFolder(target), { recursive: true, force: true });
  const built = await buildServer(targets);
  await buildClient();
  await packageExtension([undefined, ...built]);
  await packageCommand();
}

/** What this machine can use beside the portable server: the program, the bundle and the package that fits; returns that package. */
export async function buildForHost() {
  const [target] = await buildPrograms(host ? [host] : []);
  await buildClient();
  await packageExtension([target]);
  return packageFile(target);
}

/** The packages that lie in dist/. */
const packages = () =>
  fs.existsSync(dist)
    ? fs
        .readdirSync(dist)
        .filter((name) => /\.(vsix|nupkg|tgz)$/.test(name))
        .sort()
        .map((name) => path.join(dist, name))
    : [];

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main(async () => {
    const unknown = process.argv.slice(2).find((argument) => argument !== "--debug");
    if (unknown) throw new Failure(`\`npm run build\` does not know \`${unknown}\`.`);
    await prepare();
    if (process.argv.includes("--debug")) return await buildClient({ debug: true });
    await buildAll();
    for (const file of packages())
      console.log(`  ${path.relative(root, file).padEnd(38)}${(fs.statSync(file).size / 1e6).toFixed(1).padStart(5)} MB`);
  });
