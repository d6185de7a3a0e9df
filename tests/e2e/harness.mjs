// Drives the real Visual Studio Code (its browser build, in Chromium) the way an author does: keys, menus, what is on the screen.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { host, packageFile } from "../../client/scripts/build.mjs";
import { missingCodeServer, startCodeServer } from "../../client/scripts/codeServer.mjs";
import { modernNode, root, which, withNode } from "../../client/scripts/tools.mjs";
import { copySamples } from "../fixture.mjs";

/** The browser that the tests use, if there is one. */
const browserProgram = process.env.CHROMIUM ?? which("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

/** Why these tests cannot run here, or false if they can. */
export const skip = browserProgram ? missingCodeServer : "no Chromium (Debian package `chromium`)";

/** What would be in the way of a test, or make a picture depend on the moment it is taken. */
const calm = {
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.tips.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "git.autofetch": false,
  "remote.autoForwardPorts": false,
  "editor.cursorBlinking": "solid",
  "editor.minimap.enabled": false,
  "editor.accessibilitySupport": "off",
  "files.autoSave": "off",
  "files.simpleDialog.enable": true,
};

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const pictures = path.join(root, "tests", "e2e", "screenshots");

/** How long anything is waited for. A window on a busy machine can take its time, and waiting costs nothing where it does not. */
const patience = 90_000;

/** Waits until `look` returns something that `suits`, looking again every 50 ms; fails with what was seen last. */
export async function until(look, suits = Boolean, what = "what was waited for", limit = patience) {
  for (const end = Date.now() + limit; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const seen = await look();
    if (suits(seen)) return seen;
    if (Date.now() > end) throw new Error(`${what} did not come; seen last: ${JSON.stringify(seen)?.slice(0, 2000)}`);
  }
}

export class Editor {
  /** Starts the editor on a folder or a workspace's file, with the package for this system unless others are named; `atEnd` is told how to end it. */
  static async open({
    folder,
    atEnd,
    extensions = [packageFile(host)],
    settings = {},
    locale,
    prepare,
    trusted = true,
    env = {},
    height = 800,
  }) {
    const state = fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-e2e-"));
    const file = path.join(state, "bridge.port");
    const secret = randomBytes(16).toString("hex");
    const server = await startCodeServer({
      folder: state,
      extensions: [...extensions, await packageFolder("bridge", state)],
      settings: { ...calm, ...settings },
      locale,
      args: trusted ? ["--disable-workspace-trust"] : [],
      env: { BRIDGE_FILE: file, BRIDGE_SECRET: secret, ...env },
    });
    const editor = new Editor({ server, state, secret, bridgeFile: file });
    atEnd(() => editor.close());
    await prepare?.(server);
    await editor.launch(height);
    await editor.enter(folder);
    return editor;
  }

  constructor(parts) {
    this.parts = parts;
  }

  async launch(height) {
    this.parts.browser = await chromium.launch({
      executablePath: browserProgram,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
      ],
    });
    this.page = await this.parts.browser.newPage({
      viewport: { width: 1280, height },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    this.page.setDefaultTimeout(patience);
  }

  /** Opens a folder or a workspace's file in the window, or none, and finds the bridge. */
  async enter(folder) {
    const { bridgeFile } = this.parts;
    fs.rmSync(bridgeFile, { force: true });
    const address = new URL(this.parts.server.address);
    if (folder) address.searchParams.set(folder.endsWith(".code-workspace") ? "workspace" : "folder", folder);
    else address.searchParams.set("ew", "true");
    await this.page.goto(address.href);
    await this.page.locator(".monaco-workbench .statusbar").waitFor();
    await until(() => fs.existsSync(bridgeFile), Boolean, "the extension host");
    this.parts.bridge = `http://127.0.0.1:${fs.readFileSync(bridgeFile, "utf8")}/`;
  }

  /** Opens the window again, as after a restart of the editor. */
  async reload() {
    const { bridgeFile } = this.parts;
    fs.rmSync(bridgeFile);
    await this.palette("Developer: Reload Window");
    await until(() => fs.existsSync(bridgeFile), Boolean, "the extension host");
    await this.page.locator(".monaco-workbench .statusbar").waitFor();
    this.parts.bridge = `http://127.0.0.1:${fs.readFileSync(bridgeFile, "utf8")}/`;
  }

  async close() {
    await this.parts.browser?.close();
    await this.parts.server.end();
    fs.rmSync(this.parts.state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Calls a function with Visual Studio Code's API in the extension host; arguments and result are JSON. */
  async api(action, ...args) {
    const response = await fetch(this.parts.bridge, {
      method: "POST",
      // A connection that is kept may be closed by the other side while a test waits for something else.
      headers: { authorization: this.parts.secret, connection: "close" },
      body: JSON.stringify({ source: action.toString(), args }),
      signal: AbortSignal.timeout(patience),
    });
    const { value, error } = await response.json();
    if (error) throw new Error(error);
    return value;
  }

  execute(command, ...args) {
    return this.api((vscode, name, all) => vscode.commands.executeCommand(name, ...all).then((value) => value ?? null), command, args);
  }

  /** Waits until our extension has become active; its exports are not needed. */
  activated() {
    return this.api((vscode) =>
      vscode.extensions
        .getExtension("beplsp.beplsp")
        .activate()
        .then(() => true),
    );
  }

  /** Opens a document with the cursor at a place (from 0). */
  async show(file, line = 0, character = 0) {
    await this.api(
      async (vscode, name, at) => {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.file(name));
        const selection = new vscode.Range(...at, ...at);
        await vscode.window.showTextDocument(document, { preview: false, selection });
      },
      file,
      [line, character],
    );
    await this.page.locator(".tab.active", { hasText: path.basename(file) }).waitFor();
    await this.page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
  }

  /** Where the author is: the active document's path, its text, and the selection. */
  active() {
    return this.api((vscode) => {
      const editor = vscode.window.activeTextEditor;
      if (!editor) return null;
      const { start, end } = editor.selection;
      const { document } = editor;
      return {
        file: document.uri.fsPath,
        text: document.getText(),
        line: start.line,
        character: start.character,
        selected: document.getText(editor.selection),
        endLine: end.line,
      };
    });
  }

  /** Waits until a file is the active document, and returns where the author is in it. */
  untilActive(file) {
    return until(
      () => this.active(),
      (now) => now?.file === file,
      `${path.basename(file)} as the active document`,
    );
  }

  textOf(file) {
    return this.api(async (vscode, name) => (await vscode.workspace.openTextDocument(vscode.Uri.file(name))).getText(), file);
  }

  /** Our findings for a document, or for all of them: path, rule, severity (0 is error), range and message. */
  findings(file) {
    return this.api((vscode, name) => {
      const all = name
        ? [[vscode.Uri.file(name), vscode.languages.getDiagnostics(vscode.Uri.file(name))]]
        : vscode.languages.getDiagnostics();
      return all.flatMap(([uri, diagnostics]) =>
        diagnostics.map(({ range: { start, end }, severity, code, message, source }) => ({
          file: uri.fsPath,
          rule: code?.value ?? code,
          severity,
          line: start.line,
          character: start.character,
          endLine: end.line,
          endCharacter: end.character,
          message,
          source,
        })),
      );
    }, file ?? null);
  }

  /** Waits until a document's text is as expected, and returns it. */
  untilText(file, suits, what) {
    return until(() => this.textOf(file), suits, what);
  }

  /** Waits until a document has a finding of a rule, and returns the finding. */
  async untilFound(file, rule) {
    const isOfRule = (one) => one.rule === rule;
    const found = await until(
      () => this.findings(file),
      (all) => all.some(isOfRule),
      `${rule} in ${path.basename(file)}`,
    );
    return found.find(isOfRule);
  }

  /** Our findings for all documents as `bep check` counts them: without those in a document that repeat one in the registry for whoever is there. */
  async countedFindings() {
    const all = (await this.findings()).filter(({ source }) => source === "bep");
    const registered = all.filter(({ file }) => path.basename(file) === "README.md");
    return all.filter(
      (one) => registered.includes(one) || !registered.some(({ rule, message }) => rule === one.rule && message === one.message),
    );
  }

  async picture(name) {
    fs.mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }

  /** Saves and closes everything, so that one test leaves nothing to the next. */
  async tidy() {
    await this.page.keyboard.press("Escape");
    await this.execute("workbench.action.files.saveAll");
    await this.execute("workbench.action.closeAllEditors");
    await this.execute("workbench.action.closePanel");
    await this.execute("notifications.clearAll");
  }

  /**
   * Runs a command through the palette. The palette now and then closes again when another part of the window
   * takes the focus late, so that the whole gesture is repeated until the command has been chosen.
   */
  async palette(title) {
    const widget = this.page.locator(".quick-input-widget");
    const row = widget.locator(".monaco-list-row", { hasText: title }).first();
    await this.insist(async (timeout) => {
      await this.page.keyboard.press("F1");
      await widget.locator("input.input").first().fill(`>${title}`, { timeout });
      await row.click({ timeout });
    });
  }

  /** Chooses from the context menu of a row. A menu takes no click in its first tenth of a second: it is clicked until it is gone. */
  async menu(row, title, picture) {
    const item = this.page.locator(".context-view .monaco-menu .action-label", { hasText: title }).first();
    await this.insist(async (timeout) => {
      await row.click({ button: "right", timeout });
      await item.waitFor({ timeout });
      if (picture) await this.picture(picture);
      await until(
        async () => {
          await item.click({ timeout: 1000 }).catch(() => undefined);
          return await item.isVisible();
        },
        (isOpen) => !isOpen,
        "the end of the menu",
        timeout,
      );
    });
  }

  /** Gives the dialogue for a file's name a path. It writes its own suggestion late, which then stands beside what was typed. */
  async saveAs(file) {
    const input = this.page.locator(".quick-input-widget input.input").first();
    await input.waitFor();
    // The dialog proposes a path of its own as soon as it has read the folder, and would write it over ours.
    await until(
      () => input.inputValue(),
      (value) => path.isAbsolute(value) && path.extname(value) === path.extname(file),
      "the proposed path",
    );
    await until(
      async () => {
        await input.fill(file);
        return [await input.inputValue(), await this.page.locator(".quick-input-widget .monaco-list-row").count()];
      },
      ([value, rows]) => value === file && rows > 0,
      "the typed path",
    );
    await this.page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** Types into the input box that asks, and confirms. */
  async answer(text) {
    const input = this.page.locator(".quick-input-widget input.input").first();
    await input.waitFor();
    await input.fill(text);
    await until(
      () => input.inputValue(),
      (value) => value === text,
      "the typed text",
    );
    await this.page.keyboard.press("Enter");
    // Another question may follow in the same place.
    await until(async () => !(await input.isVisible()) || (await input.inputValue()) !== text, Boolean, "the end of the question");
  }

  /** Shows the Problems panel. */
  async problems() {
    await this.execute("workbench.panel.markers.view.focus");
    await this.page.locator(".markers-panel .monaco-list-row").first().waitFor();
  }

  /** Waits for the row of a file in the Problems panel, which has only those rows that there is room for. */
  async problemsOf(name) {
    await this.problems();
    const filter = this.page.locator(".markers-panel-container input, .viewpane-filter input").first();
    await filter.fill(name);
    await this.page.locator(".markers-panel .monaco-list-row", { hasText: name }).first().waitFor();
    await filter.fill("");
  }

  /** Shows the hover card at the cursor and returns its text once it contains what is expected. */
  async hover(expected) {
    const card = this.page.locator(".monaco-hover:not(.hidden)", { hasText: expected }).first();
    // It goes when anything around it changes: it is read while it is there.
    return await this.insist(async (timeout) => {
      await this.execute("editor.action.showHover");
      return await card.innerText({ timeout });
    });
  }

  /** Opens the menu of quick fixes at the cursor and returns their titles. */
  async quickFixes() {
    const rows = this.page.locator(".action-widget:not(.action-list-submenu-panel) .monaco-list-row.action");
    await this.insist(async (timeout) => {
      await this.page.keyboard.press("Control+.");
      await rows.first().waitFor({ timeout });
    });
    return rows.evaluateAll((all) => all.map((row) => row.textContent));
  }

  async chooseQuickFix(title) {
    await this.page.locator(".action-widget:not(.action-list-submenu-panel) .monaco-list-row.action", { hasText: title }).first().click();
  }

  /** The rows of the completion list that is open. */
  async suggestions() {
    const rows = this.page.locator(".suggest-widget.visible .monaco-list-row");
    await rows.first().waitFor();
    return rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label")));
  }

  /** What the language status says of the active document, once it says what is expected. */
  async status(expected) {
    const item = this.page.locator('.statusbar-item [aria-label*="Editor Language Status"]').first();
    const entries = this.page.locator(".hover-language-status");
    return await this.insist(async (timeout) => {
      await this.page.mouse.move(400, 300);
      await item.hover({ timeout });
      await entries.filter({ hasText: expected }).first().waitFor({ timeout });
      return await entries.allInnerTexts();
    });
  }

  squiggles(severity) {
    return this.page.locator(`.editor-group-container.active .squiggly-${severity}`);
  }

  theme(name) {
    return this.api(
      (vscode, value) => vscode.workspace.getConfiguration().update("workbench.colorTheme", value, vscode.ConfigurationTarget.Global),
      name,
    );
  }

  /** What axe-core finds in the first webview as it is now; in Visual Studio Code's own, only in these parts of it. */
  async violations(...parts) {
    const look = async (within) => {
      // A page without a background shows the editor's, which axe-core cannot see.
      document.documentElement.style.background = "var(--vscode-editor-background)";
      const { violations } = await globalThis.axe.run(within.length > 0 ? within : document, { resultTypes: ["violations"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ""}`).join("; ")}`);
    };
    // A preview is made anew when what it shows changes, and takes its page with it.
    return await this.insist(async () => {
      const frame = await (await this.page.locator("iframe.webview.ready").first().elementHandle()).contentFrame();
      const inner = frame.childFrames()[0];
      await inner.evaluate(axe);
      return await inner.evaluate(look, parts);
    });
  }

  notification(text) {
    return this.page.locator(".notification-toast", { hasText: text }).first();
  }

  /** A gesture can be lost when the window is busy with itself: tries again, closing what stands open, and waits longer each time. */
  async insist(gesture) {
    for (let timeout = 3000; ; timeout *= 2) {
      try {
        return await gesture(timeout);
      } catch (error) {
        if (timeout > patience / 2) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
  }
}

/**
 * Makes tests of gestures in one editor: `open` prepares and returns it before the first of them, and what it tells `atEnd` is done after the last,
 * in reverse. What a gesture looked like is kept where it fails, and it leaves nothing to the next one unless it may.
 */
export function gesturesIn(open, { tidy = true } = {}) {
  const ends = [];
  let editor;
  before(async () => {
    editor = await open((end) => ends.unshift(end));
  });
  after(async () => {
    for (const end of ends) await end();
  });
  return (name, action, options = {}) =>
    test(name, options, async (t) => {
      try {
        await action(t);
      } catch (error) {
        await editor.picture(`failed-${name.replace(/\W+/g, "-")}`);
        const said = await editor.page.locator(".notification-toast, .monaco-dialog-box").allInnerTexts();
        if (said.length > 0) error.message += `\nThe editor says: ${said.join("\n")}`;
        throw error;
      } finally {
        if (tidy) await editor.tidy();
      }
    });
}

/** A folder for one suite. Its real path: what the editor shows is compared with it. */
export function scratchFolder(atEnd) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-scratch-")));
  atEnd(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the samples for one suite. */
export function samplesFor(atEnd) {
  const samples = copySamples();
  atEnd(samples.remove);
  return samples;
}

/** Packages an extension that only tests use. */
export async function packageFolder(name, into) {
  const node = modernNode();
  const file = path.join(into, `${name}.vsix`);
  const vsce = path.join(root, "node_modules", "@vscode", "vsce", "vsce");
  const flags = ["--no-dependencies", "--allow-missing-repository", "--skip-license", "--allow-star-activation"];
  await promisify(execFile)(node, [vsce, "package", ...flags, "-o", file], {
    cwd: path.join(root, "tests", "e2e", name),
    env: withNode(node),
  });
  return file;
}
