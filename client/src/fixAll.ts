// Fixes all findings of one kind at once: what needs a choice is asked once, and all files change together.
import { l10n, window } from "vscode";
import { chooseSeries } from "./commands";
import { placeIn } from "./meantSeries";
import { spelled } from "./proposals";
import type { WayToFix } from "./protocol";
import type { Server } from "./server";

/** What the server names where it offers this: the rule, and the document that the cursor is in. */
interface Offered {
  readonly rule?: string;
  readonly uri?: string;
}

export async function fixAll(server: Server, offered: Offered = {}): Promise<void> {
  const series = await chooseSeries(server, placeIn(offered) ?? window.activeTextEditor?.document.uri.toString());
  if (!series) return;
  const document = offered.uri ?? window.activeTextEditor?.document.uri.toString();
  const asked = { series: series.folder, ...(document ? { document } : {}) };
  const ways = (await server.ask("bep/waysToFix", asked)) ?? [];
  const meant = ways.filter(({ rule }) => !offered.rule || rule === offered.rule);
  if (meant.length === 0) throw new Error(l10n.t("Nothing was found that can be fixed many at a time."));

  const rule = offered.rule ?? (await pickRule(meant));
  const choice =
    rule &&
    (await pickWay(
      rule,
      meant.filter((way) => way.rule === rule),
    ));
  if (!choice) return;
  const { way, isHere } = choice;
  await server.execute("bep.server.fixAll", {
    series: series.folder,
    ...(isHere && document ? { uri: spelled(document) } : {}),
    rule,
    way: way.way,
  });
}

async function pickRule(ways: readonly WayToFix[]): Promise<string | undefined> {
  const items = [...new Set(ways.map(({ rule }) => rule))].map((rule) => {
    const [first] = ways.filter((way) => way.rule === rule);
    return { label: rule, description: String(first?.inSeries ?? 0), detail: first?.summary ?? "" };
  });
  const options = { title: l10n.t("Fix All of One Kind"), placeHolder: l10n.t("What is to be fixed?"), matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.label;
}

/** In which way, and in the document alone or in the whole series: one question. */
async function pickWay(rule: string, ways: readonly WayToFix[]): Promise<{ way: WayToFix; isHere: boolean } | undefined> {
  const items = ways.flatMap((way) => [
    ...(way.inDocument > 0 && way.inDocument < way.inSeries ? [itemOf(way, true)] : []),
    itemOf(way, false),
  ]);
  return await window.showQuickPick(items, { title: l10n.t("Fix All `{0}`", rule), placeHolder: l10n.t("How, and where?") });
}

const itemOf = (way: WayToFix, isHere: boolean) => {
  const count = isHere ? way.inDocument : way.inSeries;
  const more = count > 1 ? l10n.t("and {0} more alike", count - 1) : "";
  return {
    label: way.title,
    description: [isHere ? l10n.t("in this file") : l10n.t("in the series"), more].filter(Boolean).join(", "),
    way,
    isHere,
  };
};
