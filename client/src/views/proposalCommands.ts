// What an author does with one proposal: from a row of a view, from a lens above its text, or with its document open.
import { commands, type Disposable, type Location, l10n, Position, Uri, window } from "vscode";
import { pickOrType } from "../pick";
import type { Proposals } from "../proposals";
import type { Proposal } from "../protocol";
import type { Server } from "../server";
import { showingErrors } from "../showingErrors";
import type { ProposalNode } from "./proposalsView";

/** How the server names what it offers; each command reads what it needs. */
interface Offered {
  readonly uri: string;
  readonly status?: string;
  readonly number?: string;
  readonly line?: string;
  readonly character?: string;
}

/** What a command was given on: nothing from the palette, a row or an offer otherwise. */
type Targets = readonly (ProposalNode | Offered | null | undefined)[];

export function registerProposalCommands(server: Server, proposals: Proposals): Disposable[] {
  const register = commands.registerCommand;
  return [
    register("bep.createDocument", (...on: Targets) => showingErrors(createDocument(server, on))),
    register("bep.renumber", (...on: Targets) => showingErrors(renumber(server, proposals, on))),
    register("bep.changeStatus", (...on: Targets) => showingErrors(changeStatus(server, proposals, on))),
    register("bep.createSubDocument", (...on: Targets) => showingErrors(createSubDocument(server, proposals, on))),
    register("bep.showReferences", ({ uri, line, character }: Offered) =>
      showReferences(uri, new Position(Number(line), Number(character))),
    ),
  ];
}

/** While a view is made anew, the row on which a menu was opened is gone for a moment. */
export const rowIsGone = (): string => l10n.t("The list has just changed. Please try again.");

/** The proposal in a row, in the named document, in the active one, or the one that the author picks; undefined if the author thinks better of it. */
async function proposalOf(proposals: Proposals, on: Targets): Promise<Proposal | undefined> {
  const [target] = on;
  // The active document must not stand in for the row that was meant.
  if (on.length > 0 && !target) throw new Error(rowIsGone());
  if (target && "proposal" in target) return target.proposal;
  const uri = target?.uri ?? window.activeTextEditor?.document.uri.toString();
  const found = uri === undefined ? undefined : proposals.find(Uri.parse(uri).toString());
  if (target && !found) throw new Error(rowIsGone());
  return found ? found.proposal : await pickProposal(proposals);
}

async function pickProposal(proposals: Proposals): Promise<Proposal | undefined> {
  const all = proposals.all.flatMap((list) => list.proposals).filter(({ number, reserved }) => number !== undefined && !reserved);
  const items = all.map((proposal) => ({ label: proposal.id, description: `${proposal.title} · ${proposal.status}`, proposal })).reverse();
  const options = { title: "BEP", placeHolder: l10n.t("Which proposal?"), matchOnDescription: true, ignoreFocusOut: true };
  return (await window.showQuickPick(items, options))?.proposal;
}

async function createDocument(server: Server, [row]: Targets): Promise<void> {
  if (!row || !("proposal" in row)) throw new Error(rowIsGone());
  await server.execute("bep.server.createDocument", { series: row.list.series.folder, number: row.proposal.id });
}

async function renumber(server: Server, proposals: Proposals, on: Targets): Promise<void> {
  const proposal = await proposalOf(proposals, on);
  if (!proposal) return;
  const next = proposals.find(proposal.uri)?.list.series.next;
  const number = await window.showInputBox({
    title: l10n.t("Renumber {0}", proposal.id),
    prompt: l10n.t("The new number. The file, its folder, its row and everything that refers to it change with it."),
    value: next ?? "",
    ignoreFocusOut: true,
  });
  if (number) await server.execute("bep.server.renumber", { uri: proposal.uri, number });
}

async function changeStatus(server: Server, proposals: Proposals, on: Targets): Promise<void> {
  const proposal = await proposalOf(proposals, on);
  if (!proposal) return;
  const steps = (await server.ask("bep/steps", { textDocument: { uri: proposal.uri } })) ?? [];
  if (steps.length === 0) throw new Error(l10n.t("The series knows no status that could follow {0}.", proposal.status || proposal.id));
  const title = l10n.t("Change Status of {0}", proposal.id);
  const [target] = on;
  const named = target && "status" in target ? steps.find(({ status }) => status === target.status) : undefined;
  const step =
    named ??
    (
      await window.showQuickPick(
        steps.map((one) => ({ label: one.status, step: one })),
        { title, placeHolder: l10n.t("Now {0}; what comes next?", proposal.status), ignoreFocusOut: true },
      )
    )?.step;
  if (!step) return;
  const known = {
    version: (step.versions ?? []).map((label) => ({ label })),
    successor: othersThan(proposal, proposals),
    reason: [],
  };
  const details: Record<string, string> = {};
  for (const need of ["version", "successor", "reason"] as const) {
    const name = step[need];
    if (name === undefined) continue;
    const answer = await pickOrType({ title, prompt: l10n.t("{0}, as {1} asks for it", name, step.status), known: known[need] });
    if (answer === undefined) return;
    if (answer !== "") details[need] = answer;
  }
  await server.execute("bep.server.changeStatus", { uri: proposal.uri, status: step.status, ...details });
}

/** The other proposals of a series, the newest first. */
const othersThan = (proposal: Proposal, proposals: Proposals): { label: string; description: string }[] =>
  (proposals.find(proposal.uri)?.list.proposals ?? [])
    .filter(({ id, number }) => number !== undefined && id !== proposal.id)
    .map(({ id, title }) => ({ label: id, description: title }))
    .reverse();

async function createSubDocument(server: Server, proposals: Proposals, on: Targets): Promise<void> {
  const proposal = await proposalOf(proposals, on);
  if (!proposal) return;
  const title = await window.showInputBox({
    title: l10n.t("New Sub-Document of {0}", proposal.id),
    prompt: l10n.t("Its title. It is put into the folder of the proposal, which links it."),
    ignoreFocusOut: true,
  });
  if (title?.trim()) await server.execute("bep.server.createSubDocument", { uri: proposal.uri, title: title.trim() });
}

async function showReferences(uri: string, position: Position): Promise<void> {
  const document = Uri.parse(uri);
  const places = await commands.executeCommand<Location[]>("vscode.executeReferenceProvider", document, position);
  await commands.executeCommand("editor.action.showReferences", document, position, places);
}
