// What all parts of the page share: the proposals that are shown, how elements are made, and the way to the extension.
import type { FromPage, MapProposal, MapSeries, Tab, Words } from "../src/map/messages";

export interface PageState {
  tab: Tab;
  series: string;
  search: string;
  author: string;
  hidden: string[];
  positions: Record<string, { x: number; y: number }>;
  viewport?: { zoom: number; pan: { x: number; y: number } } | undefined;
}

interface Host {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare const acquireVsCodeApi: () => Host;

const host = acquireVsCodeApi();

export const state: PageState = host.getState() ?? { tab: "map", series: "", search: "", author: "", hidden: [], positions: {} };

export const remember = (): void => host.setState(state);

export const tell = (message: FromPage): void => host.postMessage(message);

export const open = ({ id, uri }: MapProposal): void => tell({ type: "open", id, uri });

/** What a proposal is told apart by: two rows may reserve one number. */
export const keyOf = (proposal: MapProposal): string => `${proposal.id} ${proposal.reserved ? proposal.title : proposal.uri}`;

/** A part of the page that shows proposals in its own way. */
export interface View {
  readonly element: HTMLElement;
  show(series: MapSeries, proposals: readonly MapProposal[], words: Words): void;
  highlight(uri: string): void;
}

type Child = Node | string;

/** Makes an element; text is always text, whatever stands in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

export const fill = (text: string, value: string | number): string => text.replace("{0}", String(value));

/** A proposal in one line, as a screen reader says it. */
export const sayProposal = (proposal: MapProposal, words: Words): string =>
  [
    `${proposal.id} ${proposal.title}`,
    proposal.status,
    proposal.reserved ? words.reserved : "",
    proposal.successor ? fill(words.supersededBy, proposal.successor) : "",
    proposal.authors.join(", "),
    proposal.problems,
  ]
    .filter((part) => part !== "")
    .join(", ");

/** Marks the proposal in the active editor. */
export function markCurrent(container: HTMLElement, uri: string): void {
  for (const item of container.querySelectorAll<HTMLElement>("[data-item]")) {
    if (uri !== "" && item.dataset.uri === uri) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }
}

/** Draws the items of `container` anew; who was on one with the keyboard is on the same one afterwards. */
export function redraw(container: HTMLElement, ...children: Child[]): void {
  const found = () => [...container.querySelectorAll<HTMLElement>("[data-item]")];
  const focused = found().find((item) => item === document.activeElement);
  const same = (item: HTMLElement) => item.dataset.item === focused?.dataset.item;
  const at = focused ? found().filter(same).indexOf(focused) : -1;
  container.replaceChildren(...children);
  const again = at < 0 ? undefined : found().filter(same)[at];
  const reachable = again ?? found()[0];
  if (reachable) reachable.tabIndex = 0;
  // Who writes in an editor meanwhile stays there.
  if (document.hasFocus()) again?.focus({ preventScroll: true });
}

/** Of many items only one can be reached with Tab; the arrow keys go from one to the next in `rows`. */
export function rove(container: HTMLElement, rows: () => HTMLElement[][]): void {
  const reachable = (item: HTMLElement) => {
    for (const other of container.querySelectorAll<HTMLElement>('[tabindex="0"]')) other.tabIndex = -1;
    item.tabIndex = 0;
  };
  container.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement && target.dataset.item !== undefined) reachable(target);
  });
  container.addEventListener("keydown", (event) => {
    const steps: Record<string, readonly [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const step = steps[event.key];
    if (!step || !(event.target instanceof HTMLElement)) return;
    const all = rows().filter((row) => row.length > 0);
    const column = all.findIndex((row) => row.includes(event.target as HTMLElement));
    const at = all[column]?.indexOf(event.target) ?? -1;
    if (at < 0) return;
    const row = all[column + step[0]] ?? all[column] ?? [];
    const next = row[Math.min(Math.max(at + step[1], 0), row.length - 1)];
    next?.focus();
    event.preventDefault();
  });
}
