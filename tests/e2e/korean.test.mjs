// The extension's own words, and the server's, in Korean.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { host, packageFile } from "../../client/scripts/build.mjs";
import { Editor, gesturesIn, packageFolder, samplesFor, scratchFolder, skip } from "./harness.mjs";

describe("an author whose editor speaks Korean", { skip }, () => {
  let samples;
  let editor;

  const gesture = gesturesIn(
    async (atEnd) => {
      samples = samplesFor(atEnd);
      const pack = await packageFolder("korean", scratchFolder(atEnd));
      editor = await Editor.open({
        folder: samples.folder,
        extensions: [packageFile(host), pack],
        locale: "ko",
        prepare: registerLanguagePack,
        atEnd,
      });
      await editor.activated();
      return editor;
    },
    { tidy: false },
  );

  gesture("finds the commands and is asked in Korean", async () => {
    assert.equal(await editor.api((vscode) => vscode.env.language), "ko");
    await editor.palette("새 제안서");
    const box = editor.page.locator(".quick-input-widget", { hasText: "다음 번호: BEP-" });
    await box.waitFor();
    await editor.picture("korean");
    assert.match(await box.innerText(), /BEP: 새 제안서/);
    await editor.page.keyboard.press("Escape");
  });

  gesture("reads in Korean what is wrong, and how it is fixed", async () => {
    await editor.show(samples.file("BEP-1012-gpu-sharing.md"));
    await editor.problems();
    await editor.page
      .locator(".markers-panel .monaco-list-row", { hasText: "합니다." })
      .or(editor.page.locator(".markers-panel .monaco-list-row", { hasText: "습니다." }))
      .first()
      .waitFor();
    await editor.picture("korean-problems");
  });

  gesture("reads views and map in Korean", async () => {
    await editor.execute("bep.proposals.focus");
    await editor.page.locator(".sidebar .pane-header", { hasText: "제안서" }).first().waitFor();
    await editor.page.locator(".sidebar .monaco-list-row", { hasText: "예약됨" }).first().waitFor();
    await editor.show(samples.file("BEP-1002-crane-scheduler.md"));
    await editor.page.locator(".sidebar .monaco-list-row", { hasText: "참조되는 곳" }).first().waitFor();
    await editor.execute("bep.history.focus");
    const history = editor.page.locator(".sidebar .pane", { has: editor.page.locator(".pane-header", { hasText: "기록" }) });
    await history.locator(".monaco-list-row").first().waitFor();
    await editor.picture("korean-history");
    await editor.palette("제안서 지도 열기");
    const map = editor.page.frameLocator("iframe.webview.ready").first().frameLocator("iframe#active-frame");
    await map.getByRole("tab", { name: "보드" }).click();
    await map.locator(".card", { hasText: "작업 우선순위" }).waitFor();
    await editor.picture("korean-views");
    for (const [tab, name] of [
      ["타임라인", "timeline"],
      ["지도", "map"],
    ]) {
      await map.getByRole("tab", { name: tab }).click();
      assert.deepEqual(await editor.violations(), [], tab);
      await editor.picture(`korean-${name}`);
    }
    await editor.execute("workbench.action.closeActiveEditor");
  });

  gesture("reads in Korean what a proposal's head says in the preview", async () => {
    await editor.show(samples.file("BEP-1002-crane-scheduler.md"));
    await editor.execute("markdown.showPreviewToSide");
    const preview = editor.page.frameLocator("iframe.webview.ready").first().frameLocator("iframe#active-frame");
    await preview.locator(".bep-header", { hasText: "작성자" }).waitFor();
    await editor.picture("korean-preview");
    await editor.execute("workbench.action.closeActiveEditor");
  });

  gesture("is told in Korean where to begin, and what was seen of other branches", async () => {
    await editor.show(samples.file("BEP-1002-crane-scheduler.md"));
    await editor.status("브랜치 1개를 읽음");
    await editor.picture("korean-status");
    await editor.execute("bep.openWalkthrough");
    await editor.page.locator(".getting-started-step img, .gettingStartedContainer img").first().waitFor();
    await editor.execute("workbench.action.closeSidebar");
    await editor.picture("korean-walkthrough");
  });
});

/** Installing a language pack from the command line leaves out the list in which the editor looks for it. */
function registerLanguagePack({ data, extensions }) {
  const folder = path.join(
    extensions,
    fs.readdirSync(extensions).find((name) => name.startsWith("beplsp-tests.korean")),
  );
  const extensionIdentifier = { id: "beplsp-tests.korean" };
  const entry = {
    hash: "tests",
    label: "한국어",
    extensions: [{ extensionIdentifier, version: "1.0.0" }],
    translations: { vscode: path.join(folder, "main.i18n.json") },
  };
  fs.writeFileSync(path.join(data, "languagepacks.json"), JSON.stringify({ ko: entry }));
}
