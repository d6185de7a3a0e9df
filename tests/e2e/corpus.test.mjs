// A real series, kept beside the project where there is a copy: the editor shows exactly the findings that are known, and gives proposals
// other numbers, with all that depends on them, so that nothing is left of it once it is undone.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { root } from "../../client/scripts/tools.mjs";
import { bep } from "../fixture.mjs";
import { Editor, gesturesIn, scratchFolder, skip, until } from "./harness.mjs";

const corpus = path.join(root, "..", "shared", "corpus");
const missing = fs.existsSync(corpus) ? false : "no corpus of real proposals beside the project";

describe("a real series", { skip: skip || missing }, () => {
  let scratch;
  let folder;
  let proposals;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    scratch = scratchFolder(atEnd);
    folder = path.join(scratch, "january");
    proposals = path.join(folder, "proposals");
    fs.cpSync(path.join(corpus, "january"), folder, { recursive: true });
    // The copy that is kept is protected; the editor writes only where it may.
    for (const entry of fs.readdirSync(folder, { recursive: true })) fs.chmodSync(path.join(folder, entry), 0o755);
    editor = await Editor.open({ folder, atEnd });
    await editor.activated();
    return editor;
  });

  gesture("has the known findings, in documents that nobody opened", async () => {
    const known = JSON.parse(fs.readFileSync(path.join(corpus, "january.findings.json"), "utf8"));
    const shown = async () =>
      (await editor.countedFindings())
        .filter(({ severity }) => severity < 2)
        .map((one) => ({
          path: path.relative(proposals, one.file),
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
  });

  gesture("can be seen as a whole", async () => {
    await editor.palette("BEP: Open Map of Proposals");
    const map = editor.page.frameLocator("iframe.webview.ready").first().frameLocator("iframe#active-frame");
    await map.locator(".graph canvas").first().waitFor();
    for (const [theme, name] of [
      ["Default High Contrast", "high-contrast"],
      ["Default Light Modern", "light"],
    ]) {
      await editor.theme(theme);
      await map.locator(`body.vscode-${name}`).waitFor();
      for (const tab of ["Board", "Timeline", "Map"]) {
        await map.getByRole("tab", { name: tab }).click();
        assert.deepEqual(await editor.violations(), [], `${tab}, ${theme}`);
        await editor.picture(`corpus-${tab.toLowerCase()}-${name}`);
      }
    }
  });

  /** Gives a proposal another number, and waits until that is done and saved. */
  const renumber = async (name, number, free) => {
    const copy = path.join(scratch, `renumbered-${number}`);
    fs.cpSync(folder, copy, { recursive: true });
    bep("renumber", number, free, "--series", copy);
    const renamed = path.join(proposals, name.replace(number, free));
    await editor.show(path.join(proposals, name));
    await editor.palette("BEP: Renumber");
    await editor.answer(free);
    await editor.untilActive(renamed);
    await until(
      () => difference(contents(copy), contents(folder)),
      (files) => files.length === 0,
      "what the command line makes of it, saved",
    );
    await editor.picture(`renumbered-${number}`);
  };

  /** Takes the last renumbering back, and waits until every byte is as it was. */
  const takeBack = async (name, original) => {
    await editor.execute("workbench.action.focusActiveEditorGroup");
    await editor.insist(async (timeout) => {
      await editor.page.keyboard.press("Control+z");
      await until(() => fs.existsSync(path.join(proposals, name)), Boolean, "the old name", timeout);
    });
    const names = (files) => [...files.keys()].join();
    await until(
      () => names(contents(folder)),
      (all) => all === names(original),
      "all names as they were",
    );
    // The texts follow the names.
    await until(
      async () => {
        await editor.execute("workbench.action.files.saveAll");
        return difference(original, contents(folder));
      },
      (files) => files.length === 0,
      "all bytes as they were",
    );
  };

  for (const [what, name, number, free] of [
    ["whose folder holds pictures", "BEP-1002-agent-architecture.md", "1002", "1402"],
    ["whose folder holds parts with the number in their names", "BEP-1012-RBAC.md", "1012", "1412"],
  ])
    gesture(`gives a proposal another number ${what}, in one edit, and undoes it to the last byte`, async () => {
      const original = contents(folder);
      await renumber(name, number, free);
      await takeBack(name, original);
    });
});

/** All files below a folder, with their bytes. */
const contents = (folder) =>
  new Map(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(folder, file), bytesOf(file)]),
  );

/** The bytes of a file; nothing where it has got another name since it was listed. */
const bytesOf = (file) => {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  }
};

/** The files that are only in one of two folders, or have other bytes. */
const difference = (one, other) =>
  [...new Set([...one.keys(), ...other.keys()])].filter((file) => !one.get(file) || !other.get(file)?.equals(one.get(file)));

const same = (one, other) => one.path === other.path && one.rule === other.rule && one.severity === other.severity;
