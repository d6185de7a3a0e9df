// Measures the real server process on generated series, and checks each answer before its time counts.
//
//   node tests/bench/run.mjs [--sizes 100,1000,10000] [--edits 200] [--samples 50] [--starts 10] [--folder DIR] [--json FILE]
//                            [--against rumdl] [--server COMMAND…]
//
// --server takes the rest of the line, `lsp` and its arguments included. The last column is the largest series against the smallest, in
// the same run: what an edit costs must not depend on the series. With --against, another server is installed from npm and measured in
// the same run, size by size, and the last column of each size is ours against it. The series stay in --folder, by default in the
// system's temporary folder, for the next run. A wait that is not answered in time is printed as HANG, a wrong answer
// as WRONG, and either of ours makes the exit code 1.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fileOf, Hang, introduction, limits, now, OpenDocument, pause, Server, Wrong, within } from "./client.mjs";
import { generate } from "./generate.mjs";
import { bep, peerCalled } from "./peers.mjs";
import { processorTime } from "./processorTime.mjs";
import { print, printAgainst } from "./table.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** One server and one size: every measurement in turn. One that fails is noted, and the next ones go on. */
async function measure(subject, corpus, folder, options) {
  const results = {};
  const note = async (name, body, shape) => {
    try {
      const value = await body();
      if (value !== undefined) results[name] = { ...value, ...shape };
    } catch (error) {
      if (!(error instanceof Hang || error instanceof Wrong)) throw error;
      results[name] = { failed: error instanceof Hang ? "HANG" : "WRONG", why: error.message, ...shape };
    }
    return results[name];
  };

  // The disk is not what is measured: every server finds the files in the page cache.
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) fs.readFileSync(path.join(entry.parentPath ?? entry.path, entry.name));

  await note("start → initialize answered", async () => {
    const times = [];
    for (let i = 0; i < options.starts; i++) {
      const server = new Server(subject.command, folder);
      try {
        times.push((await initialize(server, folder)) - server.started);
      } finally {
        await server.stop();
      }
    }
    return { times };
  });

  const { probe } = corpus;
  await note("start → whole series indexed", async () => {
    const server = new Server(subject.command, folder);
    try {
      await initialize(server, folder);
      new OpenDocument(server, folder, probe.path);
      return { times: [(await indexed(server, probe.target)) - server.started] };
    } finally {
      await server.stop();
    }
  });

  const server = new Server(subject.command, folder);
  try {
    const opened = await note("the connection", async () => {
      await initialize(server, folder);
      return { document: new OpenDocument(server, folder, probe.path) };
    });
    if (opened.failed) return results;
    delete results["the connection"];
    const { document } = opened;

    const first = await note("start → open document's findings", async () => {
      const at = await server.until(
        () => document.findings(subject.link, probe.brokenLinkLine).length === 1,
        limits.firstFindings,
        "the open document's findings",
      );
      return { times: [at - server.started] };
    });
    // Without these nothing that follows can be checked.
    if (first.failed) return results;

    const typing = typist(document, subject.link, probe.brokenLinkLine);
    await note("keystroke while indexing → findings", async () => ({ times: [await typing.next()] }));

    await note("start → findings about other documents", async () => {
      const at = await server.until(
        () => document.findings(subject.anchor, probe.brokenLinkLine + 2).length === 1,
        limits.series,
        "the finding about another document",
      );
      return { times: [at - server.started] };
    });
    await note("start → whole series' findings", async () => {
      if (!subject.publishesAll) return undefined;
      const missing = [...corpus.planted];
      const at = await server
        .until(
          () => {
            // From the end: what was there once has not to be looked for again.
            while (missing.length > 0 && isPublished(server, folder, missing.at(-1))) missing.pop();
            return missing.length === 0;
          },
          limits.series,
          "the series' findings",
        )
        .catch((error) => {
          const lost = missing.filter((finding) => !isPublished(server, folder, finding));
          if (lost.length === corpus.planted.length) throw error;
          const example = `${lost[0]?.rule} in ${lost[0]?.path}:${lost[0]?.line}`;
          throw new Wrong(`${lost.length} of ${corpus.planted.length} planted faults not published, e.g. ${example}`);
        });
      return { times: [at - server.started] };
    });
    await note("start → progress ended", async () => server.indexed && { times: [server.indexed - server.started] });
    await note("findings beyond the planted", async () => (subject.publishesAll ? { count: surplus(server, folder, corpus) } : undefined));
    // What is used while a series is read is not what a program takes of a day's work.
    await pause(5000);
    await note("memory after indexing, MiB", async () => (server.memory().peak > 0 ? { amount: server.memory().now } : undefined));

    await note(
      "keystroke → findings",
      async () => {
        const times = [];
        for (let i = 0; i < options.edits; i++) {
          times.push(await typing.next());
          await pause(20);
        }
        return { times };
      },
      { tail: true },
    );
    await note("20 keystrokes at once → findings", async () => {
      const times = [];
      for (let i = 0; i < 5; i++) {
        times.push(await typing.next(20));
        await pause(100);
      }
      return { times };
    });
    await typing.rest();

    const ask = (name, capability, body) =>
      note(
        name,
        async () => {
          if (!server.capabilities[capability]) return undefined;
          const times = [];
          for (let i = 0; i < options.samples; i++) {
            times.push(await body(i));
            await pause(5);
          }
          return { times };
        },
        { tail: true },
      );
    const { target } = probe;
    const linkPlace = document.at(probe.linksLine, document.line(probe.linksLine).indexOf("](") + 6);
    const placeOf = (i) => (i % 2 || !subject.mentions ? linkPlace : mentionPlace);
    const mentionPlace = document.at(probe.mentionLine, document.line(probe.mentionLine).indexOf("BEP-") + 5);

    // A long list may be cut; it has to hold what is wanted once only ten numbers are left.
    const complete = async (before, typed, isExpected) => {
      const line = before + typed;
      document.edit(probe.typingLine, 0, document.line(probe.typingLine).length, line);
      const place = document.at(probe.typingLine, line.length);
      const { result, time } = await server.request("textDocument/completion", { ...place, context: { triggerKind: 1 } });
      const items = Array.isArray(result) ? result : (result?.items ?? []);
      const isCut = result?.isIncomplete === true && !/\d{3}$/.test(typed);
      require(items.length > 0 &&
        (isCut || items.some(isExpected)), `${items.length} items after “${line}”, none of them the expected one`);
      return time;
    };
    const textsOf = (item) => [item.label, item.insertText, item.textEdit?.newText, item.filterText].filter(Boolean).join("\n");
    const words = (i) => "re".repeat(1 + (i % 9));
    const typedNumber = (i) => `BEP-${target.number.slice(0, i % 4)}`;
    await ask("completion of a number", subject.mentions && "completionProvider", (i) =>
      complete(`This ${words(i)}fers to `, typedNumber(i), (item) => textsOf(item).includes(target.number)),
    );
    await ask("completion of a link", "completionProvider", (i) =>
      complete(`See [this ${words(i)}](`, typedNumber(i), (item) => textsOf(item).includes(target.path)),
    );
    await ask("completion of an anchor", "completionProvider", (i) =>
      complete(`See [this ${words(i)}](${target.path}`, "#", (item) => textsOf(item).includes(target.anchor)),
    );

    await ask("hover", "hoverProvider", async (i) => {
      const { result, time } = await server.request("textDocument/hover", placeOf(i));
      require(JSON.stringify(result?.contents ?? "").includes(target.title), `no card of ${target.title}`);
      return time;
    });
    await ask("definition", "definitionProvider", async (i) => {
      const { result, time } = await server.request("textDocument/definition", placeOf(i));
      const places = [result ?? []].flat().map((place) => fileOf(place.targetUri ?? place.uri));
      require(places.includes(path.join(folder, target.path)), `${places.length} places, none of them ${target.path}`);
      return time;
    });
    await ask("references", "referencesProvider", async (i) => {
      const { result, time } = await server.request("textDocument/references", { ...placeOf(i), context: { includeDeclaration: true } });
      const found = new Set((result ?? []).map(({ uri }) => path.basename(fileOf(uri))));
      const lost = probe.referrers.filter((name) => !found.has(name));
      require(lost.length === 0, `${lost.length} of ${probe.referrers.length} referring documents missing`);
      return time;
    });
    await ask("document symbols", "documentSymbolProvider", async () => {
      const { result, time } = await server.request("textDocument/documentSymbol", { textDocument: { uri: document.uri } });
      require(JSON.stringify(result ?? []).includes(`"${probe.heading}"`), `no symbol ${probe.heading}`);
      return time;
    });
    await ask("workspace symbols, many hits", "workspaceSymbolProvider", async (i) => {
      const { result, time } = await server.request("workspace/symbol", { query: ["Motivation", "Open Questions", "Design"][i % 3] });
      require((result ?? []).length > 10, `${result?.length} symbols`);
      return time;
    });
    await ask("workspace symbols, few hits", "workspaceSymbolProvider", async () => {
      const { result, time } = await server.request("workspace/symbol", { query: target.heading });
      require((result ?? []).some(({ location }) => fileOf(location.uri).endsWith(target.path)), `no symbol of ${target.path}`);
      return time;
    });
    await ask("code actions", "codeActionProvider", async () => {
      const [finding] = document.findings(subject.anchor, probe.brokenLinkLine + 2);
      require(finding, "no finding to ask about");
      const params = { textDocument: { uri: document.uri }, range: finding.range, context: { diagnostics: [finding], triggerKind: 1 } };
      const { result, time } = await server.request("textDocument/codeAction", params);
      require(Array.isArray(result) || result === null, "no list of actions");
      return time;
    });

    await note("file made or removed → findings", async () => {
      const lost = path.join(folder, "chapters", "nowhere.md");
      const times = [];
      const change = async (type, count) => {
        const sent = now();
        server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: pathToFileURL(lost).href, type }] });
        const isFresh = () => document.findings(subject.link, probe.brokenLinkLine).length === count;
        times.push((await server.until(isFresh, limits.answer, "fresh findings")) - sent);
        await pause(50);
      };
      try {
        for (let i = 0; i < 5; i++) {
          fs.mkdirSync(path.dirname(lost));
          fs.writeFileSync(lost, "# Nowhere\n");
          await change(1, 0);
          fs.rmSync(path.dirname(lost), { recursive: true });
          await change(3, 1);
        }
      } finally {
        fs.rmSync(path.dirname(lost), { recursive: true, force: true });
      }
      return { times };
    });

    await note("peak memory (VmHWM), MiB", async () => (server.memory().peak > 0 ? { amount: server.memory().peak } : undefined));
  } finally {
    await server.stop();
  }

  if (subject.check) {
    const times = [];
    const processor = [];
    const checked = await note("check", async () => {
      for (let i = 0; i < 3; i++) {
        const before = processorTime();
        times.push(await check([...subject.check, folder], subject.publishesAll && corpus));
        processor.push(processorTime() - before);
      }
      return { times };
    });
    if (!checked.failed && processorTime() !== undefined) results["check, processor time"] = { times: processor };
  }
  return results;
}

async function initialize(server, folder) {
  const { result, at } = await server.request("initialize", introduction(folder), limits.initialize);
  require(result?.capabilities, "no capabilities");
  server.capabilities = result.capabilities;
  server.notify("initialized", {});
  return at;
}

/** When a heading of another document was first found: the server has read them all by then, or that one at least. */
async function indexed(server, target) {
  for (const end = now() + limits.series; now() < end; await pause(2)) {
    const { result, at } = await server.request("workspace/symbol", { query: target.heading }, limits.series);
    if ((result ?? []).some(({ location }) => fileOf(location.uri).endsWith(target.path))) return at;
  }
  throw new Hang(`the heading ${target.heading} was not found`);
}

/** Types and deletes at the start of a line with a broken link; the findings are fresh when the link's finding has moved along. */
function typist(document, rule, line) {
  const start = document.findings(rule, line)[0].range.start.character;
  let typed = 0;
  let grows = true;
  const next = async (count = 1) => {
    if (typed < count) grows = true;
    else if (typed + count > 40) grows = false;
    let sent;
    for (let i = 0; i < count; i++) {
      sent = grows ? document.edit(line, 0, 0, "x") : document.edit(line, 0, 1, "");
      typed += grows ? 1 : -1;
    }
    const isFresh = () => document.findings(rule, line).some((finding) => finding.range.start.character === start + typed);
    return (await document.server.until(isFresh, limits.answer, "fresh findings")) - sent;
  };
  return {
    next,
    async rest() {
      if (typed > 0) {
        document.edit(line, 0, typed, "");
        typed = 0;
        await pause(200);
      }
    },
  };
}

function isPublished(server, folder, { path: name, rule, line, rowLine }) {
  const holds = (file, number) =>
    server.findings
      .get(path.join(folder, file))
      ?.diagnostics.some((finding) => finding.code === rule && finding.range.start.line === number - 1);
  return holds(name, line) || (rowLine !== undefined && holds("README.md", rowLine));
}

/** How many errors and warnings are published that nobody planted, mismatches counted once. */
function surplus(server, folder, corpus) {
  const planted = new Set(
    corpus.planted.flatMap(({ path: name, rule, line, rowLine }) => [`${name} ${rule} ${line}`, `README.md ${rule} ${rowLine}`]),
  );
  let count = 0;
  for (const [file, { diagnostics }] of server.findings)
    for (const { code, severity, range } of diagnostics)
      if (severity <= 2 && !planted.has(`${slashed(path.relative(folder, file))} ${code} ${range.start.line + 1}`)) count++;
  return count;
}

const slashed = (file) => file.replaceAll(path.sep, "/");

/** Runs the command-line check once, compares its findings with the planted ones of `corpus`, if there is one, and returns the time it took. */
async function check([command, ...args], corpus) {
  const started = now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let complaint = "";
  child.stdout.setEncoding("utf8").on("data", (data) => {
    output += data;
  });
  child.stderr.setEncoding("utf8").on("data", (data) => {
    complaint += data;
  });
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: error.message, at: now() }));
    child.on("close", (code) => resolve({ code, at: now() }));
  });
  const { code, at } = await within(ended, limits.check, "check").catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
  require(code === 1, `exit status ${code} instead of 1: ${complaint.slice(0, 200)}`);
  if (!corpus) return at - started;
  const { findings } = JSON.parse(output);
  const found = new Set(findings.map(({ path: name, rule, line }) => `${name} ${rule} ${line}`));
  const lost = corpus.planted.filter(
    ({ path: name, rule, line, rowLine }) => !found.has(rowLine ? `README.md ${rule} ${rowLine}` : `${name} ${rule} ${line}`),
  );
  require(lost.length ===
    0, `${lost.length} of ${corpus.planted.length} planted faults missing, e.g. ${lost[0]?.rule} in ${lost[0]?.path}:${lost[0]?.line}`);
  return at - started;
}

function require(condition, otherwise) {
  if (!condition) throw new Wrong(otherwise);
}

function readOptions(words) {
  const options = {
    sizes: [100, 1_000, 10_000],
    edits: 200,
    samples: 50,
    starts: 10,
    folder: path.join(os.tmpdir(), "beplsp-bench"),
    json: undefined,
    against: undefined,
    server: undefined,
  };
  for (let i = 0; i < words.length; i++) {
    const name = /^--(\w+)$/.exec(words[i])?.[1];
    if (name === "server") {
      options.server = words.slice(i + 1);
      break;
    }
    const value = words[++i];
    if (!(name in options) || value === undefined) return undefined;
    options[name] =
      name === "sizes"
        ? value.split(",").map(Number)
        : name === "against"
          ? value
          : name === "folder" || name === "json"
            ? path.resolve(value)
            : Number(value);
  }
  const numbers = [...options.sizes, options.edits, options.samples, options.starts];
  return numbers.every((number) => Number.isInteger(number) && number > 0) ? options : undefined;
}

function builtServer() {
  const program = path.join(root, "dist", "server", process.platform === "win32" ? "bep.exe" : "bep");
  if (fs.existsSync(program)) return [program, "lsp", "--stdio"];
  const portable = path.join(root, "dist", "server", "bep.dll");
  return fs.existsSync(portable) ? ["dotnet", portable, "lsp", "--stdio"] : undefined;
}

function made(folder, size) {
  try {
    return generate(folder, size);
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

const options = readOptions(process.argv.slice(2));
if (options) options.server ??= builtServer();
if (!options?.server?.length) {
  console.error(
    options
      ? "There is no server in dist/server; `npm run build` makes one, and --server names another."
      : "usage: node tests/bench/run.mjs [--sizes 100,1000] [--edits N] [--samples N] [--starts N] [--folder DIR] [--json FILE] [--against rumdl] [--server COMMAND…]",
  );
  process.exit(2);
}
console.log(
  `${options.server.join(" ")}\n${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? "processor"}, ${os.type()} ${os.release()}, Node.js ${process.version}\n`,
);
const subcommand = options.server.indexOf("lsp");
const ours = {
  ...bep,
  command: options.server,
  check: subcommand > 0 && [...options.server.slice(0, subcommand), "check", "--format", "json"],
};
const subjects = options.against ? [ours, peerCalled(options.against, options.folder)] : [ours];
const corpora = [];
const all = subjects.map(() => new Map());
for (const size of options.sizes) {
  const folder = path.join(options.folder, String(size));
  const corpus = made(folder, size);
  corpora.push(corpus);
  for (const [i, subject] of subjects.entries()) {
    process.stderr.write(`measuring ${subject.name} with ${size} documents; the machine's load is ${os.loadavg()[0].toFixed(2)} …\n`);
    all[i].set(size, await measure(subject, corpus, path.join(folder, "proposals"), options));
  }
}
if (options.against) printAgainst(corpora, subjects, all);
else print(corpora, all[0]);
if (options.json)
  fs.writeFileSync(
    options.json,
    `${JSON.stringify(
      subjects.map(({ name, command }, i) => ({ name, command, results: Object.fromEntries(all[i]) })),
      null,
      1,
    )}\n`,
  );
process.exitCode = [...all[0].values()].some((results) => Object.values(results).some(({ failed }) => failed)) ? 1 : 0;
