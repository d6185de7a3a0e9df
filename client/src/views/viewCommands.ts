// What can be done with a proposal in a view, and how the Proposals view shows them.
import { commands, type Disposable, env, l10n, Range, Uri, ViewColumn, window } from "vscode";
import type { Proposals } from "../proposals";
import { orSay } from "../say";
import type { Server } from "../server";
import type { ProposalNode, ProposalsView } from "./proposalsView";

export function registerViewCommands(view: ProposalsView, server: Server, proposals: Proposals): Disposable[] {
  const register = commands.registerCommand;
  return [
    register("bep.filterProposals", () => view.askFilter()),
    register("bep.clearFilter", () => view.clearFilter()),
    register("bep.groupByStatus", () => view.group("status")),
    register("bep.groupByAuthor", () => view.group("author")),
    register("bep.groupByVersion", () => view.group("version")),
    register("bep.groupByNone", () => view.group("none")),
    register("bep.sortByNumber", () => view.sort("number")),
    register("bep.sortByNewest", () => view.sort("newest")),
    register("bep.sortByTitle", () => view.sort("title")),
    register("bep.openToSide", ({ proposal: { uri, reserved } }: ProposalNode) =>
      window.showTextDocument(Uri.parse(uri), {
        viewColumn: ViewColumn.Beside,
        ...(reserved ? { selection: new Range(reserved.start.line, 0, reserved.start.line, 0) } : {}),
      }),
    ),
    register("bep.previewProposal", ({ proposal }: ProposalNode) =>
      commands.executeCommand("markdown.showPreview", Uri.parse(proposal.uri)),
    ),
    register("bep.copyLink", async ({ proposal }: ProposalNode) => {
      const link = `[${proposal.number ? proposal.id : proposal.title}](${proposal.uri.slice(proposal.uri.lastIndexOf("/") + 1)})`;
      await copy(link);
    }),
    register("bep.createDocument", ({ list, proposal }: ProposalNode) =>
      orSay(server.execute("bep.server.createDocument", { series: list.series.folder, number: proposal.id })),
    ),
    register("bep.renumber", (target?: ProposalNode | { uri: string }) => orSay(renumber(server, proposals, target))),
    register("bep.copyNumber", ({ proposal }: ProposalNode) => copy(proposal.id)),
  ];
}

async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t("Copied: {0}", text), 3000);
}

/** Asks for another number; of the proposal in a row, of the named document, or of the active one. */
async function renumber(server: Server, proposals: Proposals, target?: ProposalNode | { uri: string }): Promise<void> {
  const uri = target && "proposal" in target ? target.proposal.uri : (target?.uri ?? window.activeTextEditor?.document.uri.toString());
  const found = uri === undefined ? undefined : proposals.find(Uri.parse(uri).toString());
  if (!found?.proposal.number) throw new Error(l10n.t("Open a proposal that has a number first."));
  const { list, proposal } = found;
  const number = await window.showInputBox({
    title: l10n.t("Renumber {0}", proposal.id),
    prompt: l10n.t("The new number. The file, its folder, its row and everything that refers to it change with it."),
    value: list.series.next,
    ignoreFocusOut: true,
  });
  if (number) await server.execute("bep.server.renumber", { uri: proposal.uri, number });
}
