// The board: a column for each status, a lane for each target version.
import type { MapProposal, MapSeries, Words } from "../src/map/messages";
import { fill, keyOf, make, markCurrent, open, redraw, rove, sayProposal, tell, type View } from "./page";

export class Board implements View {
  readonly element = make("div", { class: "board" });
  private readonly table = make("div");
  private readonly info = make("p", { class: "info", role: "status" });
  /** The documents of the cards that are selected: what is done to one of them is done to all. */
  private selected = new Set<string>();
  private words: Words | undefined;

  constructor() {
    const help = make("p", { class: "hidden", id: "board-help" });
    this.element.append(help, this.table, this.info);
    rove(this.table, () => {
      const columns = new Map<string, HTMLElement[]>();
      for (const card of this.cards()) {
        const column = card.dataset.column ?? "";
        columns.set(column, [...(columns.get(column) ?? []), card]);
      }
      return [...columns].sort(([one], [other]) => Number(one) - Number(other)).map(([, cards]) => cards);
    });
    this.table.addEventListener("keydown", (event) => {
      const uri = uriOf(event.target);
      if (!uri || event.altKey || event.metaKey) return;
      if (event.key === " ") this.toggle(uri);
      else if (event.key.toLowerCase() === "s" && !event.ctrlKey) tell({ type: "status", uris: this.meant(uri) });
      else if (event.key === "Escape") this.select(new Set());
      else return;
      event.preventDefault();
    });
    // A click with the key for several selects, and does not open.
    this.table.addEventListener(
      "click",
      (event) => {
        const uri = uriOf(event.target);
        if (!uri || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
        this.toggle(uri);
        event.stopPropagation();
      },
      { capture: true },
    );
    this.letDrag();
  }

  /** A card that is dropped in the column of another status is to get that status; whether it can, and why not, says the extension. */
  private letDrag(): void {
    this.table.addEventListener("dragstart", (event) => {
      const uri = uriOf(event.target);
      if (uri) event.dataTransfer?.setData("text/plain", this.meant(uri).join("\n"));
    });
    const columnAt = (event: DragEvent) =>
      event.target instanceof Element ? event.target.closest<HTMLElement>("[data-status]") : undefined;
    const mark = (column: HTMLElement | null | undefined) => {
      for (const other of this.table.querySelectorAll(".over")) other.classList.remove("over");
      column?.classList.add("over");
    };
    this.table.addEventListener("dragover", (event) => {
      const column = columnAt(event);
      mark(column);
      if (column) event.preventDefault();
    });
    this.table.addEventListener("dragend", () => mark(undefined));
    this.table.addEventListener("drop", (event) => {
      event.preventDefault();
      mark(undefined);
      const status = columnAt(event)?.dataset.status;
      const known = new Set(this.cards().map((card) => card.dataset.uri));
      const moved = (event.dataTransfer?.getData("text/plain") ?? "").split("\n").filter((uri) => uri !== "" && known.has(uri));
      const isElsewhere = (uri: string) => this.cards().some((card) => card.dataset.uri === uri && card.dataset.current !== status);
      const uris = moved.filter(isElsewhere);
      if (status && uris.length > 0) tell({ type: "status", uris, status });
    });
  }

  private cards(): HTMLElement[] {
    return [...this.table.querySelectorAll<HTMLElement>("[data-item]")];
  }

  /** All that are selected, where this is one of them. */
  private meant(uri: string): string[] {
    return this.selected.has(uri) ? [...this.selected] : [uri];
  }

  private toggle(uri: string): void {
    const selected = new Set(this.selected);
    if (!selected.delete(uri)) selected.add(uri);
    this.select(selected);
  }

  private select(selected: Set<string>): void {
    this.selected = selected;
    for (const card of this.cards()) {
      if (card.dataset.uri) card.setAttribute("aria-pressed", String(selected.has(card.dataset.uri)));
      if (card.dataset.uri) card.dataset.vscodeContext = menuOf(this.meant(card.dataset.uri));
    }
    this.info.textContent = selected.size > 0 && this.words ? fill(this.words.selected, selected.size) : "";
  }

  show(series: MapSeries, proposals: readonly MapProposal[], words: Words): void {
    const statuses = columnsOf(series, proposals);
    const versions = [...new Set(proposals.map(({ version }) => version))].sort(
      (one, other) => Number(one === "") - Number(other === "") || other.localeCompare(one, undefined, { numeric: true }),
    );
    const head = make("tr");
    if (versions.length > 1) head.append(make("td"));
    for (const { name, category } of statuses) {
      const count = proposals.filter(({ status }) => status === name).length;
      head.append(
        make(
          "th",
          { scope: "col", ...(name ? { "data-status": name } : {}) },
          make("span", { class: `mark ${category}`, "aria-hidden": "true" }),
          `${name || words.noStatus} `,
          make("span", { class: "count" }, String(count)),
        ),
      );
    }
    const body = make("tbody");
    for (const version of versions) {
      const lane = make("tr");
      if (versions.length > 1) lane.append(make("th", { scope: "row" }, version || words.noVersion));
      for (const [column, { name }] of statuses.entries()) {
        const cards = proposals.filter((one) => one.version === version && one.status === name).map((one) => card(one, column, words));
        lane.append(make("td", name ? { "data-status": name } : {}, ...cards));
      }
      body.append(lane);
    }
    this.words = words;
    this.element.firstElementChild?.replaceChildren(words.boardHelp);
    redraw(
      this.table,
      make("table", { "aria-describedby": "board-help" }, make("caption", { class: "hidden" }, words.board), make("thead", {}, head), body),
    );
    // What has gone is not selected any more.
    const known = new Set(this.cards().map((one) => one.dataset.uri));
    this.select(new Set([...this.selected].filter((uri) => known.has(uri))));
  }

  highlight(uri: string): void {
    markCurrent(this.table, uri);
  }
}

/** The statuses of a proposal's life, and behind them those that only some document has. */
export function columnsOf(series: MapSeries, proposals: readonly MapProposal[]): readonly MapSeries["statuses"][number][] {
  const others = new Map(proposals.map(({ status, category }) => [status, category]));
  for (const { name } of series.statuses) others.delete(name);
  const behind = [...others].map(([name, category]) => ({ name, category }));
  return [
    ...series.statuses,
    ...behind.sort((one, other) => Number(one.name === "") - Number(other.name === "") || one.name.localeCompare(other.name)),
  ];
}

function card(proposal: MapProposal, column: number, words: Words): HTMLElement {
  const element = make(
    "button",
    {
      type: "button",
      class: `card ${proposal.category}${proposal.reserved ? " reserved" : ""}`,
      tabindex: "-1",
      title: sayProposal(proposal, words),
      "data-item": keyOf(proposal),
      "data-uri": proposal.reserved ? "" : proposal.uri,
      "data-column": String(column),
      "data-current": proposal.status,
      ...(proposal.reserved ? {} : { draggable: "true" }),
    },
    make("span", { class: "number" }, proposal.number ?? proposal.id),
    make("span", { class: "title" }, proposal.title),
  );
  if (proposal.findings > 0) element.append(make("span", { class: "problems" }, String(proposal.findings)));
  element.addEventListener("click", () => open(proposal));
  return element;
}

/** The document of the card that an event is for; a number that is only reserved has none. */
const uriOf = (target: EventTarget | null): string | undefined =>
  (target instanceof Element && target.closest<HTMLElement>("[data-item]")?.dataset.uri) || undefined;

/** What the editor's menu on a card is told: the manifest's commands take it as their argument. */
const menuOf = (uris: readonly string[]): string =>
  JSON.stringify({ bepCard: true, uri: uris[0], uris, preventDefaultContextMenuItems: true });
