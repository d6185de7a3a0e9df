// The document that views beside the text are about.
import { window } from "vscode";

/** The one in the active editor; undefined where there is none, or one that only shows what a document once was. */
export function activeDocument(): string | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri && uri.scheme !== "bep-commit" ? uri.toString() : undefined;
}
