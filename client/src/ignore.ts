// One entry at the end of the menu of fixes, for who would rather not see a finding: it asks where not.
import { commands, type Disposable, l10n, window } from "vscode";
import type { Server } from "./server";
import { showingErrors } from "./showingErrors";

/** A way to ignore a finding, as the server offers it; the rest is for the server. */
interface Choice {
  readonly title: string;
}

export const registerIgnore = (server: Server): Disposable =>
  commands.registerCommand("bep.ignore", (...choices: Choice[]) => showingErrors(ignore(server, choices)));

async function ignore(server: Server, choices: readonly Choice[]): Promise<void> {
  const items = choices.map((choice) => ({ label: choice.title, choice }));
  const picked = await window.showQuickPick(items, { title: "BEP", placeHolder: l10n.t("Ignore where?"), ignoreFocusOut: true });
  if (picked) await server.execute("bep.server.ignore", picked.choice);
}
