// A row of the Proposals view that stands for a file, or for a number that is reserved for one: what it leads to.
import type { LspRange, Proposal } from "../protocol";
import type { PartNode, ProposalNode } from "./proposalsView";

export type Row = ProposalNode | PartNode;

export const proposalOf = (row: Row): Proposal => (row.kind === "part" ? row.parent.proposal : row.proposal);

export const targetOf = (row: Row): { readonly uri: string; readonly reserved?: LspRange } =>
  row.kind === "part" ? row.part : row.proposal;

/** A title as the text of a link: brackets would end it or begin another one, and a backslash at its end would take its bracket's meaning. */
const linkText = (title: string) => title.replace(/(?<!\\)[[\]]/g, "\\$&").replace(/(?<!\\)(?:\\\\)*\\$/, "$&\\");

/** A link as another proposal of the series would have it. */
export function linkTo(row: Row): string {
  const proposal = proposalOf(row);
  const text = row.kind === "part" ? row.part.title : proposal.number ? proposal.id : proposal.title;
  return `[${linkText(text)}](${targetOf(row).uri.slice(proposal.uri.lastIndexOf("/") + 1)})`;
}
