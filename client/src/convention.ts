// Shows how a series writes its proposals, and leads to the place that says so.
import { l10n, QuickPickItemKind, Range, Uri, window, workspace } from "vscode";
import type { ConventionFact, Series } from "./protocol";
import type { Server } from "./server";

export async function showConvention(server: Server, series: Series): Promise<void> {
  const facts = (await server.ask("bep/convention", { series: series.folder })) ?? [];
  const itemOf = (fact: ConventionFact) => ({
    label: fact.name,
    description: fact.value || "–",
    detail: fact.uri ? `${whereOf(fact)} · ${fact.description}` : fact.description,
    fact,
  });
  const titleOf = (label: string) => ({ label, kind: QuickPickItemKind.Separator, fact: undefined });
  // What the series says itself is what somebody looks for.
  const [stated, usual] = [facts.filter(({ uri }) => uri), facts.filter(({ uri }) => !uri)];
  const items = [
    ...(stated.length > 0 ? [titleOf(l10n.t("The series says so")), ...stated.map(itemOf)] : []),
    ...(usual.length > 0 ? [titleOf(l10n.t("No file of the series says it: as usual")), ...usual.map(itemOf)] : []),
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t("The convention of {0}", series.name),
    placeHolder: l10n.t("What to look up; Enter leads to the file that says it"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen?.fact?.uri) return;
  const { uri, range } = chosen.fact;
  const selection = range && new Range(range.start.line, range.start.character, range.end.line, range.end.character);
  await window.showTextDocument(Uri.parse(uri), selection ? { selection } : {});
}

const whereOf = ({ uri = "", range }: ConventionFact): string =>
  l10n.t("{0}, line {1}", workspace.asRelativePath(Uri.parse(uri)), (range?.start.line ?? 0) + 1);
