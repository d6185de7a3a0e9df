// Measures how long the server takes to read what all branches of a repository do with numbers, and what `bep next` takes from start to end.
//
//   node tests/bench/branches.mjs [--branches 700,1000] [--rows 100] [--commits 2000] [--samples 20] [--server COMMAND…]
//
// Each branch adds a row and a document to a registry of so many rows; the base has so many commits that touch other files. Every answer is
// checked before its time counts: it has to name the number after that of the last branch. On Linux the processor time of the server and of
// its git commands is said as well, which other programs on the machine disturb less.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    branches: { type: "string", default: "700,1000" },
    rows: { type: "string", default: "100" },
    commits: { type: "string", default: "2000" },
    samples: { type: "string", default: "20" },
    server: { type: "boolean", default: false },
  },
});
const [program, ...first] = values.server
  ? positionals
  : [path.join(root, "dist", "server", process.platform === "win32" ? "bep.exe" : "bep")];
const now = () => Number(process.hrtime.bigint()) / 1e6;

function makeRepository(folder, branches, rows, commits) {
  const git = (args, input) => {
    const { status, stderr } = spawnSync("git", args, { cwd: folder, input, encoding: "utf8", maxBuffer: 1e9 });
    if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  };
  git(["init", "--quiet", "--initial-branch=main"]);
  const registry = (more = "") =>
    `# Proposals\n\n| Number | Title | Author | Status |\n|--|--|--|--|\n${Array.from({ length: rows }, (_, i) => `| ${1000 + i} | Proposal ${i} | Ada Park | Draft |\n`).join("")}${more}| _next_ | _(reserve your number here)_ | | |\n`;
  const stream = [];
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const commit = (ref, time, from, files) =>
    stream.push(
      `commit refs/heads/${ref}\nmark :${time + 1}\ncommitter Min Seo <min@example.com> ${1768000000 + time} +0000\n${data("Change")}${from ? `from ${from}\n` : ""}${files.map(([name, text]) => `M 100644 inline ${name}\n${data(text)}`).join("")}\n`,
    );
  commit("main", 0, undefined, [["proposals/README.md", registry()]]);
  for (let i = 1; i <= commits; i++) commit("main", i, undefined, [[`src/module${i % 50}/file${i % 200}.py`, `# ${i}\n`]]);
  for (let i = 0; i < branches; i++)
    commit(`idea-${i}`, commits + 1 + i, `:${commits + 1}`, [
      ["proposals/README.md", registry(`| ${2000 + i} | Idea ${i} | Min Seo | Draft |\n`)],
      [`proposals/BEP-${2000 + i}-idea.md`, `# Idea ${i}\n`],
    ]);
  git(["fast-import", "--quiet"], stream.join(""));
  git(["checkout", "--quiet", "main"]);
}

/** Asks one running server again and again, and reads no more than its answers. */
async function ask(folder, series, samples, expected) {
  const server = spawn(program, [...first, "lsp", "--stdio"], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
  const answered = new Map();
  let input = Buffer.alloc(0);
  server.stdout.on("data", (chunk) => {
    input = Buffer.concat([input, chunk]);
    for (;;) {
      const end = input.indexOf("\r\n\r\n");
      const length = end < 0 ? Number.NaN : Number(/Content-Length: (\d+)/i.exec(input.subarray(0, end).toString())?.[1]);
      if (!(input.length >= end + 4 + length)) return;
      const message = JSON.parse(input.subarray(end + 4, end + 4 + length).toString());
      input = input.subarray(end + 4 + length);
      if (message.method === undefined) answered.get(message.id)?.(message.result);
      else if (message.id !== undefined) send({ id: message.id, result: null });
      else if (message.method === "bep/series" && message.params.series[0]?.complete) answered.get("complete")?.();
    }
  });
  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const request = (id, method, params) =>
    new Promise((resolve) => {
      answered.set(id, resolve);
      send({ id, method, params });
    });
  const complete = new Promise((resolve) => answered.set("complete", resolve));
  await request(0, "initialize", {
    processId: process.pid,
    capabilities: {},
    initializationOptions: { seriesNotifications: true },
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "folder" }],
  });
  send({ method: "initialized", params: {} });
  await complete;
  const times = [];
  const before = processorTime(server.pid);
  for (let i = 1; i <= samples; i++) {
    const start = now();
    const { number } = await request(i, "bep/reservation", { series: pathToFileURL(series).href, fresh: true });
    if (number !== expected) throw new Error(`WRONG: ${number} instead of ${expected}`);
    times.push(now() - start);
  }
  const after = processorTime(server.pid);
  await request(samples + 1, "shutdown");
  send({ method: "exit" });
  return { times, processor: (after - before) / samples };
}

/** The milliseconds that a process and its ended children have had of the processor; NaN where the system does not tell. */
function processorTime(pid) {
  if (process.platform !== "linux") return Number.NaN;
  // After the name: state, …, then at 11 user, system, and the same of the children, in hundredths of a second.
  const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}

const summary = (times) => {
  const sorted = [...times].sort((a, b) => a - b);
  return `median ${sorted[sorted.length >> 1].toFixed(0)} ms, worst ${sorted.at(-1).toFixed(0)} ms`;
};

for (const branches of values.branches.split(",").map(Number)) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-bench-")));
  try {
    makeRepository(folder, branches, Number(values.rows), Number(values.commits));
    const expected = `BEP-${2000 + branches}`;
    const samples = Number(values.samples);
    const { times, processor } = await ask(folder, path.join(folder, "proposals"), samples, expected);
    const whole = Array.from({ length: Math.min(samples, 5) }, () => {
      const start = now();
      const { stdout } = spawnSync(program, [...first, "next"], { cwd: folder, encoding: "utf8" });
      if (stdout.trim() !== expected) throw new Error(`WRONG: ${stdout}`);
      return now() - start;
    });
    console.log(
      `${branches} branches, ${values.rows} rows: read once more ${summary(times)}, processor ${processor.toFixed(0)} ms; \`bep next\` ${summary(whole)}`,
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
