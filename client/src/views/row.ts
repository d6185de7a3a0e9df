// What a command is given on: a row of a view, a file in the explorer, a tab or an editor, a card, or nothing; and what that means.
import { l10n, Uri, window } from "vscode";
import type { ProposalList, Proposals } from "../proposals";
import type { InFlight, LspRange, Part, Proposal } from "../protocol";
import type { InFlightNode, PartNode, ProposalNode } from "./proposalsView";

/** How the server, and a card of the board, name a document; each command reads what else it needs. */
export interface Offered {
  readonly uri: string;
  /** All that are selected, this one with them. */
  readonly uris?: readonly string[];
  readonly status?: string;
  readonly line?: string;
  readonly character?: string;
}

export type Target = ProposalNode | PartNode | InFlightNode | Uri | Offered;

/** Nothing from the palette; what a menu was opened on, and then all that is selected; a card says so itself. */
export type Targets = readonly (Target | readonly Target[] | null | undefined)[];

/** A proposal, or a part of one. */
export interface Meant {
  readonly list: ProposalList;
  readonly proposal: Proposal;
  readonly part?: Part | undefined;
}

/** While a view is made anew, the row on which a menu was opened is gone for a moment. */
export const rowIsGone = (): string => l10n.t("The list has just changed. Please try again.");

/**
 * What a command is to work on: all that is selected where it was given on a part of that; from the palette the active document, or what the
 * author picks. Empty if the author thinks better of it.
 */
export async function meantBy(proposals: Proposals, on: Targets): Promise<readonly Meant[]> {
  const [first, selected] = on;
  // The active document must not stand in for the row that was meant.
  if (on.length > 0 && !first) throw new Error(rowIsGone());
  if (first) {
    const several = "uris" in first ? first.uris?.map((uri) => ({ uri })) : Array.isArray(selected) ? selected : undefined;
    const targets = several && several.length > 0 ? several : [first];
    const meant = targets.flatMap((target: Target) => {
      const one = find(proposals, target);
      return one ? [one] : [];
    });
    if (meant.length === 0) throw new Error(rowIsGone());
    return meant;
  }
  const active = window.activeTextEditor?.document.uri;
  const meant = (active && find(proposals, active)) ?? (await pickProposal(proposals));
  return meant ? [meant] : [];
}

/** The one thing that a command works on that takes no more. */
export const oneMeantBy = async (proposals: Proposals, on: Targets): Promise<Meant | undefined> =>
  (await meantBy(proposals, on.slice(0, 1)))[0];

function find(proposals: Proposals, target: Target): Meant | undefined {
  if ("kind" in target)
    return target.kind === "part" ? { ...target.parent, part: target.part } : target.kind === "proposal" ? target : undefined;
  const uri = target instanceof Uri ? target.toString() : Uri.parse(target.uri).toString();
  const found = proposals.find(uri);
  return found && { ...found, part: found.proposal.parts.find((part) => part.uri === uri) };
}

async function pickProposal(proposals: Proposals): Promise<Meant | undefined> {
  const all = proposals.all.flatMap((list) =>
    list.proposals.filter(({ number, reserved }) => number !== undefined && !reserved).map((proposal) => ({ list, proposal })),
  );
  const items = all
    .map((meant) => ({ label: meant.proposal.id, description: `${meant.proposal.title} · ${meant.proposal.status}`, meant }))
    .reverse();
  const options = { title: "BEP", placeHolder: l10n.t("Which proposal?"), matchOnDescription: true, ignoreFocusOut: true };
  return (await window.showQuickPick(items, options))?.meant;
}

/** The proposal that only other branches have, where a command was given on its row: for what can be done without a document here. */
export const inFlightOf = ([target]: Targets): InFlight | undefined =>
  target && "kind" in target && target.kind === "inFlight" ? target.proposal : undefined;

export const placeOf = ({ proposal, part }: Meant): { readonly uri: string; readonly reserved?: LspRange } => part ?? proposal;
