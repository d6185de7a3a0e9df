// What can be done with a proposal in a view, and how the Proposals view shows them.
import { commands, type Disposable, env, l10n, Range, Uri, ViewColumn, window } from "vscode";
import type { ProposalNode, ProposalsView } from "./proposalsView";

export function registerViewCommands(view: ProposalsView): Disposable[] {
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
    register("bep.sortByChange", () => view.sort("changed")),
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
    register("bep.copyNumber", ({ proposal }: ProposalNode) => copy(proposal.id)),
  ];
}

async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t("Copied: {0}", text), 3000);
}
