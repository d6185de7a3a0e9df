// The Proposals view: all proposals of the opened series, grouped, sorted and filtered as the author likes.
import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  l10n,
  MarkdownString,
  Range,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  type ViewBadge,
  window,
  workspace,
} from "vscode";
import { type FindingCounts, say } from "../problems";
import type { ProposalList, Proposals } from "../proposals";
import type { InFlight, Proposal, Series } from "../protocol";
import type { Server } from "../server";
import { type Asked, type Grouping, grouped, type Order, passes, sorted } from "./arrangement";
import { inFlightIcon, proposalIcon, statusIcon } from "./statusIcon";

interface SeriesNode {
  readonly kind: "series";
  readonly list: ProposalList;
  readonly parent?: undefined;
  readonly children: readonly Node[];
}

interface GroupNode {
  readonly kind: "group";
  readonly list: ProposalList;
  readonly name: string;
  readonly parent: SeriesNode | undefined;
  readonly children: readonly Node[];
}

export interface ProposalNode {
  readonly kind: "proposal";
  readonly list: ProposalList;
  readonly proposal: Proposal;
  readonly parent: SeriesNode | GroupNode | undefined;
  readonly children: readonly Node[];
}

export interface PartNode {
  readonly kind: "part";
  readonly part: Proposal["parts"][number];
  readonly parent: ProposalNode;
  readonly children: readonly Node[];
}

interface InFlightGroupNode {
  readonly kind: "inFlightGroup";
  readonly list: ProposalList;
  readonly parent: SeriesNode | undefined;
  readonly children: readonly Node[];
}

/** A proposal that only other branches have: there is nothing here to change. */
export interface InFlightNode {
  readonly kind: "inFlight";
  readonly list: ProposalList;
  readonly proposal: InFlight;
  readonly parent: InFlightGroupNode;
  readonly children: readonly Node[];
}

type DocumentNode = ProposalNode | PartNode | InFlightNode;
type Node = SeriesNode | GroupNode | InFlightGroupNode | DocumentNode;

export class ProposalsView implements TreeDataProvider<Node>, Disposable {
  private readonly view: TreeView<Node>;
  private readonly changed = new EventEmitter<Node[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly subscriptions: Disposable[];
  /** The tree as it was built last; it is built anew when something in it changed. */
  private roots: readonly Node[] = [];
  /** The nodes of each document: of a proposal with several authors there are several. */
  private nodes = new Map<string, DocumentNode[]>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: Server,
    private readonly proposals: Proposals,
    private readonly problems: FindingCounts,
  ) {
    this.view = window.createTreeView("bep.proposals", { treeDataProvider: this, showCollapseAll: true, canSelectMany: true });
    this.subscriptions = [
      this.view,
      this.changed,
      server.onDidChange(() => this.showErrors()),
      proposals.onDidChange(() => this.refresh()),
      problems.onDidChange((documents) => this.showProblems(documents)),
      window.onDidChangeActiveTextEditor(() => this.follow()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("bep.badge")) this.showErrors();
      }),
      this.view.onDidChangeVisibility(() => this.follow()),
    ];
    this.updateContextKeys();
    this.refresh();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  get grouping(): Grouping {
    return this.context.workspaceState.get<Grouping>("proposals.grouping", "status");
  }

  get order(): Order {
    return this.context.workspaceState.get<Order>("proposals.order", "number");
  }

  get filter(): string {
    return this.context.workspaceState.get<string>("proposals.filter", "");
  }

  private get asked(): Asked {
    return {
      hasProblems: (proposal) => {
        const { errors, warnings } = this.problems.of(proposal);
        return errors + warnings > 0;
      },
      me: this.proposals.all.find(({ me }) => me)?.me ?? "",
    };
  }

  group(by: Grouping): Promise<void> {
    return this.remember("proposals.grouping", by);
  }

  sort(by: Order): Promise<void> {
    return this.remember("proposals.order", by);
  }

  /** Asks for words; only proposals that have all of them, in whatever is known of them, stay in the view. */
  async askFilter(): Promise<void> {
    const before = this.filter;
    const box = window.createInputBox();
    box.title = l10n.t("Filter Proposals");
    box.placeholder = l10n.t("Words of a title, number, author, status or version; author: status: version: has:problems mine");
    box.value = before;
    const answer = await new Promise<string>((resolve) => {
      box.onDidChangeValue((value) => void this.remember("proposals.filter", value));
      box.onDidAccept(() => resolve(box.value));
      box.onDidHide(() => resolve(before));
      box.show();
    });
    box.dispose();
    await this.remember("proposals.filter", answer);
  }

  clearFilter(): Promise<void> {
    return this.remember("proposals.filter", "");
  }

  private async remember(key: string, value: string): Promise<void> {
    await this.context.workspaceState.update(key, value);
    this.updateContextKeys();
    this.refresh();
  }

  private updateContextKeys(): void {
    void commands.executeCommand("setContext", "bep.proposals.grouping", this.grouping);
    void commands.executeCommand("setContext", "bep.proposals.order", this.order);
    void commands.executeCommand("setContext", "bep.proposals.filtered", this.filter !== "");
  }

  private refresh(): void {
    this.roots = this.buildRoots();
    this.nodes = nodesByDocument(this.roots);
    const isEmpty = this.roots.every((root) => root.kind === "series" && root.children.length === 0);
    this.view.description = this.filter === "" ? "" : l10n.t("“{0}”", this.filter);
    this.view.message =
      this.filter !== "" && isEmpty && this.proposals.all.length > 0 ? l10n.t("No proposal has all of these words: {0}", this.filter) : "";
    this.changed.fire(undefined);
    this.showErrors();
    this.follow();
  }

  private showErrors(): void {
    const isWanted = workspace.getConfiguration("bep").get("badge.enabled", true);
    this.view.badge = isWanted ? badgeOf(this.server.series ?? [], this.problems) : undefined;
  }

  /** An item says its findings to a screen reader, which hears no decoration. Only these are made anew: the others stay under the author's hand. */
  private showProblems(documents: readonly string[]): void {
    this.showErrors();
    const nodes = documents.flatMap((uri) => this.nodes.get(uri) ?? []).map((node) => (node.kind === "part" ? node.parent : node));
    if (nodes.length > 0) this.changed.fire([...new Set(nodes)]);
  }

  private async follow(): Promise<void> {
    const uri = window.activeTextEditor?.document.uri.toString();
    if (!uri || !this.view.visible) return;
    // An author who has opened it from here may be selecting more.
    if (this.view.selection.some((one) => documentOf(one) === uri)) return;
    const node = this.nodes.get(uri)?.[0];
    // The tree may have been built anew meanwhile; then it is followed again.
    if (node) await this.view.reveal(node, { select: true, focus: false }).then(undefined, () => undefined);
  }

  getChildren(node?: Node): Node[] {
    return [...(node?.children ?? this.roots)];
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  private buildRoots(): readonly Node[] {
    const all = this.proposals.all;
    const [only] = all;
    // One series needs no name; an empty one is left to the view's welcome.
    if (all.length === 1 && only) return this.groups(only, undefined);
    return all.map((list) => withChildren<SeriesNode>({ kind: "series", list }, (series) => this.groups(list, series)));
  }

  private groups(list: ProposalList, parent: SeriesNode | undefined): Node[] {
    const shown = sorted(
      list.proposals.filter((proposal) => passes(proposal, this.filter, this.asked)),
      this.order,
    );
    const here =
      this.grouping === "none"
        ? shown.map((proposal) => proposalNode(list, proposal, parent))
        : grouped(shown, this.grouping, list).map(([name, proposals]) =>
            withChildren<GroupNode>({ kind: "group", list, name, parent }, (group) =>
              proposals.map((proposal) => proposalNode(list, proposal, group)),
            ),
          );
    return [...here, ...this.inFlight(list, parent)];
  }

  private inFlight(list: ProposalList, parent: SeriesNode | undefined): Node[] {
    const shown = list.inFlight.filter((proposal) =>
      passes({ ...proposal, implementedVersion: "" }, this.filter, { ...this.asked, hasProblems: () => false }),
    );
    if (shown.length === 0) return [];
    return [
      withChildren<InFlightGroupNode>({ kind: "inFlightGroup", list, parent }, (group) =>
        shown.map((proposal) => ({ kind: "inFlight", list, proposal, parent: group, children: [] })),
      ),
    ];
  }

  getTreeItem(node: Node): TreeItem {
    if (node.kind === "series") return this.seriesItem(node);
    if (node.kind === "group") return this.groupItem(node);
    if (node.kind === "part") return partItem(node);
    if (node.kind === "inFlightGroup") return inFlightGroupItem(node);
    if (node.kind === "inFlight") return inFlightItem(node);
    return this.proposalItem(node);
  }

  /** What a row says when it is pointed at is written then, and not for each of thousands. */
  resolveTreeItem(item: TreeItem, node: Node): TreeItem {
    if (node.kind === "proposal") item.tooltip = tooltip(node.proposal, say(this.problems.of(node.proposal)));
    if (node.kind === "inFlight") item.tooltip = inFlightTooltip(node.proposal);
    return item;
  }

  private seriesItem({ list: { series } }: SeriesNode): TreeItem {
    const item = new TreeItem(series.name, TreeItemCollapsibleState.Expanded);
    item.id = series.folder;
    item.iconPath = new ThemeIcon("library");
    item.description = l10n.t("next {0}", series.next);
    item.tooltip = Uri.parse(series.folder).fsPath;
    item.accessibilityInformation = { label: `${series.name}, ${item.description}` };
    item.contextValue = "series";
    return item;
  }

  private groupItem({ list, name, children }: GroupNode): TreeItem {
    const settled = this.grouping === "status" && list.statuses.find((status) => status.name === name)?.settled;
    const item = new TreeItem(
      name || noNameOf(this.grouping),
      settled ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded,
    );
    item.id = `${list.series.folder} ${this.grouping} ${name}`;
    item.iconPath =
      this.grouping === "status"
        ? statusIcon(name, list)
        : new ThemeIcon(this.grouping === "author" ? (name ? "person" : "dash") : name ? "tag" : "dash");
    item.description = String(children.length);
    item.tooltip = list.statuses.find((status) => status.name === name)?.description;
    item.accessibilityInformation = { label: counted(String(item.label), children.length) };
    item.contextValue = "group";
    return item;
  }

  private proposalItem({ list, proposal, parent }: ProposalNode): TreeItem {
    const label = proposal.number ? `${proposal.number}  ${proposal.title}` : proposal.title;
    const item = new TreeItem(label, proposal.parts.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
    const problems = say(this.problems.of(proposal));
    const notes = notesOf(proposal, this.grouping === "status");
    item.id = `${list.series.folder} ${this.grouping} ${groupOf(parent)} ${proposal.id} ${proposal.reserved ? proposal.title : proposal.uri}`;
    item.iconPath = proposalIcon(proposal);
    item.description = notes.join(" · ");
    item.contextValue = ["proposal", proposal.reserved ? "reserved" : "document", proposal.number ? "numbered" : "unnumbered"].join(".");
    item.accessibilityInformation = {
      label: [`${proposal.id} ${proposal.title}`, proposal.status, ...notes, problems].filter(Boolean).join(", "),
    };
    // The resource brings the editor's own decorations: how many problems, and what git says.
    if (!proposal.reserved) item.resourceUri = Uri.parse(proposal.uri);
    item.command = open(proposal);
    return item;
  }
}

/** A node with those in it, each of which knows the node. */
function withChildren<T extends Node>(node: Omit<T, "children">, children: (node: T) => readonly Node[]): T {
  const made = { ...node } as T;
  return Object.assign(made, { children: children(made) });
}

const proposalNode = (list: ProposalList, proposal: Proposal, parent: ProposalNode["parent"]): ProposalNode =>
  withChildren<ProposalNode>({ kind: "proposal", list, proposal, parent }, (own) =>
    proposal.parts.map((part) => ({ kind: "part", part, parent: own, children: [] })),
  );

function documentOf(node: Node): string | undefined {
  if (node.kind === "part") return node.part.uri;
  if (node.kind === "inFlight") return node.proposal.uri;
  return node.kind === "proposal" && !node.proposal.reserved ? node.proposal.uri : undefined;
}

function nodesByDocument(roots: readonly Node[]): Map<string, DocumentNode[]> {
  const found = new Map<string, DocumentNode[]>();
  const add = (document: string, node: DocumentNode) => found.set(document, [...(found.get(document) ?? []), node]);
  const collect = (node: Node): void => {
    const document = documentOf(node);
    if (document !== undefined) add(document, node as DocumentNode);
    node.children.forEach(collect);
  };
  roots.forEach(collect);
  return found;
}

const groupOf = (parent: ProposalNode["parent"]): string => (parent?.kind === "group" ? parent.name : "");

const counted = (label: string, count: number): string =>
  count === 1 ? l10n.t("{0}, 1 proposal", label) : l10n.t("{0}, {1} proposals", label, count);

/** There may be a hundred, most of which are of no concern to an author. */
function inFlightGroupItem({ list, children }: InFlightGroupNode): TreeItem {
  const item = new TreeItem(l10n.t("In Flight"), TreeItemCollapsibleState.Collapsed);
  item.id = `${list.series.folder} in flight`;
  item.iconPath = new ThemeIcon("git-branch");
  item.description = String(children.length);
  item.tooltip = l10n.t("Proposals that only other branches have");
  item.accessibilityInformation = { label: counted(String(item.label), children.length) };
  item.contextValue = "inFlightGroup";
  return item;
}

function inFlightItem({ list, proposal }: InFlightNode): TreeItem {
  const { id, number, title, status, uri, authors, branches } = proposal;
  const item = new TreeItem(`${number}  ${title}`, TreeItemCollapsibleState.None);
  const names = branches.slice(0, shownBranches).map(({ name }) => name);
  const where =
    branches.length > names.length ? l10n.t("{0} and {1} more", names.join(", "), branches.length - names.length) : names.join(", ");
  const notes = [status, uri === undefined ? l10n.t("reserved") : ""].filter((note) => note !== "");
  item.id = [list.series.folder, "in flight", id, title, uri, ...authors, branches[0]?.name].join(" ");
  item.iconPath = inFlightIcon(proposal);
  item.description = [where, ...notes].join(" · ");
  item.contextValue = ["inFlight", uri === undefined ? "reserved" : "document", "numbered"].join(".");
  item.accessibilityInformation = { label: [`${id} ${title}`, ...notes, l10n.t("only on {0}", where)].join(", ") };
  // A text that is read from git has no editor that writes.
  if (uri !== undefined) item.command = { title: l10n.t("Open"), command: "vscode.open", arguments: [Uri.parse(uri)] };
  return item;
}

/** As many as a row and a tooltip have room for. */
const shownBranches = 3;
const toldBranches = 10;

const partItem = ({ part, parent }: PartNode): TreeItem => {
  const item = new TreeItem(part.title, TreeItemCollapsibleState.None);
  item.id = `${parent.list.series.folder} ${groupOf(parent.parent)} ${parent.proposal.id} ${part.uri}`;
  item.iconPath = new ThemeIcon("file");
  item.resourceUri = Uri.parse(part.uri);
  item.contextValue = "part";
  item.accessibilityInformation = { label: l10n.t("{0}, part of {1}", part.title, parent.proposal.id) };
  item.command = { title: l10n.t("Open"), command: "vscode.open", arguments: [Uri.parse(part.uri)] };
  return item;
};

/** How a proposal is opened: its document, or the row that reserves its number. */
const open = ({ uri, reserved }: Proposal): NonNullable<TreeItem["command"]> => {
  const at = reserved && new Range(reserved.start.line, reserved.start.character, reserved.end.line, reserved.end.character);
  return { title: l10n.t("Open"), command: "vscode.open", arguments: [Uri.parse(uri), ...(at ? [{ selection: at }] : [])] };
};

/** What a reader should know besides number and title. */
const notesOf = (proposal: Proposal, statusIsKnown: boolean): string[] =>
  [
    statusIsKnown ? "" : proposal.status,
    proposal.reserved ? l10n.t("reserved") : "",
    proposal.number ? "" : l10n.t("no number"),
    proposal.number && !proposal.registered ? l10n.t("not registered") : "",
    proposal.successor ? l10n.t("superseded by {0}", proposal.successor) : "",
    proposal.citedSince ? l10n.t("in code since {0}", proposal.citedSince) : "",
  ].filter((note) => note !== "");

function tooltip(proposal: Proposal, problems: string): MarkdownString {
  const text = told(proposal, [
    [l10n.t("Status"), proposal.status],
    [l10n.t("Authors"), proposal.authors.join(", ")],
    [l10n.t("Created"), proposal.created],
    [l10n.t("Target version"), proposal.targetVersion],
    [l10n.t("Implemented in"), proposal.implementedVersion],
    [l10n.t("Superseded by"), proposal.successor ?? ""],
    [l10n.t("Refers to"), proposal.refersTo.join(", ")],
    [l10n.t("Last change"), proposal.changed === undefined ? "" : new Date(proposal.changed * 1000).toISOString().slice(0, 10)],
  ]);
  if (problems) text.appendText(problems);
  return text;
}

function inFlightTooltip(proposal: InFlight): MarkdownString {
  const { branches } = proposal;
  const more = branches.length - toldBranches;
  const text = told(proposal, [
    [l10n.t("Status"), proposal.status],
    [l10n.t("Authors"), proposal.authors.join(", ")],
    [l10n.t("Created"), proposal.created],
    [l10n.t("Target version"), proposal.targetVersion],
    ...branches.slice(0, toldBranches).map(({ name, author, date }): [string, string] => {
      const signature = [author, date].filter(Boolean).join(", ");
      return [l10n.t("Branch"), signature === "" ? name : `${name} (${signature})`];
    }),
  ]);
  if (more > 0) text.appendText(l10n.t("and {0} more", more));
  return text;
}

/** Number and title, and below them what there is of facts. */
function told({ id, title }: Pick<Proposal, "id" | "title">, facts: readonly (readonly [name: string, value: string])[]): MarkdownString {
  const text = new MarkdownString();
  text.appendMarkdown("**").appendText(id).appendMarkdown("** ").appendText(title).appendMarkdown("\n\n");
  for (const [name, value] of facts) if (value) text.appendText(`${name}: ${value}`).appendMarkdown("  \n");
  return text;
}

const noNameOf = (grouping: Grouping): string =>
  ({ status: l10n.t("No status"), author: l10n.t("No author"), version: l10n.t("No target version"), none: "" })[grouping];

/** What the author has to do: the errors that the base branch does not have, where it is known what that has; else all. */
function badgeOf(series: readonly Series[], problems: FindingCounts): ViewBadge | undefined {
  const isNew = series.length > 0 && series.every(({ newErrors }) => newErrors !== undefined);
  const value = series.reduce(
    (sum, { folder, newErrors }) => sum + (newErrors ?? problems.below(`${Uri.parse(folder).toString()}/`).errors),
    0,
  );
  if (value === 0) return undefined;
  if (isNew) return { value, tooltip: value === 1 ? l10n.t("1 new error in proposals") : l10n.t("{0} new errors in proposals", value) };
  return { value, tooltip: value === 1 ? l10n.t("1 error in proposals") : l10n.t("{0} errors in proposals", value) };
}
