// What can be done with a proposal in a view, and how the Proposals view shows them.
import { commands, type Disposable, env, l10n, Range, Uri, ViewColumn, window } from "vscode";
import { showingErrors } from "../showingErrors";
import { rowIsGone } from "./proposalCommands";
import type { ProposalsView } from "./proposalsView";
import { linkTo, proposalOf, type Row, targetOf } from "./row";

export function registerViewCommands(view: ProposalsView): Disposable[] {
  const register = commands.registerCommand;
  const registerOnRow = (name: string, action: (row: Row) => Thenable<unknown>) =>
    register(name, (row?: Row) => showingErrors(row ? Promise.resolve(action(row)) : Promise.reject(new Error(rowIsGone()))));
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
    registerOnRow("bep.openToSide", (row) => {
      const { uri, reserved } = targetOf(row);
      return window.showTextDocument(Uri.parse(uri), {
        viewColumn: ViewColumn.Beside,
        ...(reserved ? { selection: new Range(reserved.start.line, 0, reserved.start.line, 0) } : {}),
      });
    }),
    registerOnRow("bep.previewProposal", (row) => commands.executeCommand("markdown.showPreview", Uri.parse(targetOf(row).uri))),
    registerOnRow("bep.copyLink", (row) => copy(linkTo(row))),
    registerOnRow("bep.copyNumber", (row) => copy(proposalOf(row).id)),
  ];
}

async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t("Copied: {0}", text), 3000);
}
