// A number of the author's that another branch has taken is told loudly: in the status bar as long as it is so, and once in a message.
import {
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  Disposable,
  type ExtensionContext,
  l10n,
  languages,
  StatusBarAlignment,
  ThemeColor,
  Uri,
  window,
} from "vscode";
import type { Server } from "./server";

const rule = "number-taken-on-branch";
const toldBefore = "bep.takenNumbers.told";

interface Taken {
  readonly uri: Uri;
  readonly diagnostic: Diagnostic;
}

export class TakenNumbers implements Disposable {
  private readonly item = window.createStatusBarItem("bep.takenNumbers", StatusBarAlignment.Left);
  private readonly subscription: Disposable;
  /** By document; looked at anew only where something changed. */
  private readonly found = new Map<string, readonly Taken[]>();
  /** By what is said of them; the document where there is one, else the row. */
  private taken = new Map<string, Taken>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: Server,
  ) {
    this.item.name = l10n.t("BEP: Numbers That Are Taken");
    this.item.backgroundColor = new ThemeColor("statusBarItem.warningBackground");
    this.item.command = "bep.showTakenNumber";
    this.subscription = Disposable.from(
      this.item,
      commands.registerCommand("bep.showTakenNumber", () => this.show()),
      languages.onDidChangeDiagnostics(({ uris }) => this.look(uris)),
    );
    this.look(languages.getDiagnostics().map(([uri]) => uri));
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private look(uris: readonly Uri[]): void {
    let isChanged = false;
    for (const uri of uris) {
      const found = languages
        .getDiagnostics(uri)
        .filter(isTaken)
        .map((diagnostic) => ({ uri, diagnostic }));
      if (found.length > 0) this.found.set(uri.toString(), found);
      isChanged = found.length > 0 || (this.found.has(uri.toString()) && this.found.delete(uri.toString())) || isChanged;
    }
    if (isChanged) this.refresh();
  }

  private refresh(): void {
    const registries = new Set((this.server.series ?? []).flatMap(({ registry }) => (registry ? [Uri.parse(registry).toString()] : [])));
    const found = [...this.found.values()]
      .flat()
      .sort((one, other) => Number(registries.has(other.uri.toString())) - Number(registries.has(one.uri.toString())));
    this.taken = new Map(found.map((one) => [one.diagnostic.message, one]));
    const messages = [...this.taken.keys()];
    const [first] = messages;
    if (first === undefined) {
      this.item.hide();
      return;
    }
    const label = messages.length === 1 ? l10n.t("{0} is taken", numberIn(first)) : l10n.t("{0} numbers are taken", messages.length);
    this.item.text = `$(warning) ${label}`;
    this.item.tooltip = messages.join("\n");
    this.item.show();
    void this.tell(messages);
  }

  /** What a fetch or a push reveals is told once; who the branch belongs to and when it was written may change. */
  private async tell(messages: readonly string[]): Promise<void> {
    const told = this.context.workspaceState.get<readonly string[]>(toldBefore, []);
    const key = (message: string) => message.replace(/\s*\([^)]*\)/g, "");
    const message = messages.find((one) => !told.includes(key(one)));
    if (message === undefined) return;
    await this.context.workspaceState.update(toldBefore, [...told, key(message)]);
    const renumber = l10n.t("Renumber…");
    const show = l10n.t("Show");
    const answer = await window.showWarningMessage(message, renumber, show);
    const target = this.taken.get(message);
    if (answer === renumber && target) await commands.executeCommand("bep.renumber", { uri: target.uri.toString() });
    if (answer === show) await this.show(target);
  }

  private async show(target = [...this.taken.values()][0]): Promise<void> {
    if (target) await window.showTextDocument(target.uri, { selection: target.diagnostic.range });
  }
}

const isTaken = ({ source, code, severity }: Diagnostic): boolean =>
  source === "bep" && severity <= DiagnosticSeverity.Warning && (typeof code === "object" ? code.value : code) === rule;

const numberIn = (message: string): string => message.split(" ")[0] ?? message;
