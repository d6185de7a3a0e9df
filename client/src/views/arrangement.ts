// How the Proposals view is arranged: which proposals are left by a filter, in which order they stand, and in which groups.
import type { ProposalList } from "../proposals";
import type { Proposal } from "../protocol";

export type Grouping = "status" | "author" | "version" | "none";

export type Order = "number" | "newest" | "changed" | "title";

/** What a proposal says of itself that a filter looks at. */
type Filtered = Pick<Proposal, "id" | "title" | "status" | "authors" | "targetVersion" | "implementedVersion">;

/** What a filter may ask besides. */
export interface Asked<T extends Filtered = Proposal> {
  /** True where a proposal has errors or warnings. */
  hasProblems(proposal: T): boolean;
  /** The author's name as git has it; empty where that is not known. */
  readonly me: string;
}

/**
 * True where a proposal has all words of a filter, in whatever is known of it. `author:`, `status:` and `version:` look at that alone (a name
 * of several words in quotes), `has:problems` at its findings, and `mine` at whether its reader wrote it.
 */
export function passes<T extends Filtered>(proposal: T, filter: string, { hasProblems, me }: Asked<T>): boolean {
  const { id, title, status, authors, targetVersion, implementedVersion } = proposal;
  const fields: Record<string, string> = {
    author: authors.join("\n"),
    status,
    version: [targetVersion, implementedVersion].join("\n"),
    "": [id, title, status, ...authors, targetVersion, implementedVersion].join("\n"),
  };
  return words(filter).every(({ field, text }) => {
    if (field === "has" && text === "problems") return hasProblems(proposal);
    if (field === "" && text === "mine" && me !== "") return fields.author?.toLocaleLowerCase().includes(me.toLocaleLowerCase());
    // A word with a colon that means nothing here may stand in a title.
    const known = fields[field];
    return known === undefined ? fields[""]?.toLocaleLowerCase().includes(`${field}:${text}`) : known.toLocaleLowerCase().includes(text);
  });
}

const words = (filter: string): { field: string; text: string }[] =>
  [...filter.toLocaleLowerCase().matchAll(/(?:([^\s:"]+):)?(?:"([^"]*)"?|([^\s"]+)|(?<=:))/g)].map(([, field = "", quoted, plain]) => ({
    field,
    text: quoted ?? plain ?? "",
  }));

/** The proposals by the names of their groups, in the groups' order; one with several authors is in several. */
export function grouped(proposals: readonly Proposal[], grouping: Grouping, list: ProposalList): [name: string, proposals: Proposal[]][] {
  const groups = new Map<string, Proposal[]>();
  for (const proposal of proposals)
    for (const name of namesOfGroups(proposal, grouping)) groups.set(name, [...(groups.get(name) ?? []), proposal]);
  return [...groups].sort(([one], [other]) => compareGroups(one, other, grouping, list));
}

function namesOfGroups(proposal: Proposal, grouping: Grouping): readonly string[] {
  if (grouping === "author") return proposal.authors.length > 0 ? proposal.authors : [""];
  if (grouping === "version") return [proposal.targetVersion || proposal.implementedVersion];
  return [proposal.status];
}

/** Statuses in the order of a proposal's life, versions with the newest first, authors by name; what is missing stands last. */
function compareGroups(one: string, other: string, grouping: Grouping, list: ProposalList): number {
  if (one === "" || other === "") return Number(one === "") - Number(other === "");
  if (grouping === "version") return compareNumerically(other, one);
  if (grouping === "author") return one.localeCompare(other);
  const place = (name: string) => {
    const at = list.statuses.findIndex((status) => status.name === name);
    return at < 0 ? list.statuses.length : at;
  };
  return place(one) - place(other) || one.localeCompare(other);
}

export function sorted(proposals: readonly Proposal[], order: Order): Proposal[] {
  if (order === "newest") return [...proposals].reverse();
  if (order === "changed") return [...proposals].reverse().sort((one, other) => changedAt(other) - changedAt(one) || 0);
  if (order === "title") return [...proposals].sort((one, other) => one.title.localeCompare(other.title));
  return [...proposals];
}

/** A document that is in no commit yet is being written; a number that is reserved has none. */
const changedAt = ({ changed, reserved }: Proposal): number => changed ?? (reserved ? 0 : Number.POSITIVE_INFINITY);

const compareNumerically = (one: string, other: string): number => one.localeCompare(other, undefined, { numeric: true });
