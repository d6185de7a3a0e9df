// What is left to do on the branch that a proposal was started on: commit, publish, push, a pull request.
// It stands in the status bar until the base branch has the proposal; nothing of it is done unasked.
import {
  commands,
  type Disposable,
  type ExtensionContext,
  env,
  extensions,
  l10n,
  ProgressLocation,
  StatusBarAlignment,
  Uri,
  window,
  workspace,
} from "vscode";
import { commitFiles, git, hasChanged, type Repository, repositoryOf } from "./git";
import type { Server } from "./server";
import { showingErrors } from "./showingErrors";

/** A branch that was made for a proposal. */
export interface StartedBranch {
  readonly branch: string;
  /** The series' folder. */
  readonly series: string;
  readonly document: string;
  /** All that was made and changed. */
  readonly files: readonly string[];
  /** The message of the first commit. */
  readonly message: string;
}

type Step = "commit" | "publish" | "push" | "request";

interface Next {
  readonly started: StartedBranch;
  readonly step: Step;
}

const key = "bep.startedBranches";

/** The extension that makes pull requests, where somebody has it. */
const pullRequests = "github.vscode-pull-request-github";

export class BranchSteps implements Disposable {
  private readonly item = window.createStatusBarItem("bep.branchStep", StatusBarAlignment.Left);
  private readonly subscriptions: Disposable[];
  /** The repositories that are listened to. */
  private readonly watched = new Set<Repository>();
  private current: Next | undefined;
  private looking: Promise<void> | undefined;
  private isStale = false;

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: Server,
  ) {
    this.item.name = l10n.t("BEP: Next Step of a Branch");
    this.item.command = "bep.continueProposal";
    this.subscriptions = [
      this.item,
      commands.registerCommand("bep.continueProposal", () => showingErrors(this.proceed())),
      workspace.onDidGrantWorkspaceTrust(() => this.look()),
      server.onDidChangeProposals(() => this.look()),
      server.onDidChange(() => this.look()),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** A branch was made. */
  async begin(started: StartedBranch): Promise<void> {
    await this.remember([...this.all.filter(({ branch }) => branch !== started.branch), started]);
    await this.look();
  }

  /** Says what comes after something that was done, with a button for it; the status bar says it as well, and longer. */
  async offerNext(): Promise<void> {
    await this.look();
    if (this.current) void showingErrors(offer(this.current));
  }

  private get all(): readonly StartedBranch[] {
    return this.context.workspaceState.get<readonly StartedBranch[]>(key, []);
  }

  private remember(all: readonly StartedBranch[]): Thenable<void> {
    return this.context.workspaceState.update(key, all);
  }

  /** Finds out what comes next; resolves when that is shown. */
  private look(): Promise<void> {
    this.isStale = true;
    this.looking ??= this.update().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async update(): Promise<void> {
    while (this.isStale) {
      this.isStale = false;
      this.current = await this.find();
    }
    void commands.executeCommand("setContext", "bep.branchStep", this.current !== undefined);
    if (!this.current) {
      this.item.hide();
      return;
    }
    const { started, step } = this.current;
    const icon = { commit: "git-commit", publish: "cloud-upload", push: "cloud-upload", request: "git-pull-request" }[step];
    this.item.text = `$(${icon}) ${l10n.t("Next: {0}", words(step))}`;
    this.item.tooltip = l10n.t("Branch {0}: {1}", started.branch, explanation(step, started));
    this.item.show();
  }

  private async find(): Promise<Next | undefined> {
    if (!workspace.isTrusted) return undefined;
    for (const started of this.all) {
      const repository = await this.watch(started);
      if (repository?.state.HEAD?.name !== started.branch) continue;
      const step = await this.stepOf(started, repository);
      return step && { started, step };
    }
    return undefined;
  }

  /** The repository of a branch, which tells from then on when it changes; undefined where there is none any more. */
  private async watch({ series }: StartedBranch): Promise<Repository | undefined> {
    const repository = await repositoryOf(Uri.parse(series)).catch(() => undefined);
    if (repository && !this.watched.has(repository)) {
      this.watched.add(repository);
      this.subscriptions.push(repository.state.onDidChange(() => this.look()));
    }
    return repository;
  }

  private async stepOf(started: StartedBranch, repository: Repository): Promise<Step | undefined> {
    const { HEAD, remotes } = repository.state;
    if (hasChanged(repository, started.files)) return "commit";
    if (remotes.length === 0) return undefined;
    if (!HEAD?.upstream) return "publish";
    // Whoever deletes a branch that was published has merged it, or given it up.
    if (!HEAD.upstream.commit) return undefined;
    if (HEAD.ahead) return "push";
    if (!(await this.isMerged(started, repository))) return "request";
    await this.remember(this.all.filter(({ branch }) => branch !== started.branch));
    return undefined;
  }

  /** True where the base branch has the document as it is here, in whatever way that came there. */
  private async isMerged({ series, document }: StartedBranch, repository: Repository): Promise<boolean> {
    const { base } = (await this.server.ask("bep/changeTitle", { series })) ?? {};
    if (!base) return false;
    return (await repository.diffWith(base, Uri.parse(document).fsPath).catch(() => "unknown")) === "";
  }

  private async proceed(): Promise<void> {
    await this.look();
    if (!this.current) throw new Error(l10n.t("There is nothing left to do on this branch, or it was not made by “Start Proposal”."));
    const { started, step } = this.current;
    const repository = await repositoryOf(Uri.parse(started.series));
    if (step === "commit") {
      await commitFiles(
        repository,
        started.files.map((file) => Uri.parse(file)),
        started.message,
      );
    } else if (step === "request") await this.request(started);
    else if (!(await push(repository, step === "publish" ? started.branch : undefined))) return;
    if (step !== "request") await this.offerNext();
  }

  /** Where nobody can make a pull request from here, its title is ready to be pasted wherever that is done. */
  private async request({ series, message }: StartedBranch): Promise<void> {
    const { title = message } = (await this.server.ask("bep/changeTitle", { series })) ?? {};
    await env.clipboard.writeText(title);
    if (extensions.getExtension(pullRequests)) {
      window.setStatusBarMessage(l10n.t("Copied: {0}", title), 5000);
      await commands.executeCommand("pr.create");
    } else void window.showInformationMessage(l10n.t("The branch is pushed. The title for its pull request is copied: {0}", title));
  }
}

/** Publishes a branch where one is named, else pushes what is new; false if the author thinks better of it. */
async function push(repository: Repository, branch: string | undefined): Promise<boolean> {
  const names = repository.state.remotes.map(({ name }) => name);
  const placeHolder = l10n.t("Where is the branch to be published?");
  const remote = !branch || names.length === 1 ? names[0] : await window.showQuickPick(names, { placeHolder });
  if (!remote) return false;
  const progress = { location: ProgressLocation.Notification, title: l10n.t("Pushing…") };
  await window.withProgress(progress, () => git(branch ? repository.push(remote, branch, true) : repository.push()));
  return true;
}

async function offer({ started, step }: Next): Promise<void> {
  const go = button(step);
  if ((await window.showInformationMessage(explanation(step, started), go)) === go) await commands.executeCommand("bep.continueProposal");
}

const words = (step: Step): string =>
  ({
    commit: l10n.t("commit the proposal"),
    publish: l10n.t("publish the branch"),
    push: l10n.t("push the branch"),
    request: l10n.t("pull request"),
  })[step];

const button = (step: Step): string =>
  ({
    commit: l10n.t("Commit"),
    publish: l10n.t("Publish Branch"),
    push: l10n.t("Push"),
    request: l10n.t("Pull Request"),
  })[step];

const explanation = (step: Step, { branch, message }: StartedBranch): string =>
  ({
    commit: l10n.t("The proposal is not committed yet. The message is “{0}”.", message),
    publish: l10n.t("The branch {0} is only here. Publish it, so that others see which number is taken.", branch),
    push: l10n.t("The branch {0} has commits that are only here.", branch),
    request: l10n.t("The branch {0} is pushed. What is left is its pull request.", branch),
  })[step];
