// A server process and an editor's half of the protocol, which gives nothing up: every answer has a limit of time, and what hangs is named.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { first, program } from "./tools.mjs";

const patience = 120_000;

export const uriOf = (file) => pathToFileURL(file).href;
export const fileOf = (uri) => fileURLToPath(uri);

/** What a client can do: all of it. */
const capabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] },
    fileOperations: { willRename: true, willDelete: true },
  },
  textDocument: {
    hover: { contentFormat: ["markdown"] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    publishDiagnostics: { versionSupport: true, relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "refactor", "source"] } },
      isPreferredSupport: true,
    },
  },
};

export class Server {
  #process;
  #asked = new Map();
  #lastId = 0;
  #input = Buffer.alloc(0);
  #watchers = new Set();
  /** The last diagnostics of each file that has any, by address. */
  diagnostics = new Map();
  /** What was written to standard error: a fault that the server survived. */
  errors = "";
  settings = {};
  /** Called for `workspace/applyEdit`. */
  apply = () => false;

  constructor() {
    this.#process = spawn(program, [...first, "lsp"], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
    });
    this.ended = new Promise((resolve) => this.#process.on("exit", (code, signal) => resolve(`${code ?? signal}`)));
    this.ended.then((how) => {
      for (const { reject } of this.#asked.values()) reject(new Error(`the server ended (${how}): ${this.errors}`));
    });
    this.#process.stdin.on("error", () => undefined);
    this.#process.stderr.on("data", (data) => {
      this.errors = (this.errors + data).slice(-8_000);
    });
    this.#process.stdout.on("data", (data) => this.#receive(data));
  }

  async start(folders) {
    await this.request("initialize", {
      processId: process.pid,
      workspaceFolders: folders.map((folder) => ({ uri: uriOf(folder), name: folder })),
      initializationOptions: { seriesNotifications: true },
      capabilities,
    });
    this.notify("initialized", {});
    return this;
  }

  notify(method, params) {
    this.#send({ jsonrpc: "2.0", method, params });
  }

  /** Resolves with the whole response. */
  request(method, params) {
    const id = ++this.#lastId;
    const answer = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} hangs`)), patience);
      const settle = (done) => (value) => {
        clearTimeout(timer);
        this.#asked.delete(id);
        done(value);
      };
      this.#asked.set(id, { resolve: settle(resolve), reject: settle(reject) });
    });
    this.#send({ jsonrpc: "2.0", id, method, params });
    answer.id = id;
    return answer;
  }

  /** Resolves once the condition holds, which is looked at after each notification; false where it does not come to. */
  until(condition, limit = patience) {
    return new Promise((resolve) => {
      const done = (held) => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(held);
      };
      const look = () => condition() && done(true);
      const timer = setTimeout(() => done(condition()), limit);
      // Who no longer waits for it keeps nothing alive.
      timer.unref();
      this.#watchers.add(look);
      look();
    });
  }

  /** The memory that it has now, in MiB. */
  memory() {
    try {
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${this.#process.pid}/status`, "latin1"))?.[1] ?? 0) / 1024);
    } catch {
      return 0;
    }
  }

  async stop() {
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), patience);
    await this.request("shutdown").catch(() => undefined);
    this.notify("exit");
    this.#process.stdin.end();
    const how = await this.ended;
    clearTimeout(timer);
    return how;
  }

  kill() {
    this.#process.kill("SIGKILL");
  }

  #send(message) {
    const body = Buffer.from(JSON.stringify(message));
    this.#process.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  #receive(data) {
    this.#input = Buffer.concat([this.#input, data]);
    for (;;) {
      const end = this.#input.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.#input.toString("latin1", 0, end))[1]);
      if (this.#input.length < end + 4 + length) return;
      const message = JSON.parse(this.#input.toString("utf8", end + 4, end + 4 + length));
      this.#input = this.#input.subarray(end + 4 + length);
      this.#take(message);
    }
  }

  #take(message) {
    if (message.method === undefined) {
      this.#asked.get(message.id)?.resolve(message);
      return;
    }
    if (message.id !== undefined) {
      this.#send({ jsonrpc: "2.0", id: message.id, result: this.#answer(message) });
      return;
    }
    if (message.method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = message.params;
      if (diagnostics.length > 0) this.diagnostics.set(uri, diagnostics);
      else this.diagnostics.delete(uri);
    }
    for (const look of [...this.#watchers]) look();
  }

  #answer({ method, params }) {
    if (method === "workspace/configuration") return params.items.map(() => this.settings);
    if (method === "workspace/applyEdit") return { applied: this.apply(params.edit) };
    return null;
  }
}
