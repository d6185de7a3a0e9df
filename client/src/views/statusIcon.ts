// How a status looks in a list: an icon and a theme colour.
import { ThemeColor, ThemeIcon } from "vscode";
import { categoryOf, categoryOfStatus } from "../categories";
import type { ProposalList } from "../proposals";
import type { InFlight, Proposal, StatusCategory } from "../protocol";

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

export const statusIcon = (status: string, list: ProposalList | undefined): ThemeIcon => iconOf(categoryOfStatus(status, list));

export const reservedIcon = (): ThemeIcon => new ThemeIcon("bookmark", new ThemeColor("descriptionForeground"));

/** What is only on other branches: its status, or that its number is reserved there. */
export const inFlightIcon = ({ uri, category }: InFlight): ThemeIcon => (uri === undefined ? reservedIcon() : iconOf(category));

/** A reserved number has no document yet. */
export const proposalIcon = (proposal: Proposal): ThemeIcon => (proposal.reserved ? reservedIcon() : iconOf(categoryOf(proposal)));

function iconOf(category: StatusCategory): ThemeIcon {
  const [icon, color] = looks[category];
  return new ThemeIcon(icon, new ThemeColor(color));
}
