// A link to a proposal, as another one has it.
import type { Meant } from "./row";

/** A title as the text of a link: brackets would end it or begin another one, and a backslash at its end would take its bracket's meaning. */
const linkText = (title: string) => title.replace(/(?<!\\)[[\]]/g, "\\$&").replace(/(?<!\\)(?:\\\\)*\\$/, "$&\\");

/** A link as another proposal of the series would have it. */
export function linkTo({ proposal, part }: Pick<Meant, "proposal" | "part">): string {
  const text = part ? part.title : proposal.number && proposal.title ? `${proposal.id}: ${proposal.title}` : proposal.title || proposal.id;
  return `[${linkText(text)}](${(part ?? proposal).uri.slice(proposal.uri.lastIndexOf("/") + 1)})`;
}
