// Says why a change cannot be made where the disk does not take it.
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import path from "node:path";
import { l10n, Uri, workspace } from "vscode";
import { CreateFile, DeleteFile, RenameFile, TextDocumentEdit, type WorkspaceEdit } from "vscode-languageclient/node";

/** Why one of these files cannot be written, in a sentence; undefined where nothing speaks against it. */
export async function whyNotWritable(files: readonly Uri[]): Promise<string | undefined> {
  for (const uri of files)
    if (uri.scheme === "file" && !(await isWritable(uri.fsPath)))
      return l10n.t("`{0}` cannot be written: its folder or file is read-only.", workspace.asRelativePath(uri));
  return undefined;
}

/** The files that a change makes, edits, renames or deletes. */
export function filesOf({ documentChanges = [], changes = {} }: WorkspaceEdit): Uri[] {
  const uris = documentChanges.flatMap((change) => {
    if (TextDocumentEdit.is(change)) return [change.textDocument.uri];
    if (RenameFile.is(change)) return [change.oldUri, change.newUri];
    return CreateFile.is(change) || DeleteFile.is(change) ? [change.uri] : [];
  });
  return [...uris, ...Object.keys(changes)].map((uri) => Uri.parse(uri));
}

/** A file, or else the nearest folder around it that there is: the others would be made. */
async function isWritable(file: string): Promise<boolean> {
  try {
    await access(file, constants.W_OK);
    return true;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT" && path.dirname(file) !== file;
    return isMissing && (await isWritable(path.dirname(file)));
  }
}
