// The random editor: it types, saves, renames, switches branches, changes settings and asks for everything, all at random; at each pause a
// fresh server is started on the same files and open texts, and must say what the old one says. A step is repeated by its seed alone.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { fileOf, Server, uriOf } from "./client.mjs";

const positions = [
  "hover",
  "completion",
  "definition",
  "documentHighlight",
  "prepareRename",
  "prepareCallHierarchy",
  "prepareTypeHierarchy",
].map((one) => `textDocument/${one}`);
const documents = [
  "textDocument/documentLink",
  "textDocument/documentSymbol",
  "textDocument/codeLens",
  "textDocument/foldingRange",
  "textDocument/semanticTokens/full",
  "bep/connections",
  "bep/steps",
];
const ofSeries = ["bep/proposals", "bep/convention"];

const table = (rows) => `| Number | Title | Author | Status |\n|--|--|--|--|\n${rows.map((row) => `${row}\n`).join("")}`;
const proposal = (title, status, body) =>
  `---\nAuthor: Ada Park (ada@example.com)\nStatus: ${status}\nCreated: 2026-01-05\n---\n\n# ${title}\n\n## Motivation\n\n${body}\n`;

/** The files that a run begins with, and goes back to. */
const files = {
  "README.md": [
    `# Proposals\n\n${table(["| [1001](BEP-1001-a.md) | A | Ada Park | Draft |", "| [1002](BEP-1002-b.md) | B | Ada Park | Accepted |", "| 1003 | C | - | Draft |", "| _next_ | _(reserve your number here)_ | | |"])}`,
    `# Proposals\n\n${table([])}`,
    "# Proposals\n\nNo table.\n",
  ],
  "BEP-0000-template.md": [
    "---\nAuthor: Full Name (email@example.com)\nStatus: Draft\nCreated: YYYY-MM-DD\n---\n\n# Title\n\n## Motivation\n\nSay why.\n\n## Design\n",
    "---\nStatus: Draft\n---\n# Title\n\n## Why\n",
  ],
  ".bep.yaml": [
    "rules: { missing-section: off }\n",
    "rules: { broken-link: warning }\n",
    "statuses: [Draft, Done]\n",
    "rules: [\n",
    "prefix: ADR\n",
    "registry: INDEX.md\n",
    "",
  ],
  "BEP-1001-a.md": [proposal("A", "Draft", "BEP-1002, [x](BEP-1001/x.md#old), [c](BEP-1003-c.md)")],
  "BEP-1002-b.md": [proposal("B", "Accepted", "BEP-1001 and BEP-1007 ![y](BEP-1002/y.png)")],
  "BEP-1003-c.md": [proposal("C", "Draft", "[a](BEP-1001-a.md#motivation)")],
  "BEP-1001/x.md": ["# X\n\n## Old\n\nBEP-1002 [z](z.md)\n"],
  "BEP-1001/z.md": ["# Z\n"],
  "BEP-XXXX-d.md": ["# D, after BEP-1003\n\nBEP-1002\n"],
  "INDEX.md": [table(["| [1002](BEP-1002-b.md) | B | - | Draft |"])],
  "BEP-1002/y.png": ["not a picture"],
  "notes.md": ["# Notes\n\nBEP-1001, [b](BEP-1002-b.md)\n"],
};

const lines = [
  "| 1004 | New | - | Draft |",
  "| [1003](BEP-1003-c.md) | C | Ada | Accepted |",
  "| 1007 | _(skipped)_ | | |",
  "<<<<<<< HEAD",
  "=======",
  ">>>>>>> other",
  "",
  "",
  "---",
  "Status: Superseded",
  "Superseded-By: BEP-1002",
  "Author: [Ada",
  "p: {",
  "Created: 2026-01-05",
  "Target-Version: 25.9",
  "# Title",
  "##\tMotivation",
  "## Why",
  "### Old",
  "Text.",
  "BEP-1001 BEP-1003",
  "BEP-1687",
  "[x](BEP-1001/x.md)",
  "[n](BEP-1004-new.md)",
  "[c](BEP-1003-c.md#old)",
  "<!-- bep-ignore unknown-reference: x -->",
  "<!-- bep-ignore-file broken-link: x -->",
  "```",
  "<!--",
  "-->",
  "가나다 \u{1F600} e\u0301",
  "[a](b",
];

/** Numbers that look random and are the same for the same seed (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, of: (list) => list[below(list.length)] };
}

class Divergence extends Error {}

class Editor {
  edits = 0;
  requests = 0;
  pauses = 0;
  step = 0;
  history = [];

  constructor(seed) {
    this.seed = seed;
    this.random = random(seed);
    this.root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "bep-torture-")));
    this.harbor = path.join(this.root, "harbor");
    this.island = path.join(this.root, "island");
    this.proposals = path.join(this.harbor, "proposals");
    this.open = new Map();
    this.folders = [this.harbor];
    this.settings = {};
    this.waiting = new Set();
    for (const series of [this.proposals, path.join(this.island, "docs", "proposals")])
      for (const [file, texts] of Object.entries(files)) if (file !== ".bep.yaml") this.put(path.join(series, file), texts[0]);
    for (const folder of [this.harbor, this.island]) {
      this.git(folder, "init", "--quiet", "--initial-branch=main");
      this.git(folder, "config", "user.name", "Ada Park");
      this.git(folder, "config", "user.email", "ada@example.com");
      this.git(folder, "config", "commit.gpgsign", "false");
      this.commit(folder);
    }
  }

  git(folder, ...args) {
    return execFileSync("git", args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
    }).toString();
  }

  commit(folder) {
    this.git(folder, "add", "--all");
    this.git(folder, "commit", "--quiet", "--allow-empty", "--message", `Step ${this.step}`);
  }

  put(file, text) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }

  /** Every file of the working trees with what is in it. */
  disk() {
    const found = new Map();
    for (const folder of [this.harbor, this.island])
      for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const file = path.join(entry.parentPath, entry.name);
        if (entry.isFile() && !file.includes(`${path.sep}.git${path.sep}`)) found.set(file, fs.readFileSync(file, "utf8"));
      }
    return found;
  }

  /** Does something to the disk, and tells the server what an editor that watches it would. */
  changing(work) {
    const before = this.disk();
    work();
    const after = this.disk();
    const changes = [];
    for (const file of new Set([...before.keys(), ...after.keys()])) {
      if (before.get(file) === after.get(file)) continue;
      changes.push({ uri: uriOf(file), type: !before.has(file) ? 1 : !after.has(file) ? 3 : 2 });
    }
    if (changes.length > 0) this.server.notify("workspace/didChangeWatchedFiles", { changes });
  }

  textOf(file) {
    return this.open.get(file)?.text ?? (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
  }

  anyFile() {
    // What others depend on is edited more often than the rest.
    const often = ["README.md", "BEP-0000-template.md", ".bep.yaml", "BEP-1001-a.md"];
    if (this.random.below(2) === 0) return path.join(this.proposals, this.random.of(often));
    return this.random.of([...new Set([...this.open.keys(), ...[...this.disk().keys()].filter((file) => !file.endsWith(".png"))])].sort());
  }

  // What a person does

  didOpen(file, text = this.textOf(file)) {
    if (this.open.has(file)) return;
    this.open.set(file, { version: 1, text });
    this.server.notify("textDocument/didOpen", { textDocument: { uri: uriOf(file), languageId: "markdown", version: 1, text } });
  }

  type(file, text) {
    this.didOpen(file);
    const document = this.open.get(file);
    document.text = text;
    document.version += 1 + this.random.below(2);
    this.edits++;
    this.server.notify("textDocument/didChange", {
      textDocument: { uri: uriOf(file), version: document.version },
      contentChanges: [{ text }],
    });
  }

  close(file) {
    if (!this.open.delete(file)) return;
    this.server.notify("textDocument/didClose", { textDocument: { uri: uriOf(file) } });
  }

  edited(text) {
    const all = text.split("\n");
    const at = this.random.below(all.length);
    switch (this.random.below(9)) {
      case 0:
        all.splice(at, 1);
        break;
      case 1:
        all.splice(at, 0, this.random.of(all));
        break;
      case 2:
        [all[at], all[0]] = [all[0], all[at]];
        break;
      case 3:
        all[at] = all[at].replace(/100\d/, `100${this.random.below(8)}`);
        break;
      case 4:
        if (this.random.below(4) === 0) return all.filter((line) => !line.startsWith("|")).join("\n");
        break;
      case 5: {
        const column = this.random.below(all[at].length + 1);
        all[at] =
          all[at].slice(0, column) + this.random.of(["x", " ", "[", "|", "#", "-", "\\", "\u{1F600}", "\r"]) + all[at].slice(column);
        break;
      }
      case 6: {
        const column = this.random.below(all[at].length + 1);
        all[at] = all[at].slice(0, column) + all[at].slice(column + 1);
        break;
      }
      default:
        all.splice(at, 0, this.random.of(lines));
    }
    // Texts do not grow without end.
    return all.slice(0, 60).join("\n").slice(0, 4000);
  }

  async act() {
    this.step++;
    const file = this.anyFile();
    const dice = this.random.below(100);
    const note = (what) => {
      this.history.push(`${this.step}: ${what}`);
      if (this.history.length > 40) this.history.shift();
    };
    if (dice < 55) {
      note(`type in ${path.relative(this.root, file)}`);
      this.type(file, this.edited(this.textOf(file)));
    } else if (dice < 58) {
      const [known, texts] = this.random.of(Object.entries(files));
      const whole = path.join(this.proposals, known);
      note(`write ${known}`);
      if (!known.endsWith(".png") && this.random.below(2) === 0) this.type(whole, this.random.of(texts));
      else this.changing(() => this.put(whole, this.random.of(texts)));
    } else if (dice < 62) {
      note(`save ${path.relative(this.root, file)}`);
      if (this.open.has(file)) this.changing(() => this.put(file, this.open.get(file).text));
    } else if (dice < 66) {
      note(`close ${path.relative(this.root, file)}`);
      this.close(file);
    } else if (dice < 68) {
      note(`delete ${path.relative(this.root, file)}`);
      this.close(file);
      this.changing(() => fs.rmSync(file, { force: true }));
    } else if (dice < 70) {
      const to = path.join(path.dirname(file), this.random.of(["BEP-1004-e.md", "BEP-1003-c.md", "BEP-1002-b.md", "other.md"]));
      note(`rename ${path.relative(this.root, file)} to ${path.basename(to)}`);
      if (fs.existsSync(file) && !fs.existsSync(to)) this.rename(file, to);
    } else if (dice < 71) {
      note("branch");
      this.changing(() => {
        this.commit(this.harbor);
        const branch = this.random.of(["main", "other", "third"]);
        const exists = this.git(this.harbor, "branch", "--list", branch).trim() !== "";
        this.git(this.harbor, "checkout", "--quiet", ...(exists ? [branch] : ["-b", branch]));
      });
    } else if (dice < 72) {
      note("settings");
      this.settings = this.random.of([
        {},
        { rules: { "missing-section": "off" } },
        { rules: { "broken-link": "hint" } },
        { diagnostics: { onlyNew: this.random.below(2) === 0 } },
      ]);
      this.server.settings = this.settings;
      this.server.notify("workspace/didChangeConfiguration", { settings: null });
    } else if (dice < 73) {
      note("folders");
      const isIn = this.folders.includes(this.island);
      this.folders = isIn ? [this.harbor] : [this.harbor, this.island];
      const folder = [{ uri: uriOf(this.island), name: "island" }];
      this.server.notify("workspace/didChangeWorkspaceFolders", {
        event: isIn ? { added: [], removed: folder } : { added: folder, removed: [] },
      });
    } else if (dice < 74) {
      note("the folder goes and comes");
      const away = path.join(this.root, "away");
      this.changing(() => fs.renameSync(this.proposals, away));
      this.changing(() => fs.renameSync(away, this.proposals));
    } else if (dice < 80) {
      note(`change by the server in ${path.relative(this.root, file)}`);
      await this.takeEdit(file);
    } else {
      this.ask(file);
    }
  }

  rename(from, to) {
    const document = this.open.get(from);
    if (document) this.close(from);
    this.close(to);
    this.changing(() => {
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.renameSync(from, to);
    });
    if (document) this.didOpen(to, document.text);
  }

  place(file) {
    const all = this.textOf(file).split("\n");
    const line = this.random.below(all.length);
    return { line, character: this.random.below(all[line].length + 1) };
  }

  question(file) {
    const textDocument = { uri: uriOf(file) };
    const position = this.place(file);
    const range = { start: position, end: this.random.below(2) === 0 ? position : { line: position.line + 3, character: 0 } };
    switch (this.random.below(8)) {
      case 0:
        return ["textDocument/codeAction", { textDocument, range, context: { diagnostics: [] } }];
      case 1:
        return [this.random.of(documents), { textDocument }];
      case 2:
        return ["textDocument/references", { textDocument, position, context: { includeDeclaration: true } }];
      case 3:
        return ["textDocument/inlayHint", { textDocument, range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } } }];
      case 4:
        return ["workspace/symbol", { query: this.random.of(["", "a", "1001", "mot"]) }];
      case 5:
        return [this.random.of(ofSeries), { series: uriOf(this.proposals) }];
      case 6:
        return ["textDocument/rename", { textDocument, position, newName: this.random.of(["1004", "BEP-1009", "Another name", ""]) }];
      default:
        return [this.random.of(positions), { textDocument, position }];
    }
  }

  /** Asks and does not wait; sometimes takes it back. */
  ask(file) {
    const [method, params] = this.question(file);
    const answer = this.server.request(method, params);
    this.requests++;
    if (this.random.below(4) === 0) this.server.notify("$/cancelRequest", { id: answer.id });
    const checked = answer.then((response) => this.judge(method, response));
    this.waiting.add(checked);
    checked.catch(() => undefined);
  }

  judge(method, response) {
    // -32603, InternalError: a fault of the server's.
    if (response.error?.code === -32603) throw new Divergence(`${method} failed: ${response.error.message}`);
    return response;
  }

  async takeEdit(file) {
    if (this.random.below(3) === 0) {
      const answer = this.judge(
        "rename",
        await this.server.request("textDocument/rename", {
          textDocument: { uri: uriOf(file) },
          position: this.place(file),
          newName: this.random.of(["1004", "BEP-1005", "A new heading"]),
        }),
      );
      if (answer.result) this.apply(answer.result);
      return;
    }
    const start = this.place(file);
    const answer = this.judge(
      "codeAction",
      await this.server.request("textDocument/codeAction", {
        textDocument: { uri: uriOf(file) },
        range: { start, end: { line: start.line + 2, character: 0 } },
        context: { diagnostics: [], only: this.random.of([["quickfix"], ["refactor"], ["source"]]) },
      }),
    );
    const edits = (answer.result ?? []).filter((action) => action.edit);
    if (edits.length > 0) this.apply(this.random.of(edits).edit);
  }

  /** Makes a change as an editor does: all of it or nothing, and no edit of a text that is another one by now. */
  apply(edit) {
    for (const { textDocument, edits } of edit.documentChanges) {
      if (!edits) continue;
      const document = this.open.get(fileOf(textDocument.uri));
      if (
        document &&
        textDocument.version !== document.version &&
        edits.some((one) => one.newText !== "" || !isDeepStrictEqual(one.range.start, one.range.end))
      )
        throw new Divergence(
          `an edit of ${textDocument.uri} is for version ${textDocument.version}, its text has version ${document.version}`,
        );
    }
    for (const change of edit.documentChanges) {
      if (change.kind === "create") {
        const file = fileOf(change.uri);
        if (fs.existsSync(file)) return;
        this.changing(() => this.put(file, ""));
      } else if (change.kind === "rename") {
        const [from, to] = [fileOf(change.oldUri), fileOf(change.newUri)];
        if (!fs.existsSync(from) || fs.existsSync(to)) return;
        const inside = [...this.open.keys()].filter((file) => file === from || file.startsWith(from + path.sep));
        const texts = inside.map((file) => [file, this.open.get(file).text]);
        for (const file of inside) this.close(file);
        this.changing(() => {
          fs.mkdirSync(path.dirname(to), { recursive: true });
          fs.renameSync(from, to);
        });
        for (const [file, text] of texts) this.didOpen(to + file.slice(from.length), text);
      } else {
        const file = fileOf(change.textDocument.uri);
        const text = edited(this.textOf(file), change.edits, change.textDocument.uri);
        if (this.open.has(file)) this.type(file, text);
        else this.changing(() => this.put(file, text));
      }
    }
  }

  // A pause

  fresh() {
    const server = new Server();
    server.settings = this.settings;
    return server;
  }

  /** A fresh server, which knows nothing of how it came to this, says the same. */
  async compare() {
    this.pauses++;
    await Promise.all(this.waiting);
    this.waiting.clear();
    const other = this.fresh();
    try {
      await other.start(this.folders);
      for (const [file, { version, text }] of this.open)
        other.notify("textDocument/didOpen", { textDocument: { uri: uriOf(file), languageId: "markdown", version, text } });
      const same = () => isDeepStrictEqual(sorted(this.server.diagnostics), sorted(other.diagnostics));
      // What neither says any more is equal at once: both have to have looked at everything first.
      await other.request("workspace/symbol", { query: "" });
      const [a, b] = [this.server.until(same), other.until(same)];
      await Promise.race([a, b]);
      if (!same())
        throw new Divergence(`the diagnostics differ:\n${difference(sorted(this.server.diagnostics), sorted(other.diagnostics))}`);
      for (let i = 0; i < 12; i++) {
        const [method, params] = this.question(this.anyFile());
        await this.compareAnswer(other, method, params);
      }
      if (!same()) {
        await Promise.race([this.server.until(same), other.until(same)]);
        if (!same())
          throw new Divergence(
            `the diagnostics differ after questions:\n${difference(sorted(this.server.diagnostics), sorted(other.diagnostics))}`,
          );
      }
      if (this.server.errors || other.errors) throw new Divergence(`a server reported: ${this.server.errors || other.errors}`);
    } finally {
      other.kill();
    }
  }

  async compareAnswer(other, method, params) {
    const limit = Date.now() + 30_000;
    for (;;) {
      const [one, two] = (await Promise.all([this.server.request(method, params), other.request(method, params)])).map((response) =>
        this.judge(method, response),
      );
      const [a, b] = [plain(one.result ?? one.error), plain(two.result ?? two.error)];
      if (isDeepStrictEqual(a, b)) return;
      // One of them may still be reading git or the disk.
      if (Date.now() > limit)
        throw new Divergence(
          `${method} ${JSON.stringify(params)} is answered with\n${JSON.stringify(a)}\nand not with\n${JSON.stringify(b)}`,
        );
    }
  }

  async begin() {
    this.server = await this.fresh().start(this.folders);
    this.server.apply = () => false;
  }

  async end() {
    if (this.server) {
      this.server.kill();
      await this.server.ended;
    }
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}

const sorted = (diagnostics) => [...diagnostics].sort(([a], [b]) => (a < b ? -1 : 1));

// In the order of the text of a document, what comes from several of them in none.
const plain = (answer) => (Array.isArray(answer) ? answer.map((one) => JSON.stringify(one)).sort() : answer);

function difference(old, fresh) {
  const flat = (all) => all.flatMap(([uri, diagnostics]) => diagnostics.map((one) => `${path.basename(uri)} ${JSON.stringify(one)}`));
  const [a, b] = [flat(old), flat(fresh)];
  return [
    ...a.filter((one) => !b.includes(one)).map((one) => `  only the old server: ${one}`),
    ...b.filter((one) => !a.includes(one)).map((one) => `  only the fresh one: ${one}`),
  ].join("\n");
}

/** The text after edits, whose places are checked as a strict editor does. */
function edited(text, edits, uri) {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  const offset = ({ line, character }) => {
    if (line >= starts.length) throw new Divergence(`an edit of ${uri} lies in line ${line} of ${starts.length}`);
    const end = line + 1 < starts.length ? starts[line + 1] : text.length;
    if (starts[line] + character > end)
      throw new Divergence(`an edit of ${uri} lies in column ${character} of line ${line}, which is shorter`);
    return starts[line] + character;
  };
  let [result, at] = ["", 0];
  for (const { start, end, newText } of edits
    .map((one) => ({ start: offset(one.range.start), end: offset(one.range.end), newText: one.newText }))
    .sort((x, y) => x.start - y.start || x.end - y.end)) {
    if (start < at) throw new Divergence(`edits of ${uri} overlap`);
    result += text.slice(at, start) + newText;
    at = end;
  }
  return result + text.slice(at);
}

/** One run: until so many steps are made, or the time is over. Resolves with what is wrong; undefined for nothing. */
async function runOnce(seed, steps, until, pause, log) {
  const editor = new Editor(seed);
  try {
    await editor.begin();
    await editor.compare();
    const before = editor.server.memory();
    while (editor.step < steps && Date.now() < until) {
      for (let i = 0; i < pause && editor.step < steps; i++) await editor.act();
      await editor.compare();
    }
    log(
      `seed ${seed}: ${editor.step} steps, ${editor.edits} edits, ${editor.requests} requests, ${editor.pauses} pauses; memory ${before} MiB at the start, ${editor.server.memory()} MiB at the end`,
    );
    return { step: editor.step };
  } catch (error) {
    return {
      step: editor.step,
      problem: `${error instanceof Divergence ? error.message : error.stack}\n  ${editor.history.slice(-pause).join("\n  ")}`,
    };
  } finally {
    await editor.end();
  }
}

/**
 * Runs the random editor. With `minutes` for so long, each seed for many steps; else shortly.
 * @returns how many seeds passed and failed
 */
export async function run({ minutes, seed, log }) {
  const until = minutes ? Date.now() + minutes * 60_000 : Number.POSITIVE_INFINITY;
  const [steps, pause] = minutes ? [20_000, 100] : [200, 50];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (let at = seed; minutes ? Date.now() < until : at < seed + 2; at++) {
    const result = await runOnce(at, steps, until, pause, log);
    if (!result.problem) {
      counts.passed++;
      continue;
    }
    counts.failed++;
    log(`seed ${at} diverges by step ${result.step}: ${result.problem}`);
    // Compared after each step, the same seed shows which step it was.
    const again = await runOnce(at, result.step, Number.POSITIVE_INFINITY, 5, () => undefined);
    log(again.problem ? `  again, with shorter pauses, by step ${again.step}: ${again.problem}` : "  not again with shorter pauses");
  }
  return counts;
}
