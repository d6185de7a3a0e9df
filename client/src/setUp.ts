// Makes a series of a folder, as its documents show how they are written; offered once where numbered documents lie that nobody has configured.
import { commands, Disposable, type ExtensionContext, l10n, Uri, window, workspace } from "vscode";
import { isInside } from "./insideFolder";
import { placeIn } from "./meantSeries";
import type { FoldersToSetUpResult } from "./protocol";
import type { Server } from "./server";
import { showingErrors } from "./showingErrors";
import { chooseFolder } from "./starter";

const offeredBefore = "bep.setUp.offered";

export class SetUp implements Disposable {
  private readonly subscription: Disposable;
  private isAsked = false;

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: Server,
  ) {
    this.subscription = Disposable.from(
      commands.registerCommand("bep.initialize", (folder?: unknown) => showingErrors(initialize(server, placeIn(folder)))),
      server.onDidChange(() => showingErrors(this.offer())),
    );
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** Once in a workspace, whatever the answer is: whoever thinks of it later has the command. */
  private async offer(): Promise<void> {
    if (this.isAsked || this.context.workspaceState.get(offeredBefore) || this.server.series?.length !== 0) return;
    this.isAsked = true;
    const [folder] = (await this.server.ask("bep/foldersToSetUp", {}))?.folders ?? [];
    // Somebody may have begun a series in the meantime.
    if (!folder || this.server.series?.length !== 0) return;
    await this.context.workspaceState.update(offeredBefore, true);
    const setUp = l10n.t("Set Up");
    const answer = await window.showInformationMessage(
      l10n.t(
        "{0} holds numbered documents. Have them checked and listed? This writes a .bep.yaml that says how they are written; “BEP: Set Up a Folder…” does it at any time.",
        nameOf(folder.uri),
      ),
      setUp,
      l10n.t("Not Now"),
    );
    if (answer === setUp) await initialize(this.server, folder.uri);
  }
}

async function initialize(server: Server, named: string | undefined): Promise<void> {
  // Where the server does not run, this says why.
  await server.knownSeries();
  const folder = named ?? (await pickFolder((await server.ask("bep/foldersToSetUp", {}))?.folders ?? []));
  if (!folder) return;
  const { folders, presets } = (await server.ask("bep/foldersToSetUp", { folder })) ?? { folders: [], presets: [] };
  const preset = folders[0]?.new ? await pickPreset(presets, folder) : "";
  if (preset === undefined) return;
  await server.execute("bep.server.initialize", { series: folder, ...(preset ? { preset } : {}) });
}

/** One of those that were found, or another one. */
async function pickFolder(found: FoldersToSetUpResult["folders"]): Promise<string | undefined> {
  const another = { label: l10n.t("Another Folder…"), uri: undefined };
  const items = found.map(({ uri }) => ({ label: nameOf(uri), description: l10n.t("numbered documents"), uri }));
  const picked = items.length === 0 ? another : await window.showQuickPick([...items, another], { title: title(), ignoreFocusOut: true });
  return picked === another ? await typeFolder() : picked?.uri;
}

async function typeFolder(): Promise<string | undefined> {
  const around = await chooseFolder();
  const place =
    around &&
    (await window.showInputBox({
      title: title(),
      prompt: l10n.t("The folder of the documents, in {0}; a dot for {0} itself", around.name),
      value: "docs/decisions",
      ignoreFocusOut: true,
      validateInput: (text) =>
        text.trim() === "." || isInside(text) ? undefined : l10n.t("The opened folder or one inside of it is needed."),
    }));
  return place ? Uri.joinPath(around.uri, ...place.trim().split(/[\\/]/)).toString() : undefined;
}

async function pickPreset(presets: FoldersToSetUpResult["presets"], folder: string): Promise<string | undefined> {
  const items = presets.map(({ name, description }) => ({ label: name, detail: description }));
  const placeHolder = l10n.t("Nothing in {0} has a number: what is the series to be like?", nameOf(folder));
  return (await window.showQuickPick(items, { title: title(), placeHolder, matchOnDetail: true, ignoreFocusOut: true }))?.label;
}

const title = (): string => l10n.t("Set Up a Folder");

/** As the explorer shows it; an opened folder by its name. */
function nameOf(folder: string): string {
  const uri = Uri.parse(folder);
  const around = workspace.getWorkspaceFolder(uri);
  return around?.uri.toString() === uri.toString() ? around.name : workspace.asRelativePath(uri);
}
