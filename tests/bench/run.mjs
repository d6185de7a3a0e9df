// Measures the real server process on generated series, and checks each answer before its time counts.
//
//   node tests/bench/run.mjs [--sizes 100,1000,10000] [--edits 200] [--samples 50] [--starts 10] [--folder DIR] [--json FILE]
//                            [--server COMMAND…]
//
// --server takes the rest of the line, `lsp` and its arguments included. The last column is the largest series against the smallest, in
// the same run: what an edit costs must not depend on the series. The series stay in --folder, by default in the system's temporary
// folder, for the next run. A wait that is not answered in time is printed as HANG, a wrong answer
// as WRONG, and either makes the exit code 1.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generate } from "./generate.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const limits = { initialize: 10_000, firstFindings: 60_000, series: 120_000, answer: 15_000, check: 120_000, exit: 5_000 };
const now = () => Number(process.hrtime.bigint()) / 1e6;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What was awaited did not come in time. */
class Hang extends Error {}
/** What came is not what should have come. */
class Wrong extends Error {}

function within(promise, milliseconds, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Hang(`${what}: nothing after ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A server process and the client's half of the protocol. */
class Server {
  #process;
  #pending = new Map();
  #lastId = 0;
  #input = Buffer.alloc(0);
  #chunks = [];
  #missing = 0;
  #watchers = new Set();
  started = now();
  findings = new Map();
  capabilities = {};
  dynamic = new Set();
  standardError = "";
  indexed;
  ended;

  constructor([command, ...args], folder) {
    this.#process = spawn(command, args, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    this.ended = new Promise((resolve) => {
      this.#process.on("error", (error) => resolve(error.message));
      this.#process.on("exit", (code, signal) => resolve(`exit ${code ?? signal}`));
    });
    this.ended.then((how) => {
      for (const { reject } of this.#pending.values()) reject(new Wrong(`the server ended: ${how} ${this.standardError.slice(-200)}`));
      this.#pending.clear();
    });
    // A server that has ended says so through `ended`.
    this.#process.stdin.on("error", () => undefined);
    this.#process.stderr.on("data", (data) => {
      this.standardError = (this.standardError + data).slice(-4_000);
    });
    this.#process.stdout.on("data", (data) => this.#receive(data));
  }

  get pid() {
    return this.#process.pid;
  }

  notify(method, params) {
    this.#send({ jsonrpc: "2.0", method, params });
  }

  /** Resolves with the result and the time between the last byte sent and the last byte received. */
  request(method, params, limit = limits.answer) {
    const id = ++this.#lastId;
    const answer = new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, sent: now() });
      this.#send({ jsonrpc: "2.0", id, method, params });
    });
    return within(answer, limit, method).catch((error) => {
      if (this.#pending.delete(id)) this.notify("$/cancelRequest", { id });
      throw error;
    });
  }

  /** Resolves with the time at which `condition` first held, asked after each message about findings or progress. */
  until(condition, limit, what) {
    let watcher;
    const held = new Promise((resolve) => {
      watcher = (at) => condition() && resolve(at);
      this.#watchers.add(watcher);
      watcher(now());
    });
    return within(held, limit, what).finally(() => this.#watchers.delete(watcher));
  }

  #send(message) {
    const body = Buffer.from(JSON.stringify(message));
    this.#process.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  #receive(data) {
    const at = now();
    this.#chunks.push(data);
    this.#missing -= data.length;
    if (this.#missing > 0) return;
    this.#input = Buffer.concat([this.#input, ...this.#chunks]);
    this.#chunks = [];
    for (;;) {
      const end = this.#input.indexOf("\r\n\r\n");
      if (end < 0) break;
      const length = Number(/content-length: *(\d+)/i.exec(this.#input.toString("latin1", 0, end))?.[1]);
      if (!Number.isFinite(length)) {
        this.#process.kill("SIGKILL");
        break;
      }
      const whole = end + 4 + length;
      if (this.#input.length < whole) {
        this.#missing = whole - this.#input.length;
        return;
      }
      const message = JSON.parse(this.#input.toString("utf8", end + 4, whole));
      this.#input = this.#input.subarray(whole);
      this.#handle(message, at);
    }
    this.#missing = 0;
  }

  #handle(message, at) {
    if (message.method === undefined) {
      const waiting = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.error) waiting?.reject(new Wrong(`error ${message.error.code}: ${message.error.message}`));
      else waiting?.resolve({ result: message.result, time: at - waiting.sent, at });
      return;
    }
    if (message.id !== undefined) {
      this.#send({ jsonrpc: "2.0", id: message.id, result: this.#serve(message) });
      return;
    }
    if (message.method === "textDocument/publishDiagnostics") this.findings.set(fileOf(message.params.uri), message.params);
    else if (message.method === "$/progress" && message.params.value?.kind === "end") this.indexed ??= at;
    else return;
    for (const watcher of [...this.#watchers]) watcher(at);
  }

  #serve({ method, params }) {
    if (method === "workspace/configuration") return params.items.map(() => null);
    if (method === "workspace/applyEdit") return { applied: false };
    if (method === "client/registerCapability") for (const { method: name } of params.registrations) this.dynamic.add(name);
    return null;
  }

  /** The process and its children: their memory now and at its highest, in MiB. */
  memory() {
    const read = (pid, file) => {
      try {
        return fs.readFileSync(`/proc/${pid}/${file}`, "latin1");
      } catch {
        return "";
      }
    };
    const family = [String(this.pid)];
    for (const pid of family) family.push(...read(pid, `task/${pid}/children`).split(" ").filter(Boolean));
    const sum = (key) =>
      family.reduce((total, pid) => total + Number(new RegExp(`${key}:\\s+(\\d+)`).exec(read(pid, "status"))?.[1] ?? 0), 0);
    return { peak: sum("VmHWM") / 1024, now: sum("VmRSS") / 1024 };
  }

  async stop() {
    try {
      await this.request("shutdown", undefined, limits.exit);
      this.notify("exit");
    } catch {
      // It is ended below.
    }
    this.#process.stdin.end();
    await within(this.ended, limits.exit, "exit").catch(() => this.#process.kill("SIGKILL"));
  }
}

const fileOf = (uri) => path.normalize(fileURLToPath(uri));

/** The client's side of `initialize`: what Visual Studio Code offers, as far as a server may ask. */
const introduction = (folder) => ({
  processId: process.pid,
  clientInfo: { name: "bench", version: "1" },
  locale: "en",
  rootUri: pathToFileURL(folder).href,
  workspaceFolders: [{ uri: pathToFileURL(folder).href, name: path.basename(folder) }],
  capabilities: {
    general: { positionEncodings: ["utf-16"] },
    window: { workDoneProgress: true },
    workspace: {
      applyEdit: true,
      configuration: true,
      workspaceFolders: true,
      didChangeConfiguration: { dynamicRegistration: true },
      didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    },
    textDocument: {
      synchronization: { didSave: true },
      publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
      completion: {
        contextSupport: true,
        completionItem: { snippetSupport: true, documentationFormat: ["markdown"], labelDetailsSupport: true },
        completionList: { itemDefaults: ["editRange", "commitCharacters", "insertTextFormat", "data"] },
      },
      hover: { contentFormat: ["markdown"] },
      definition: { linkSupport: true },
      references: {},
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
    },
  },
});

/** The text that the driver has open and edits. */
class OpenDocument {
  version = 1;

  constructor(server, folder, name) {
    this.server = server;
    this.path = path.join(folder, name);
    this.uri = pathToFileURL(this.path).href;
    this.text = fs.readFileSync(this.path, "utf8");
    server.notify("textDocument/didOpen", {
      textDocument: { uri: this.uri, languageId: "markdown", version: this.version, text: this.text },
    });
  }

  /** Line `number`, from 1, without its end. */
  line(number) {
    return this.text.split("\n")[number - 1];
  }

  /** The params of a request about a place: `line` from 1, `character` from 0. */
  at(line, character) {
    return { textDocument: { uri: this.uri }, position: { line: line - 1, character } };
  }

  /** Replaces a part of a line. Returns the moment just before the change is sent. */
  edit(line, start, end, inserted) {
    const lines = this.text.split("\n");
    lines[line - 1] = lines[line - 1].slice(0, start) + inserted + lines[line - 1].slice(end);
    this.text = lines.join("\n");
    const range = { start: { line: line - 1, character: start }, end: { line: line - 1, character: end } };
    const sync = this.server.capabilities.textDocumentSync;
    const contentChanges = (sync?.change ?? sync) === 2 ? [{ range, text: inserted }] : [{ text: this.text }];
    const params = { textDocument: { uri: this.uri, version: ++this.version }, contentChanges };
    const sent = now();
    this.server.notify("textDocument/didChange", params);
    return sent;
  }

  /** The findings of `rule` on `line` in what the server published last. */
  findings(rule, line) {
    const published = this.server.findings.get(this.path)?.diagnostics ?? [];
    return published.filter((finding) => finding.code === rule && finding.range.start.line === line - 1);
  }
}

/** One size: every measurement in turn. One that fails is noted, and the next ones go on. */
async function measure(corpus, folder, options) {
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
      const server = new Server(options.server, folder);
      try {
        times.push((await initialize(server, folder)) - server.started);
      } finally {
        await server.stop();
      }
    }
    return { times };
  });

  const { probe } = corpus;
  const server = new Server(options.server, folder);
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
        () => document.findings("broken-link", probe.brokenLinkLine).length === 1,
        limits.firstFindings,
        "the open document's findings",
      );
      return { times: [at - server.started] };
    });
    // Without these nothing that follows can be checked.
    if (first.failed) return results;

    const typing = typist(document, probe.brokenLinkLine);
    await note("keystroke while indexing → findings", async () => ({ times: [await typing.next()] }));

    await note("start → whole series' findings", async () => {
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
    await note("findings beyond the planted", async () => ({ count: surplus(server, folder, corpus) }));
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
    await ask("completion of a number", "completionProvider", (i) =>
      complete(`This ${words(i)}fers to `, typedNumber(i), (item) => textsOf(item).includes(target.number)),
    );
    await ask("completion of a link", "completionProvider", (i) =>
      complete(`See [this ${words(i)}](`, typedNumber(i), (item) => textsOf(item).includes(target.path)),
    );
    await ask("completion of an anchor", "completionProvider", (i) =>
      complete(`See [this ${words(i)}](${target.path}`, "#", (item) => textsOf(item).includes(target.anchor)),
    );

    await ask("hover", "hoverProvider", async () => {
      const { result, time } = await server.request("textDocument/hover", mentionPlace);
      require(JSON.stringify(result?.contents ?? "").includes(target.title), `no card of ${target.title}`);
      return time;
    });
    await ask("definition", "definitionProvider", async (i) => {
      const { result, time } = await server.request("textDocument/definition", i % 2 ? linkPlace : mentionPlace);
      const places = [result ?? []].flat().map((place) => fileOf(place.targetUri ?? place.uri));
      require(places.includes(path.join(folder, target.path)), `${places.length} places, none of them ${target.path}`);
      return time;
    });
    await ask("references", "referencesProvider", async (i) => {
      const place = i % 2 ? linkPlace : mentionPlace;
      const { result, time } = await server.request("textDocument/references", { ...place, context: { includeDeclaration: true } });
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
    await ask("workspace symbols", "workspaceSymbolProvider", async () => {
      const { result, time } = await server.request("workspace/symbol", { query: target.title });
      require((result ?? []).some(({ location }) => fileOf(location.uri).endsWith(target.path)), `no symbol of ${target.path}`);
      return time;
    });
    await ask("code actions", "codeActionProvider", async () => {
      const [finding] = document.findings("broken-anchor", probe.brokenLinkLine + 2);
      require(finding, "no finding to ask about");
      const params = { textDocument: { uri: document.uri }, range: finding.range, context: { diagnostics: [finding], triggerKind: 1 } };
      const { result, time } = await server.request("textDocument/codeAction", params);
      require(Array.isArray(result) || result === null, "no list of actions");
      return time;
    });

    await note("peak memory (VmHWM), MiB", async () => (server.memory().peak > 0 ? { amount: server.memory().peak } : undefined));
  } finally {
    await server.stop();
  }

  const subcommand = options.server.indexOf("lsp");
  if (subcommand > 0)
    await note("bep check --format json", async () => {
      const times = [];
      for (let i = 0; i < 3; i++)
        times.push(await check([...options.server.slice(0, subcommand), "check", folder, "--format", "json"], corpus));
      return { times };
    });
  return results;
}

async function initialize(server, folder) {
  const { result, at } = await server.request("initialize", introduction(folder), limits.initialize);
  require(result?.capabilities, "no capabilities");
  server.capabilities = result.capabilities;
  server.notify("initialized", {});
  return at;
}

/** Types and deletes at the start of a line with a broken link; the findings are fresh when the link's finding has moved along. */
function typist(document, line) {
  const start = document.findings("broken-link", line)[0].range.start.character;
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
    const isFresh = () => document.findings("broken-link", line).some((finding) => finding.range.start.character === start + typed);
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

/** Runs the command-line check once, compares its findings with the planted ones, and returns the time it took. */
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
  const { code, at } = await within(ended, limits.check, "bep check").catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
  require(code === 1, `exit status ${code} instead of 1: ${complaint.slice(0, 200)}`);
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

/** The value below which this share of the times lies. */
function quantile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** The numbers of one measurement, ready to be printed and compared: [name, value]. */
function figures(name, result) {
  if (result.failed) return [[`${name}, ms${result.tail ? " p50" : ""}`, result.failed]];
  if (result.amount !== undefined) return [[name, result.amount]];
  if (result.count !== undefined) return [[name, result.count]];
  const middle = quantile(result.times, 0.5);
  if (!result.tail) return [[`${name}, ms`, middle]];
  return [
    [`${name}, ms p50`, middle],
    [`${" ".repeat(name.length)}      p99`, quantile(result.times, 0.99)],
  ];
}

const shown = (value) =>
  value === undefined
    ? "-"
    : typeof value === "string"
      ? value
      : value >= 100 || Number.isInteger(value)
        ? value.toFixed(0)
        : value >= 10
          ? value.toFixed(1)
          : value.toFixed(2);

function print(corpora, all) {
  const sizes = corpora.map(({ count }) => count);
  const order = [];
  const cells = sizes.map((size) => {
    const column = new Map();
    let under = "";
    for (const [name, result] of Object.entries(all.get(size) ?? {}))
      for (const [label, value] of figures(name, result)) {
        // The tail's label is blank; the name before it tells it apart.
        const key = label.trimStart().startsWith("p99") ? `${under}\0${label}` : label;
        under = label;
        column.set(key, value);
        if (!order.includes(key)) order.push(key);
      }
    return column;
  });
  const table = [
    ["", ...sizes.map((size) => `${size.toLocaleString("en")} docs`), ...(sizes.length > 1 ? [`${sizes.at(-1)} : ${sizes[0]}`] : [])],
    [
      "Markdown, MB",
      ...corpora.map(({ bytes }) => shown(bytes / 1e6)),
      ...(sizes.length > 1 ? [shown(corpora.at(-1).bytes / corpora[0].bytes)] : []),
    ],
    ...order.map((key) => {
      const values = cells.map((column) => column.get(key));
      const [least, most] = [values[0], values.at(-1)];
      const ratio =
        typeof least === "number" && typeof most === "number" && least > 0 && !key.startsWith("findings beyond")
          ? shown(most / least)
          : "-";
      return [key.split("\0").at(-1), ...values.map(shown), ...(sizes.length > 1 ? [ratio] : [])];
    }),
  ];
  const widths = table[0].map((_, i) => Math.max(...table.map((cells) => cells[i].length)));
  for (const cells of table)
    console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i] + 3))).join(""));
  for (const size of sizes)
    for (const [name, { failed, why }] of Object.entries(all.get(size) ?? {}))
      if (failed) console.log(`\n${failed} at ${size}, ${name}: ${why}`);
}

function readOptions(words) {
  const options = {
    sizes: [100, 1_000, 10_000],
    edits: 200,
    samples: 50,
    starts: 10,
    folder: path.join(os.tmpdir(), "beplsp-bench"),
    json: undefined,
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
      name === "sizes" ? value.split(",").map(Number) : name === "folder" || name === "json" ? path.resolve(value) : Number(value);
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
      : "usage: node tests/bench/run.mjs [--sizes 100,1000] [--edits N] [--samples N] [--starts N] [--folder DIR] [--json FILE] [--server COMMAND…]",
  );
  process.exit(2);
}
console.log(
  `${options.server.join(" ")}\n${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? "processor"}, ${os.type()} ${os.release()}, Node.js ${process.version}\n`,
);
const corpora = [];
const all = new Map();
for (const size of options.sizes) {
  const folder = path.join(options.folder, String(size));
  const corpus = made(folder, size);
  corpora.push(corpus);
  process.stderr.write(`measuring ${size} documents …\n`);
  all.set(size, await measure(corpus, path.join(folder, "proposals"), options));
}
print(corpora, all);
if (options.json)
  fs.writeFileSync(options.json, `${JSON.stringify({ server: options.server, results: Object.fromEntries(all) }, null, 1)}\n`);
process.exitCode = [...all.values()].some((results) => Object.values(results).some(({ failed }) => failed)) ? 1 : 0;
