// The map of proposals in the real Visual Studio Code: graph, board and timeline, in all themes, with few and with many proposals.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { Editor, gesturesIn, samplesFor, skip, until } from "./harness.mjs";

describe("the map of proposals", { skip }, () => {
  let samples;
  let editor;
  let map;

  const gesture = gesturesIn(
    async (atEnd) => {
      samples = samplesFor(atEnd);
      commit(samples.folder, [...pastOf(samples.proposals)]);
      editor = await Editor.open({ folder: samples.folder, atEnd });
      await editor.activated();
      return editor;
    },
    { tidy: false },
  );

  const page = () => editor.page.frameLocator("iframe.webview.ready").first().frameLocator("iframe#active-frame");
  const tab = (name) => map.getByRole("tab", { name });
  gesture("shows what refers to what", async () => {
    await editor.palette("BEP: Open Map of Proposals");
    map = page();
    await map.locator(".graph canvas").first().waitFor();
    await until(
      () => map.getByRole("status").innerText(),
      (text) => /^\d\d proposals are shown$/.test(text),
      "the number of proposals",
    );
    await editor.execute("workbench.action.closeSidebar");
    await map.getByRole("button", { name: "Show all" }).click();
    await editor.picture("map");
  });

  gesture("goes from proposal to proposal with the keyboard, and opens one", async () => {
    await map.locator(".graph").focus();
    await editor.page.keyboard.press("ArrowRight");
    await map.locator(".info", { hasText: "BEP-1000 Job Manifests" }).waitFor();
    await editor.page.keyboard.press("Enter");
    await editor.untilActive(samples.file("BEP-1000-job-manifests.md"));
    await editor.picture("map-active");
    await editor.execute("workbench.action.closeActiveEditor");
  });

  gesture("filters by words and status, in all ways to look at it", async () => {
    await map.getByRole("searchbox").fill("mina");
    await until(
      () => map.getByRole("status").innerText(),
      (text) => text.startsWith("3 "),
      "the proposals of Mina",
    );
    await map.getByRole("searchbox").fill("");
    await map.getByRole("button", { name: /^Draft/ }).click();
    await tab("Board").click();
    await map.locator(".card", { hasText: "Notifications" }).waitFor();
    assert.equal(await map.locator(".card", { hasText: "Log Streaming" }).count(), 0);
    await map.getByRole("button", { name: /^Draft/ }).click();
    await map.locator(".card", { hasText: "Log Streaming" }).waitFor();
    await editor.picture("board");
    await tab("Timeline").click();
    await map.locator(".dot", { hasText: "1002" }).first().waitFor();
  });

  const lane = (name) => map.locator(".timeline tbody tr", { has: editor.page.getByRole("rowheader", { name }) });
  const laneOf = async (name) => (await lane(name).locator("[data-item]").allInnerTexts()).map((text) => text.trim());

  gesture("shows when proposals came to their statuses, and goes on as they do", async () => {
    await lane(/^Implemented 2$/).waitFor();
    assert.deepEqual(await laneOf(/^Implemented/), ["1000", "1001"]);
    assert.deepEqual(await laneOf(/^Accepted 7$/), ["1000", "1001", "1002", "1003", "1007", "1011", "1016"]);
    // What is one proposal is seen as one.
    await lane(/^Implemented/)
      .locator(".dot", { hasText: "1001" })
      .hover();
    assert.equal(await map.locator(".dot.same", { hasText: "1001" }).count(), 3);
    await map.locator(".timeline .info", { hasText: "BEP-1001 Piers and Berths, Implemented" }).waitFor();
    await editor.picture("timeline");
    commit(samples.folder, [withStatus(samples.file("BEP-1007-image-cache.md"), "Implemented", "2025-12-03")]);
    await lane(/^Implemented 3$/).waitFor();
    await tab("Timeline").hover();
    // With the keyboard: up and down in a month, across it all from left to right.
    await lane(/^Created/)
      .locator(".dot", { hasText: "1000" })
      .focus();
    await editor.page.keyboard.press("ArrowRight");
    await map.locator(".timeline .info", { hasText: "BEP-1002 Crane, the Scheduler" }).waitFor();
  });

  gesture("changes as documents change", async () => {
    await tab("Board").click();
    const file = samples.file("BEP-1016-draining-a-pier.md");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("Status: Accepted", "Status: Rejected"));
    await map.locator(".card.rejected", { hasText: "Draining a Pier" }).waitFor();
  });

  const choice = (text) => editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: text }).first();
  const card = (text) => map.locator(".card", { hasText: text });
  const column = (name) => map.locator(`.board td[data-status="${name}"]`).first();

  gesture("gives a card that is dropped in a column its status, or says why it cannot", async () => {
    await editor.execute("bep.openBoard");
    await editor.page.locator(".tab.active", { hasText: "Board of Proposals" }).waitFor();
    const file = samples.file("BEP-1005-job-priorities.md");
    await card("작업 우선순위").dragTo(column("Rejected"));
    await map.locator(".card.rejected", { hasText: "작업 우선순위" }).waitFor();
    assert.match(await editor.textOf(file), /^Status: Rejected$/m);
    await editor.picture("board-dropped");
    await card("작업 우선순위").dragTo(column("Accepted"));
    await editor.notification("BEP-1005 is Rejected, and nothing comes after that.").waitFor();
    await editor.picture("board-refused");
    await editor.execute("notifications.clearAll");
    await undo(file);
    await map.locator(".card.draft", { hasText: "작업 우선순위" }).waitFor();
  });

  gesture("changes the status of all selected cards with the keyboard", async () => {
    const files = ["BEP-1004-log-streaming.md", "BEP-1008-shared-volumes.md"].map((name) => samples.file(name));
    await card("Log Streaming").click({ modifiers: ["Control"] });
    await card("Shared Volumes").focus();
    await editor.page.keyboard.press(" ");
    await map.locator(".board .info", { hasText: "2 are selected" }).waitFor();
    assert.deepEqual(await editor.violations(), []);
    await editor.picture("board-selected");
    await editor.page.keyboard.press("s");
    await editor.page.locator(".quick-input-widget", { hasText: "Change Status of 2 Proposals" }).waitFor();
    await choice("Rejected").click();
    for (const file of files) await editor.untilText(file, (text) => /^Status: Rejected$/m.test(text), "the new status");
    await map.locator(".card.rejected", { hasText: "Shared Volumes" }).waitFor();
    await card("Shared Volumes").focus();
    await editor.page.keyboard.press("Escape");
    await undo(files[0]);
    await map.locator(".card.draft", { hasText: "Shared Volumes" }).waitFor();
  });

  /** Takes a change back, and looks at the board again. */
  const undo = async (file) => {
    await editor.show(file);
    await editor.execute("undo");
    await editor.untilText(file, (text) => /^Status: Draft$/m.test(text), "the old status");
    // What is taken back is saved with it.
    await until(
      () => editor.api((vscode) => vscode.workspace.textDocuments.filter((one) => one.isDirty).map(({ fileName }) => fileName)),
      (dirty) => dirty.length === 0,
      "everything to be saved",
      10000,
    );
    await editor.execute("workbench.action.closeActiveEditor");
    await editor.execute("bep.openBoard");
  };

  for (const [name, label] of [
    ["Default Light Modern", "light"],
    ["Default Dark Modern", "dark"],
    ["Default High Contrast", "high-contrast"],
  ])
    gesture(`can be used by everybody in ${name}`, async () => {
      await editor.theme(name);
      await map.locator(`body.vscode-${label}`).waitFor();
      for (const view of ["Board", "Timeline", "Map"]) {
        await tab(view).click();
        assert.deepEqual(await editor.violations(), [], `${view}, ${name}`);
        await editor.picture(`${view.toLowerCase()}-${label}`);
      }
    });

  gesture("can be exported", async () => {
    await tab("Map").click();
    await map.getByRole("button", { name: "Export as SVG" }).click();
    const target = path.join(samples.folder, "map.svg");
    await editor.saveAs(target);
    const svg = await until(() => (fs.existsSync(target) ? fs.readFileSync(target, "utf8") : ""), Boolean, "the file");
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*작업 우선순위[\s\S]*<\/svg>\n$/);
    await map.getByRole("button", { name: "Export as PNG" }).click();
    const picture = path.join(samples.folder, "map.png");
    await editor.saveAs(picture);
    await until(
      () => fs.existsSync(picture) && fs.readFileSync(picture).subarray(1, 4).toString(),
      (text) => text === "PNG",
      "the picture",
    );
  });

  gesture("is as it was when the window is opened again", async () => {
    await editor.theme("Default Light Modern");
    await tab("Board").click();
    await map.getByRole("searchbox").fill("park");
    await until(
      () => map.getByRole("status").innerText(),
      (text) => text.startsWith("3 "),
      "the proposals of Mina Park",
    );
    await editor.reload();
    map = page();
    await map.locator('[role="tab"][aria-selected="true"]', { hasText: "Board" }).waitFor();
    assert.equal(await map.getByRole("searchbox").inputValue(), "park");
  });

  gesture("can be used by everybody with seventy proposals", async () => {
    await map.getByRole("searchbox").fill("");
    commit(samples.folder, many(samples.proposals, 50));
    await until(
      () => map.getByRole("status").innerText(),
      (text) => Number.parseInt(text, 10) >= 70,
      "seventy proposals",
    );
    for (const [theme, name] of [
      ["Default Dark Modern", "dark"],
      ["Default Light Modern", "light"],
    ]) {
      await editor.theme(theme);
      await map.locator(`body.vscode-${name}`).waitFor();
      for (const view of ["Board", "Timeline", "Map"]) {
        await tab(view).click();
        assert.deepEqual(await editor.violations(), [], `${view}, ${theme}`);
        await editor.picture(`${view.toLowerCase()}-70-${name}`);
      }
    }
  });

  gesture("can be read with a thousand proposals", async () => {
    await tab("Board").click();
    commit(samples.folder, many(samples.proposals, 1000));
    await until(
      () => map.getByRole("status").innerText(),
      (text) => Number.parseInt(text, 10) > 1000,
      "a thousand proposals",
      60_000,
    );
    await editor.picture("board-1000");
    await tab("Timeline").click();
    await lane(/^Created 1\d\d\d$/).waitFor();
    await lane(/^Implemented 5\d\d$/).waitFor();
    await editor.picture("timeline-1000");
    await tab("Map").click();
    await map.getByRole("button", { name: "Show all" }).click({ timeout: 60_000 });
    await editor.picture("map-1000");
    await editor.theme("Default Dark Modern");
    await map.locator("body.vscode-dark").waitFor();
    assert.deepEqual(await editor.violations(), []);
    await editor.picture("map-1000-dark");
  });
});

/** A version of a document: what it says, and the day on which it is committed. */
const version = (file, text, day) => ({ file, text, day });

const withStatus = (file, status, day) => version(file, fs.readFileSync(file, "utf8").replace(/^Status: .*$/m, `Status: ${status}`), day);

/** Commits versions, one after the other, and checks out the last of each. */
function commit(folder, versions) {
  const git = (input, ...args) => execFileSync("git", args, { cwd: folder, input, encoding: "utf8" }).trim();
  const branch = git("", "symbolic-ref", "HEAD");
  const commands = versions.map(({ file, text, day }, at) => {
    const name = path.relative(folder, file).split(path.sep).join("/");
    const seconds = Date.parse(day) / 1000;
    return [
      `commit ${branch}`,
      `committer Ada Quill <ada@harbor.example> ${seconds} +0000`,
      "data 7\nChange\n",
      ...(at === 0 ? [`from ${branch}^0`] : []),
      `M 100644 inline ${name}`,
      `data ${Buffer.byteLength(text)}\n${text}`,
      "",
    ].join("\n");
  });
  git(commands.join(""), "fast-import", "--quiet");
  git("", "reset", "--quiet", "--hard");
}

/** What the samples may have been like: drafts, which were accepted two months later, and implemented after half a year. */
function* pastOf(folder) {
  const documents = fs.readdirSync(folder).map((name) => path.join(folder, name));
  const later = (day, months) => `${day.slice(0, 5)}${String(Number(day.slice(5, 7)) + months).padStart(2, "0")}${day.slice(7)}`;
  const passed = documents.flatMap((file) => {
    const text = file.endsWith(".md") ? fs.readFileSync(file, "utf8") : "";
    const [, status] = /^Status: (Accepted|Implemented)$/m.exec(text) ?? [];
    const [, created] = /^Created: (\S+)$/m.exec(text) ?? [];
    return status ? [{ file, text, status, created }] : [];
  });
  for (const { file, created } of passed) yield withStatus(file, "Draft", created);
  for (const { file, created } of passed) yield withStatus(file, "Accepted", later(created, 2));
  for (const { file, text, status, created } of passed) if (status === "Implemented") yield version(file, text, later(created, 8));
}

/** A thousand proposals that refer to one another, begun over four years, and what became of them. */
function many(folder, count) {
  const past = [["Draft"], ["Draft", "Accepted"], ["Draft", "Accepted", "Implemented"], ["Draft", "Rejected"]];
  const names = ["Ada Quill", "Mina Park", "Ravi Menon", "Ines Duarte"];
  return Array.from({ length: count }, (_, at) => {
    const number = 2000 + at;
    const dayAfter = (months) => new Date(Date.UTC(2022, months, 1 + Math.floor((at * 1460) / count))).toISOString().slice(0, 10);
    const others = [number - 1 - (at % 7), 2000 + Math.floor(at / 10)].filter((other) => other >= 2000 && other !== number);
    const textOf = (status) =>
      [
        "---",
        `Author: ${names[at % 4]} (${names[at % 4].split(" ")[0].toLowerCase()}@harbor.example)`,
        `Status: ${status}`,
        `Created: ${dayAfter(0)}`,
        "---",
        "",
        `# Proposal Number ${at + 1}`,
        "",
        `See ${others.map((other) => `BEP-${other}`).join(" and ")}.`,
        "",
      ].join("\n");
    const statuses = past[(at * 7) % 11 < 5 ? 2 : (at * 7) % 4];
    const file = path.join(folder, `BEP-${number}-proposal-${at + 1}.md`);
    return statuses.map((status, step) => version(file, textOf(status), dayAfter(step * (1 + (at % 5)))));
  }).flat();
}
