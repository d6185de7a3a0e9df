// What an author does with one proposal: from a row of a view, from a lens above its text, or with its document open.
import { commands, type Disposable, Location, l10n, Position, Range, Uri, window } from "vscode";
import type { FillIn } from "../fillIn";
import { pickOrType } from "../pick";
import type { Proposals } from "../proposals";
import type { Proposal, Step } from "../protocol";
import type { Server } from "../server";
import { showingErrors } from "../showingErrors";
import { meantBy, type Offered, oneMeantBy, rowIsGone, type Targets } from "./row";

export function registerProposalCommands(server: Server, proposals: Proposals, fillIn: FillIn): Disposable[] {
  const register = commands.registerCommand;
  return [
    register("bep.createDocument", (...on: Targets) => showingErrors(createDocument(server, proposals, on, fillIn))),
    register("bep.renumber", (...on: Targets) => showingErrors(renumber(server, proposals, on))),
    register("bep.changeStatus", (...on: Targets) => showingErrors(changeStatus(server, proposals, on))),
    register("bep.createSubDocument", (...on: Targets) => showingErrors(createSubDocument(server, proposals, on))),
    register("bep.showReferences", (offered: Offered) => showingErrors(showReferences(server, offered))),
  ];
}

async function createDocument(server: Server, proposals: Proposals, on: Targets, fillIn: FillIn): Promise<void> {
  const meant = on[0] && (await oneMeantBy(proposals, on));
  if (!meant) throw new Error(rowIsGone());
  fillIn.begin(await server.make("bep.server.createDocument", { series: meant.list.series.folder, number: meant.proposal.id }));
}

async function renumber(server: Server, proposals: Proposals, on: Targets): Promise<void> {
  const meant = await oneMeantBy(proposals, on);
  if (!meant) return;
  const { proposal, list } = meant;
  const number = await window.showInputBox({
    title: l10n.t("Renumber {0}", proposal.id),
    prompt: l10n.t("The new number. The file, its folder, its row and everything that refers to it change with it."),
    value: list.series.next,
    ignoreFocusOut: true,
    validateInput: (text) => refuseNumber(text, proposal, list.proposals, list.series.next),
  });
  if (number) await server.execute("bep.server.renumber", { uri: proposal.uri, number });
}

/** Why a number cannot be given to a proposal, while it is typed; what else there is to say says the server. */
function refuseNumber(text: string, own: Proposal, all: readonly Proposal[], next: string): string | undefined {
  const digits = /^\D*(\d+)$/.exec(text.trim())?.[1];
  if (digits === undefined) return l10n.t("`{0}` is not a number; for example: {1}.", text.trim(), next);
  const taken = all.find(({ number }) => number !== undefined && Number(number) === Number(digits));
  if (!taken) return undefined;
  return taken.number === own.number ? l10n.t("{0} has this number already.", own.id) : l10n.t("{0} is taken: {1}", taken.id, taken.title);
}

async function changeStatus(server: Server, proposals: Proposals, on: Targets): Promise<void> {
  const meant = (await meantBy(proposals, on)).filter(({ proposal }) => !proposal.reserved);
  const all = [...new Map(meant.map(({ proposal }) => [proposal.uri, proposal])).values()];
  const [first] = all;
  if (!first) return;
  const steps = await Promise.all(all.map(async ({ uri }) => (await server.ask("bep/steps", { textDocument: { uri } })) ?? []));
  const title = all.length === 1 ? l10n.t("Change Status of {0}", first.id) : l10n.t("Change Status of {0} Proposals", all.length);
  const [target] = on;
  const named = target && "status" in target ? target.status : undefined;
  const status = named ?? (await pickStatus(all, steps, title));
  if (status === undefined) return;
  const chosen = all.map((proposal, at) => stepTo(status, proposal, steps[at] ?? []));
  const versions = chosen.find((step) => step.versions)?.versions ?? [];
  const known = { version: versions.map((label) => ({ label })), successor: othersThan(all, proposals), reason: [] };
  const details: Record<string, string> = {};
  for (const need of ["version", "successor", "reason"] as const) {
    const name = chosen.find((step) => step[need] !== undefined)?.[need];
    if (name === undefined) continue;
    const answer = await pickOrType({ title, prompt: l10n.t("{0}, as {1} asks for it", name, status), known: known[need] });
    if (answer === undefined) return;
    if (answer !== "") details[need] = answer;
  }
  await server.execute("bep.server.changeStatus", { uris: all.map(({ uri }) => uri), status, ...details });
}

/** Asks for a status that all of them may get next. */
async function pickStatus(all: readonly Proposal[], steps: readonly (readonly Step[])[], title: string): Promise<string | undefined> {
  const common = (steps[0] ?? [])
    .map(({ status }) => status)
    .filter((status) => steps.every((some) => some.some((step) => step.status === status)));
  const now = [...new Set(all.map(({ id, status }) => status || id))].join(", ");
  if (common.length === 0) throw new Error(l10n.t("The series knows no status that could follow {0}.", now));
  return await window.showQuickPick(common, { title, placeHolder: l10n.t("Now {0}; what comes next?", now), ignoreFocusOut: true });
}

/** The step of a proposal to a status; an error that the author can read says why there is none. */
function stepTo(status: string, proposal: Proposal, steps: readonly Step[]): Step {
  const step = steps.find((one) => one.status === status);
  if (step) return step;
  const next = steps.map((one) => one.status).join(", ");
  const now = proposal.status || l10n.t("No status");
  throw new Error(
    proposal.status === status
      ? l10n.t("{0} is {1} already.", proposal.id, status)
      : next === ""
        ? l10n.t("{0} is {1}, and nothing comes after that.", proposal.id, now)
        : l10n.t("{0} is {1} and cannot become {2}; what may come next is {3}.", proposal.id, now, status, next),
  );
}

/** The other proposals of a series, the newest first. */
const othersThan = (own: readonly Proposal[], proposals: Proposals): { label: string; description: string }[] =>
  (proposals.find(own[0]?.uri ?? "")?.list.proposals ?? [])
    .filter(({ id, number }) => number !== undefined && own.every((one) => one.id !== id))
    .map(({ id, title }) => ({ label: id, description: title }))
    .reverse();

async function createSubDocument(server: Server, proposals: Proposals, on: Targets): Promise<void> {
  const meant = await oneMeantBy(proposals, on);
  if (!meant) return;
  const { proposal } = meant;
  const title = await window.showInputBox({
    title: l10n.t("New Sub-Document of {0}", proposal.id),
    prompt: l10n.t("Its title. It is put into the folder of the proposal, which links it."),
    ignoreFocusOut: true,
  });
  if (title?.trim()) await server.execute("bep.server.createSubDocument", { uri: proposal.uri, title: title.trim() });
}

/** Shows those who refer to a proposal, where its lens says how many they are: the same as the References view has. */
async function showReferences(server: Server, { uri, line, character }: Offered): Promise<void> {
  const found = await server.ask("bep/connections", { textDocument: { uri } });
  const places = (found?.referredToBy ?? [])
    .flatMap((one) => one.places)
    .map(({ uri, range: { start, end } }) => new Location(Uri.parse(uri), new Range(start.line, start.character, end.line, end.character)));
  await commands.executeCommand("editor.action.showReferences", Uri.parse(uri), new Position(Number(line), Number(character)), places);
}
