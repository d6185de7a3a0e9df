// Gestures that change several files, in the real Visual Studio Code: each is one step to undo, leaves nothing half done on disk, and opens
// what it made.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { placeOf } from "../fixture.mjs";
import { Editor, gesturesIn, samplesFor, skip, until } from "./harness.mjs";

describe("a gesture that changes several files", { skip }, () => {
  let samples;
  let editor;

  const gesture = gesturesIn(async (atEnd) => {
    samples = samplesFor(atEnd);
    editor = await Editor.open({ folder: samples.folder, atEnd });
    await editor.activated();
    await until(
      () => editor.findings(samples.registry),
      (found) => found.length > 0,
      "the findings",
    );
    return editor;
  });

  const goTo = async (name, text) => {
    const { line, character } = placeOf(samples.file(name), text);
    await editor.show(samples.file(name), line, character);
  };

  const refactor = async (title) => {
    const row = editor.page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first();
    await editor.insist(async (timeout) => {
      await editor.page.keyboard.press("Control+Shift+r");
      await row.waitFor({ timeout });
    });
    await row.click();
  };

  const fix = async (title) => {
    await editor.quickFixes();
    await editor.chooseQuickFix(title);
  };

  const rename = async (name) => {
    const box = editor.page.locator(".rename-box input");
    await editor.insist(async (timeout) => {
      await editor.page.keyboard.press("F2");
      await box.fill(name, { timeout });
      await editor.page.keyboard.press("Enter");
      await box.waitFor({ state: "hidden", timeout });
    });
  };

  /** Chooses in the list that asks. */
  const choose = async (text) => {
    const row = editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: text }).first();
    await row.click();
    await row.waitFor({ state: "hidden" });
  };

  const conflict = [
    "<<<<<<< HEAD",
    "| [1004](BEP-1004-log-streaming.md) | Log Streaming | Ines Duarte | Draft |",
    "=======",
    "| [1004](BEP-1004-night-watch.md) | Night Watch | Ravi Menon | Draft |",
    ">>>>>>> theirs",
  ].join("\n");

  /** What each gesture changes: the files that it makes, the names that files get, and the texts that it edits, by a part of what is then there. */
  const gestures = {
    "moves a section into a document of its own": {
      from: () => goTo("BEP-1002-crane-scheduler.md", "## Migration"),
      make: () => refactor("Move this section"),
      made: ["BEP-1002/migration.md"],
      edited: { "BEP-1002-crane-scheduler.md": "[Migration](BEP-1002/migration.md)" },
      start: /^Both schedulers run/,
    },
    "makes a sub-document": {
      from: () => goTo("BEP-1002-crane-scheduler.md", "# BEP-1002"),
      make: async () => {
        await editor.palette("BEP: New Sub-Document");
        await editor.answer("Failure Modes");
      },
      made: ["BEP-1002/failure-modes.md"],
      edited: { "BEP-1002-crane-scheduler.md": "[Failure Modes](BEP-1002/failure-modes.md)" },
      start: /^$/,
    },
    "makes a new proposal, with everything else closed": {
      make: async () => {
        await editor.palette("BEP: New Proposal");
        await editor.answer("Night Watch");
      },
      made: ["BEP-1020-night-watch.md"],
      edited: { "README.md": "[1020](BEP-1020-night-watch.md)" },
      start: /^$/,
    },
    "makes the document of a reserved number": {
      from: () => goTo("README.md", "| Working Offline |"),
      make: () => editor.execute("bep.server.createDocument", { number: "BEP-1018" }),
      made: ["BEP-1018-working-offline.md"],
      edited: { "README.md": "[1018](BEP-1018-working-offline.md)" },
      start: /^$/,
    },
    "makes the document that a row links, with a quick fix": {
      before: () => edit("README.md", "| 1018 | Working", "| [1018](BEP-1018-offline.md) | Working"),
      from: async () => {
        await until(
          () => editor.findings(samples.registry),
          (all) => all.some(({ message }) => message.includes("BEP-1018-offline.md")),
          "the finding",
        );
        await goTo("README.md", "BEP-1018-offline.md");
      },
      make: () => fix("Create BEP-1018-offline.md from the template"),
      made: ["BEP-1018-offline.md"],
      edited: {},
      start: /^$/,
    },
    "gives a proposal another number": {
      from: () => goTo("BEP-1002-crane-scheduler.md", "# BEP-1002"),
      make: async () => {
        await editor.palette("BEP: Renumber");
        await editor.answer("BEP-1050");
      },
      renamed: { "BEP-1002-crane-scheduler.md": "BEP-1050-crane-scheduler.md", "BEP-1002/queues.md": "BEP-1050/queues.md" },
      edited: { "README.md": "[1050](BEP-1050-crane-scheduler.md)" },
    },
    "gives a proposal another number, whose folder holds documents with the number in their names": {
      before: () => {
        for (const name of ["BEP-1002-notes.md", "kr/BEP-1002-notes.md"]) {
          const file = samples.file(`BEP-1002/${name}`);
          fs.mkdirSync(path.dirname(file), { recursive: true });
          fs.writeFileSync(file, "# BEP-1002: Notes\n\nWhat [BEP-1002](/proposals/BEP-1002-crane-scheduler.md) leaves open: BEP-1999.\n");
        }
      },
      from: async () => {
        for (const name of ["BEP-1002-notes.md", "kr/BEP-1002-notes.md"])
          await editor.untilFound(samples.file(`BEP-1002/${name}`), "unknown-reference");
        await goTo("BEP-1002-crane-scheduler.md", "# BEP-1002");
      },
      make: async () => {
        await editor.palette("BEP: Renumber");
        await editor.answer("BEP-1051");
      },
      renamed: {
        "BEP-1002-crane-scheduler.md": "BEP-1051-crane-scheduler.md",
        "BEP-1002/BEP-1002-notes.md": "BEP-1051/BEP-1051-notes.md",
        "BEP-1002/kr/BEP-1002-notes.md": "BEP-1051/kr/BEP-1051-notes.md",
      },
      edited: {
        "README.md": "[1051](BEP-1051-crane-scheduler.md)",
        "BEP-1051/kr/BEP-1051-notes.md": "# BEP-1051: Notes\n\nWhat [BEP-1051](/proposals/BEP-1051-crane-scheduler.md)",
      },
    },
    "gives a number another one by renaming it": {
      from: () => goTo("BEP-1002-crane-scheduler.md", "- BEP-1005"),
      make: () => rename("1055"),
      renamed: { "BEP-1005-job-priorities.md": "BEP-1055-job-priorities.md" },
      edited: { "README.md": "[1055](BEP-1055-job-priorities.md)", "BEP-1002-crane-scheduler.md": "- BEP-1055" },
    },
    "changes a status": {
      from: () => goTo("BEP-1004-log-streaming.md", "Status"),
      make: async () => {
        await editor.palette("BEP: Change Status");
        await choose("Rejected");
      },
      edited: {
        "README.md": "| [1004](BEP-1004-log-streaming.md) | Log Streaming | Ines Duarte | Rejected |",
        "BEP-1004-log-streaming.md": "Status: Rejected",
      },
    },
    "resolves a conflict in the registry": {
      before: () => {
        fs.copyFileSync(samples.file("BEP-1004-log-streaming.md"), samples.file("BEP-1004-night-watch.md"));
        edit("README.md", conflict.split("\n")[1], conflict);
      },
      from: async () => {
        await editor.untilFound(samples.registry, "registry-conflict");
        await goTo("README.md", "<<<<<<< HEAD");
      },
      make: () => fix("Keep both; Night Watch becomes BEP-1020"),
      renamed: { "BEP-1004-night-watch.md": "BEP-1020-night-watch.md" },
      edited: { "README.md": "[1020](BEP-1020-night-watch.md)" },
    },
    "switches a rule off for all": {
      from: () => goTo("BEP-1012-gpu-sharing.md", "Status"),
      make: async () => {
        await fix("Ignore…");
        await choose("in .bep.yaml");
      },
      made: [".bep.yaml"],
      edited: {},
      start: /unknown-status: off/,
    },
  };

  /** Changes a file outside of the editor. */
  const edit = (name, from, to) => {
    const file = samples.file(name);
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(from, to));
  };

  /** The texts on disk, by path in the folder of proposals; undefined for a file that went while it was looked at. */
  const onDisk = () => Object.fromEntries(names().map((name) => [name, read(samples.file(name))]));

  /** The paths of all texts; a folder that goes while it is looked at is looked at again. */
  const names = () => {
    try {
      const all = fs.readdirSync(samples.proposals, { recursive: true });
      return all.filter((name) => /\.(md|yaml)$/.test(name)).sort();
    } catch (error) {
      if (error.code === "ENOENT") return names();
      throw error;
    }
  };

  const read = (file) => {
    try {
      return fs.readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  };

  /** Watches the disk; what it calls ends that, and returns each state that was seen. */
  const watch = () => {
    const seen = [];
    let last;
    let times = 0;
    const look = () => {
      const state = onDisk();
      times = isDeepStrictEqual(state, last) ? times + 1 : 0;
      last = state;
      // Also a file that is written is empty for a moment.
      if (times === 10) seen.push(state);
    };
    const timer = setInterval(look, 2);
    return () => {
      clearInterval(timer);
      return seen;
    };
  };

  /** The texts that the editor has open and unsaved, by the same paths. */
  const unsaved = () =>
    editor.api(
      (vscode, folder) =>
        Object.fromEntries(
          vscode.workspace.textDocuments
            .filter((one) => one.isDirty && one.uri.fsPath.startsWith(folder))
            .map((one) => [one.uri.fsPath.slice(folder.length + 1), one.getText()]),
        ),
      samples.proposals,
    );

  const tab = () =>
    editor.api((vscode) => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      return { label: activeTab?.label, isPreview: activeTab?.isPreview };
    });

  /** Notes, in the extension host, which links lead nowhere from now on. */
  const noteBroken = () =>
    editor.api((vscode) => {
      globalThis.noted?.dispose();
      const all = new Set();
      globalThis.noted = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris)
          for (const { code, message } of vscode.languages.getDiagnostics(uri))
            if (String(code?.value).startsWith("broken")) all.add(`${uri.fsPath}: ${message}`);
      });
      globalThis.noted.all = all;
    });

  const found = async () => (await editor.findings()).map(({ file, message }) => `${file}: ${message}`);

  /** Which of them did so for a while only. */
  const passing = async (before, files) => {
    const now = await found();
    const isOf = (one) => files.some((file) => one.startsWith(`${samples.file(file)}:`));
    return (await editor.api(() => [...globalThis.noted.all])).filter((one) => isOf(one) && !before.includes(one) && !now.includes(one));
  };

  const git = (...args) => execFileSync("git", args, { cwd: samples.folder, encoding: "utf8" });

  for (const [name, { before, from, make, made = [], renamed = {}, edited, start }] of Object.entries(gestures))
    gesture(name, async () => {
      git("checkout", "--quiet", "--", ".");
      git("clean", "--quiet", "--force", "-d");
      await before?.();
      const then = onDisk();
      await from?.();
      const foundThen = await found();
      await noteBroken();
      const isMade = (disk) =>
        [...made, ...Object.values(renamed)].every((file) => file in disk) &&
        Object.keys(renamed).every((file) => !(file in disk)) &&
        Object.entries(edited).every(([file, part]) => disk[file]?.includes(part));

      const stop = watch();
      let states;
      let disk;
      try {
        await make();
        disk = await until(onDisk, isMade, "the change on disk");
      } finally {
        states = stop();
      }
      await until(unsaved, (all) => isDeepStrictEqual(all, {}), "everything to be saved");
      const known = new Set([...Object.values(then), ...Object.values(disk)]);
      for (const state of states) {
        // A file that was there is empty while it is written, for as long as the machine is busy; one that is made never is.
        const isBeingWritten = (file, text) => text === "" && then[file] !== undefined;
        for (const [file, text] of Object.entries(state))
          assert.ok(known.has(text) || isBeingWritten(file, text), `${file} was ${JSON.stringify(text.slice(0, 200))}`);
        if (Object.keys(edited).some((file) => state[file] !== then[file]))
          for (const file of made) assert.equal(state[file], disk[file], `${file}, when others were saved`);
      }
      if (made.length > 0) {
        const at = await editor.untilActive(samples.file(made[0]));
        assert.match(at.selected || at.text.split("\n")[at.line].trim(), start);
        assert.deepEqual(await tab(), { label: path.basename(made[0]), isPreview: false });
        assert.deepEqual(await passing(foundThen, Object.keys(edited)), []);
      }
      await editor.picture(`change-${name.replace(/\W+/g, "-")}`);

      await editor.page.keyboard.press("Control+z");
      const dialog = editor.page.locator(".monaco-dialog-box");
      const isUndone = async () => {
        if (await dialog.isVisible()) await dialog.locator(".monaco-button").first().click();
        return [onDisk(), await unsaved()];
      };
      await until(isUndone, (now) => isDeepStrictEqual(now, [then, {}]), "everything as it was, on disk and in the editor");
      await editor.tidy();
      assert.deepEqual(onDisk(), then);
    });

  gesture("greets the author of a new proposal with no squiggle, nor below the first words", async () => {
    git("checkout", "--quiet", "--", ".");
    git("clean", "--quiet", "--force", "-d");
    await editor.palette("BEP: New Proposal");
    await editor.answer("Fog Signals");
    const file = samples.file("BEP-1020-fog-signals.md");
    await editor.untilActive(file);
    const isBegun = (all) => all.some(({ rule }) => rule === "empty-section");
    const ours = async () => (await editor.findings(file)).filter(({ source }) => source === "bep");
    const [one] = await until(ours, (all) => all.length > 0, "what is found in it");
    assert.deepEqual([one.rule, one.severity], ["template-text", 3]);
    await editor.picture("new-proposal-without-squiggles");
    await editor.page.keyboard.type("Ships that see nothing hear something.");
    const begun = await until(ours, isBegun, "what is found then");
    assert.deepEqual(
      begun.filter(({ severity, line }) => severity < 3 && line > 12),
      [],
    );
    await editor.picture("new-proposal-begun");
    for (const severity of ["error", "warning"]) assert.equal(await editor.squiggles(severity).count(), 0);
  });

  gesture("finds the ways to ignore a finding at the end of the menu, as one entry", async () => {
    git("checkout", "--quiet", "--", ".");
    git("clean", "--quiet", "--force", "-d");
    await goTo("README.md", "1008 | Shared");
    const titles = (await editor.quickFixes()).filter((title) => /^(?:link|ignore|switch off)/i.test(title));
    assert.deepEqual([titles.length, titles.at(-1)], [2, "Ignore…"], titles.join());
    await editor.picture("ignore");
    await editor.chooseQuickFix("Ignore…");
    // One row of a table is not ignored apart from the others.
    const rows = editor.page.locator(".quick-input-widget .monaco-list-row");
    await rows.first().waitFor();
    assert.deepEqual(await rows.locator(".label-name").allTextContents(), [
      "Ignore `missing-registry-link` in this file",
      "Switch off `missing-registry-link` in .bep.yaml",
    ]);
    await editor.picture("ignore-where");
    await choose("in this file");
    await editor.untilText(samples.registry, (text) => text.includes("<!-- bep-ignore-file missing-registry-link -->"), "the comment");
    await editor.page.keyboard.press("Control+z");
    await editor.untilText(samples.registry, (text) => !text.includes("bep-ignore"), "the text as it was");
  });
});
