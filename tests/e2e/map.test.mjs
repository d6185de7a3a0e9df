// The map of proposals in the real Visual Studio Code: graph, board and timeline, in all themes, with few and with many proposals.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import { host, packageFile } from "../../client/scripts/build.mjs";
import { copySamples } from "../fixture.mjs";
import { Editor, gesturesIn, skip, until } from "./harness.mjs";

describe("the map of proposals", { skip }, () => {
  let samples;
  let editor;
  let map;

  before(async () => {
    samples = copySamples();
    editor = await Editor.open({ folder: samples.folder, extensions: [packageFile(host)] });
    await editor.activated("beplsp.beplsp");
  });

  after(async () => {
    await editor?.close();
    samples?.remove();
  });

  const gesture = gesturesIn(() => editor, { tidy: false });

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
    await until(
      () => editor.active(),
      (now) => now?.file.endsWith("BEP-1000-job-manifests.md"),
      "the document",
    );
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
    await map.locator(".dot", { hasText: "1002" }).waitFor();
    await editor.picture("timeline");
  });

  gesture("changes as documents change", async () => {
    await tab("Board").click();
    const file = samples.file("BEP-1016-draining-a-pier.md");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("Status: Accepted", "Status: Rejected"));
    await map.locator(".card.rejected", { hasText: "Draining a Pier" }).waitFor();
  });

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

  gesture("can be read with a thousand proposals", async () => {
    await map.getByRole("searchbox").fill("");
    writeMany(samples.proposals, 1000);
    await until(
      () => map.getByRole("status").innerText(),
      (text) => Number.parseInt(text, 10) > 1000,
      "a thousand proposals",
      60_000,
    );
    await editor.picture("board-1000");
    await tab("Timeline").click();
    await map.locator(".dot", { hasText: "2999" }).waitFor();
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

/** A thousand proposals that refer to one another, begun over four years. */
function writeMany(folder, count) {
  const statuses = ["Draft", "Accepted", "Implemented", "Rejected"];
  const names = ["Ada Quill", "Mina Park", "Ravi Menon", "Ines Duarte"];
  for (let at = 0; at < count; at++) {
    const number = 2000 + at;
    const created = new Date(Date.UTC(2022, 0, 1 + Math.floor((at * 1460) / count))).toISOString().slice(0, 10);
    const others = [number - 1 - (at % 7), 2000 + Math.floor(at / 10)].filter((other) => other >= 2000 && other !== number);
    const text = [
      "---",
      `Author: ${names[at % 4]} (${names[at % 4].split(" ")[0].toLowerCase()}@harbor.example)`,
      `Status: ${statuses[(at * 7) % 11 < 5 ? 2 : (at * 7) % 4]}`,
      `Created: ${created}`,
      "---",
      "",
      `# Proposal Number ${at + 1}`,
      "",
      `See ${others.map((other) => `BEP-${other}`).join(" and ")}.`,
      "",
    ];
    fs.writeFileSync(path.join(folder, `BEP-${number}-proposal-${at + 1}.md`), text.join("\n"));
  }
}
