// Visual Studio Code's own git extension: the one place where something is fetched, a branch is made, or something is committed.
import { type Event, extensions, l10n, type Uri, workspace } from "vscode";
import { Remediable } from "./showingErrors";

/** What we use of the extension's interface, version 1 (its `git.d.ts`). */
export interface Repository {
  readonly rootUri: Uri;
  readonly inputBox: { value: string };
  readonly state: {
    readonly HEAD: Branch | undefined;
    readonly remotes: readonly { readonly name: string }[];
    readonly workingTreeChanges: readonly Change[];
    readonly indexChanges: readonly Change[];
    readonly mergeChanges: readonly Change[];
    /** Missing where new files are told with the changes. */
    readonly untrackedChanges?: readonly Change[];
    readonly onDidChange: Event<void>;
  };
  status(): Promise<void>;
  fetch(): Promise<void>;
  getBranches(query: { remote: boolean }): Promise<readonly { readonly name?: string }[]>;
  createBranch(name: string, checkout: boolean): Promise<void>;
  deleteBranch(name: string, force?: boolean): Promise<void>;
  checkout(treeish: string): Promise<void>;
  add(paths: string[]): Promise<void>;
  commit(message: string): Promise<void>;
  push(remote?: string, branch?: string, setUpstream?: boolean): Promise<void>;
  /** How a file differs from what a revision has; empty where it does not. */
  diffWith(revision: string, path: string): Promise<string>;
}

interface Branch {
  readonly name?: string;
  readonly commit?: string;
  /** Without a commit where it is gone. */
  readonly upstream?: { readonly remote: string; readonly name: string; readonly commit?: string };
  readonly ahead?: number;
}

interface Change {
  readonly uri: Uri;
  readonly status: number;
}

interface Api {
  readonly state: "uninitialized" | "initialized";
  onDidChangeState(listener: (state: string) => void): { dispose(): void };
  getRepository(uri: Uri): Repository | null;
  openRepository?(root: Uri): Promise<Repository | null>;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): Api;
}

/** The `Status` of a file that git does not track. */
const untracked = 7;

/** The repository around a folder; an error that the author can read says why there is none. */
export async function repositoryOf(folder: Uri): Promise<Repository> {
  refuseUntrusted();
  const extension = extensions.getExtension<GitExtension>("vscode.git");
  if (!extension) throw new Error(l10n.t("Visual Studio Code's Git extension is disabled, and nothing else here writes to a repository."));
  const git = await extension.activate();
  if (!git.enabled) throw new Error(l10n.t("Git is switched off, or was not found: see the settings `git.enabled` and `git.path`."));
  const api = git.getAPI(1);
  await initialized(api);
  const repository = api.getRepository(folder) ?? (await api.openRepository?.(folder));
  if (!repository) throw new Error(l10n.t("`{0}` is in no repository that Visual Studio Code has open.", folder.fsPath));
  return repository;
}

/** Says so where nobody has said yet that the folder is to be trusted, and offers that. */
export function refuseUntrusted(): void {
  if (workspace.isTrusted) return;
  throw new Remediable(l10n.t("In Restricted Mode git is not asked, and nothing is written to a repository: trust this folder first."), {
    title: l10n.t("Manage Workspace Trust"),
    command: "workbench.trust.manage",
  });
}

/** True where a file that git tracks is changed, be it not saved yet, or a merge is not finished. */
export async function isDirty(repository: Repository): Promise<boolean> {
  const root = `${repository.rootUri.path}/`;
  if (workspace.textDocuments.some(({ isDirty, uri }) => isDirty && uri.scheme === "file" && uri.path.startsWith(root))) return true;
  await repository.status();
  const { workingTreeChanges, indexChanges, mergeChanges } = repository.state;
  return [...workingTreeChanges, ...indexChanges, ...mergeChanges].some(({ status }) => status !== untracked);
}

/** True where one of these files, by their addresses, differs from what is committed. */
export function hasChanged({ state }: Repository, files: readonly string[]): boolean {
  const { workingTreeChanges, indexChanges, mergeChanges, untrackedChanges = [] } = state;
  return [...workingTreeChanges, ...indexChanges, ...mergeChanges, ...untrackedChanges].some(({ uri }) => files.includes(uri.toString()));
}

/** Saves these files and commits them. */
export async function commitFiles(repository: Repository, files: readonly Uri[], message: string): Promise<void> {
  for (const file of files) await workspace.save(file);
  await git(repository.add(files.map((file) => file.fsPath)));
  await git(repository.commit(message));
}

/** What git is asked to do; where it cannot, an error that the author can read says why. */
export async function git<T>(action: Promise<T>): Promise<T> {
  try {
    return await action;
  } catch (error) {
    throw new Error(reasonOf(error));
  }
}

/** What git said when it could not do something, rather than that it ended with a status. */
export function reasonOf(error: unknown): string {
  const said =
    typeof error === "object" && error !== null && "stderr" in error && typeof error.stderr === "string" ? error.stderr.trim() : "";
  return said || (error instanceof Error ? error.message : String(error));
}

const initialized = (api: Api): Promise<void> =>
  new Promise((resolve) => {
    if (api.state === "initialized") {
      resolve();
      return;
    }
    const once = api.onDidChangeState((state) => {
      if (state !== "initialized") return;
      once.dispose();
      resolve();
    });
  });
