// What proposals and statuses are shown as. The server says what a status means; a proposal that another one has replaced is told apart.
import type { ProposalList } from "./proposals";
import type { Proposal, StatusCategory } from "./protocol";

/** A proposal with a successor is superseded, whatever its status says. */
export const categoryOf = ({ successor, category }: Proposal): StatusCategory => (successor ? "superseded" : category);

/** Also of a status that the lifecycle does not have, as long as a proposal has it. */
export function categoryOfStatus(status: string, list: ProposalList | undefined): StatusCategory {
  const known = list?.statuses.find(({ name }) => name === status) ?? list?.proposals.find((proposal) => proposal.status === status);
  return known?.category ?? "other";
}
