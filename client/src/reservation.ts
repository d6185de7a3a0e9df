// What an author is told and asked before a number is reserved.
import { l10n, window } from "vscode";
import type { Reservation, Series } from "./protocol";
import type { Server } from "./server";

/** Asks for the next number; `fresh` has the repository read once more. */
export async function reservationOf(server: Server, series: Series, how: { fresh: boolean; title?: string }): Promise<Reservation> {
  const reservation = await server.ask("bep/reservation", { series: series.folder, ...how });
  if (!reservation) throw new Error(l10n.t("The BEP language server did not answer."));
  return reservation;
}

export async function askTitle(title: string, prompt: string): Promise<string | undefined> {
  const answer = await window.showInputBox({
    title: `BEP: ${title}`,
    prompt,
    placeHolder: l10n.t("A short title, as it will stand in the heading"),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === "" ? l10n.t("A title is needed.") : undefined),
  });
  return answer?.trim();
}
