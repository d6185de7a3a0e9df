// Shows what a proposal lacks for its next status, and leads to it.
import { l10n, Range, Uri, window } from "vscode";
import type { Server } from "./server";

export async function showNextStep(server: Server, offered: { readonly uri?: string } = {}): Promise<void> {
  const uri = offered.uri ?? window.activeTextEditor?.document.uri.toString();
  const step = uri && (await server.ask("bep/nextStep", { textDocument: { uri } }));
  if (!uri || !step) throw new Error(l10n.t("Open a proposal that has a next status first."));
  if (step.missing.length === 0) {
    window.showInformationMessage(l10n.t("Nothing is missing for {0}.", step.status));
    return;
  }
  const items = step.missing.map(({ words, range }) => ({ label: words, description: l10n.t("line {0}", range.start.line + 1), range }));
  const placeHolder = l10n.t("Enter leads to the place");
  const { range } = (await window.showQuickPick(items, { title: l10n.t("Missing for {0}", step.status), placeHolder })) ?? {};
  if (!range) return;
  const selection = new Range(range.start.line, range.start.character, range.end.line, range.end.character);
  await window.showTextDocument(Uri.parse(uri), { selection });
}
