// How a status looks in a list: an icon and a theme colour for the words that series of proposals use.
import { ThemeColor, ThemeIcon } from "vscode";
import type { Proposal, Status } from "../proposals";

/** What a status means for a reader, whatever a series calls it. */
export type Stage = "draft" | "discussed" | "accepted" | "done" | "rejected" | "dropped" | "replaced" | "other";

const words: readonly (readonly [Stage, RegExp])[] = [
  ["replaced", /^(superseded|replaced|obsoleted?|deprecated)/i],
  ["rejected", /^(rejected|declined|refused)/i],
  ["dropped", /^(withdrawn|deferred|abandoned|stagnant|postponed|on hold|closed)/i],
  ["done", /^(implemented|final|done|completed?|released|shipped|integrated|living)/i],
  ["accepted", /^(accepted|approved|active|ready|implementable|in progress|implementing)/i],
  ["discussed", /^(proposed|review|in review|last call|discussion|under discussion|provisional|committed)/i],
  ["draft", /^(draft|idea|pre-?draft|new|prediscussion|ideation)/i],
];

/** The stage of a status; of one with an unusual name, what the series says about its place in a proposal's life. */
export function stageOf(status: string, statuses: readonly Status[]): Stage {
  const known = words.find(([, word]) => word.test(status))?.[0];
  if (known) return known;
  const at = statuses.findIndex(({ name }) => name === status);
  if (at < 0) return "other";
  return statuses[at]?.settled ? "done" : at === 0 ? "draft" : "discussed";
}

const looks: Record<Stage, readonly [icon: string, color: string]> = {
  draft: ["circle-large-outline", "charts.yellow"],
  discussed: ["comment-discussion", "charts.orange"],
  accepted: ["pass", "charts.blue"],
  done: ["pass-filled", "charts.green"],
  rejected: ["error", "charts.red"],
  dropped: ["circle-slash", "disabledForeground"],
  replaced: ["arrow-circle-right", "disabledForeground"],
  other: ["question", "disabledForeground"],
};

export function statusIcon(status: string, statuses: readonly Status[]): ThemeIcon {
  const [icon, color] = looks[stageOf(status, statuses)];
  return new ThemeIcon(icon, new ThemeColor(color));
}

/** A reserved number has no document yet, and a superseded proposal is told apart whatever its status says. */
export function proposalIcon(proposal: Proposal, statuses: readonly Status[]): ThemeIcon {
  if (proposal.reserved) return new ThemeIcon("bookmark", new ThemeColor("descriptionForeground"));
  if (proposal.successor) return new ThemeIcon("arrow-circle-right", new ThemeColor("disabledForeground"));
  return statusIcon(proposal.status, statuses);
}
