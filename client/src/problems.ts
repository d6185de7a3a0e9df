// How many findings there are: in each proposal, over all of its documents, and in each series. Counted anew only for documents that changed.
import { DiagnosticSeverity, type Disposable, EventEmitter, l10n, languages, type Uri } from "vscode";
import type { Proposal } from "./protocol";

export interface Count {
  readonly errors: number;
  readonly warnings: number;
  /** Information and hints. */
  readonly others: number;
}

const none: Count = { errors: 0, warnings: 0, others: 0 };

export class FindingCounts implements Disposable {
  /** By document; only those in which there is something. */
  private readonly counts = new Map<string, Count>();
  private readonly changed = new EventEmitter<readonly string[]>();
  /** Tells the documents that have more or fewer findings than before. */
  readonly onDidChange = this.changed.event;
  private readonly subscription = languages.onDidChangeDiagnostics(({ uris }) => this.count(uris));

  constructor() {
    this.count(languages.getDiagnostics().map(([uri]) => uri));
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  of(proposal: Proposal): Count {
    return proposal.reserved
      ? none
      : sum([proposal.uri, ...proposal.parts.map(({ uri }) => uri)].map((uri) => this.counts.get(uri) ?? none));
  }

  /** Those in all documents below a folder, whose address ends with a slash. */
  below(folder: string): Count {
    return sum([...this.counts].filter(([uri]) => uri.startsWith(folder)).map(([, count]) => count));
  }

  private count(uris: readonly Uri[]): void {
    const changed = uris.filter((uri) => {
      const key = uri.toString();
      const [before, now] = [this.counts.get(key) ?? none, countIn(uri)];
      if (isNone(now)) this.counts.delete(key);
      else this.counts.set(key, now);
      return before.errors !== now.errors || before.warnings !== now.warnings || before.others !== now.others;
    });
    if (changed.length > 0) this.changed.fire(changed.map(String));
  }
}

/** Errors and warnings in words; empty where there are none. */
export const say = ({ errors, warnings }: Count): string =>
  [
    errors > 1 ? l10n.t("{0} errors", errors) : errors === 1 ? l10n.t("1 error") : "",
    warnings > 1 ? l10n.t("{0} warnings", warnings) : warnings === 1 ? l10n.t("1 warning") : "",
  ]
    .filter((word) => word !== "")
    .join(", ");

export const isNone = ({ errors, warnings, others }: Count): boolean => errors + warnings + others === 0;

function countIn(uri: Uri): Count {
  const all = languages.getDiagnostics(uri).filter(({ source }) => source === "bep");
  const errors = all.filter(({ severity }) => severity === DiagnosticSeverity.Error).length;
  const warnings = all.filter(({ severity }) => severity === DiagnosticSeverity.Warning).length;
  return { errors, warnings, others: all.length - errors - warnings };
}

const sum = (counts: readonly Count[]): Count => ({
  errors: counts.reduce((all, { errors }) => all + errors, 0),
  warnings: counts.reduce((all, { warnings }) => all + warnings, 0),
  others: counts.reduce((all, { others }) => all + others, 0),
});
