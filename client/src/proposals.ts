// The proposals of all series as the server lists them, asked for again whenever it says that a list is another one.
import { type Disposable, EventEmitter, Uri } from "vscode";
import type { Proposal, ProposalsResult, Series } from "./protocol";
import type { Server } from "./server";

/** A series with all that is in it. */
export interface ProposalList extends ProposalsResult {
  readonly series: Series;
}

export class Proposals implements Disposable {
  private readonly lists = new Map<string, ProposalList>();
  /** Series whose list was asked for after all of their documents had been read. */
  private readonly whole = new Set<string>();
  /** Series whose list is to be asked for, once the question under way is answered. */
  private readonly stale = new Set<string>();
  private asking = false;
  private told = "";
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: Disposable[];

  constructor(private readonly server: Server) {
    this.subscriptions = [
      this.changed,
      server.onDidChangeProposals((folder) => {
        this.stale.add(folder);
        void this.ask();
      }),
      server.onDidChange(() => {
        const folders = new Set(server.series?.map((series) => series.folder));
        for (const folder of this.lists.keys()) if (!folders.has(folder)) this.forget(folder);
        for (const { folder, complete } of server.series ?? [])
          if (complete ? !this.whole.has(folder) : !this.lists.has(folder)) this.stale.add(folder);
        if (this.stale.size > 0) void this.ask();
        this.tell();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** What is known of each series, in the server's order. */
  get all(): readonly ProposalList[] {
    return (this.server.series ?? []).flatMap((series) => {
      const list = this.lists.get(series.folder);
      return list ? [{ ...list, series }] : [];
    });
  }

  /**
   * What menus and empty views depend on: `ready` means that there are series and that the list of each has arrived, `empty` that there is
   * none. A list that is empty may be so only because the documents are still being read.
   */
  get state(): "starting" | "failed" | "empty" | "ready" {
    const { state, series } = this.server;
    if (state.is === "failed") return "failed";
    if (state.is !== "running" || !series) return "starting";
    if (series.length === 0) return "empty";
    const hasCome = (folder: string) => this.whole.has(folder) || (this.lists.get(folder)?.proposals.length ?? 0) > 0;
    return series.every(({ folder }) => hasCome(folder)) ? "ready" : "starting";
  }

  /** The documents of all proposals, with those that are parts of one. */
  get documents(): readonly string[] {
    const proposals = this.all.flatMap((list) => list.proposals).filter(({ reserved }) => !reserved);
    return proposals.flatMap(({ uri, parts }) => [uri, ...parts.map((part) => part.uri)]);
  }

  /** The proposal that a document is, or is a part of. */
  find(uri: string): { list: ProposalList; proposal: Proposal } | undefined {
    for (const list of this.all) {
      const proposal = list.proposals.find((one) => !one.reserved && (one.uri === uri || one.parts.some((part) => part.uri === uri)));
      if (proposal) return { list, proposal };
    }
    return undefined;
  }

  /** One question at a time: while an answer is under way, any number of changes make one more question. */
  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      for (const folder of this.stale) {
        this.stale.delete(folder);
        const series = this.server.series?.find((one) => one.folder === folder);
        const answer = series && (await this.server.ask("bep/proposals", { series: folder }));
        // Meanwhile the server may have gone, or the series.
        if (!answer || !this.server.series?.some((one) => one.folder === folder)) continue;
        this.lists.set(folder, {
          ...answer,
          series,
          proposals: answer.proposals.map(spelledAsHere),
          inFlight: answer.inFlight.map((one) => (one.uri === undefined ? one : { ...one, uri: spelled(one.uri) })),
        });
        if (series.complete) this.whole.add(folder);
      }
    } finally {
      this.asking = false;
    }
    this.tell();
  }

  private forget(folder: string): void {
    this.lists.delete(folder);
    this.whole.delete(folder);
  }

  /** Tells only what is new: a view that is made anew takes away, for a moment, the row on which an author has opened a menu. */
  private tell(): void {
    const now = JSON.stringify([this.state, this.all]);
    if (now === this.told) return;
    this.told = now;
    this.changed.fire();
  }
}

/** The same address can be spelled in several ways; this is the editor's. */
export const spelled = (uri: string): string => Uri.parse(uri).toString();

const spelledAsHere = (proposal: Proposal): Proposal => ({
  ...proposal,
  uri: spelled(proposal.uri),
  parts: proposal.parts.map((part) => ({ ...part, uri: spelled(part.uri) })),
});
