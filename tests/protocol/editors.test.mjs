// Other editors with language clients of their own, against the server that ships: findings, hover, completion, a fix and a jump.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { serverCommand } from "../../client/scripts/build.mjs";
import { output, which } from "../../client/scripts/tools.mjs";
import { checked, copySamples, placeOf } from "../fixture.mjs";

const here = import.meta.dirname;

const hasEglot = () =>
  output("emacs", ["--batch", "--eval", "(progn (package-initialize) (require 'eglot) (require 'markdown-mode))"]) !== undefined;

const clients = [
  {
    name: "Neovim",
    skip: which("nvim") ? false : "no Neovim (Debian package `neovim`)",
    run: (file, env) =>
      promisify(execFile)("nvim", ["--clean", "--headless", "-n", "-c", `luafile ${path.join(here, "neovim.lua")}`, file], {
        env,
        timeout: 60_000,
      }),
  },
  {
    name: "Emacs",
    skip: which("emacs") && hasEglot() ? false : "no Emacs with eglot (Debian packages `emacs-nox`, `elpa-eglot`, `elpa-markdown-mode`)",
    run: (_, env) => promisify(execFile)("emacs", ["--batch", "-l", path.join(here, "emacs.el")], { env, timeout: 60_000 }),
  },
];

for (const { name, skip, run } of clients)
  describe(name, { skip }, () => {
    test("shows findings, a card and completions, reserves a number and jumps", async () => {
      const samples = copySamples();
      try {
        // A document without a row that mentions another: it stands after an emoji, which each client counts in its own way.
        const file = samples.file("BEP-1019-log-retention.md");
        fs.appendFileSync(file, "\n🗼 See BEP-1005.\n");
        const finding = checked(samples.folder).find(({ path, rule }) => file.endsWith(path) && rule === "unregistered-document");
        const settings = {
          command: [...serverCommand(), "lsp"],
          folder: samples.folder,
          file,
          registry: samples.registry,
          reference: placeOf(file, "BEP-1005"),
          unregistered: { line: finding.line - 1, character: finding.column - 1 },
          target: "BEP-1005-job-priorities.md",
        };
        const { stdout, stderr } = await run(file, { ...process.env, BEP_TEST: JSON.stringify(settings) });
        const steps = Object.fromEntries(
          `${stdout}\n${stderr}`
            .split("\n")
            .filter((line) => line.startsWith("{"))
            .map((line) => JSON.parse(line))
            .map(({ step, value }) => [step, value]),
        );
        const seen = () =>
          `${Object.entries(steps)
            .map(([step, value]) => `${step}: ${JSON.stringify(value).slice(0, 600)}`)
            .join("\n")}\n${stderr}`;
        assert.ok(steps.diagnostics?.length > 0, seen());
        assert.match(JSON.stringify(steps.hover), /작업 우선순위/, seen());
        assert.match(JSON.stringify(steps.completion), /BEP-1001/, seen());
        assert.ok(
          steps.registry?.some((line) => /^\| \[1019\]\(BEP-1019-log-retention\.md\) \| Log Retention \|/.test(line)),
          seen(),
        );
        assert.equal(steps.definition?.file, settings.target, seen());
        assert.match(steps.definition.line, /^# 작업 우선순위/, seen());
      } finally {
        samples.remove();
      }
    });
  });
