// How a status looks in a list: an icon and a theme colour.
import { ThemeColor, ThemeIcon } from "vscode";
import type { Proposal, Status } from "../proposals";
import { type Stage, stageOf } from "../stage";

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

export const reservedIcon = (): ThemeIcon => new ThemeIcon("bookmark", new ThemeColor("descriptionForeground"));

/** A reserved number has no document yet, and a superseded proposal is told apart whatever its status says. */
export function proposalIcon(proposal: Proposal, statuses: readonly Status[]): ThemeIcon {
  if (proposal.reserved) return reservedIcon();
  if (proposal.successor) return new ThemeIcon("arrow-circle-right", new ThemeColor("disabledForeground"));
  return statusIcon(proposal.status, statuses);
}
