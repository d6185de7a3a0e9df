// What the extension and the map's page tell each other.
import type { DatedStatus, StatusCategory } from "../protocol";

export interface MapProposal {
  readonly id: string;
  readonly number?: string | undefined;
  readonly title: string;
  readonly status: string;
  readonly category: StatusCategory;
  readonly uri: string;
  readonly reserved: boolean;
  readonly authors: readonly string[];
  readonly created: string;
  /** The statuses that it had, the first one first; missing until the timeline has asked for them, and where nothing tells them. */
  readonly history?: readonly DatedStatus[] | undefined;
  readonly version: string;
  readonly successor?: string | undefined;
  readonly refersTo: readonly string[];
  /** How many errors and warnings there are, and the same in words. */
  readonly findings: number;
  readonly problems: string;
}

export interface MapSeries {
  readonly folder: string;
  readonly name: string;
  /** In the order of a proposal's life. */
  readonly statuses: readonly { readonly name: string; readonly category: StatusCategory }[];
  readonly proposals: readonly MapProposal[];
}

/** The page's words, in the author's language. `{0}` is a number. */
export interface Words {
  readonly map: string;
  readonly board: string;
  readonly timeline: string;
  readonly views: string;
  readonly tools: string;
  readonly search: string;
  readonly author: string;
  readonly allAuthors: string;
  readonly series: string;
  readonly statuses: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly exportSvg: string;
  readonly exportPng: string;
  readonly noVersion: string;
  readonly created: string;
  readonly noDate: string;
  readonly noStatus: string;
  readonly reserved: string;
  readonly supersededBy: string;
  readonly shown: string;
  readonly shownOne: string;
  readonly graphHelp: string;
  readonly selected: string;
  readonly boardHelp: string;
  readonly fewDates: string;
  readonly nothing: string;
}

/** A way to look at the proposals. */
export type Tab = "map" | "board" | "timeline";

export type ToPage =
  | { readonly type: "tab"; readonly tab: Tab }
  | { readonly type: "data"; readonly series: readonly MapSeries[]; readonly words: Words; readonly active: string }
  | { readonly type: "active"; readonly uri: string };

export type FromPage =
  | { readonly type: "ready" }
  /** The page shows what became of the proposals, and needs to know it. */
  | { readonly type: "history" }
  /** A tab was chosen. */
  | { readonly type: "tab"; readonly tab: Tab }
  /** Proposals are to get a status; which one is asked for where it is missing. */
  | { readonly type: "status"; readonly uris: readonly string[]; readonly status?: string }
  | { readonly type: "open"; readonly id: string; readonly uri: string }
  | { readonly type: "save"; readonly kind: "svg" | "png"; readonly content: string };
