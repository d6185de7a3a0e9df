// The C library that native programs are linked against. A program runs where the library is as new as the one it was linked against, or
// newer: Debian 11's (glibc 2.31) is older than that of each system that is still looked after. Its packages come from the mirror that this
// machine uses, and are unpacked in the cache; nothing of it is installed.
import fs from "node:fs";
import path from "node:path";
import { cache, mayInstall, run, say, which } from "./tools.mjs";

const suite = "bullseye";
const packages = ["libc6", "libc6-dev", "libgcc-10-dev", "libgcc-s1", "linux-libc-dev", "zlib1g", "zlib1g-dev"];
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** What Debian calls the architectures of Node.js. */
const debian = {
  x64: { architecture: "amd64", triple: "x86_64-linux-gnu" },
  arm64: { architecture: "arm64", triple: "aarch64-linux-gnu" },
};

/**
 * Where the C library for an architecture is, and what the compiler of its time put beside it; undefined where it cannot be had. A newer
 * compiler's own part would ask for a newer C library.
 */
export async function sysroot(architecture) {
  const { architecture: name, triple } = debian[architecture];
  const folder = path.join(cache, `sysroot-${suite}-${name}`);
  if (!(await fetchOnce(folder, name))) return undefined;
  return {
    root: folder,
    libraries: path.join(folder, "usr", "lib", triple),
    compiler: path.join(folder, "usr", "lib", "gcc", triple, "10"),
  };
}

/** True if the folder is there now. */
async function fetchOnce(folder, architecture) {
  if (fs.existsSync(folder)) return true;
  const mirror = debianMirror();
  if (!mirror || !mayInstall() || !which("apt-get") || !which("dpkg-deb") || !fs.existsSync(keyring)) return false;
  say(`Fetching the C library to link against (${suite}, ${architecture})`);
  const work = `${folder}.${process.pid}`;
  try {
    await fetchInto(work, mirror, architecture);
    fs.renameSync(path.join(work, "root"), folder);
    return true;
  } catch (error) {
    console.log(`  It cannot be fetched: ${error.message}`);
    return false;
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

async function fetchInto(work, mirror, architecture) {
  const at = (...names) => path.join(work, ...names);
  for (const folder of ["lists/partial", "archives/partial", "packages", "root"]) fs.mkdirSync(at(folder), { recursive: true });
  fs.writeFileSync(at("status"), "");
  fs.writeFileSync(at("sources.list"), `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`);
  const options = [
    `Dir::State::status=${at("status")}`,
    `Dir::State::lists=${at("lists")}`,
    `Dir::Cache=${work}`,
    `Dir::Etc::sourcelist=${at("sources.list")}`,
    "Dir::Etc::sourceparts=-",
    `APT::Architecture=${architecture}`,
    `APT::Architectures=${architecture}`,
    "APT::Sandbox::User=root",
  ].flatMap((option) => ["-o", option]);
  const quietly = { cwd: at("packages"), stdio: ["ignore", "ignore", "inherit"] };
  await run("apt-get", [...options, "-qq", "update"], quietly);
  await run("apt-get", [...options, "-qq", "download", ...packages], quietly);
  for (const file of fs.readdirSync(at("packages"))) await run("dpkg-deb", ["-x", at("packages", file), at("root")], quietly);
  for (const link of absoluteLinks(at("root"))) {
    const target = path.join(at("root"), fs.readlinkSync(link));
    fs.rmSync(link);
    fs.symlinkSync(path.relative(path.dirname(link), target), link);
  }
}

/** The links below a folder that would lead out of it. */
const absoluteLinks = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((link) => path.isAbsolute(fs.readlinkSync(link)));

/** The mirror of Debian that this machine installs from. */
function debianMirror() {
  const folder = "/etc/apt/sources.list.d";
  const more = fs.existsSync(folder) ? fs.readdirSync(folder).map((name) => path.join(folder, name)) : [];
  const sources = ["/etc/apt/sources.list", ...more].filter((file) => fs.existsSync(file)).map((file) => fs.readFileSync(file, "utf8"));
  return /^(?!#).*?\b(https?:\/\/\S+\/debian)\/?(?:\s|$)/m.exec(sources.join("\n"))?.[1];
}
