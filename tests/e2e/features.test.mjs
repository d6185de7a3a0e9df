// Each feature in the real Visual Studio Code: what its commands, which ask all extensions, get from ours.
import { describe } from "node:test";
import { features, note, situation } from "../features.mjs";
import { Editor, gesturesIn, samplesFor, skip, until } from "./harness.mjs";

const name = "VS Code";

/** Headings are read by the Markdown extension that comes with the editor: its outline and its renaming stay as they are. */
const ofOthers = ["documentSymbols", "rename"];

describe(name, { skip }, () => {
  let editor;
  let given;
  const steps = {};

  const gesture = gesturesIn(
    async (atEnd) => {
      const samples = samplesFor(atEnd);
      given = situation(samples);
      editor = await Editor.open({ folder: samples.folder, atEnd });
      await editor.activated();
      await until(
        () => editor.findings(given.file),
        (found) => found.length > 0,
        "the findings",
      );
      await editor.show(given.file, given.reference.line, given.reference.character);
      return editor;
    },
    { tidy: false },
  );

  for (const [feature, check] of Object.entries(features))
    if (!ofOthers.includes(feature))
      gesture(feature, async () => {
        note(name, feature, await seen(feature, check));
      });

  /** What is done by hand: the command that renames puts a file's new name before the texts' edits, unlike the editor itself. */
  const gestures = {
    renumbering: async () => {
      const box = editor.page.locator(".rename-box input");
      await editor.show(given.file, given.reference.line, given.reference.character);
      await editor.insist(async (timeout) => {
        await editor.page.keyboard.press("F2");
        await box.fill("1055", { timeout });
        await editor.page.keyboard.press("Enter");
        await box.waitFor({ state: "hidden", timeout });
      });
      return await editor.untilText(given.registry, (text) => text.includes("1055"), "the row");
    },
  };

  async function seen(feature, check) {
    try {
      steps[feature] = feature in gestures ? await gestures[feature]() : await editor.api(asked[feature], given);
      check(steps, given);
      return "seen";
    } catch (error) {
      note(name, feature, "FAILED");
      throw new Error(`${feature}: ${JSON.stringify(steps[feature])?.slice(0, 2000)}`, { cause: error });
    }
  }
});

if (skip) for (const feature of Object.keys(features)) note(name, feature, ofOthers.includes(feature) ? "-" : "skipped");

/** How each feature is asked for. The functions run in the extension host: they see only what they are given. */
const asked = {
  diagnostics: (vscode, { file }) => vscode.languages.getDiagnostics(vscode.Uri.file(file)).map(({ message }) => message),
  hover: async (vscode, { file, reference: at }) => {
    const all = await vscode.commands.executeCommand(
      "vscode.executeHoverProvider",
      vscode.Uri.file(file),
      new vscode.Position(at.line, at.character),
    );
    return all.flatMap(({ contents }) => contents.map(({ value }) => value));
  },
  completion: async (vscode, { file, reference: at }) => {
    const place = new vscode.Position(at.line, at.character);
    const { items } = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", vscode.Uri.file(file), place);
    return items.map(({ label }) => label.label ?? label);
  },
  definition: async (vscode, { file, reference: at }) => {
    const place = new vscode.Position(at.line, at.character);
    const [target] = await vscode.commands.executeCommand("vscode.executeDefinitionProvider", vscode.Uri.file(file), place);
    const document = await vscode.workspace.openTextDocument(target.targetUri);
    return { file: document.fileName.split("/").at(-1), line: document.lineAt(target.targetSelectionRange.start.line).text };
  },
  references: async (vscode, { file, reference: at }) => {
    const place = new vscode.Position(at.line, at.character);
    const all = await vscode.commands.executeCommand("vscode.executeReferenceProvider", vscode.Uri.file(file), place);
    return all.map(({ uri }) => uri.fsPath.split("/").at(-1));
  },
  highlight: (vscode, { file, reference: at }) =>
    vscode.commands.executeCommand("vscode.executeDocumentHighlights", vscode.Uri.file(file), new vscode.Position(at.line, at.character)),
  workspaceSymbols: async (vscode, { query }) =>
    (await vscode.commands.executeCommand("vscode.executeWorkspaceSymbolProvider", query)).map(({ name }) => name),
  codeAction: async (vscode, { file, unregistered: at, registry }) => {
    const place = new vscode.Position(at.line, at.character);
    const all = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      vscode.Uri.file(file),
      new vscode.Range(place, place),
      vscode.CodeActionKind.QuickFix.value,
    );
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(registry));
    await vscode.workspace.applyEdit(all.find(({ title }) => /reserve|register/i.test(title)).edit);
    const lines = document.getText().split("\n");
    await document.save();
    return lines;
  },
  codeLens: async (vscode, { file }) => {
    const all = await vscode.commands.executeCommand("vscode.executeCodeLensProvider", vscode.Uri.file(file), 10);
    return all.map(({ command }) => command.title);
  },
  callHierarchy: async (vscode, { file, reference: at }) => {
    const place = new vscode.Position(at.line, at.character);
    const [item] = await vscode.commands.executeCommand("vscode.prepareCallHierarchy", vscode.Uri.file(file), place);
    const calls = await vscode.commands.executeCommand("vscode.provideIncomingCalls", item);
    return calls.map(({ from }) => from.uri.fsPath.split("/").at(-1));
  },
  typeHierarchy: async (vscode, { file, reference: at }) => {
    const place = new vscode.Position(at.line, at.character);
    const items = await vscode.commands.executeCommand("vscode.prepareTypeHierarchy", vscode.Uri.file(file), place);
    return items.map(({ name }) => name);
  },
  documentLinks: async (vscode, { file, reference: at }) => {
    const all = await vscode.commands.executeCommand("vscode.executeLinkProvider", vscode.Uri.file(file));
    return all.filter(({ range }) => range.start.line === at.line).map(({ target }) => target.fsPath.split("/").at(-1));
  },
  inlayHints: async (vscode, { file }) => {
    const all = await vscode.commands.executeCommand(
      "vscode.executeInlayHintProvider",
      vscode.Uri.file(file),
      new vscode.Range(0, 0, 99, 0),
    );
    return all.map(({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join("")));
  },
  semanticTokens: async (vscode, { file }) => {
    const { data } = await vscode.commands.executeCommand("vscode.provideDocumentSemanticTokens", vscode.Uri.file(file));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    const words = [];
    for (let at = 0, line = 0, character = 0; at < data.length; at += 5) {
      character = data[at] === 0 ? character + data[at + 1] : data[at + 1];
      line += data[at];
      words.push(document.getText(new vscode.Range(line, character, line, character + data[at + 2])));
    }
    return words;
  },
  folding: async (vscode, { registry }) => {
    const uri = vscode.Uri.file(registry);
    const document = await vscode.workspace.openTextDocument(uri);
    const all = await vscode.commands.executeCommand("vscode.executeFoldingRangeProvider", uri);
    return all.map(({ start }) => document.lineAt(start).text);
  },
  selection: async (vscode, { file, reference: at }) => {
    const uri = vscode.Uri.file(file);
    const document = await vscode.workspace.openTextDocument(uri);
    const place = new vscode.Position(at.line, at.character);
    const [first] = await vscode.commands.executeCommand("vscode.executeSelectionRangeProvider", uri, [place]);
    const words = [];
    for (let one = first; one; one = one.parent) words.push(document.getText(one.range));
    return words;
  },
};
