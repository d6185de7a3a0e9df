// The board: a column for each status, a lane for each target version.
import type { MapProposal, MapSeries, Words } from "../src/map/messages";
import { keyOf, make, markCurrent, open, redraw, rove, sayProposal, type View } from "./page";

export class Board implements View {
  readonly element = make("div", { class: "board" });

  constructor() {
    rove(this.element, () => {
      const columns = new Map<string, HTMLElement[]>();
      for (const card of this.element.querySelectorAll<HTMLElement>("[data-item]")) {
        const column = card.dataset.column ?? "";
        columns.set(column, [...(columns.get(column) ?? []), card]);
      }
      return [...columns].sort(([one], [other]) => Number(one) - Number(other)).map(([, cards]) => cards);
    });
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
          { scope: "col" },
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
        lane.append(make("td", {}, ...cards));
      }
      body.append(lane);
    }
    redraw(this.element, make("table", {}, make("caption", { class: "hidden" }, words.board), make("thead", {}, head), body));
  }

  highlight(uri: string): void {
    markCurrent(this.element, uri);
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
    },
    make("span", { class: "number" }, proposal.number ?? proposal.id),
    make("span", { class: "title" }, proposal.title),
  );
  if (proposal.findings > 0) element.append(make("span", { class: "problems" }, String(proposal.findings)));
  element.addEventListener("click", () => open(proposal));
  return element;
}
