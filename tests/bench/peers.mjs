// The servers that ours is compared with, and what has to be known of one to check its answers.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** What has to be known of our own server; `command` is added to it. */
export const bep = {
  name: "bep",
  link: "broken-link",
  anchor: "broken-anchor",
  // Every planted fault is published, of documents that are open and of those that are not.
  publishesAll: true,
  mentions: true,
};

const peers = {
  rumdl: {
    link: "MD057",
    anchor: "MD051",
    arguments: ["server"],
    // The two rules of links alone: what both programs look at.
    check: ["check", "--no-cache", "--enable", "MD051,MD057"],
  },
};

/** Installs the peer called `name` from npm below `folder`, and returns what has to be known of it. */
export function peerCalled(name, folder) {
  const peer = peers[name];
  if (!peer) throw new Error(`There is no peer ${name}; there ${Object.keys(peers).length === 1 ? "is" : "are"} ${Object.keys(peers)}.`);
  const place = path.join(folder, "peers");
  fs.mkdirSync(place, { recursive: true });
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--no-save", "--prefix", place, name], {
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  const { version, optionalDependencies = {} } = JSON.parse(
    fs.readFileSync(path.join(place, "node_modules", name, "package.json"), "utf8"),
  );
  // The program itself: the script around it, which npm puts on the path, would be measured too.
  const program = Object.keys(optionalDependencies)
    .map((dependency) => path.join(place, "node_modules", dependency, process.platform === "win32" ? `${name}.exe` : name))
    .find((file) => fs.existsSync(file));
  if (!program) throw new Error(`${name} ${version} has no program for this system.`);
  return {
    ...peer,
    name: `${name} ${version}`,
    command: [program, ...peer.arguments],
    check: [program, ...peer.check],
  };
}
