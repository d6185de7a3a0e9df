// Measures how long it takes to compare the statuses of a series with what its repository says of the proposals: released code, subjects of
// commits, changelog.
//
//   node tests/bench/audit.mjs [--proposals 1000] [--files 25000] [--bytes 6000] [--commits 20000] [--branches 728] [--releases 60]
//                              [--keys 4] [--samples 5] [--keep FOLDER] [--server COMMAND…]
//
// A third of the proposals is implemented and named by files of the code, a third is a draft of which every tenth is named, a third is accepted.
// Every fourth (`--keys`; 0 for none) has the key of an issue in a field, and the code names it by that alone; then the subjects of all commits
// and every tenth file name other issues of the same tracker. Every answer is checked before its time counts.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    proposals: { type: "string", default: "1000" },
    files: { type: "string", default: "25000" },
    bytes: { type: "string", default: "6000" },
    commits: { type: "string", default: "20000" },
    branches: { type: "string", default: "728" },
    releases: { type: "string", default: "60" },
    keys: { type: "string", default: "4" },
    samples: { type: "string", default: "5" },
    keep: { type: "string" },
    server: { type: "boolean", default: false },
  },
});
const [program, ...first] = values.server
  ? positionals
  : [path.join(root, "dist", "server", process.platform === "win32" ? "bep.exe" : "bep")];
const [proposals, files, bytes, commits, branches, releases, keys] = [
  "proposals",
  "files",
  "bytes",
  "commits",
  "branches",
  "releases",
  "keys",
].map((name) => Number(values[name]));
const statuses = ["Implemented", "Draft", "Accepted"];
const isDraftInCode = (i) => statuses[i % 3] === "Draft" && i % 10 === 1;
const isInCode = (i) => statuses[i % 3] === "Implemented" || isDraftInCode(i);
const hasKey = (i) => keys > 0 && i % keys === 1;
const nameOf = (i) => (hasKey(i) ? `BA-${i}` : `BEP-${1000 + i}`);
const otherIssue = (i) => `BA-${10 * proposals + i}`;

function makeRepository(folder) {
  const git = (args, input) => {
    const { status, stderr } = spawnSync("git", args, { cwd: folder, input, encoding: "utf8", maxBuffer: 1e9 });
    if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  };
  git(["init", "--quiet", "--initial-branch=main"]);
  const stream = [];
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  let time = 0;
  const commit = (ref, subject, from, changed) => {
    time++;
    stream.push(
      `commit refs/heads/${ref}\nmark :${time}\ncommitter Min Seo <min@example.com> ${1700000000 + time * 600} +0000\n${data(subject)}${from ? `from :${from}\n` : ""}${changed.map(([name, text]) => `M 100644 inline ${name}\n${data(text)}`).join("")}\n`,
    );
  };
  const number = (i) => 1000 + i;
  // No two files are alike, so that git's packs are as large as real ones.
  const words = Array.from(
    { length: 4000 },
    (_, i) => `${["lamp", "tide", "fog", "horn", "night", "watch", "buoy"][i % 7]}_${(i * 2654435761) % 99991}`,
  );
  const code = (seed, mentions) => {
    let text = mentions.map((one) => `# As ${nameOf(one)} says.\n`).join("");
    if (keys > 0 && seed % 10 === 0) text += `# Odd, see ${otherIssue(seed)}.\n`;
    for (let i = 0; text.length < bytes; i++)
      text += `${words[(seed * 31 + i * 17) % words.length]} = ${words[(seed * 7 + i * i) % words.length]}(${seed}, ${i})\n`;
    return text;
  };
  const named = Array.from({ length: proposals }, (_, i) => i).filter(isInCode);
  commit("main", "Begin", 0, [
    [
      "proposals/README.md",
      `# Proposals\n\n| Number | Title | Author | Status |\n|--|--|--|--|\n${Array.from({ length: proposals }, (_, i) => `| [${number(i)}](BEP-${number(i)}-proposal-${i}.md) | Proposal ${i} | Ada Park | ${statuses[i % 3]} |\n`).join("")}| _next_ | _(reserve your number here)_ | | |\n`,
    ],
    ...(keys > 0 ? [["proposals/.bep.yaml", "trackers:\n  BA: https://issues.example.org/browse/{key}\n"]] : []),
    ["proposals/BEP-0000-template.md", "---\nAuthor:\nStatus: Draft\nCreated:\nTarget-Version:\nImplemented-Version:\n---\n\n# Title\n"],
    ...Array.from({ length: proposals }, (_, i) => [
      `proposals/BEP-${number(i)}-proposal-${i}.md`,
      `---\nAuthor: Ada Park (ada@example.com)\nStatus: ${statuses[i % 3]}\nCreated: 2023-11-14\nTarget-Version:${statuses[i % 3] === "Draft" ? "" : " 24.1.0"}\nImplemented-Version:${statuses[i % 3] === "Implemented" ? " 24.1.0" : ""}\n${hasKey(i) ? `Issue: ${nameOf(i)}\n` : ""}---\n\n# Proposal ${i}\n`,
    ]),
    ...Array.from({ length: files }, (_, i) => [
      `src/part${i % 50}/module${i % 500}/file${i}.py`,
      code(i, i < named.length * 3 ? [named[i % named.length]] : []),
    ]),
  ]);
  const each = Math.ceil(commits / releases);
  for (let i = 1; i < commits; i++) {
    const at = (i * 7919) % files;
    const subject = i % 40 === 0 ? `: make a part of ${nameOf(i % proposals)} (#${i})` : `: mend file ${at} (#${i})`;
    commit("main", `${keys > 0 ? `fix(${otherIssue(i)})` : "fix"}${subject}`, 0, [
      [`src/part${at % 50}/module${at % 500}/file${at}.py`, code(at + i, at < named.length * 3 ? [named[at % named.length]] : [])],
    ]);
    if (i % each === 0)
      stream.push(`reset refs/tags/${24 + Math.floor(i / each / 12)}.${1 + (Math.floor(i / each) % 12)}.0\nfrom :${time}\n\n`);
  }
  const head = time;
  for (let i = 0; i < branches; i++) commit(`idea-${i}`, `Idea ${i}`, head, [[`proposals/BEP-${5000 + i}-idea.md`, `# Idea ${i}\n`]]);
  git(["fast-import", "--quiet"], stream.join(""));
  git(["checkout", "--quiet", "main"]);
}

const run = (folder, args) => {
  const start = Number(process.hrtime.bigint());
  const { stdout, stderr } = spawnSync(program, [...first, ...args], { cwd: folder, encoding: "utf8", maxBuffer: 1e9 });
  return { time: (Number(process.hrtime.bigint()) - start) / 1e6, stdout, stderr };
};

const folder = values.keep ?? fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-bench-")));
try {
  if (!fs.existsSync(path.join(folder, ".git"))) {
    fs.mkdirSync(folder, { recursive: true });
    makeRepository(folder);
  }
  const expected = Array.from({ length: proposals }, (_, i) => i).filter(isDraftInCode).length;
  const summary = (times) => {
    const sorted = [...times].sort((a, b) => a - b);
    return `median ${sorted[sorted.length >> 1].toFixed(0)} ms, worst ${sorted.at(-1).toFixed(0)} ms`;
  };
  console.log(
    `${proposals} proposals, ${files} files, ${commits} commits, ${branches} branches, ${releases} releases, ${keys > 0 ? `a key for every ${keys}th` : "no keys"}`,
  );
  for (const [name, args] of [
    ["bep audit", ["audit", "proposals", "--format", "json"]],
    ["bep check", ["check", "proposals", "--fail-on", "never"]],
    ["bep next", ["next", "proposals"]],
  ]) {
    const times = [];
    for (let i = 0; i < Number(values.samples); i++) {
      const { time, stdout, stderr } = run(folder, args);
      if (name === "bep audit") {
        const drafts = JSON.parse(stdout).proposals.filter((one) => one.status === "Draft" && one.says !== undefined).length;
        if (drafts !== expected) throw new Error(`WRONG: ${drafts} drafts instead of ${expected}; ${stderr}`);
      }
      times.push(time);
    }
    console.log(`${name}: ${summary(times)}`);
  }
} finally {
  if (values.keep === undefined) fs.rmSync(folder, { recursive: true, force: true });
}
