// What can be done with a proposal in a view, and how the Proposals view shows them.
import { commands, type Disposable, env, l10n, Range, Uri, ViewColumn, window } from "vscode";
import type { Proposals } from "../proposals";
import type { InFlight } from "../protocol";
import { showingErrors } from "../showingErrors";
import { linkTo } from "./link";
import type { ProposalsView } from "./proposalsView";
import { inFlightOf, type Meant, oneMeantBy, placeOf, type Targets } from "./row";

export function registerViewCommands(view: ProposalsView, proposals: Proposals): Disposable[] {
  const register = commands.registerCommand;
  const registerOnRow = (name: string, action: (meant: Meant) => Thenable<unknown>, inFlight?: (proposal: InFlight) => Thenable<unknown>) =>
    register(name, (...on: Targets) => {
      const elsewhere = inFlight && inFlightOf(on);
      return showingErrors(
        elsewhere
          ? Promise.resolve(inFlight(elsewhere)).then(() => undefined)
          : oneMeantBy(proposals, on).then(async (meant) => void (meant && (await action(meant)))),
      );
    });
  return [
    register("bep.filterProposals", () => view.askFilter()),
    register("bep.clearFilter", () => view.clearFilter()),
    register("bep.groupByStatus", () => view.group("status")),
    register("bep.groupByAuthor", () => view.group("author")),
    register("bep.groupByVersion", () => view.group("version")),
    register("bep.groupByNone", () => view.group("none")),
    register("bep.sortByNumber", () => view.sort("number")),
    register("bep.sortByNewest", () => view.sort("newest")),
    register("bep.sortByChange", () => view.sort("changed")),
    register("bep.sortByTitle", () => view.sort("title")),
    registerOnRow("bep.openToSide", openToSide, openTextToSide),
    registerOnRow("bep.previewProposal", (meant) => commands.executeCommand("markdown.showPreview", Uri.parse(placeOf(meant).uri))),
    registerOnRow("bep.copyLink", (meant) => copy(linkTo(meant))),
    registerOnRow("bep.copyNumber", ({ proposal }) => copyNumber(proposal), copyNumber),
  ];
}

function openToSide(meant: Meant): Thenable<unknown> {
  const { uri, reserved } = placeOf(meant);
  return window.showTextDocument(Uri.parse(uri), {
    viewColumn: ViewColumn.Beside,
    ...(reserved ? { selection: new Range(reserved.start.line, 0, reserved.start.line, 0) } : {}),
  });
}

/** Of a number that is only reserved there is no text. */
const openTextToSide = async ({ uri }: InFlight): Promise<unknown> =>
  uri === undefined ? undefined : window.showTextDocument(Uri.parse(uri), { viewColumn: ViewColumn.Beside });

const copyNumber = ({ id }: { readonly id: string }): Promise<void> => copy(id);

async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t("Copied: {0}", text), 3000);
}
