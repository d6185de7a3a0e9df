// The commands that an author gives: a new proposal, a reserved number, the registry. The server does the work, and git that of git.
import { commands, type Disposable, l10n, Uri, window } from "vscode";
import type { BranchSteps } from "./branchSteps";
import { showConvention } from "./convention";
import type { FillIn } from "./fillIn";
import { likeliestFirst, meantSeries, placeIn } from "./meantSeries";
import type { Series } from "./protocol";
import { askTitle, reservationOf } from "./reservation";
import type { Server } from "./server";
import { Remediable, showingErrors } from "./showingErrors";
import { fetchAndReserve, startProposal } from "./startProposal";
import { sizeOf } from "./status";

export function registerCommands(server: Server, steps: BranchSteps, fillIn: FillIn): Disposable[] {
  const register = (name: string, action: (folder?: string) => Promise<void>) =>
    commands.registerCommand(name, (folder?: unknown) => showingErrors(action(placeIn(folder))));

  return [
    register("bep.newProposal", async (folder) => {
      const series = await chooseSeries(server, folder);
      const title = series && (await askTitle(l10n.t("New Proposal"), await promptOf(server, series)));
      if (!title) return;
      fillIn.begin(await server.make("bep.server.newProposal", { title, series: series.folder }));
      await hasBegun();
    }),
    register("bep.reserveNumber", async (folder) => {
      const series = await chooseSeries(server, folder);
      const title = series && (await askTitle(l10n.t("Reserve Next Number"), await promptOf(server, series)));
      if (title) await server.execute("bep.server.reserveNumber", { title, series: series.folder });
    }),
    register("bep.fetchAndReserve", async (folder) => {
      const series = await chooseSeries(server, folder);
      if (series) await fetchAndReserve(server, series);
    }),
    register("bep.startProposal", async (folder) => {
      const series = await chooseSeries(server, folder);
      if (series && (await startProposal(server, series, steps, fillIn))) await hasBegun();
    }),
    register("bep.showConvention", async (folder) => {
      const series = await chooseSeries(server, folder);
      if (series) await showConvention(server, series);
    }),
    register("bep.openRegistry", async (folder) => {
      const series = await chooseSeries(server, folder);
      if (!series) return;
      if (!series.registry) throw new Error(l10n.t("`{0}` has no README.md, which would hold its registry.", series.name));
      await window.showTextDocument(Uri.parse(series.registry));
    }),
  ];
}

/** The walkthrough's step is done once there is a proposal, and not when somebody has only thought of one. */
const hasBegun = (): Thenable<unknown> => commands.executeCommand("setContext", "bep.hasBegun", true);

/** The series in question: the named one, the only one, or the one that the author picks; undefined if the author thinks better of it. */
export async function chooseSeries(server: Server, folder: string | undefined): Promise<Series | undefined> {
  const all = await someSeries(server);
  const meant = meantSeries(all, folder);
  if (meant) return meant;

  const items = likeliestFirst(all, window.activeTextEditor?.document.uri.toString()).map((series) => ({
    label: series.name,
    description: Uri.parse(series.folder).fsPath,
    detail: sizeOf(series),
    series,
  }));
  const options = { title: "BEP", placeHolder: l10n.t("Which series?"), matchOnDescription: true, ignoreFocusOut: true };
  return (await window.showQuickPick(items, options))?.series;
}

/** The series; where there is none, the author is told what one is, and may begin one. */
export async function someSeries(server: Server): Promise<readonly Series[]> {
  const all = await server.knownSeries();
  if (all.length > 0) return all;
  const message = l10n.t(
    "No proposals were found: a series is a folder `proposals` with a README.md, in an opened folder or up to three levels below.",
  );
  throw new Remediable(message, { title: l10n.t("Create a Series…"), command: "bep.createSeries" });
}

const promptOf = async (server: Server, series: Series): Promise<string> =>
  (await reservationOf(server, series, { fresh: false })).sentence;
