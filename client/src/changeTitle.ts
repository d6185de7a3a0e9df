// What a branch changes, in one title: for the clipboard, and for the commit message of the editor's own git.
import { commands, type Disposable, env, l10n, type SourceControl, Uri, window } from "vscode";
import { chooseSeries } from "./commands";
import { withTitle } from "./commitMessage";
import { refuseUntrusted, repositoryOf } from "./git";
import type { Series } from "./protocol";
import type { Server } from "./server";
import { showingErrors } from "./showingErrors";

export function registerTitleCommands(server: Server): Disposable[] {
  /** The titles that were put in, by repository: what is replaced when there is a newer one. */
  const given = new Map<string, string>();
  return [
    commands.registerCommand("bep.copyChangeTitle", (source?: SourceControl) => showingErrors(copyTitle(server, source))),
    commands.registerCommand("bep.useAsCommitMessage", (source?: SourceControl) => showingErrors(useTitle(server, source, given))),
  ];
}

async function copyTitle(server: Server, source: SourceControl | undefined): Promise<void> {
  const series = await seriesIn(server, source);
  if (!series) return;
  const title = await titleOf(server, series);
  await env.clipboard.writeText(title);
  window.setStatusBarMessage(l10n.t("Copied: {0}", title), 5000);
}

async function useTitle(server: Server, source: SourceControl | undefined, given: Map<string, string>): Promise<void> {
  const series = await seriesIn(server, source);
  if (!series) return;
  const title = await titleOf(server, series);
  const repository = await repositoryOf(Uri.parse(series.folder));
  const key = repository.rootUri.toString();
  repository.inputBox.value = withTitle(repository.inputBox.value, title, given.get(key));
  given.set(key, title);
  await commands.executeCommand("workbench.view.scm");
}

async function titleOf(server: Server, series: Series): Promise<string> {
  refuseUntrusted();
  const { title, base } = (await server.ask("bep/changeTitle", { series: series.folder })) ?? {};
  if (title) return title;
  throw new Error(
    base
      ? l10n.t("Nothing in `{0}` differs from {1}.", series.name, base)
      : l10n.t("There is no branch that `{0}` could be compared with.", series.name),
  );
}

/** The series in the repository whose menu was used; else the one that the author means. */
async function seriesIn(server: Server, source: SourceControl | undefined): Promise<Series | undefined> {
  const root = source?.rootUri;
  const inside = root ? (await server.knownSeries()).filter((series) => isIn(root, Uri.parse(series.folder))) : [];
  return await chooseSeries(server, inside.length === 1 ? inside[0]?.folder : undefined);
}

const isIn = (root: Uri, uri: Uri): boolean => uri.path === root.path || uri.path.startsWith(`${root.path.replace(/\/$/, "")}/`);
