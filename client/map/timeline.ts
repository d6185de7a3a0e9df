// The timeline: when proposals were created and when they came to each status, month by month, and where each of them stands today.
import type { MapProposal, MapSeries, Words } from "../src/map/messages";
import { columnsOf } from "./board";
import { fill, keyOf, make, markCurrent, open, redraw, rove, sayProposal, tell, type View } from "./page";

/** Where all lanes together are higher than this many numbers, which a window has room for, marks stand for them. */
const mostRows = 24;

/** A timeline of fewer proposals than these shows little. */
const fewest = 3;

/** What became of proposals: by the month, as `2025-06` or empty where that is not known, all to whom it happened in it. */
interface Lane {
  readonly name: string;
  readonly category?: string;
  readonly months: ReadonlyMap<string, readonly MapProposal[]>;
}

export class Timeline implements View {
  readonly element = make("div", { class: "timeline" });
  private readonly table = make("table");
  private readonly note = make("p", { class: "note" });
  private readonly info = make("p", { class: "info", "aria-hidden": "true" });
  private proposals = new Map<string, MapProposal>();
  private words: Words | undefined;
  private hasAsked = false;

  constructor() {
    this.element.append(this.note, this.table, this.info);
    rove(this.element, () => {
      const cells = [...this.table.querySelectorAll<HTMLTableRowElement>("tbody tr")].map((row) => [...row.cells]);
      const months = Math.max(0, ...cells.map((row) => row.length));
      return Array.from({ length: months }, (_, at) =>
        cells.flatMap((row) => [...(row[at]?.querySelectorAll<HTMLElement>("[data-item]") ?? [])]),
      );
    });
    for (const event of ["focusin", "mouseover"]) this.element.addEventListener(event, ({ target }) => this.point(target));
    for (const event of ["focusout", "mouseleave"]) this.element.addEventListener(event, () => this.point(null));
  }

  show(series: MapSeries, proposals: readonly MapProposal[], words: Words): void {
    if (!this.hasAsked) tell({ type: "history" });
    this.hasAsked = true;
    this.words = words;
    this.proposals = new Map(proposals.map((proposal) => [keyOf(proposal), proposal]));
    const lanes = lanesOf(series, proposals, words);
    const known = lanes.flatMap((lane) => [...lane.months.keys()]);
    const months = [...monthsBetween(known.filter((month) => month !== "")), ...(known.includes("") ? [""] : [])];
    const dated = proposals.filter((proposal) => monthOf(proposal.created) || proposal.history?.some(({ day }) => day)).length;
    this.note.textContent = dated < Math.min(fewest, proposals.length) || months.length < 2 ? fill(words.fewDates, dated) : "";
    const heights = lanes.map((lane) => Math.max(0, ...[...lane.months.values()].map((those) => those.length)));
    const isDense = heights.reduce((sum, height) => sum + height, 0) > mostRows;
    const isYear = months.map((month, at) => month !== "" && months[at - 1]?.slice(0, 4) !== month.slice(0, 4));
    const cell = (lane: Lane, month: string, at: number) =>
      make(
        "td",
        { class: isYear[at] ? "cell year" : "cell" },
        make("div", { class: "stack" }, ...(lane.months.get(month) ?? []).map((proposal) => dot(proposal, words))),
      );
    // What happened last is read first, until a reader goes elsewhere.
    const panel = this.element.parentElement;
    const at = panel && panel.scrollLeft + panel.clientWidth < panel.scrollWidth - 1 ? panel.scrollLeft : undefined;
    this.table.className = isDense ? "dense" : "";
    redraw(
      this.table,
      make("caption", { class: "hidden" }, words.timeline),
      make(
        "thead",
        {},
        make("tr", {}, make("td", { class: "month corner" }), ...months.map((month, at) => heading(month, isYear[at] ?? false, words))),
      ),
      make("tbody", {}, ...lanes.map((lane) => make("tr", {}, title(lane), ...months.map((month, at) => cell(lane, month, at))))),
    );
    panel?.scrollTo({ left: at ?? panel.scrollWidth });
  }

  highlight(uri: string): void {
    markCurrent(this.table, uri);
  }

  /** Says which proposal a mark stands for, and shows where else it is. */
  private point(target: EventTarget | null): void {
    const key = target instanceof Element ? target.closest<HTMLElement>("[data-item]")?.dataset.item : undefined;
    const proposal = key === undefined ? undefined : this.proposals.get(key);
    this.info.textContent = proposal && this.words ? sayProposal(proposal, this.words) : "";
    for (const item of this.table.querySelectorAll(".same")) item.classList.remove("same");
    if (key === undefined) return;
    for (const item of this.table.querySelectorAll(`[data-item="${CSS.escape(key)}"]`)) item.classList.add("same");
  }
}

/** First how proposals were created, then how they came to each status but the first: a draft is one from its beginning. */
function lanesOf(series: MapSeries, proposals: readonly MapProposal[], words: Words): readonly Lane[] {
  const statuses = columnsOf(series, proposals);
  const order = statuses.map(({ name }) => name);
  const sorted = [...proposals].sort((one, other) => order.indexOf(one.status) - order.indexOf(other.status));
  const byMonth = (dayOf: (proposal: MapProposal) => string | undefined) => {
    const months = new Map<string, MapProposal[]>();
    for (const proposal of sorted) {
      const day = dayOf(proposal);
      if (day === undefined) continue;
      const month = monthOf(day);
      months.set(month, [...(months.get(month) ?? []), proposal]);
    }
    return months;
  };
  return [
    { name: words.created, months: byMonth(({ created, history }) => (monthOf(created) ? created : (history?.[0]?.day ?? ""))) },
    ...statuses
      .filter(({ category }) => category !== "draft")
      .map(({ name, category }) => ({
        name,
        category,
        // Of a status that was left and came back the last time counts.
        months: byMonth(({ history }) => history?.findLast(({ status }) => status === name)?.day),
      }))
      .filter(({ months }) => months.size > 0),
  ];
}

function heading(month: string, isYear: boolean, words: Words): HTMLElement {
  if (month === "") return make("th", { scope: "col", class: "month" }, words.noDate);
  const [year, number] = [month.slice(0, 4), month.slice(5)];
  return make(
    "th",
    { scope: "col", class: isYear ? "month year" : "month", "aria-label": month },
    make("div", {}, isYear ? year : "\u00a0"),
    number,
  );
}

const title = ({ name, category, months }: Lane): HTMLElement =>
  make(
    "th",
    { scope: "row", class: "lane" },
    ...(category ? [make("span", { class: `mark ${category}`, "aria-hidden": "true" })] : []),
    `${name} `,
    make("span", { class: "count" }, String([...months.values()].reduce((sum, those) => sum + those.length, 0))),
  );

function dot(proposal: MapProposal, words: Words): HTMLElement {
  const said = sayProposal(proposal, words);
  const element = make(
    "button",
    {
      type: "button",
      class: "dot",
      tabindex: "-1",
      title: said,
      "aria-label": said,
      "data-item": keyOf(proposal),
      "data-uri": proposal.reserved ? "" : proposal.uri,
    },
    make("span", { class: `mark ${proposal.category}` }),
    make("span", { class: "number" }, proposal.number ?? ""),
  );
  element.addEventListener("click", () => open(proposal));
  return element;
}

/** `2025-06` of `2025-06-17`, however the date is separated; empty for anything else. */
const monthOf = (created: string): string => {
  const match = /^(\d{4})\D(\d{1,2})(?:\D|$)/.exec(created);
  const month = Number(match?.[2]);
  return match && month >= 1 && month <= 12 ? `${match[1]}-${String(month).padStart(2, "0")}` : "";
};

/** Every month from the first to the last: an empty one says something too. A gap of years, which is a mistake in a date, is left out. */
function monthsBetween(months: readonly string[]): string[] {
  const sorted = [...new Set(months)].sort();
  const all: string[] = [];
  for (const month of sorted) {
    const before = all.at(-1);
    if (before !== undefined && distance(before, month) <= mostEmptyMonths)
      for (let next = following(before); next < month; next = following(next)) all.push(next);
    all.push(month);
  }
  return all;
}

const mostEmptyMonths = 36;

const following = (month: string): string => {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
};

const distance = (one: string, other: string): number => {
  const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5));
  return months(other) - months(one);
};
