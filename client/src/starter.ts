// Begins a series of proposals in an opened folder: a registry, a template and a configuration, which are then the team's own.
import { type ExtensionContext, l10n, Uri, type WorkspaceFolder, window, workspace } from "vscode";
import { isInside } from "./insideFolder";
import type { Server } from "./server";
import { whyNotWritable } from "./writable";

const files = [
  ["README.md", "README.md"],
  ["template.md", "{prefix}-0000-template.md"],
  ["bep.yaml", ".bep.yaml"],
] as const;

export async function createSeries(context: ExtensionContext, server: Server): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  const place = await window.showInputBox({
    title: l10n.t("Create a Series of Proposals"),
    prompt: l10n.t("The folder for the proposals, in {0}", folder.name),
    value: "proposals",
    ignoreFocusOut: true,
    validateInput: (text) => (isInside(text) ? undefined : l10n.t("A folder inside the opened one is needed.")),
  });
  if (place === undefined) return;
  const prefix = await window.showInputBox({
    title: l10n.t("Create a Series of Proposals"),
    prompt: l10n.t("The word before a number, as in BEP-1000"),
    value: "BEP",
    ignoreFocusOut: true,
    validateInput: (text) => (/^[A-Z][A-Z0-9]{1,9}$/.test(text) ? undefined : l10n.t("Two to ten capital letters and digits are needed.")),
  });
  if (prefix === undefined) return;

  const home = Uri.joinPath(folder.uri, ...place.split(/[\\/]/));
  const targets = files.map(([from, to]) => [from, Uri.joinPath(home, to.replaceAll("{prefix}", prefix))] as const);
  for (const [, target] of targets)
    if (await exists(target)) throw new Error(l10n.t("`{0}` is there already; nothing was created.", workspace.asRelativePath(target)));
  const reason = await whyNotWritable(targets.map(([, target]) => target));
  if (reason) throw new Error(reason);
  for (const [from, target] of targets) {
    const text = Buffer.from(await workspace.fs.readFile(Uri.joinPath(context.extensionUri, "client", "starter", from))).toString();
    await workspace.fs.writeFile(target, Buffer.from(text.replaceAll("{prefix}", prefix)));
  }
  await server.created(targets.map(([, target]) => target));
  await window.showTextDocument(Uri.joinPath(home, "README.md"), { preview: false });
}

/** The opened folder, or the one of several that the author picks. */
export async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new Error(l10n.t("Open a folder first: the series is created in it."));
  return folders.length === 1 ? folders[0] : await window.showWorkspaceFolderPick();
}

const exists = (uri: Uri): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
