// A real series, kept beside the project where there is a copy: the editor shows exactly the findings that are known.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { host, packageFile } from "../../client/scripts/build.mjs";
import { root } from "../../client/scripts/tools.mjs";
import { Editor, skip, until } from "./harness.mjs";

const corpus = path.join(root, "..", "shared", "corpus");
const missing = fs.existsSync(corpus) ? false : "no corpus of real proposals beside the project";

describe("a real series", { skip: skip || missing }, () => {
  test("has the known findings, in documents that nobody opened", async () => {
    const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-corpus-")));
    const folder = path.join(scratch, "january");
    fs.cpSync(path.join(corpus, "january"), folder, { recursive: true });
    const known = JSON.parse(fs.readFileSync(path.join(corpus, "january.findings.json"), "utf8"));

    const editor = await Editor.open({ folder, extensions: [packageFile(host)] });
    try {
      await editor.activated("beplsp.beplsp");
      const shown = async () =>
        (await editor.countedFindings())
          .filter(({ severity }) => severity < 2)
          .map((one) => ({
            path: path.relative(path.join(folder, "proposals"), one.file),
            line: one.line + 1,
            rule: one.rule,
            severity: ["error", "warning"][one.severity],
          }));
      const found = await until(shown, (all) => all.length >= known.length, "the findings");
      // A known finding without a line may stand in any line.
      const isKnown = (one) => known.some((other) => same(other, one) && (other.line === null || other.line === one.line));
      assert.deepEqual(
        found.filter((one) => !isKnown(one)),
        [],
        "unknown findings",
      );
      assert.equal(found.length, known.length);
      await editor.problems();
      await editor.picture("corpus");
    } finally {
      await editor.close();
      fs.rmSync(scratch, { recursive: true, force: true });
    }
  });
});

const same = (one, other) => one.path === other.path && one.rule === other.rule && one.severity === other.severity;
