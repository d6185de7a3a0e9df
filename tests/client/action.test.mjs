// The GitHub action, run as a runner runs it: inputs, an event and files to write to come in the environment, and commands go out by lines.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import MarkdownIt from "markdown-it";
import { modernNode, root } from "../../client/scripts/tools.mjs";

const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-action-")));
after(() => fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

const definition = fs.readFileSync(path.join(root, "action.yml"), "utf8");
const section = (name) => new RegExp(`^${name}:\n((?: .*\n)+)`, "m").exec(definition)[1];
const names = (name) => [...section(name).matchAll(/^ {2}([\w-]+):$/gm)].map(([, key]) => key);
const [, main] = /main: (.*)/.exec(definition);

function git(folder, ...args) {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Noor",
    GIT_AUTHOR_EMAIL: "noor@harbor.example",
    GIT_COMMITTER_NAME: "Noor",
    GIT_COMMITTER_EMAIL: "noor@harbor.example",
  };
  return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env }).trim();
}

const registry = "proposals/README.md";
const hours = "proposals/BEP-1000-quiet-hours.md";

const proposal = (title, { status = "Draft", created = "2026-01-05", body = "" } = {}) =>
  `---\nAuthor: Ada Park (ada@example.com)\nStatus: ${status}\nCreated: ${created}\n---\n\n# ${title}\n\n${body}\n`;

const row = (number, file, title, status = "Draft") => `| [${number}](${file}) | ${title} | Ada Park | ${status} |\n`;

const table = (...rows) =>
  `# Proposals\n\n| Number | Title | Author | Status |\n|---|---|---|---|\n${rows.join("")}| _next_ | _(reserve your number here)_ | | |\n`;

let made = 0;

/** A repository on a server, with an old fault on its main branch and a branch that accepts a proposal. */
function upstream() {
  const folder = path.join(scratch, `upstream-${made++}`);
  fs.mkdirSync(folder);
  git(folder, "init", "--quiet", "--initial-branch=main");
  write(folder, registry, table(row(1000, "BEP-1000-quiet-hours.md", "Quiet Hours"), row(1001, "BEP-1001-tide-tables.md", "Tide Tables")));
  write(folder, hours, proposal("Quiet Hours"));
  write(folder, "proposals/BEP-1001-tide-tables.md", proposal("Tide Tables", { body: "An old fault: BEP-1999." }));
  commit(folder, "Begin");
  git(folder, "checkout", "--quiet", "-b", "topic");
  write(folder, hours, proposal("Quiet Hours", { status: "Accepted", created: "2026/1/5", body: "A new fault: BEP-1998." }));
  write(
    folder,
    registry,
    table(row(1000, "BEP-1000-quiet-hours.md", "Quiet Hours", "Accepted"), row(1001, "BEP-1001-tide-tables.md", "Tide Tables")),
  );
  commit(folder, "Accept quiet hours");
  return folder;
}

function write(folder, file, text) {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
}

function commit(folder, message) {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", message);
}

/** What actions/checkout leaves for a pull request: a merge of its branch, and with `fetch-depth: 0` all branches. */
function checkedOut(from, branch = "topic") {
  const workspace = path.join(scratch, `workspace-${made++}`);
  git(scratch, "clone", "--quiet", from, workspace);
  git(workspace, "checkout", "--quiet", "--detach", "origin/main");
  git(workspace, "merge", "--quiet", "--no-ff", "--message", "Merge", `origin/${branch}`);
  return workspace;
}

const pullRequest = (facts = {}) => ({
  action: "opened",
  number: 7,
  pull_request: { number: 7, title: "BEP-1000 (accept): Planned for 26.9.0", base: { ref: "main" }, head: { ref: "topic" }, ...facts },
});

/** Runs the action; what it wrote for the runner is read as the runner reads it. */
function run(workspace, { inputs = {}, event = pullRequest(), name = "pull_request", action = root, env = {} } = {}) {
  const temp = fs.mkdtempSync(path.join(scratch, "runner-"));
  const files = Object.fromEntries(["output", "summary", "event"].map((file) => [file, path.join(temp, file)]));
  fs.writeFileSync(files.output, "");
  fs.writeFileSync(files.summary, "");
  fs.writeFileSync(files.event, JSON.stringify(event));
  const given = Object.fromEntries(names("inputs").map((input) => [`INPUT_${input.toUpperCase()}`, inputs[input] ?? defaultOf(input)]));
  const { status, stdout, stderr } = spawnSync(modernNode(), [path.join(action, main)], {
    cwd: workspace,
    encoding: "utf8",
    env: {
      PATH: process.env.PATH,
      HOME: temp,
      ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}),
      GIT_CONFIG_NOSYSTEM: "1",
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: files.event,
      GITHUB_BASE_REF: event.pull_request?.base.ref ?? "",
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_WORKSPACE: workspace,
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "harbor/lights",
      GITHUB_SHA: git(workspace, "rev-parse", "HEAD"),
      ...given,
      ...env,
    },
  });
  assert.equal(stderr, "");
  const written = fs.readFileSync(files.output, "utf8");
  return {
    status,
    stdout,
    commands: stdout.split("\n").flatMap(commandIn),
    outputs: Object.fromEntries([...written.matchAll(/^([\w-]+)<<(.+)\n([\s\S]*?)\n\2\n/gm)].map(([, key, , value]) => [key, value])),
    summary: fs.readFileSync(files.summary, "utf8"),
  };
}

const defaultOf = (input) => {
  const after = section("inputs").split(`  ${input}:\n`)[1];
  const [, value] = /^ {4}default: (.*)$/m.exec(after);
  return value.replace(/^"(.*)"$/, "$1");
};

/** The command in a line, as runners find it: two colons after blanks, or the older form anywhere. */
function commandIn(line) {
  assert.doesNotMatch(line, /##\[/);
  const match = /^\s*::(\w[\w-]*)(?: ([^:]*))?::(.*)$/.exec(line);
  if (!match) {
    assert.doesNotMatch(line, /^\s*::/);
    return [];
  }
  const plain = (text) =>
    text.replace(/%(25|0D|0A|3A|2C)/g, (_, code) => ({ 25: "%", "0D": "\r", "0A": "\n", "3A": ":", "2C": "," })[code]);
  const properties = Object.fromEntries(
    (match[2] ?? "").split(",").flatMap((pair) => (pair ? [[pair.split("=")[0], plain(pair.slice(pair.indexOf("=") + 1))]] : [])),
  );
  return [{ command: match[1], ...properties, message: plain(match[3]) }];
}

const rendered = (summary) => new MarkdownIt({ html: true, linkify: true }).render(summary);

test("what the script reads and writes is what action.yml declares", () => {
  const script = fs.readFileSync(path.join(root, main), "utf8");
  assert.deepEqual([...new Set([...script.matchAll(/\binput\("([\w-]+)"\)/g)].map(([, name]) => name))].sort(), names("inputs").sort());
  const { outputs } = run(checkedOut(upstream()));
  assert.deepEqual(Object.keys(outputs).sort(), names("outputs").sort());
  assert.match(definition, /using: node24\n/);
});

test("a pull request is told what is new in it, with lines to copy, what it changes and the next number", () => {
  const { status, commands, outputs, summary } = run(checkedOut(upstream()));
  assert.equal(status, 1);
  const unknown = commands.find((one) => one.title === "unknown-reference");
  assert.deepEqual([unknown.command, unknown.file, unknown.line], ["error", hours, "9"]);
  const date = commands.find((one) => one.title === "date-format");
  assert.match(date.message, /\n\nWrite `2026-01-05`:\nCreated: 2026-01-05$/);
  assert.equal(commands.filter(({ file }) => file !== hours).length, 0);
  assert.equal(outputs.next, "BEP-1002");
  assert.equal(outputs.errors, String(commands.filter(({ command }) => command === "error").length));
  assert.equal(outputs.title, "BEP-1000 (accept): Quiet Hours");
  assert.deepEqual(JSON.parse(outputs.changed), [
    {
      series: "proposals",
      number: 1000,
      name: "BEP-1000",
      title: "Quiet Hours",
      kind: "accept",
      before: "Draft",
      now: "Accepted",
      version: null,
    },
  ]);
  const page = rendered(summary);
  assert.match(page, /<td>BEP-1000 Quiet Hours<\/td>\n<td>accept<\/td>\n<td>Draft → Accepted<\/td>/);
  assert.match(page, /Next number: BEP-1002/);
  assert.match(
    page,
    /<a href="https:\/\/github\.com\/harbor\/lights\/blob\/[0-9a-f]{40}\/proposals\/BEP-1000-quiet-hours\.md\?plain=1#L9">proposals\/BEP-1000-quiet-hours\.md:9<\/a>/,
  );
});

test("what fails, what is looked at and what it is compared with is for the inputs to say", () => {
  const workspace = checkedOut(upstream());
  const all = run(workspace, { inputs: { base: "", path: "" } });
  assert.ok(all.commands.some(({ file }) => file === "proposals/BEP-1001-tide-tables.md"));
  assert.equal(all.outputs.changed, "[]");
  assert.equal(run(workspace, { inputs: { "fail-on": "never" } }).status, 0);
  assert.equal(run(workspace, { inputs: { path: "proposals/README.md\n\n  proposals/BEP-1001-tide-tables.md  \n" } }).status, 0);
  assert.equal(run(workspace, { inputs: { base: "HEAD" } }).status, 0);
  for (const sarif of ["found.sarif", "reports/of today/found.sarif"]) {
    assert.equal(run(workspace, { inputs: { sarif } }).status, 1);
    assert.equal(JSON.parse(fs.readFileSync(path.join(workspace, sarif), "utf8")).version, "2.1.0");
  }
});

test("a fork's pull request, a merge group, a push and a run by hand are compared with what was there before", () => {
  const from = upstream();
  const workspace = checkedOut(from);
  const isNew = ({ commands, outputs }) => {
    assert.deepEqual([...new Set(commands.map(({ file }) => file))], [hours]);
    assert.equal(JSON.parse(outputs.changed).length, 1);
  };
  isNew(run(workspace, { event: pullRequest({ head: { ref: "main", repo: { fork: true, full_name: "stranger/lights" } } }) }));
  const before = git(workspace, "rev-parse", "origin/main");
  isNew(
    run(workspace, {
      name: "merge_group",
      event: { action: "checks_requested", merge_group: { base_sha: before, base_ref: "refs/heads/main" } },
    }),
  );
  isNew(run(workspace, { name: "push", event: { before, forced: false, ref: "refs/heads/main" } }));
  for (const event of [{ before: "0".repeat(40), forced: false }, { before: "1".repeat(40), forced: true }, { inputs: {} }]) {
    const { commands, outputs } = run(workspace, { name: "push", event });
    assert.equal(new Set(commands.map(({ file }) => file)).size, 2);
    assert.equal(outputs.changed, "[]");
  }
});

test("a number that only a fork's fetched pull request has is not given away", () => {
  const from = upstream();
  git(from, "checkout", "--quiet", "-b", "fork", "main");
  write(
    from,
    registry,
    table(
      row(1000, "BEP-1000-quiet-hours.md", "Quiet Hours"),
      row(1001, "BEP-1001-tide-tables.md", "Tide Tables"),
      "| 1002 | Fog Horn | Min Seo | Draft |\n",
    ),
  );
  commit(from, "Reserve");
  git(from, "update-ref", "refs/pull/9/head", "fork");
  git(from, "checkout", "--quiet", "main");
  git(from, "branch", "--quiet", "-D", "fork");
  const workspace = checkedOut(from);
  assert.equal(run(workspace).outputs.next, "BEP-1002");
  git(workspace, "fetch", "--quiet", "origin", "+refs/pull/*/head:refs/pull/*/head");
  assert.equal(run(workspace).outputs.next, "BEP-1003");
});

test("a wrong title fails, and the right one is proposed", () => {
  const workspace = checkedOut(upstream());
  const inputs = { title: "true", path: "proposals/BEP-1001-tide-tables.md" };
  const wrong = run(workspace, { inputs, event: pullRequest({ title: "BEP-1000 (update): Quiet hours for 26.9.0" }) });
  assert.equal(wrong.status, 1);
  const [found] = wrong.commands.filter(({ title }) => title === "change-title");
  assert.match(found.message, /the verb is `accept`/);
  assert.match(found.message, /\nBEP-1000 \(accept\): Quiet hours for 26\.9\.0$/m);
  assert.match(rendered(wrong.summary), /The title should be another one: BEP-1000 \(update\)/);
  const right = run(workspace, { inputs });
  assert.equal(right.status, 0);
  assert.match(rendered(right.summary), /Nothing is wrong with the title: BEP-1000 \(accept\): Planned for 26\.9\.0/);
  assert.equal(run(workspace, { inputs, event: pullRequest({ title: "Silence the horn" }) }).status, 0);
  assert.equal(run(workspace, { inputs: { ...inputs, "fail-on": "never" }, event: pullRequest({ title: "BEP-1000: x" }) }).status, 0);
  const push = run(workspace, { inputs, name: "push", event: { before: "0".repeat(40) } });
  assert.match(push.stdout, /^No title is checked/m);
});

test("nothing that others wrote is obeyed", { skip: process.platform === "win32" && "such names are no files' names here" }, () => {
  const from = upstream();
  git(from, "checkout", "--quiet", "topic");
  const orders = "<img src=x onerror=y> | [x](javascript:z) `q` https://evil.example ##[error]x ::error::y $(touch tripped) \\";
  write(
    from,
    "proposals/BEP-1002-a|b<i>`c`$(touch tripped).md",
    proposal(orders, { status: "Dr<b>aft", body: `::warning::z [a](gone<u>.md) BEP-1997` }),
  );
  commit(from, "More");
  const workspace = checkedOut(from);
  const title =
    "BEP-1000 (update): `touch tripped` $(touch tripped)\n::set-output name=next::BEP-1\n##[add-mask]x\n<script>alert(1)</script> | x";
  const { commands, outputs, summary } = run(workspace, { inputs: { title: "true" }, event: pullRequest({ title }) });
  assert.ok(commands.some(({ file }) => file?.startsWith("proposals/BEP-1002-")));
  assert.deepEqual(
    commands.filter(({ command, file, title }) => !["error", "warning", "notice"].includes(command) || !file || !title),
    [],
  );
  assert.deepEqual(Object.keys(outputs).sort(), names("outputs").sort());
  assert.equal(outputs.next, "BEP-1003");
  const added = JSON.parse(outputs.changed).find(({ number }) => number === 1002);
  assert.deepEqual(
    [added.kind, added.now, added.title],
    ["new", "Dr<b>aft", "| x q https://evil.example ##[error]x ::error::y $(touch tripped) \\"],
  );
  const page = rendered(summary);
  assert.deepEqual([...new Set([...page.matchAll(/<\/?(\w+)/g)].map(([, tag]) => tag))].sort(), [
    "a",
    "h3",
    "p",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
  ]);
  for (const [, address] of page.matchAll(/href="([^"]*)"/g))
    assert.ok(address.startsWith("https://github.com/harbor/lights/blob/"), address);
  assert.ok(page.includes("&lt;script&gt;alert(1)&lt;/script&gt; | x"));
  assert.deepEqual([fs.existsSync(path.join(workspace, "tripped")), fs.existsSync("tripped")], [false, false]);
});

test("an input is data, and one that makes no sense is told in one line", () => {
  const workspace = checkedOut(upstream());
  const orders = "$(touch tripped) `touch tripped`; touch tripped #\"; touch tripped\n'; touch tripped\n::error::x";
  const wrong = [
    ...["path", "base", "fail-on", "title"].flatMap((name) => [
      [name, orders],
      [name, "--help"],
    ]),
    ["path", ".."],
    ["path", "/etc"],
    ["path", "proposals/../../elsewhere"],
    ["path", "no-such-folder"],
    ["base", "no-such-branch"],
    ["sarif", "../found.sarif"],
    ["sarif", path.join(scratch, "found.sarif")],
    ["sarif", "proposals"],
    ["sarif", "proposals/README.md/found.sarif"],
  ];
  for (const [name, value] of wrong) {
    const { status, commands } = run(workspace, { inputs: { [name]: value } });
    const failures = commands.filter(({ title }) => title === "Proposals");
    assert.deepEqual([status, failures.length], [1, 1], `${name}: ${value}`);
    assert.match(failures[0].message, /^[^\n]+/);
  }
  assert.deepEqual(
    fs.readdirSync(workspace).filter((file) => file !== ".git"),
    ["proposals"],
  );
  assert.ok(!fs.existsSync(path.join(scratch, "found.sarif")));
});

test("a link that a pull request brings leads nowhere outside", {
  skip: process.platform === "win32" && "links take a right there",
}, () => {
  const workspace = checkedOut(upstream());
  const outside = path.join(scratch, "outside");
  fs.mkdirSync(outside);
  fs.symlinkSync(outside, path.join(workspace, "reports"));
  fs.symlinkSync(path.join(outside, "found"), path.join(workspace, "found.sarif"));
  assert.match(run(workspace, { inputs: { sarif: "reports/found" } }).commands.at(-1).message, /outside of the workspace/);
  assert.match(run(workspace, { inputs: { path: "reports" } }).commands.at(-1).message, /outside of the workspace/);
  run(workspace, { inputs: { sarif: "found.sarif" } });
  assert.deepEqual(fs.readdirSync(outside), []);
  assert.ok(fs.lstatSync(path.join(workspace, "found.sarif")).isFile());
});

test("a clone without the base is told how to get it", () => {
  const from = upstream();
  const workspace = path.join(scratch, `workspace-${made++}`);
  git(scratch, "clone", "--quiet", "--depth", "1", "--branch", "topic", `file://${from}`, workspace);
  const { status, commands } = run(workspace);
  assert.equal(status, 1);
  assert.equal(commands.length, 1);
  assert.match(
    commands[0].message,
    /^`origin\/main` is not a revision of .+; the clone is shallow: give actions\/checkout `fetch-depth: 0`$/,
  );
  git(workspace, "fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main");
  assert.match(run(workspace).commands[0].message, /have no commit in common; the clone is shallow/);
  // What needs no base does not ask for it.
  assert.equal(run(workspace, { inputs: { base: "", "fail-on": "never" } }).status, 0);
});

test("a release has all that the action needs, and a revision without it says so", () => {
  const kept = path.join(scratch, "objects");
  fs.mkdirSync(kept);
  const env = {
    ...process.env,
    GIT_INDEX_FILE: path.join(scratch, "index"),
    GIT_OBJECT_DIRECTORY: kept,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: path.resolve(root, git(root, "rev-parse", "--git-path", "objects")),
  };
  const inRoot = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8", env }).trim();
  const extract = (name) => {
    const [folder, file] = [path.join(scratch, name), path.join(scratch, `${name}.tar`)];
    fs.mkdirSync(folder);
    inRoot("archive", "--output", file, inRoot("write-tree"));
    execFileSync("tar", ["-xf", file, "-C", folder]);
    return folder;
  };
  inRoot("add", "--all");
  const source = extract("source");
  inRoot("add", "--force", "dist/server");
  const release = extract("release");
  const workspace = checkedOut(upstream());
  assert.match(run(workspace, { action: source }).commands[0].message, /^there is no program in this revision of the action/);
  assert.deepEqual(run(workspace, { action: release }).outputs, run(workspace).outputs);
  // Without the program of machine code .NET's is run; where there is no .NET, that is said.
  fs.rmSync(path.join(release, "dist", "server", "bep"), { force: true });
  assert.equal(run(workspace, { action: release }).outputs.next, "BEP-1002");
  const bare = run(workspace, { action: release, env: { PATH: scratch, Path: scratch } });
  assert.match(bare.commands[0].message, /^on \S+ this action runs on \.NET 10, which is not there: run actions\/setup-dotnet before it$/);
});
