// What the server's own requests and notifications carry, as docs/lsp-extensions.md describes them.
// A test compares this file with the server's records (`Protocol/Extensions.cs`). A member without a value is left out of a message.

/** A place in a text, from 0, as the protocol has it. */
export interface LspRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** What a status means for a reader, whatever a series calls it. */
export type StatusCategory = "draft" | "discussed" | "accepted" | "implemented" | "rejected" | "withdrawn" | "superseded" | "other";

/** The parameters of `bep/series`. */
export interface SeriesParams {
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  readonly folder: string;
  readonly registry: string | null;
  readonly prefix: string;
  /** A regular expression, without flags, for a mention of a proposal in plain text; its first group is the number, `1020`. */
  readonly mention: string;
  readonly next: string;
  readonly proposals: number;
  /** False while the folder is still being read. */
  readonly complete: boolean;
  /** What was seen of the repository's other branches, in sentences; missing where there is no repository. */
  readonly branches?: Branches;
  /** How many errors there are that the base branch does not have; missing where it is not known what that has. */
  readonly newErrors?: number;
}

export interface Branches {
  readonly seen: string;
  readonly taken?: string;
  readonly problem?: string;
  readonly remote: boolean;
}

/** The parameters of `bep/proposalsChanged`. */
export interface ProposalsChangedParams {
  readonly series: string;
}

/** The parameters of `bep/proposals`, `bep/convention` and `bep/changeTitle`. */
export interface ProposalsParams {
  readonly series: string;
}

/** The result of `bep/proposals`. */
export interface ProposalsResult {
  readonly statuses: readonly Status[];
  readonly proposals: readonly Proposal[];
  readonly inFlight: readonly InFlight[];
  /** The reader's name as git has it. */
  readonly me?: string;
}

export interface Status {
  readonly name: string;
  readonly description?: string;
  /** The statuses that may follow. */
  readonly next: readonly string[];
  /** Nobody works on the proposal any more. */
  readonly settled: boolean;
  readonly category: StatusCategory;
}

/** A proposal, or a number that is reserved for one. */
export interface Proposal {
  /** The number as it is read, `BEP-1020`; for a draft without one the file's name. */
  readonly id: string;
  readonly number?: string;
  readonly title: string;
  readonly status: string;
  /** What the status means, also where the lifecycle does not have it. */
  readonly category: StatusCategory;
  /** The document; the registry where only the number is reserved. */
  readonly uri: string;
  /** The row that reserves the number, where there is no document yet. */
  readonly reserved?: LspRange;
  readonly authors: readonly string[];
  readonly created: string;
  readonly targetVersion: string;
  readonly implementedVersion: string;
  readonly successor?: string;
  readonly refersTo: readonly string[];
  readonly parts: readonly Part[];
  /** When a commit last changed it, in seconds since 1970; missing where none did. */
  readonly changed?: number;
  readonly registered: boolean;
  /** The oldest release whose code follows the proposal, which is not settled. */
  readonly citedSince?: string;
}

/** A proposal that only other branches have. */
export interface InFlight {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly category: StatusCategory;
  /** Where its text can be read; missing where only the number is reserved. */
  readonly uri?: string;
  readonly authors: readonly string[];
  readonly created: string;
  readonly targetVersion: string;
  /** At least one, the nearest first. */
  readonly branches: readonly Branch[];
}

export interface Branch {
  readonly name: string;
  readonly author: string;
  readonly date: string;
}

export interface Part {
  readonly uri: string;
  readonly title: string;
}

/** The parameters of `bep/statusHistory`; with a document, of its proposal alone, and with the commits. */
export interface StatusHistoryParams {
  readonly series: string;
  readonly document?: string;
}

/** The result of `bep/statusHistory`. */
export interface StatusHistoryResult {
  readonly proposals: readonly ProposalHistory[];
  /** Why nothing is known. */
  readonly unknown?: string;
}

export interface ProposalHistory {
  readonly uri: string;
  readonly statuses: readonly DatedStatus[];
}

export interface DatedStatus {
  /** Missing where the proposal had the status before it came into the repository. */
  readonly day?: string;
  readonly status: string;
  /** The series calls what is agreed on so. */
  readonly accepted: boolean;
  /** Missing where no commit says it yet. */
  readonly commit?: Commit;
}

export interface Commit {
  readonly name: string;
  readonly author: string;
  readonly subject: string;
  /** The document after the commit, to read. */
  readonly uri: string;
  /** The document before it; missing where it came with it. */
  readonly before?: string;
}

/** The result of `bep/connections`. */
export interface ConnectionsResult {
  readonly id: string;
  readonly uri: string;
  readonly refersTo: readonly Connection[];
  readonly referredToBy: readonly Connection[];
  /** Where the proposal's own documents name it. */
  readonly itself: readonly Place[];
}

export interface Connection {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly uri?: string;
  readonly places: readonly Place[];
}

export interface Place {
  readonly uri: string;
  readonly range: LspRange;
  readonly text: string;
}

/** One item of the result of `bep/convention`. */
export interface ConventionFact {
  readonly name: string;
  readonly value: string;
  readonly description: string;
  readonly uri?: string;
  readonly range?: LspRange;
}

/** The result of `bep/changeTitle`. */
export interface ChangeTitleResult {
  readonly title?: string;
  readonly base?: string;
}

/** One item of the result of `bep/steps`: a status that may come next, and what the series calls that which it asks for. */
export interface Step {
  readonly status: string;
  readonly version?: string;
  /** The versions that are known, the newest first. */
  readonly versions?: readonly string[];
  readonly successor?: string;
  readonly reason?: string;
}

/** The parameters of `bep/reservation`. */
export interface ReservationParams {
  readonly series: string;
  readonly fresh: boolean;
  readonly title?: string;
}

/** The result of `bep/reservation`. */
export interface Reservation {
  readonly number: string;
  readonly sentence: string;
  readonly old: boolean;
  readonly document?: string;
  readonly branch?: string;
  readonly message?: string;
  readonly refusal?: string;
}

/** The result of `bep/nextStep`. */
export interface NextStep {
  readonly status: string;
  readonly missing: readonly Missing[];
}

export interface Missing {
  readonly words: string;
  readonly range: LspRange;
}

/** One item of the result of `bep/placesToFill`. */
export interface PlaceToFill {
  readonly range: LspRange;
  /** Where there is only white space: what takes its place, before writing starts after the first two line ends. */
  readonly room?: string;
}

/** The parameters of `bep/waysToFix`. */
export interface WaysToFixParams {
  readonly series: string;
  readonly document?: string;
}

/** An element of the result of `bep/waysToFix`. */
export interface WayToFix {
  readonly rule: string;
  readonly summary: string;
  readonly way: string;
  readonly title: string;
  readonly inDocument: number;
  readonly inSeries: number;
}

/** The parameters of `bep/foldersToSetUp`; with a folder, of that one alone. */
export interface FoldersToSetUpParams {
  readonly folder?: string;
}

/** The result of `bep/foldersToSetUp`. */
export interface FoldersToSetUpResult {
  readonly folders: readonly FolderToSetUp[];
  readonly presets: readonly Preset[];
}

export interface FolderToSetUp {
  readonly uri: string;
  /** No document in it has a number. */
  readonly new: boolean;
}

/** What a series can be started from. */
export interface Preset {
  readonly name: string;
  readonly description: string;
}

interface TextDocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** The server's own requests: what each takes, and what it answers; null where it knows nothing of what was asked. */
export interface Requests {
  "bep/proposals": [ProposalsParams, ProposalsResult];
  "bep/statusHistory": [StatusHistoryParams, StatusHistoryResult];
  "bep/connections": [TextDocumentParams, ConnectionsResult];
  "bep/convention": [ProposalsParams, readonly ConventionFact[]];
  "bep/changeTitle": [ProposalsParams, ChangeTitleResult];
  "bep/steps": [TextDocumentParams, readonly Step[]];
  "bep/reservation": [ReservationParams, Reservation];
  "bep/nextStep": [TextDocumentParams, NextStep];
  "bep/placesToFill": [TextDocumentParams, readonly PlaceToFill[]];
  "bep/foldersToSetUp": [FoldersToSetUpParams, FoldersToSetUpResult];
  "bep/waysToFix": [WaysToFixParams, readonly WayToFix[]];
}
