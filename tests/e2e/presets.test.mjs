// A series in each preset's form in the real Visual Studio Code: commands, views, the map and the preview work in each as they do for BEPs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { root } from "../../client/scripts/tools.mjs";
import { author, bep, checkedLines, placeOf } from "../fixture.mjs";
import { Editor, gesturesIn, scratchFolder, skip, until } from "./harness.mjs";

/**
 * For each preset a sample in its form: which document names which other one and which it does not, and the proposal that comes next with the
 * statuses that it gets.
 */
const presets = {
  bep: {
    sample: "proposals",
    referrer: "BEP-1002-crane-scheduler.md",
    title: "Crane, the Scheduler",
    mention: "BEP-1005",
    unnamed: { mention: "BEP-1019", file: "BEP-1019-log-retention.md", title: "Log Retention" },
    mentioned: { file: "BEP-1005-job-priorities.md", title: "작업 우선순위", status: "Draft" },
    next: { id: "BEP-1020", file: "BEP-1020-fog-horn.md", first: "Draft", later: "Accepted" },
    free: "BEP-1099",
    hasHead: true,
  },
  eip: {
    sample: "other-series/signals",
    referrer: "hip-12.md",
    title: "Two Short Blasts",
    mention: "HIP-7",
    unnamed: { mention: "HIP-1", file: "hip-1.md", title: "Purpose of These Proposals" },
    mentioned: { file: "hip-7.md", title: "One Long Blast", status: "Final" },
    next: { id: "HIP-13", file: "hip-13.md", first: "Draft", later: "Review" },
    free: "HIP-99",
    hasHead: true,
  },
  madr: {
    sample: "other-series/choices",
    referrer: "0002-buy-a-scale.md",
    title: "Buy a Scale",
    mention: "ADR-0001",
    unnamed: { mention: "ADR-0003", file: "0003-test-the-scale-each-month.md", title: "Test the Scale Each Month" },
    mentioned: { file: "0001-weigh-with-the-old-crane.md", title: "Weigh With the Old Crane", status: "superseded" },
    next: { id: "ADR-0004", file: "0004-fog-horn.md", first: "proposed", later: "accepted" },
    free: "ADR-0099",
    hasHead: true,
  },
  nygard: {
    sample: "other-series/records",
    referrer: "0002-paint-the-pier-white.md",
    title: "Paint the Pier White",
    mention: "ADR-0001",
    unnamed: { mention: "ADR-0003", file: "0003-let-the-tide-ring-the-bell.md", title: "Let the Tide Ring the Bell" },
    mentioned: { file: "0001-ring-the-bell-by-hand.md", title: "Ring the Bell by Hand", status: "Superseded" },
    next: { id: "ADR-0004", file: "0004-fog-horn.md", first: "Proposed", later: "Accepted" },
    free: "ADR-0099",
  },
  rfc: {
    sample: "other-series/requests",
    referrer: "0002-flags-at-night.md",
    title: "Flags at Night",
    mention: "RFC-0001",
    unnamed: { mention: "RFC-0003", file: "0003-no-flags-in-a-storm.md", title: "No Flags in a Storm" },
    mentioned: { file: "0001-one-flag-for-each-berth.md", title: "One Flag for Each Berth", status: "Implemented" },
    next: { id: "RFC-0004", file: "0004-fog-horn.md", first: "Proposed", later: "Accepted" },
    free: "RFC-0099",
  },
};

const severities = ["error", "warning", "information", "hint"];

/** A sample in a repository of its own, in which its first proposal has had a status before its present one. */
function prepare(scratch, preset) {
  const { sample, mentioned } = presets[preset];
  const folder = path.join(scratch, preset);
  const series = path.join(folder, "series");
  fs.cpSync(path.join(root, "samples", sample), series, { recursive: true });
  const git = (...args) => execFileSync("git", args, { cwd: folder, stdio: "pipe" });
  git("init", "--quiet");
  git("config", "user.name", author.name);
  git("config", "user.email", author.email);
  git("config", "commit.gpgsign", "false");
  const file = path.join(series, mentioned.file);
  const text = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, text.replace(new RegExp(`(status\\W+)${mentioned.status}`, "i"), "$1Earlier"));
  git("add", "--all");
  git("commit", "--quiet", "--message", "Begin");
  fs.writeFileSync(file, text);
  git("commit", "--quiet", "--all", "--message", "Go on");
  return { folder, series, file: (name) => path.join(series, name) };
}

const contents = (folder) =>
  Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true })
      .filter((name) => fs.statSync(path.join(folder, name)).isFile())
      .sort()
      .map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]),
  );

describe("an author in a series of each preset", { skip }, () => {
  let scratch;
  let editor;
  /** The series that the window shows. */
  let shown;

  const gesture = gesturesIn(async (atEnd) => {
    scratch = scratchFolder(atEnd);
    shown = prepare(scratch, "bep");
    // High enough for all rows: a list holds only those that there is room for.
    editor = await Editor.open({ folder: shown.folder, height: 1200, atEnd });
    return editor;
  });

  const pane = (title) => editor.page.locator(".sidebar .pane", { has: editor.page.locator(".pane-header", { hasText: title }) });
  const rowsOf = (title) =>
    pane(title)
      .locator(".pane-body .monaco-list-row")
      .evaluateAll((all) => all.map((row) => row.getAttribute("aria-label")));
  const page = () => editor.page.frameLocator("iframe.webview.ready").first().frameLocator("iframe#active-frame");
  const choice = (text) => editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: text }).first();

  for (const [preset, expected] of Object.entries(presets)) {
    const { referrer, title, mention, mentioned, unnamed, next, free, hasHead } = expected;

    gesture(`works in one like ${preset}`, async () => {
      const sample = path.basename(shown.folder) === preset ? shown : prepare(scratch, preset);
      const copy = path.join(scratch, `${preset}-by-command`);
      fs.cpSync(sample.folder, copy, { recursive: true });
      const proposals = JSON.parse(bep("list", sample.series, "--format", "json"));
      if (sample !== shown) await editor.enter(sample.folder);
      shown = sample;
      await editor.activated();

      // The views.
      await editor.execute("bep.proposals.focus");
      const statuses = proposals.map(({ status }) => status || "No status");
      const groups = statuses.map((status) => `${status}, ${statuses.filter((other) => other === status).length} proposal`);
      await until(
        () => rowsOf("Proposals"),
        (all) => groups.every((group) => all.some((label) => label.startsWith(group))),
        `the proposals of ${groups}`,
      );
      await editor.show(sample.file(referrer));
      await until(
        () => rowsOf("References"),
        (all) => all.some((label) => label.includes(mention) && label.includes(mentioned.title)),
        "what it refers to",
      );
      await editor.show(sample.file(mentioned.file));
      await until(
        () => rowsOf("References"),
        (all) => all.some((label) => label.includes(title)),
        "what refers to it",
      );
      await editor.execute("bep.history.focus");
      await until(
        () => rowsOf("History"),
        (all) => all.length === 2 && all[0].startsWith(mentioned.status) && all[1].startsWith("Earlier"),
        "both statuses",
      );
      await editor.picture(`preset-${preset}-views`);

      // Problems, as on the command line, and as they are typed.
      const lines = checkedLines(sample.series);
      await until(
        async () =>
          (await editor.countedFindings())
            .map((one) => {
              const place = `${one.line + 1}:${one.character + 1}-${one.endLine + 1}:${one.endCharacter + 1}`;
              return `${path.relative(sample.series, one.file)}:${place} ${severities[one.severity]} ${one.rule}`;
            })
            .sort(),
        (all) => isDeepStrictEqual(all, lines),
        `the findings ${lines}`,
      );

      // A mention: its card, where it leads, and how one is written.
      const { line, character } = placeOf(sample.file(referrer), mention);
      await editor.show(sample.file(referrer), line, character);
      const card = await editor.hover(mentioned.title);
      assert.ok(card.includes(mentioned.status), card);
      await editor.picture(`preset-${preset}-hover`);
      await editor.page.keyboard.press("Escape");
      await editor.page.keyboard.press("F12");
      await editor.untilActive(sample.file(mentioned.file));
      const end = fs.readFileSync(sample.file(referrer), "utf8").split("\n").length - 1;
      await editor.show(sample.file(referrer), end, 0);
      await editor.page.keyboard.type(`See ${unnamed.mention.replace(/\d+$/, "")}`);
      await editor.suggestions();
      await editor.page.keyboard.type(unnamed.mention.match(/\d+$/)[0]);
      await until(
        () => editor.suggestions(),
        (all) => all.length === 1 && all[0].includes(unnamed.title),
        "one suggestion",
      );
      await editor.page.keyboard.press("Enter");
      await editor.untilText(
        sample.file(referrer),
        (text) => text.split("\n").at(-1) === `See [${unnamed.mention}](${unnamed.file})`,
        "the completed line",
      );
      await editor.page.keyboard.type(`, ${free}`);
      await editor.untilFound(sample.file(referrer), "unknown-reference");
      await editor.execute("workbench.action.files.revert");

      // The preview.
      await editor.execute("markdown.showPreviewToSide");
      await page().locator("h1, .bep-header", { hasText: title }).waitFor();
      // Fields that are words of the text are read there.
      if (hasHead)
        await page()
          .locator(".bep-header", { hasText: /Created/ })
          .waitFor();
      assert.equal(await page().locator(`a[data-href="${mentioned.file}"] + .bep-status`).first().innerText(), mentioned.status);
      await editor.picture(`preset-${preset}-preview`);
      await editor.execute("workbench.action.closeAllEditors");

      // What writes, against what the command line makes of the same files.
      bep("new", "Fog Horn", "--series", path.join(copy, "series"));
      await editor.palette("BEP: New Proposal");
      await editor.page.locator(".quick-input-widget", { hasText: next.id }).waitFor();
      await editor.answer("Fog Horn");
      const made = await editor.untilActive(sample.file(next.file));
      await editor.execute("workbench.action.files.saveAll");
      const asByCommand = (what) =>
        until(
          () => contents(sample.series),
          (now) => isDeepStrictEqual(now, contents(path.join(copy, "series"))),
          what,
        );
      assert.ok(made.text.includes(next.first), made.text);
      await asByCommand("the new proposal");

      bep("status", next.id, next.later, "--series", path.join(copy, "series"));
      await editor.palette("BEP: Change Status");
      await choice(next.later).waitFor();
      await editor.picture(`preset-${preset}-status`);
      await choice(next.later).click();
      await editor.untilText(sample.file(next.file), (text) => text.includes(next.later), next.later);
      await editor.execute("workbench.action.files.saveAll");
      await asByCommand("the next status");

      bep("renumber", mention, free, "--series", path.join(copy, "series"));
      await editor.show(sample.file(mentioned.file));
      await editor.palette("BEP: Renumber");
      await editor.answer(free);
      await asByCommand("the other number");
      // What has just been written may not count as saved yet.
      await editor.execute("workbench.action.files.saveAll");
      await editor.execute("workbench.action.closeAllEditors");

      // The map, the board and the timeline.
      await editor.palette("BEP: Open Map of Proposals");
      const map = page();
      await until(
        () => map.getByRole("status").innerText(),
        (text) => text === `${proposals.length + 1} proposals are shown`,
        "the number of proposals",
      );
      await map.locator(".graph canvas").first().waitFor();
      await map.getByRole("tab", { name: "Board" }).click();
      await map.locator(".card", { hasText: "Fog Horn" }).waitFor();
      await map.locator(".card", { hasText: mentioned.title }).waitFor();
      await editor.picture(`preset-${preset}-board`);
      await map.getByRole("tab", { name: "Timeline" }).click();
      await map.locator(".dot").first().waitFor();
      await editor.picture(`preset-${preset}-timeline`);
      await map.getByRole("tab", { name: "Map" }).click();
      await map.getByRole("button", { name: "Show all" }).click();
      await editor.picture(`preset-${preset}-map`);
    });
  }
});
