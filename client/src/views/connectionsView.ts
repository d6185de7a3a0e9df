// The References view: what the proposal in the active editor refers to, and what refers to it.
import {
  type Disposable,
  EventEmitter,
  l10n,
  Range,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
} from "vscode";
import type { Proposals } from "../proposals";
import type { Connection, ConnectionsResult, LspRange, Place } from "../protocol";
import type { Server } from "../server";
import { activeDocument } from "./activeDocument";
import { reservedIcon, statusIcon } from "./statusIcon";

type Direction = "refersTo" | "referredToBy" | "itself";

type Node =
  | { readonly kind: "direction"; readonly direction: Direction }
  | { readonly kind: "connection"; readonly direction: Direction; readonly connection: Connection }
  | { readonly kind: "place"; readonly place: Place };

export class ConnectionsView implements TreeDataProvider<Node>, Disposable {
  private readonly view: TreeView<Node>;
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly subscriptions: Disposable[];
  private connections: ConnectionsResult | undefined;
  /** What is active, or was it last: while the focus is in a panel or a webview there is no active editor. */
  private document: string | undefined;
  /** The newest question; the answer to an older one is not shown any more. */
  private asked = 0;

  constructor(
    private readonly server: Server,
    private readonly proposals: Proposals,
  ) {
    this.view = window.createTreeView("bep.connections", { treeDataProvider: this });
    this.subscriptions = [
      this.view,
      this.changed,
      proposals.onDidChange(() => this.ask()),
      window.onDidChangeActiveTextEditor(() => this.ask()),
      this.view.onDidChangeVisibility(() => this.ask()),
    ];
    void this.ask();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async ask(): Promise<void> {
    this.document = activeDocument() ?? this.document;
    if (!this.view.visible) return;
    const question = ++this.asked;
    const uri = this.document && this.proposals.find(this.document) ? this.document : undefined;
    const answer = uri ? await this.server.ask("bep/connections", { textDocument: { uri } }) : undefined;
    if (question !== this.asked) return;
    this.connections = answer;
    this.changed.fire();
  }

  getChildren(node?: Node): Node[] {
    // The title changes with the rows, and not before they do.
    if (!node) this.view.description = this.connections?.id ?? "";
    if (!this.connections) return [];
    if (!node) {
      const directions: Direction[] = ["refersTo", "referredToBy", ...(this.connections.itself.length > 0 ? (["itself"] as const) : [])];
      return directions.map((direction) => ({ kind: "direction", direction }));
    }
    if (node.kind === "direction" && node.direction === "itself") return this.connections.itself.map((place) => ({ kind: "place", place }));
    if (node.kind === "direction" && node.direction !== "itself")
      return this.connections[node.direction].map((connection) => ({ kind: "connection", direction: node.direction, connection }));
    if (node.kind === "connection" && node.connection.places.length > 1)
      return node.connection.places.map((place) => ({ kind: "place", place }));
    return [];
  }

  getTreeItem(node: Node): TreeItem {
    if (node.kind === "direction") return this.directionItem(node.direction);
    return node.kind === "connection" ? this.connectionItem(node.direction, node.connection) : placeItem(node.place);
  }

  private directionItem(direction: Direction): TreeItem {
    const count = this.connections?.[direction].length ?? 0;
    const isOwn = direction === "itself";
    const label = { refersTo: l10n.t("Refers to"), referredToBy: l10n.t("Referred to by"), itself: l10n.t("In its own documents") }[
      direction
    ];
    const folded = isOwn ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
    const item = new TreeItem(label, count > 0 ? folded : TreeItemCollapsibleState.None);
    item.id = `${this.connections?.uri} ${direction}`;
    item.iconPath = new ThemeIcon({ refersTo: "arrow-right", referredToBy: "arrow-left", itself: "references" }[direction]);
    item.description = count > 0 ? String(count) : l10n.t("nothing");
    item.accessibilityInformation = {
      label: {
        refersTo: count === 1 ? l10n.t("{0}: 1 proposal", label) : l10n.t("{0}: {1} proposals", label, count),
        referredToBy: count === 1 ? l10n.t("{0}: 1 document", label) : l10n.t("{0}: {1} documents", label, count),
        itself: count === 1 ? l10n.t("{0}: 1 place", label) : l10n.t("{0}: {1} places", label, count),
      }[direction],
    };
    return item;
  }

  private connectionItem(direction: Direction, connection: Connection): TreeItem {
    const list = this.proposals.find(this.connections?.uri ?? "")?.list;
    const item = new TreeItem(
      connection.title ? `${connection.id}  ${connection.title}` : connection.id,
      connection.places.length > 1 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
    );
    item.id = `${this.connections?.uri} ${direction} ${connection.id} ${connection.uri ?? ""}`;
    item.iconPath = connection.uri ? statusIcon(connection.status, list) : connection.status ? reservedIcon() : new ThemeIcon("question");
    const missing = connection.uri ? "" : connection.status ? l10n.t("reserved") : l10n.t("unknown");
    item.description = [connection.status, missing].filter(Boolean).join(" · ");
    item.tooltip = connection.places[0]?.text;
    item.accessibilityInformation = {
      label: [`${connection.id} ${connection.title}`, connection.status, missing].filter(Boolean).join(", "),
    };
    // Who refers is read where it does; what is referred to, from its beginning.
    const [place] = connection.places;
    if (direction === "refersTo" && connection.uri) item.command = show(connection.uri);
    else if (place) item.command = show(place.uri, place.range);
    return item;
  }
}

function placeItem({ uri, range, text }: Place): TreeItem {
  const item = new TreeItem(text, TreeItemCollapsibleState.None);
  item.description = l10n.t("line {0}", range.start.line + 1);
  item.command = show(uri, range);
  return item;
}

function show(uri: string, range?: LspRange): NonNullable<TreeItem["command"]> {
  const selection = range && new Range(range.start.line, range.start.character, range.end.line, range.end.character);
  return { title: l10n.t("Open"), command: "vscode.open", arguments: [Uri.parse(uri), ...(selection ? [{ selection }] : [])] };
}
