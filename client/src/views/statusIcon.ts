// How a status looks in a list: an icon and a theme colour.
import { ThemeColor, ThemeIcon } from "vscode";
import type { ProposalList } from "../proposals";
import type { Proposal, StatusCategory } from "../protocol";

const looks: Record<StatusCategory, readonly [icon: string, color: string]> = {
  draft: ["circle-large-outline", "charts.yellow"],
  discussed: ["comment-discussion", "charts.orange"],
  accepted: ["pass", "charts.blue"],
  implemented: ["pass-filled", "charts.green"],
  rejected: ["error", "charts.red"],
  withdrawn: ["circle-slash", "disabledForeground"],
  superseded: ["arrow-circle-right", "disabledForeground"],
  other: ["question", "disabledForeground"],
};

/** Also of a status that the lifecycle does not have, as long as a proposal has it. */
export function statusIcon(status: string, list: ProposalList | undefined): ThemeIcon {
  const known = list?.statuses.find(({ name }) => name === status) ?? list?.proposals.find((proposal) => proposal.status === status);
  const [icon, color] = looks[known?.category ?? "other"];
  return new ThemeIcon(icon, new ThemeColor(color));
}

export const reservedIcon = (): ThemeIcon => new ThemeIcon("bookmark", new ThemeColor("descriptionForeground"));

/** A reserved number has no document yet, and a superseded proposal is told apart whatever its status says. */
export function proposalIcon(proposal: Proposal, list: ProposalList): ThemeIcon {
  if (proposal.reserved) return reservedIcon();
  if (proposal.successor) return new ThemeIcon("arrow-circle-right", new ThemeColor("disabledForeground"));
  return statusIcon(proposal.status, list);
}
