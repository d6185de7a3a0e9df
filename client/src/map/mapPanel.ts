// The map of proposals: a page of its own with a graph, a board and a timeline. It holds no knowledge; all it shows is sent to it.
import { randomBytes } from "node:crypto";
import {
  commands,
  type Disposable,
  type ExtensionContext,
  env,
  l10n,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import { categoryOf } from "../categories";
import { someSeries } from "../commands";
import { type Count, type FindingCounts, say } from "../problems";
import { type ProposalList, type Proposals, spelled } from "../proposals";
import type { DatedStatus, Proposal } from "../protocol";
import type { Server } from "../server";
import { showingErrors } from "../showingErrors";
import type { FromPage, MapProposal, MapSeries, Tab, ToPage, Words } from "./messages";

const viewType = "bep.map";

export class MapPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private ready = false;
  /** The tab that is to be shown, once the page can. */
  private wanted: Tab | undefined;
  private sent = "";
  /** The statuses that the proposals had, by document; undefined until the page needs them. */
  private history: ReadonlyMap<string, readonly DatedStatus[]> | undefined;
  private questions = 0;
  private readonly subscriptions: Disposable[];

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: Server,
    private readonly proposals: Proposals,
    private readonly problems: FindingCounts,
  ) {
    this.subscriptions = [
      proposals.onDidChange(() => {
        this.send();
        if (this.history) void this.askForHistory();
      }),
      problems.onDidChange(() => this.send()),
      window.onDidChangeActiveTextEditor(() => this.tellActive()),
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel) => this.show(panel),
      }),
    ];
  }

  dispose(): void {
    this.panel?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Opens the page, in one of its ways to look at the proposals or the one of last time. */
  async open(tab?: Tab): Promise<void> {
    await someSeries(this.server);
    void commands.executeCommand("setContext", "bep.hasMap", true);
    this.wanted = tab;
    if (this.panel) this.panel.reveal();
    else this.show(window.createWebviewPanel(viewType, titleOf(tab ?? "map"), ViewColumn.Active));
    if (this.ready) this.sendWanted();
  }

  private sendWanted(): void {
    if (this.wanted) this.post({ type: "tab", tab: this.wanted });
    this.wanted = undefined;
  }

  private show(panel: WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    this.ready = false;
    this.sent = "";
    this.history = undefined;
    const { webview } = panel;
    const resources = ["dist", "client/media"].map((folder) => Uri.joinPath(this.context.extensionUri, folder));
    webview.options = { enableScripts: true, localResourceRoots: resources };
    panel.iconPath = Uri.joinPath(this.context.extensionUri, "client", "media", "icon.png");
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = undefined;
    });
    webview.onDidReceiveMessage((message: FromPage) => showingErrors(this.receive(message)));
    const address = (...names: string[]) => webview.asWebviewUri(Uri.joinPath(this.context.extensionUri, ...names)).toString();
    const nonce = randomBytes(16).toString("base64");
    // Nothing is loaded but our own style sheet and our own script. The style sheet's id keeps the graph library from adding one.
    webview.html = `<!DOCTYPE html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" id="__________cytoscape_stylesheet" href="${address("client", "media", "map.css")}">
<title>${l10n.t("Map of Proposals")}</title>
</head>
<body>
<script nonce="${nonce}" src="${address("dist", "map.js")}"></script>
</body>
</html>`;
  }

  private async receive(message: FromPage): Promise<void> {
    if (message.type === "ready") {
      this.ready = true;
      this.sent = "";
      this.send();
      this.sendWanted();
    } else if (message.type === "tab") {
      if (this.panel) this.panel.title = titleOf(message.tab);
    } else if (message.type === "status") await this.changeStatus(message.uris, message.status);
    else if (message.type === "history") await this.askForHistory();
    else if (message.type === "open") await this.openProposal(message.id, message.uri);
    else await save(message.kind, message.content);
  }

  /** Opens only what is a proposal: a page is never asked for anything else. */
  private async openProposal(id: string, uri: string): Promise<void> {
    const proposal = this.proposals.all.flatMap((list) => list.proposals).find((one) => one.id === id && one.uri === uri);
    if (!proposal) return;
    const at = proposal.reserved && new Range(proposal.reserved.start.line, 0, proposal.reserved.start.line, 0);
    await commands.executeCommand("vscode.open", Uri.parse(uri), { viewColumn: ViewColumn.Beside, ...(at ? { selection: at } : {}) });
  }

  /** The same steps, with the same questions, as everywhere. */
  private async changeStatus(uris: readonly string[], status: string | undefined): Promise<void> {
    const [uri] = uris;
    if (uri !== undefined) await commands.executeCommand("bep.changeStatus", { uri, uris, ...(status === undefined ? {} : { status }) });
  }

  private async askForHistory(): Promise<void> {
    const question = ++this.questions;
    const history = new Map<string, readonly DatedStatus[]>();
    for (const { series } of this.proposals.all) {
      const known = await this.server.ask("bep/statusHistory", { series: series.folder });
      for (const { uri, statuses } of known?.proposals ?? []) history.set(spelled(uri), statuses);
    }
    // Meanwhile it may have been asked for again.
    if (question !== this.questions) return;
    this.history = history;
    this.send();
  }

  /** Sends what differs from what the page has. */
  private send(): void {
    if (!this.panel || !this.ready) return;
    const series = this.proposals.all.map((list) => describe(list, this.problems, this.history));
    const content = JSON.stringify(series);
    if (content === this.sent) return;
    this.sent = content;
    this.post({ type: "data", series, words: words(), active: activeUri() });
  }

  private tellActive(): void {
    // While the map itself has the focus, no editor is active; what was highlighted stays.
    if (this.ready && activeUri()) this.post({ type: "active", uri: activeUri() });
  }

  private post(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }
}

const titleOf = (tab: Tab): string =>
  ({ map: l10n.t("Map of Proposals"), board: l10n.t("Board of Proposals"), timeline: l10n.t("Timeline of Proposals") })[tab];

const activeUri = (): string => window.activeTextEditor?.document.uri.toString() ?? "";

const describe = (
  list: ProposalList,
  problems: FindingCounts,
  history: ReadonlyMap<string, readonly DatedStatus[]> | undefined,
): MapSeries => ({
  folder: list.series.folder,
  name: list.series.name,
  statuses: list.statuses.map(({ name, category }) => ({ name, category })),
  proposals: list.proposals.map((proposal) => ({
    ...describeProposal(proposal, problems.of(proposal)),
    ...(proposal.reserved ? {} : { history: history?.get(proposal.uri) }),
  })),
});

const describeProposal = (proposal: Proposal, found: Count): MapProposal => ({
  id: proposal.id,
  number: proposal.number,
  title: proposal.title,
  status: proposal.status,
  category: categoryOf(proposal),
  uri: proposal.uri,
  reserved: proposal.reserved !== undefined,
  authors: proposal.authors,
  created: proposal.created,
  version: proposal.targetVersion || proposal.implementedVersion,
  successor: proposal.successor,
  refersTo: proposal.refersTo,
  findings: found.errors + found.warnings,
  problems: say(found),
});

async function save(kind: "svg" | "png", content: string): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    filters: kind === "svg" ? { SVG: ["svg"] } : { PNG: ["png"] },
    ...(folder ? { defaultUri: Uri.joinPath(folder, `proposals.${kind}`) } : {}),
  });
  if (!target) return;
  await workspace.fs.writeFile(target, Buffer.from(content, kind === "svg" ? "utf8" : "base64"));
  window.setStatusBarMessage(l10n.t("Saved: {0}", workspace.asRelativePath(target)), 3000);
}

const words = (): Words => ({
  map: l10n.t("Map"),
  board: l10n.t("Board"),
  timeline: l10n.t("Timeline"),
  views: l10n.t("Ways to look at the proposals"),
  tools: l10n.t("Map tools"),
  search: l10n.t("Search"),
  author: l10n.t("Author"),
  allAuthors: l10n.t("All authors"),
  series: l10n.t("Series"),
  statuses: l10n.t("Statuses that are shown"),
  zoomIn: l10n.t("Zoom in"),
  zoomOut: l10n.t("Zoom out"),
  fit: l10n.t("Show all"),
  exportSvg: l10n.t("Export as SVG"),
  exportPng: l10n.t("Export as PNG"),
  noVersion: l10n.t("No target version"),
  created: l10n.t("Created"),
  noDate: l10n.t("No date"),
  noStatus: l10n.t("No status"),
  reserved: l10n.t("reserved"),
  supersededBy: l10n.t("superseded by {0}"),
  shown: l10n.t("{0} proposals are shown"),
  shownOne: l10n.t("1 proposal is shown"),
  graphHelp: l10n.t(
    "Arrow keys go from proposal to proposal, Enter opens one, plus and minus zoom, 0 shows all. The board lists the same proposals.",
  ),
  selected: l10n.t("{0} are selected"),
  boardHelp: l10n.t("Arrow keys go from card to card, Enter opens one, Space selects it, S changes the status of all that are selected."),
  fewDates: l10n.t(
    "There is little to show yet: the timeline has the dates of documents and commits, and proposals with a date are {0} here.",
  ),
  nothing: l10n.t("No proposal is left by search and filters."),
});
