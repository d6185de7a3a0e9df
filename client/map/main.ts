// The map's page: search, filters and tabs above whatever shows the proposals that they leave.
import type { MapProposal, MapSeries, Tab, ToPage, Words } from "../src/map/messages";
import { Board, columnsOf } from "./board";
import { Graph } from "./graph";
import { fill, make, type PageState, remember, state, tell, type View } from "./page";
import { Timeline } from "./timeline";

const tabs = ["map", "board", "timeline"] as const;

let all: readonly MapSeries[] = [];
let words: Words;
let active = "";
let views: Record<Tab, View> | undefined;
let graph: Graph | undefined;
/** The tab that the extension knows of, which the title says. */
let told: Tab | undefined;

window.addEventListener("message", ({ data: message }: MessageEvent<ToPage>) => {
  if (message.type === "tab") {
    choose(message.tab);
    return;
  }
  if (message.type === "active") {
    active = message.uri;
    for (const view of Object.values(views ?? {})) view.highlight(active);
    return;
  }
  all = message.series;
  words = message.words;
  if (message.active) active = message.active;
  if (!views) build();
  update();
});

const panels = {} as Record<Tab, HTMLElement>;
const buttons = {} as Record<Tab, HTMLButtonElement>;
const search = make("input", { type: "search", id: "search", spellcheck: "false" });
const author = make("select", { id: "author" });
const chooser = make("select", { id: "series" });
const legend = make("div", { class: "legend", role: "group" });
const count = make("p", { class: "count", role: "status" });
const graphTools = make("div", { class: "tools", role: "group" });

function build(): void {
  graph = new Graph();
  views = { map: graph, board: new Board(), timeline: new Timeline() };
  search.placeholder = words.search;
  search.setAttribute("aria-label", words.search);
  author.setAttribute("aria-label", words.author);
  chooser.setAttribute("aria-label", words.series);
  legend.setAttribute("aria-label", words.statuses);
  graphTools.setAttribute("aria-label", words.tools);
  graphTools.append(
    tool("+", words.zoomIn, () => graph?.zoom(1.25)),
    tool("−", words.zoomOut, () => graph?.zoom(0.8)),
    tool("⤢", words.fit, () => graph?.fit()),
    tool("SVG", words.exportSvg, () => graph && tell({ type: "save", kind: "svg", content: graph.svg() })),
    tool("PNG", words.exportPng, () => graph && tell({ type: "save", kind: "png", content: graph.png() })),
  );
  const list = make("div", { role: "tablist", "aria-label": words.views, class: "tabs" });
  for (const name of tabs) {
    const button = make("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}` }, words[name]);
    button.addEventListener("click", () => choose(name));
    button.addEventListener("keydown", ({ key }) => {
      const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
      const next = tabs[(tabs.indexOf(name) + step + tabs.length) % tabs.length];
      if (step === 0 || !next) return;
      choose(next);
      buttons[next].focus();
    });
    buttons[name] = button;
    list.append(button);
    panels[name] = make(
      "section",
      { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, class: "panel" },
      views[name].element,
    );
  }
  search.addEventListener("input", () => change({ search: search.value }));
  author.addEventListener("change", () => change({ author: author.value }));
  chooser.addEventListener("change", () => change({ series: chooser.value, author: "", hidden: [] }));
  document.body.append(
    make("header", {}, make("h1", { class: "hidden" }, document.title), list, search, author, chooser, graphTools),
    make("nav", { "aria-label": words.statuses }, legend, count),
    make("main", {}, ...Object.values(panels)),
  );
  search.value = state.search;
}

function tool(label: string, title: string, action: () => void): HTMLElement {
  const button = make("button", { type: "button", title, "aria-label": title }, label);
  button.addEventListener("click", action);
  return button;
}

function choose(tab: Tab): void {
  change({ tab });
}

function change(part: Partial<PageState>): void {
  Object.assign(state, part);
  remember();
  update();
}

function update(): void {
  const series = all.find(({ folder }) => folder === state.series) ?? all[0];
  if (!series || !views) return;
  fillChooser(series);
  fillAuthors(series);
  const found = series.proposals.filter(matches);
  const shown = found.filter(({ status }) => !state.hidden.includes(status));
  fillLegend(series, found);
  count.textContent = shown.length > 1 ? fill(words.shown, shown.length) : shown.length === 1 ? words.shownOne : words.nothing;
  for (const name of tabs) {
    const chosen = name === state.tab;
    buttons[name].setAttribute("aria-selected", String(chosen));
    buttons[name].tabIndex = chosen ? 0 : -1;
    panels[name].hidden = !chosen;
  }
  graphTools.hidden = state.tab !== "map";
  // What is not seen is drawn when it is chosen.
  views[state.tab].show(series, shown, words);
  views[state.tab].highlight(active);
  if (told !== state.tab) tell({ type: "tab", tab: state.tab });
  told = state.tab;
}

const matches = ({ id, title, status, authors, version, ...rest }: MapProposal): boolean => {
  if (state.author && !authors.includes(state.author)) return false;
  const known = [id, title, status, ...authors, version, rest.created].join("\n").toLocaleLowerCase();
  return state.search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => known.includes(word));
};

function fillChooser(series: MapSeries): void {
  chooser.hidden = all.length < 2;
  chooser.replaceChildren(...all.map(({ folder, name }) => make("option", { value: folder }, name)));
  chooser.value = series.folder;
}

function fillAuthors({ proposals }: MapSeries): void {
  const names = [...new Set(proposals.flatMap(({ authors }) => authors))].sort((one, other) => one.localeCompare(other));
  if (state.author && !names.includes(state.author)) state.author = "";
  author.replaceChildren(make("option", { value: "" }, words.allAuthors), ...names.map((name) => make("option", { value: name }, name)));
  author.value = state.author;
}

/** Each status with its look and its number; pressing it hides its proposals or brings them back. */
function fillLegend(series: MapSeries, found: readonly MapProposal[]): void {
  const focused = legend.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.status : undefined;
  legend.replaceChildren(
    ...columnsOf(series, found).map(({ name, category }) => {
      const button = make(
        "button",
        { type: "button", "aria-pressed": String(!state.hidden.includes(name)), "data-status": name },
        make("span", { class: `mark ${category}`, "aria-hidden": "true" }),
        `${name || words.noStatus} `,
        make("span", { class: "count" }, String(found.filter(({ status }) => status === name).length)),
      );
      button.addEventListener("click", () => {
        change({ hidden: state.hidden.includes(name) ? state.hidden.filter((one) => one !== name) : [...state.hidden, name] });
      });
      return button;
    }),
  );
  if (focused !== undefined) legend.querySelector<HTMLElement>(`[data-status="${CSS.escape(focused)}"]`)?.focus();
}

// Nothing here is text that one could cut or paste but what stands in the search.
document.body.dataset.vscodeContext = JSON.stringify({ preventDefaultContextMenuItems: true });
search.dataset.vscodeContext = JSON.stringify({ preventDefaultContextMenuItems: false });
tell({ type: "ready" });
