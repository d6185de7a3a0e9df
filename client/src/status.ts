// What the language status (the braces in the status bar) says: the server's state, and each series' size, findings and other branches.
import {
  Disposable,
  type DocumentSelector,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  RelativePattern,
  Uri,
} from "vscode";
import { type FindingCounts, isNone, say } from "./problems";
import type { Series } from "./protocol";
import type { Server } from "./server";

/** Until the server has told which folders are series, anything that looks like a proposal shows its state. */
const anyProposal: DocumentSelector = [
  { scheme: "file", language: "markdown", pattern: "**/BEP-*.md" },
  { scheme: "file", language: "markdown", pattern: "**/proposals/*.md" },
];

/** An item that is to be shown, and what makes it say what it should. */
type Wanted = readonly [key: string, fill: (item: LanguageStatusItem) => void];

export class Status implements Disposable {
  private readonly items = new Map<string, LanguageStatusItem>();
  private readonly subscription: Disposable;

  constructor(
    private readonly server: Server,
    private readonly problems: FindingCounts,
  ) {
    this.subscription = Disposable.from(
      server.onDidChange(() => this.refresh()),
      problems.onDidChange(() => this.refresh()),
    );
  }

  dispose(): void {
    this.subscription.dispose();
    this.show([]);
  }

  private refresh(): void {
    const { state, series } = this.server;
    if (state.is === "running" && series) this.show(series.flatMap((one) => [...itemsOf(one, series.length > 1, this.problems)]));
    else this.show([["", (item) => this.describeServer(item)]]);
  }

  /** Makes, keeps and removes items so that exactly these are shown. */
  private show(wanted: readonly Wanted[]): void {
    const keys = new Set(wanted.map(([key]) => key));
    for (const [key, item] of this.items) {
      if (keys.has(key)) continue;
      item.dispose();
      this.items.delete(key);
    }
    for (const [key, fill] of wanted) {
      const item = this.items.get(key) ?? languages.createLanguageStatusItem(`bep.status.${key}`, anyProposal);
      this.items.set(key, item);
      item.name = "BEP";
      fill(item);
    }
  }

  private describeServer(item: LanguageStatusItem): void {
    const { state } = this.server;
    item.busy = state.is === "starting" || state.is === "running";
    item.severity = state.is === "failed" ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.text = {
      starting: l10n.t("Starting"),
      running: l10n.t("Reading proposals"),
      stopped: l10n.t("Stopped"),
      failed: l10n.t("Not running"),
    }[state.is];
    item.detail = state.is === "failed" ? state.reason : "";
    item.command = item.busy
      ? { title: l10n.t("Show Output"), command: "bep.showOutput" }
      : { title: l10n.t("Restart"), command: "bep.restartServer" };
  }
}

function* itemsOf(series: Series, several: boolean, problems: FindingCounts): Iterable<Wanted> {
  yield [series.folder, (item) => describe(item, series, several)];
  yield [`${series.folder} findings`, (item) => describeFindings(item, series, problems)];
  const { branches } = series;
  if (branches) yield [`${series.folder} branches`, (item) => describeBranches(item, series, branches)];
  const problem = branches?.problem;
  if (problem) yield [`${series.folder} problem`, (item) => describeProblem(item, series, problem)];
}

/** How many proposals a series has, and which number comes next. */
export const sizeOf = ({ proposals, next }: Series): string =>
  proposals === 1 ? l10n.t("1 proposal, next {0}", next) : l10n.t("{0} proposals, next {1}", proposals, next);

function describe(item: LanguageStatusItem, series: Series, several: boolean): void {
  item.selector = selectorOf(series);
  item.busy = !series.complete;
  item.severity = LanguageStatusSeverity.Information;
  item.text = series.complete ? sizeOf(series) : l10n.t("Reading proposals");
  // Where there is only one series, its name says nothing.
  item.detail = several ? series.name : "";
  item.command = series.registry
    ? { title: l10n.t("Open Registry"), command: "bep.openRegistry", arguments: [series.folder] }
    : { title: l10n.t("Show Output"), command: "bep.showOutput" };
}

/** The findings in all documents of a series, open or not. */
function describeFindings(item: LanguageStatusItem, series: Series, problems: FindingCounts): void {
  const found = problems.below(`${Uri.parse(series.folder).toString()}/`);
  item.selector = selectorOf(series);
  item.busy = !series.complete;
  item.severity = LanguageStatusSeverity.Information;
  item.text = isNone(found) ? l10n.t("No findings") : say(found) || l10n.t("No errors, no warnings");
  item.command = { title: l10n.t("Show Problems"), command: "workbench.actions.view.problems" };
}

/** What others have reserved is known as far as it was fetched. */
function describeBranches(item: LanguageStatusItem, series: Series, { seen, taken, remote }: NonNullable<Series["branches"]>): void {
  item.selector = selectorOf(series);
  item.text = seen;
  item.detail = taken ?? "";
  item.command = remote ? { title: l10n.t("Fetch"), command: "git.fetch", arguments: [Uri.parse(series.folder)] } : undefined;
}

/** What could not be read. */
function describeProblem(item: LanguageStatusItem, series: Series, problem: string): void {
  item.selector = selectorOf(series);
  item.severity = LanguageStatusSeverity.Warning;
  item.text = problem;
  item.command = { title: l10n.t("Show Output"), command: "bep.showOutput" };
}

const selectorOf = (series: Series): DocumentSelector => ({
  scheme: "file",
  language: "markdown",
  pattern: new RelativePattern(Uri.parse(series.folder), "**/*.md"),
});
