// The box for a commit's message above a repository's changes: to the server it is one of the messages that git keeps in `.git`.
import { Uri } from "vscode";

// The server takes what ends like this for a message; git itself has none of this name.
const name = ".git/BOX_EDITMSG";

export const messageBox = {
  scheme: "vscode-scm",

  /** The address of a document as the server reads it. */
  toFile(uri: Uri): string {
    const root = uri.scheme === messageBox.scheme ? new URLSearchParams(uri.query).get("rootUri") : null;
    if (!root?.startsWith("file:")) return uri.toString();
    const file = Uri.joinPath(Uri.parse(root), name).toString();
    boxes.set(file, uri);
    return file;
  },

  /** The document that the server means. */
  fromFile: (uri: string): Uri => boxes.get(uri) ?? Uri.parse(uri),
};

const boxes = new Map<string, Uri>();
