// The timeline: how many proposals were begun in each month, and where each of them stands today.
import type { MapProposal, MapSeries, Words } from "../src/map/messages";
import { columnsOf } from "./board";
import { keyOf, make, markCurrent, open, rove, sayProposal, type View } from "./page";

export class Timeline implements View {
  readonly element = make("div", { class: "timeline" });

  constructor() {
    rove(this.element, () =>
      [...this.element.querySelectorAll<HTMLElement>(".period")].map((period) => [...period.querySelectorAll<HTMLElement>("[data-item]")]),
    );
  }

  show(series: MapSeries, proposals: readonly MapProposal[], words: Words): void {
    const order = columnsOf(series, proposals).map(({ name }) => name);
    const byMonth = new Map<string, MapProposal[]>();
    for (const proposal of proposals) {
      const month = monthOf(proposal.created);
      byMonth.set(month, [...(byMonth.get(month) ?? []), proposal]);
    }
    const months = monthsBetween([...byMonth.keys()].filter((month) => month !== ""));
    if (byMonth.has("")) months.push("");
    const list = make("ol", { class: "periods" });
    for (const [at, month] of months.entries()) {
      const begun = [...(byMonth.get(month) ?? [])].sort((one, other) => order.indexOf(one.status) - order.indexOf(other.status));
      const year = month.slice(0, 4);
      const isFirstOfYear = month !== "" && months[at - 1]?.slice(0, 4) !== year;
      list.append(
        make(
          "li",
          { class: isFirstOfYear ? "period year" : "period" },
          make("div", { class: "stack" }, ...begun.map((proposal) => dot(proposal, words))),
          make("span", { class: "label" }, month ? month.slice(5) : words.noDate),
          make("span", { class: "label" }, isFirstOfYear ? year : "\u00a0"),
        ),
      );
    }
    const isNew = this.element.childElementCount === 0;
    const at = this.element.parentElement?.scrollLeft ?? 0;
    this.element.replaceChildren(list);
    // What was begun last is read first.
    this.element.parentElement?.scrollTo({ left: isNew ? this.element.scrollWidth : at });
    this.element.querySelector<HTMLElement>("[data-item]")?.setAttribute("tabindex", "0");
  }

  highlight(uri: string): void {
    markCurrent(this.element, uri);
  }
}

function dot(proposal: MapProposal, words: Words): HTMLElement {
  const said = sayProposal(proposal, words);
  const element = make(
    "button",
    {
      type: "button",
      class: `dot ${proposal.stage}`,
      tabindex: "-1",
      title: said,
      "aria-label": said,
      "data-item": keyOf(proposal),
      "data-uri": proposal.reserved ? "" : proposal.uri,
    },
    proposal.number ?? "",
  );
  element.addEventListener("click", () => open(proposal));
  return element;
}

/** `2025-06` of `2025-06-17`, however the date is separated; empty where it is none. */
const monthOf = (created: string): string => {
  const match = /^(\d{4})\D(\d{1,2})(?:\D|$)/.exec(created);
  const month = Number(match?.[2]);
  return match && month >= 1 && month <= 12 ? `${match[1]}-${String(month).padStart(2, "0")}` : "";
};

/** Every month from the first to the last: an empty one says something too. A gap of years, which is a mistake in a date, is left out. */
function monthsBetween(months: readonly string[]): string[] {
  const sorted = [...months].sort();
  const all: string[] = [];
  for (const month of sorted) {
    for (let next = following(all.at(-1) ?? month), left = 36; all.length > 0 && next < month && left > 0; next = following(next), left--) {
      if (distance(all.at(-1) ?? month, month) > 36) break;
      all.push(next);
    }
    all.push(month);
  }
  return all;
}

const following = (month: string): string => {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
};

const distance = (one: string, other: string): number => {
  const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5));
  return months(other) - months(one);
};
