// Whether old findings are shown: a toggle, and an offer, made once, where a series has many.
import { ConfigurationTarget, commands, Disposable, type ExtensionContext, l10n, Uri, window, workspace } from "vscode";
import { refuseUntrusted } from "./git";
import type { FindingCounts } from "./problems";
import type { Server } from "./server";
import { showingErrors } from "./showingErrors";

const setting = "diagnostics.onlyNew";
const offeredBefore = "bep.onlyNew.offered";

/** More errors than somebody who has come to write wants to look through. */
const many = 10;

export class OnlyNew implements Disposable {
  private readonly subscription: Disposable;
  private isOffering = false;

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: Server,
    private readonly problems: FindingCounts,
  ) {
    this.subscription = Disposable.from(
      commands.registerCommand("bep.showOnlyNew", () => showingErrors(setOnlyNew())),
      commands.registerCommand("bep.showAllFindings", () => set(false)),
      server.onDidChange(() => this.offer()),
      problems.onDidChange(() => this.offer()),
    );
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** What is old can be told only where there is a repository, and how much there is once all of it has been read. */
  private async offer(): Promise<void> {
    if (this.isOffering || this.context.workspaceState.get(offeredBefore) || isSet()) return;
    const series = this.server.series?.find((one) => one.complete && one.branches && this.errorsIn(one.folder) > many);
    if (!series) return;
    this.isOffering = true;
    await this.context.workspaceState.update(offeredBefore, true);
    const onlyNew = l10n.t("Only What Is New");
    const answer = await window.showInformationMessage(
      l10n.t(
        "{0} has {1} errors. Show only what is new on your branch? The view's title and the setting `bep.diagnostics.onlyNew` change it at any time.",
        series.name,
        this.errorsIn(series.folder),
      ),
      onlyNew,
      l10n.t("Show All"),
    );
    if (answer === onlyNew) await set(true);
  }

  private readonly errorsIn = (folder: string): number => this.problems.below(`${Uri.parse(folder).toString()}/`).errors;
}

/** True where the author or the folder has decided already. */
function isSet(): boolean {
  const values = workspace.getConfiguration("bep").inspect(setting);
  return values?.globalValue !== undefined || values?.workspaceValue !== undefined;
}

/** What is old only git knows. */
async function setOnlyNew(): Promise<void> {
  refuseUntrusted();
  await set(true);
}

const set = (value: boolean) => workspace.getConfiguration("bep").update(setting, value, ConfigurationTarget.Workspace);
