// How many findings a proposal has, over all of its documents.
import { DiagnosticSeverity, l10n, languages, Uri } from "vscode";
import type { Proposal } from "../proposals";

export interface Problems {
  readonly errors: number;
  readonly warnings: number;
  /** In words; empty where there are none. */
  readonly text: string;
}

export function problemsIn(proposal: Proposal): Problems {
  const documents = proposal.reserved ? [] : [proposal.uri, ...proposal.parts.map((part) => part.uri)];
  const all = documents.flatMap((uri) => languages.getDiagnostics(Uri.parse(uri))).filter(({ source }) => source === "bep");
  const errors = all.filter(({ severity }) => severity === DiagnosticSeverity.Error).length;
  const warnings = all.filter(({ severity }) => severity === DiagnosticSeverity.Warning).length;
  const words = [
    errors > 1 ? l10n.t("{0} errors", errors) : errors === 1 ? l10n.t("1 error") : "",
    warnings > 1 ? l10n.t("{0} warnings", warnings) : warnings === 1 ? l10n.t("1 warning") : "",
  ];
  return { errors, warnings, text: words.filter((word) => word !== "").join(", ") };
}
