// What begins with a look at the repository: a number that is reserved after a fetch, and a proposal on a branch of its own.
import { l10n, ProgressLocation, Uri, window, workspace } from "vscode";
import type { BranchSteps } from "./branchSteps";
import type { FillIn } from "./fillIn";
import { commitFiles, git, isDirty, type Repository, reasonOf, repositoryOf } from "./git";
import { spelled } from "./proposals";
import type { Series } from "./protocol";
import { askTitle, reservationOf } from "./reservation";
import type { Server } from "./server";

/** Fetches what others have reserved, and then reserves. */
export async function fetchAndReserve(server: Server, series: Series): Promise<void> {
  const repository = await repositoryOf(Uri.parse(series.folder));
  if (!(await fetched(repository))) return;
  const { number, sentence } = await reservationOf(server, series, { fresh: true });
  const title = await askTitle(l10n.t("Reserve Next Number"), sentence);
  if (title) await server.execute("bep.server.reserveNumber", { title, series: series.folder, number });
}

/** Reserves a number and makes its document on a branch of its own; the steps are shown before the first one is taken. True where they were. */
export async function startProposal(server: Server, series: Series, steps: BranchSteps, fillIn: FillIn): Promise<boolean> {
  const repository = await repositoryOf(Uri.parse(series.folder));
  await refuseDirty(repository);
  const title = await askTitle(l10n.t("Start Proposal"), (await reservationOf(server, series, { fresh: true })).sentence);
  if (!title) return false;
  const { number, sentence, refusal, branch, document, message } = await reservationOf(server, series, { fresh: true, title });
  if (refusal || !branch || !document || !message) throw new Error(refusal ?? l10n.t("The proposal cannot be made."));
  await refuseExisting(repository, branch);

  const { HEAD } = repository.state;
  const before = HEAD?.name ?? HEAD?.commit;
  const files = [series.registry, document].filter((file) => file !== null).map((file) => Uri.parse(file));
  const plan = [
    l10n.t("Branch {0}, from {1}", branch, HEAD?.name ?? HEAD?.commit?.slice(0, 8) ?? "HEAD"),
    series.registry && l10n.t("Row for {0} in {1}", number, workspace.asRelativePath(Uri.parse(series.registry))),
    l10n.t("Document {0}", workspace.asRelativePath(Uri.parse(document))),
    l10n.t("Commit “{0}”, which you are asked about again", message),
  ].filter((step) => step);
  const start = l10n.t("Start");
  const detail = [...plan.map((step, i) => `${i + 1}. ${step}`), "", sentence].join("\n");
  if ((await window.showInformationMessage(l10n.t("Start {0}: {1}?", number, title), { modal: true, detail }, start)) !== start)
    return false;

  // The author may have gone on working while the question stood.
  await refuseDirty(repository);
  await refuseExisting(repository, branch);
  await git(repository.createBranch(branch, true));
  try {
    fillIn.begin(await server.make("bep.server.newProposal", { title, series: series.folder, number }));
  } catch (error) {
    // Nothing is left half done.
    if (before) await repository.checkout(before).then(() => repository.deleteBranch(branch, true));
    throw error;
  }
  for (const file of files) await workspace.save(file);
  await steps.begin({ branch, series: series.folder, document: spelled(document), files: files.map(String), message });
  if (await offerCommit(repository, files, message)) await steps.offerNext();
  return true;
}

/** True where the author had it committed. */
async function offerCommit(repository: Repository, files: readonly Uri[], message: string): Promise<boolean> {
  const commit = l10n.t("Commit");
  const answer = await window.showInformationMessage(
    l10n.t("The proposal is begun. Commit it as “{0}”?", message),
    commit,
    l10n.t("Not Yet"),
  );
  if (answer !== commit) {
    // Whoever commits later finds the message there.
    if (!repository.inputBox.value) repository.inputBox.value = message;
    return false;
  }
  await commitFiles(repository, files, message);
  return true;
}

/** True where the repository has fetched, has nowhere to fetch from, or the author goes on without. */
async function fetched(repository: Repository): Promise<boolean> {
  if (repository.state.remotes.length === 0) return true;
  const location = ProgressLocation.Notification;
  try {
    await window.withProgress({ location, title: l10n.t("Fetching what others have reserved…") }, () => repository.fetch());
    return true;
  } catch (error) {
    const go = l10n.t("Reserve Nevertheless");
    return (await window.showWarningMessage(l10n.t("Nothing could be fetched. {0}", reasonOf(error)), go)) === go;
  }
}

async function refuseDirty(repository: Repository): Promise<void> {
  if (await isDirty(repository))
    throw new Error(l10n.t("There are changes that are not committed: commit or stash them first. Nothing was done."));
}

async function refuseExisting(repository: Repository, branch: string): Promise<void> {
  const names = [...(await repository.getBranches({ remote: false })), ...(await repository.getBranches({ remote: true }))].map(
    ({ name }) => name,
  );
  if (names.some((name) => name === branch || name?.endsWith(`/${branch}`)))
    throw new Error(l10n.t("There is a branch {0} already. Nothing was done.", branch));
}
