// The GitHub action: runs the program that the release has beside it, and hands what that says to the runner
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). No shell sees an input, a title or a path.
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** A failure that one sentence explains. */
class Failure extends Error {}

const server = path.resolve(import.meta.dirname, "../../dist/server");
const { GITHUB_WORKSPACE, GITHUB_EVENT_PATH, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = process.env;
const workspace = fs.realpathSync(GITHUB_WORKSPACE ?? ".");

/** GitHub takes a megabyte of summary; who has more than these findings reads the log. */
const mostRows = 200;
const mostCharacters = 500;

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? "").trim();

/** A path of the workspace, absolute, so that nothing in it is taken for an option. */
function inWorkspace(given) {
  const file = path.resolve(workspace, given);
  // What is not there yet is where its folder is.
  const real = fs.existsSync(file) ? fs.realpathSync(file) : path.join(inWorkspace(path.dirname(file)), path.basename(file));
  if (real !== workspace && !real.startsWith(workspace + path.sep)) throw new Failure(`\`${given}\` is outside of the workspace`);
  return real;
}

/** What was there before: the branch that gets the pull request, or what the merge group or the push begins at. */
function baseOf(given, { pull_request, merge_group, before, forced }) {
  if (given !== "auto") return given;
  if (pull_request) return `origin/${pull_request.base.ref}`;
  if (merge_group) return merge_group.base_sha;
  // A new branch had nothing before, and a clone does not get what a forced push has replaced.
  return before && !forced && !/^0+$/.test(before) ? before : "";
}

/** How the program runs here: as machine code where it can, on .NET elsewhere. */
function findProgram() {
  const ways = [[path.join(server, "bep")], ["dotnet", path.join(server, "bep.dll")]];
  const runs = ([command, ...args]) => spawnSync(command, [...args, "--version"], { cwd: server }).status === 0;
  const found = ways.find((way) => fs.existsSync(way.at(-1)) && runs(way));
  if (found) return found;
  throw new Failure(
    fs.existsSync(server)
      ? `on ${process.platform}-${process.arch} this action runs on .NET 10, which is not there: run actions/setup-dotnet before it`
      : "there is no program in this revision of the action: name a release of it",
  );
}

/** Runs a command of the program, which ends with 0 or with 1 if it has found something. */
async function bep([command, ...first], args, text = "") {
  // In a folder of our own: Windows looks for programs in the current one.
  const child = spawn(command, [...first, ...args], { cwd: server });
  child.stdin.on("error", () => undefined).end(text);
  const [stdout, stderr, status] = await Promise.all([
    child.stdout.setEncoding("utf8").toArray(),
    child.stderr.setEncoding("utf8").toArray(),
    new Promise((resolve, reject) => child.on("error", reject).on("close", resolve)),
  ]);
  const said = stderr.join("").trim();
  // What else there is to say comes before the reason.
  if (status !== 0 && status !== 1) throw new Failure(/(?:bep: )?([^\n]*)$/.exec(said)[1]);
  return { stdout: stdout.join(""), said, status };
}

/** Text of others as Markdown that shows it and does nothing else: each mark is escaped (CommonMark, section 2.4), each line end a blank. */
const shown = (text) =>
  (text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[!-/:-@[-`{-~]/g, "\\$&");

function table(heads, rows) {
  if (rows.length === 0) return [];
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const more = rows.length > mostRows ? ["", `And ${rows.length - mostRows} more.`] : [];
  return ["", line(heads), line(heads.map(() => "---")), ...rows.slice(0, mostRows).map(line), ...more];
}

/** Where a finding is, as a link to the line if the repository lies at the top of the workspace. */
function placeOf(root, { path: file, line }) {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA } = process.env;
  const relative = path.relative(workspace, path.resolve(root, file)).split(path.sep).join("/");
  const place = shown(`${relative}:${line}`);
  if (!GITHUB_REPOSITORY || !fs.existsSync(path.join(workspace, ".git"))) return place;
  const address = relative
    .split("/")
    .map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`));
  return `[${place}](${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/${address.join("/")}?plain=1#L${line})`;
}

const counted = (count, one, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

function summarize({ found, changes, next, title, proposed }) {
  const { error, warning, information, hint } = found.summary;
  const counts = [
    counted(error, "error"),
    counted(warning, "warning"),
    counted(information, "piece of information", "pieces of information"),
    counted(hint, "hint"),
  ];
  const status = (before, now) => (before === now ? shown(now ?? "") : `${shown(before ?? "–")} → ${shown(now ?? "–")}`);
  return [
    "### Proposals",
    "",
    `${counts.join(", ")} in ${counted(found.documents, "document")}.`,
    ...next.split("\n").flatMap((line) => ["", `Next number: ${shown(line)}`]),
    ...(title ? ["", `${title.stdout ? "The title should be another one" : "Nothing is wrong with the title"}: ${shown(title.text)}`] : []),
    ...(proposed ? proposed.split("\n").flatMap((line) => ["", `Title by what is changed: ${shown(line)}`]) : []),
    ...table(
      ["Proposal", "", "Status"],
      changes.map(({ name, title, kind, before, now }) => [shown(`${name} ${title}`), kind, status(before, now)]),
    ),
    ...table(
      ["", "Where", "What"],
      found.findings.map((one) => [one.severity, placeOf(found.root, one), `${shown(one.message)} (${shown(one.rule)})`]),
    ),
    "",
  ].join("\n");
}

function writeOutputs(outputs) {
  if (!GITHUB_OUTPUT) return;
  // Nobody can write a line that ends a value early without knowing it.
  const end = randomUUID();
  fs.appendFileSync(
    GITHUB_OUTPUT,
    Object.entries(outputs)
      .map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`)
      .join(""),
  );
}

/** Writes anew: whoever changed the workspace may have left a link in place of the file. Its folder is made where there is none. */
function writeReport(file, text) {
  const target = path.join(inWorkspace(path.dirname(path.resolve(workspace, file))), path.basename(file));
  try {
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.rmSync(target, { force: true });
    fs.writeFileSync(target, text, { flag: "wx" });
  } catch ({ code }) {
    throw new Failure(`\`${file}\` cannot be written (${code})`);
  }
}

async function main() {
  const event = GITHUB_EVENT_PATH ? JSON.parse(fs.readFileSync(GITHUB_EVENT_PATH, "utf8")) : {};
  const paths = (input("path") || ".").split("\n").flatMap((line) => (line.trim() ? [inWorkspace(line.trim())] : []));
  const base = baseOf(input("base"), event);
  const failOn = input("fail-on");
  if (!["true", "false"].includes(input("title"))) throw new Failure("`title` is true or false");
  const asksForTitle = input("title") === "true";
  const written = asksForTitle ? event.pull_request?.title : undefined;
  if (asksForTitle && written === undefined) console.log("No title is checked: this is no run for a pull request.");

  const program = findProgram();
  const check = (format, least = failOn) =>
    bep(program, ["check", ...paths, "--format", format, `--fail-on=${least}`, ...(base ? [`--since=${base}`] : [])]);
  const atBase = base ? [`--base=${base}`] : [];
  // Who asks for the title wants it to be right, whatever is put up with in documents.
  const leastOfTitle = failOn === "error" ? "warning" : failOn;
  const [annotations, report, next, changes, title, sarif] = await Promise.all([
    check("github"),
    check("json", "never"),
    bep(program, ["next", ...paths]),
    base ? bep(program, ["change-title", ...paths, "--format", "json", ...atBase]) : { stdout: "[]" },
    written === undefined
      ? undefined
      : bep(program, ["check", ...paths, "--commit-msg=-", "--format", "github", `--fail-on=${leastOfTitle}`, ...atBase], written),
    input("sarif") ? check("sarif", "never") : undefined,
  ]).catch((error) => {
    const isShallow = base && fs.existsSync(path.join(workspace, ".git", "shallow"));
    throw isShallow && error instanceof Failure
      ? new Failure(`${error.message}; the clone is shallow: give actions/checkout \`fetch-depth: 0\``)
      : error;
  });

  for (const line of new Set(`${annotations.said}\n${next.said}`.split("\n"))) if (line) console.log(line);
  process.stdout.write(annotations.stdout + (title?.stdout ?? ""));
  if (sarif) writeReport(input("sarif"), sarif.stdout);

  const found = JSON.parse(report.stdout);
  const all = JSON.parse(changes.stdout);
  const changed = all.flatMap(({ series, changes }) => changes.map((change) => ({ series, ...change })));
  const proposed = all.flatMap(({ title }) => title ?? []).join("\n");
  const number = next.stdout.trimEnd();
  writeOutputs({
    next: number,
    changed: JSON.stringify(changed),
    title: proposed,
    errors: found.summary.error,
    warnings: found.summary.warning,
    information: found.summary.information,
    hints: found.summary.hint,
  });
  if (GITHUB_STEP_SUMMARY) {
    const parts = { found, changes: changed, next: number, title: title && { ...title, text: written }, proposed };
    fs.appendFileSync(GITHUB_STEP_SUMMARY, summarize(parts));
  }
  process.exitCode = annotations.status || title?.status || 0;
}

await main().catch((error) => {
  if (!(error instanceof Failure)) throw error;
  const escaped = error.message.replace(/##\[/g, "##［").replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
  console.log(`::error title=Proposals::${escaped}`);
  process.exitCode = 1;
});
