// The client's half of the protocol, as the benchmark drives a server with it.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** How long what is asked of a server is waited for, in milliseconds. */
export const limits = { initialize: 10_000, firstFindings: 60_000, series: 120_000, answer: 15_000, check: 120_000, exit: 5_000 };
/** Milliseconds of the steadiest clock there is. */
export const now = () => Number(process.hrtime.bigint()) / 1e6;
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What was awaited did not come in time. */
export class Hang extends Error {}
/** What came is not what should have come. */
export class Wrong extends Error {}

export function within(promise, milliseconds, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Hang(`${what}: nothing after ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A server process and the client's half of the protocol. */
export class Server {
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

export const fileOf = (uri) => path.normalize(fileURLToPath(uri));

/** The client's side of `initialize`: what Visual Studio Code offers, as far as a server may ask. */
export const introduction = (folder) => ({
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
export class OpenDocument {
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
