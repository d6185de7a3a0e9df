// Other editors with language clients of their own, against the server that ships, each with the configuration that docs/editors.md gives.
// What an author does in them is one test each; the summary of all tests tells which feature was seen in which editor.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { serverCommand } from "../../client/scripts/build.mjs";
import { output, root, which } from "../../client/scripts/tools.mjs";
import { features, note, situation } from "../features.mjs";
import { copySamples } from "../fixture.mjs";

const here = import.meta.dirname;

/** The configuration in a section of docs/editors.md: the file that it names first, and the first block of code that is fenced. */
function configuration(section) {
  const text = fs
    .readFileSync(path.join(root, "docs", "editors.md"), "utf8")
    .split(`\n## ${section}\n`)[1]
    ?.split("\n## ")[0];
  const [, file] = /`~\/([^`]+)`/.exec(text ?? "") ?? [];
  const [, block] = /^```\w+\n(.*?)^```$/ms.exec(text ?? "") ?? [];
  assert.ok(file && block, `docs/editors.md has no configuration of ${section}`);
  return { file, block };
}

const hasEglot = () =>
  output("emacs", ["--batch", "--eval", "(progn (package-initialize) (require 'eglot) (require 'markdown-mode))"]) !== undefined;
const hasAle = () =>
  output("vim", ["-N", "-es", "-u", "NONE", "-c", "packadd ale", "-c", "if exists(':ALEHover') != 2 | cquit | endif", "-c", "quit"]) !==
  undefined;

/** Runs an editor to its end. What it says on either stream is heard, whatever its exit code. */
const run = (command, args, env) =>
  new Promise((resolve) => {
    const child = execFile(command, args, { env, timeout: 120_000, maxBuffer: 1e8 }, (_, stdout, stderr) =>
      resolve(`${stdout}\n${stderr}`),
    );
    child.stdin.end();
  });

/** What none of these editors shows, in the version that Debian has. */
const ofNone = ["codeLens", "typeHierarchy", "documentLinks", "inlayHints", "semanticTokens", "folding", "selection"];

const clients = [
  {
    name: "Neovim",
    skip: which("nvim") ? false : "no Neovim (Debian package `neovim`)",
    run: (file, env) => run("nvim", ["--headless", "-n", "-i", "NONE", "-c", `luafile ${path.join(here, "neovim.lua")}`, file], env),
    lacks: ofNone,
  },
  {
    name: "Emacs",
    skip: which("emacs") && hasEglot() ? false : "no Emacs with eglot (Debian packages `emacs-nox`, `elpa-eglot`, `elpa-markdown-mode`)",
    run: (_, env) =>
      run(
        "emacs",
        ["--batch", "-f", "package-initialize", "-l", path.join(env.HOME, ".emacs.d/init.el"), "-l", path.join(here, "emacs.el")],
        env,
      ),
    lacks: [...ofNone, "callHierarchy", "renumbering"],
  },
  {
    name: "Vim",
    skip: which("vim") && hasAle() ? false : "no Vim with ALE (Debian packages `vim-nox`, `vim-ale`)",
    run: (file, env) =>
      run(
        "vim",
        [
          "-N",
          "-n",
          "-i",
          "NONE",
          "--not-a-term",
          "-T",
          "dumb",
          "--cmd",
          "packadd! ale",
          "--cmd",
          "filetype plugin on | set hidden",
          "-S",
          path.join(here, "vim.vim"),
          file,
        ],
        env,
      ),
    lacks: [...ofNone, "documentSymbols", "highlight", "callHierarchy", "renumbering"],
  },
  {
    name: "Kate",
    skip: ["kate", "xvfb-run"].every((program) => which(program)) ? false : "no Kate (Debian packages `kate`, `xvfb`, `xauth`)",
    // Kate asks once whether it may start a program; this author has said yes.
    prepare: (home) => fs.writeFileSync(path.join(home, ".config/katerc"), `[lspclient]\nAllowedServerCommandLines=${home}/bin/bep lsp\n`),
    isRecorded: true,
    run: (_, env) => run("xvfb-run", ["-a", process.execPath, path.join(here, "kate.mjs")], env),
    // Nothing tells from outside when its menus and dialogues take keys: only what it asks for by itself is certain to be seen.
    lacks: Object.keys(features).filter((feature) => !["diagnostics", "documentSymbols"].includes(feature)),
  },
];

/** A home folder with an editor's configuration, as docs/editors.md gives it, and a program `bep` that is the server. */
function homeFor({ name, prepare, isRecorded }) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-home-"));
  const { file, block } = configuration(name);
  fs.mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
  fs.writeFileSync(path.join(home, file), block);
  prepare?.(home);
  const recorder = isRecorded ? [process.execPath, path.join(here, "tee.mjs"), path.join(home, "record")] : [];
  const command = [...recorder, ...serverCommand()].map((word) => `'${word}'`).join(" ");
  fs.mkdirSync(path.join(home, "bin"));
  fs.writeFileSync(path.join(home, "bin", "bep"), `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  return home;
}

/** Lets an editor go through all of its steps; returns what it said, and in it what it saw in each step. */
async function seenIn(client, settings) {
  const home = homeFor(client);
  const result = path.join(home, "output");
  fs.writeFileSync(result, "");
  const { XDG_CONFIG_HOME: _, XDG_DATA_HOME: __, ...env } = process.env;
  const said = await client.run(settings.file, {
    ...env,
    HOME: home,
    PATH: `${path.join(home, "bin")}${path.delimiter}${process.env.PATH}`,
    BEP_TEST: JSON.stringify(settings),
    BEP_OUTPUT: result,
    BEP_RECORD: path.join(home, "record"),
  });
  const lines = `${said}\n${fs.readFileSync(result, "utf8")}`.split("\n").filter((line) => line.startsWith('{"'));
  // What an editor leaves running may still write there for a moment.
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  return { said, steps: Object.fromEntries(lines.map((line) => JSON.parse(line)).map(({ step, value }) => [step, value])) };
}

for (const client of clients)
  describe(client.name, { skip: client.skip }, () => {
    const { name, lacks } = client;
    let samples;
    let settings;
    let steps;
    let said;

    before(async () => {
      samples = copySamples();
      settings = situation(samples);
      ({ said, steps } = await seenIn(client, settings));
    });

    for (const [feature, check] of Object.entries(features))
      if (!lacks.includes(feature))
        test(feature, () => {
          note(name, feature, "FAILED");
          assert.ok(feature in steps, `${name} did not get so far:\n${said.slice(-4000)}`);
          try {
            check(steps, settings);
          } catch (error) {
            error.message += `\n${feature}: ${JSON.stringify(steps[feature])?.slice(0, 2000)}\n${said.slice(-2000)}`;
            throw error;
          }
          note(name, feature, "seen");
        });

    after(() => samples.remove());
  });

for (const { name, skip, lacks } of clients)
  for (const feature of Object.keys(features))
    if (lacks.includes(feature) || skip) note(name, feature, lacks.includes(feature) ? "-" : "skipped");
