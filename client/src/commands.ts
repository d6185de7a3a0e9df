// The commands that an author gives: a new proposal, a reserved number, the registry. The server does the work, and git that of git.
import { commands, type Disposable, l10n, Uri, window } from "vscode";
import { showConvention } from "./convention";
import { likeliestFirst, meantSeries, placeIn } from "./meantSeries";
import type { Series } from "./protocol";
import { askTitle, reservationOf } from "./reservation";
import type { Server } from "./server";
import { showingErrors } from "./showingErrors";
import { fetchAndReserve, startProposal } from "./startProposal";
import { sizeOf } from "./status";

export function registerCommands(server: Server): Disposable[] {
  const register = (name: string, action: (folder?: string) => Promise<void>) =>
    commands.registerCommand(name, (folder?: unknown) => showingErrors(action(placeIn(folder))));

  return [
    register("bep.newProposal", async (folder) => {
      const series = await chooseSeries(server, folder);
      const title = series && (await askTitle(l10n.t("New Proposal"), await promptOf(server, series)));
      if (title) await server.execute("bep.server.newProposal", { title, series: series.folder });
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
      if (series) await startProposal(server, series);
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

/** The series in question: the named one, the only one, or the one that the author picks; undefined if the author thinks better of it. */
export async function chooseSeries(server: Server, folder: string | undefined): Promise<Series | undefined> {
  const all = await server.knownSeries();
  if (all.length === 0)
    throw new Error(
      l10n.t(
        "No proposals were found: a series is a folder `proposals` with a README.md, in an opened folder or up to three levels below.",
      ),
    );
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

const promptOf = async (server: Server, series: Series): Promise<string> =>
  (await reservationOf(server, series, { fresh: false })).sentence;
