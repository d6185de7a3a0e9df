// The History view: which statuses the proposal in the active editor had, since when, and by which commits.
import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  type TreeDataProvider,
  TreeItem,
  type TreeView,
  Uri,
  window,
  workspace,
} from "vscode";
import { refuseUntrusted } from "../git";
import type { Proposals } from "../proposals";
import type { Commit, DatedStatus, StatusHistoryResult } from "../protocol";
import type { Server } from "../server";
import { showingErrors } from "../showingErrors";
import { activeDocument } from "./activeDocument";
import { oneMeantBy, type Targets } from "./row";
import { statusIcon } from "./statusIcon";

export class HistoryView implements TreeDataProvider<DatedStatus>, Disposable {
  private readonly view: TreeView<DatedStatus>;
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly subscriptions: Disposable[];
  private statuses: readonly DatedStatus[] = [];
  /** What is active, or was it last: while the focus is in a panel or a webview there is no active editor. */
  private document: string | undefined;
  private asking = false;
  private isStale = false;

  constructor(
    private readonly server: Server,
    private readonly proposals: Proposals,
  ) {
    this.view = window.createTreeView("bep.history", { treeDataProvider: this });
    this.subscriptions = [
      this.view,
      this.changed,
      proposals.onDidChange(() => this.ask()),
      window.onDidChangeActiveTextEditor(() => this.ask()),
      this.view.onDidChangeVisibility(() => this.ask()),
      commands.registerCommand("bep.openStatusChange", (status: DatedStatus) => showingErrors(this.open(status))),
      commands.registerCommand("bep.compareWithAccepted", (...on: Targets) =>
        showingErrors(compareWithAccepted(this.server, this.proposals, on)),
      ),
    ];
    void this.ask();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** One question at a time, and only while the answer can be seen: git is asked for it. */
  private async ask(): Promise<void> {
    this.document = activeDocument() ?? this.document;
    this.isStale = true;
    if (!this.view.visible || this.asking) return;
    this.asking = true;
    try {
      while (this.isStale) {
        this.isStale = false;
        await this.update();
      }
    } finally {
      this.asking = false;
    }
  }

  private async update(): Promise<void> {
    const meant = this.document ? this.proposals.find(this.document) : undefined;
    const history = meant && (await historyOf(this.server, meant.list.series.folder, meant.proposal.uri));
    this.statuses = [...(history?.proposals[0]?.statuses ?? [])].reverse();
    this.view.description = meant?.proposal.id ?? "";
    // In a folder that nobody trusts the empty view itself says so, with what can be done about it. Its words would hide these.
    const reason = history && this.statuses.length === 0 && workspace.isTrusted ? (history.unknown ?? notCommitted(meant.proposal.id)) : "";
    await commands.executeCommand("setContext", "bep.history.isExplained", reason !== "");
    this.view.message = reason;
    this.changed.fire();
  }

  getChildren(status?: DatedStatus): DatedStatus[] {
    return status ? [] : [...this.statuses];
  }

  getTreeItem(status: DatedStatus): TreeItem {
    const { commit } = status;
    const when = dayOf(status);
    const item = new TreeItem(status.status);
    item.iconPath = statusIcon(status.status, this.proposals.find(this.document ?? "")?.list);
    item.description = [when, status.day && commit?.author, commit && shortNameOf(commit)].filter(Boolean).join(" · ");
    item.tooltip = commit ? `${commit.subject}\n\n${[when, commit.author, commit.name].filter(Boolean).join("\n")}` : when;
    item.accessibilityInformation = { label: [status.status, when, commit?.author, commit?.subject].filter(Boolean).join(", ") };
    item.command = { title: l10n.t("Open"), command: "bep.openStatusChange", arguments: [status] };
    return item;
  }

  /** What the commit did to the document; of one that it came with, the document. */
  private async open({ status, commit }: DatedStatus): Promise<void> {
    if (!commit) {
      if (this.document) await commands.executeCommand("vscode.open", Uri.parse(this.document));
      return;
    }
    const after = Uri.parse(commit.uri);
    const title = l10n.t("{0}: {1}, commit {2}", nameOf(after), status, shortNameOf(commit));
    if (commit.before) await commands.executeCommand("vscode.diff", Uri.parse(commit.before), after, title);
    else await commands.executeCommand("vscode.open", after, {}, title);
  }
}

/** Shows what has changed in a document since the proposal was accepted last. */
async function compareWithAccepted(server: Server, proposals: Proposals, on: Targets): Promise<void> {
  const meant = await oneMeantBy(proposals, on);
  if (!meant) return;
  refuseUntrusted();
  const { uri, id } = meant.proposal;
  const history = await historyOf(server, meant.list.series.folder, uri);
  const statuses = history?.proposals[0]?.statuses;
  if (!statuses) throw new Error(history?.unknown ?? notCommitted(id));
  const accepted = statuses.findLast((status) => status.accepted && status.commit);
  if (!accepted?.commit) throw new Error(l10n.t("No commit says that {0} was accepted.", id));
  const title = l10n.t("{0}: since {1}, {2}", nameOf(Uri.parse(uri)), accepted.status, dayOf(accepted));
  await commands.executeCommand("vscode.diff", Uri.parse(accepted.commit.uri), Uri.parse(uri), title);
}

const historyOf = (server: Server, series: string, document: string): Promise<StatusHistoryResult | undefined> =>
  server.ask("bep/statusHistory", { series, document });

const notCommitted = (id: string): string => l10n.t("{0} is in no commit yet.", id);

function dayOf({ day, commit }: DatedStatus): string {
  if (!commit) return l10n.t("in no commit yet");
  return day ?? l10n.t("before it came into the repository");
}

const shortNameOf = ({ name }: Commit): string => name.slice(0, 8);

const nameOf = (uri: Uri): string => uri.path.slice(uri.path.lastIndexOf("/") + 1);
