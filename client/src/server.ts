// The language server's life: started, watched, restarted after a crash, stopped; and what it tells about the series.
import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, type ExtensionContext, env, type LogOutputChannel, l10n, Uri, window, workspace } from "vscode";
import {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  FileChangeType,
  type FileEvent,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient/node";
import { Changes } from "./changes";
import { CannotStart, openSetting, type Program, programs } from "./locate";
import { messageBox } from "./messageBox";
import type { ProposalsChangedParams, Requests, Series, SeriesParams } from "./protocol";

export type ServerState = { readonly is: "starting" | "running" | "stopped" } | { readonly is: "failed"; readonly reason: string };

/** This many crashes within this time are met with a restart; one more is taken for good. */
const crashes = { allowed: 4, within: 3 * 60_000 };

/** Where the library would show a message of its own for a failure, the author has already read ours. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Whether an author wants what the editor shows between the lines, or in them. */
const isEnabled = (what: "codeLens" | "inlayHints"): boolean => workspace.getConfiguration("bep").get(`${what}.enabled`, true);

export class Server {
  /** The series of the opened folders; undefined until the server has told them. */
  series: readonly Series[] | undefined;
  state: ServerState = { is: "stopped" };
  /** The program of the server that was started last. */
  running: Program | undefined;
  /** Its command line. */
  program = "";

  private readonly changes = new Changes((changes) => void this.tell(changes));
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly listChanged = new EventEmitter<string>();
  /** Tells the folder of a series whose list of proposals is another one. */
  readonly onDidChangeProposals = this.listChanged.event;
  private client: LanguageClient | undefined;
  private process: ChildProcess | undefined;
  /** How the last process ended, once it has: its exit code or signal, and what it said first on standard error. */
  private ending: Promise<string> = Promise.resolve("");
  private crashTimes: number[] = [];
  /** The start that is under way is not wanted any more. */
  private abandoned = false;
  /** Starts and stops follow one another, however fast they are asked for. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly context: ExtensionContext,
    private readonly output: LogOutputChannel,
    private readonly trace: LogOutputChannel,
  ) {
    context.subscriptions.push(this.changes);
  }

  /** Starts the server; true if it runs. A failure is shown, never thrown. */
  start(): Promise<boolean> {
    return this.enqueue(() => this.startNow());
  }

  stop(): Promise<void> {
    this.abandonStart();
    return this.enqueue(() => this.stopNow());
  }

  restart(): Promise<boolean> {
    this.abandonStart();
    return this.enqueue(async () => {
      await this.stopNow();
      this.crashTimes = [];
      return await this.startNow();
    });
  }

  /** Has the server carry out one of its commands; its errors are fit to show. */
  async execute(command: string, argument: object): Promise<unknown> {
    if (!this.client?.isRunning()) throw new Error(this.unavailableReason());
    return await this.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] });
  }

  /** Has the server carry out a command that makes a document; returns its address. */
  async make(command: string, argument: object): Promise<string> {
    return ((await this.execute(command, argument)) as { readonly uri: string }).uri;
  }

  /** Asks the server one of our own questions; undefined while there is nobody to ask, or no answer. */
  async ask<M extends keyof Requests>(method: M, parameters: Requests[M][0]): Promise<Requests[M][1] | undefined> {
    if (!this.client?.isRunning()) return undefined;
    try {
      return (await this.client.sendRequest<Requests[M][1] | null>(method, parameters)) ?? undefined;
    } catch (error) {
      // A server that goes away meanwhile tells that itself.
      this.output.debug(`${method}: ${error instanceof Error ? error.message : error}`);
      return undefined;
    }
  }

  /** Has the editor ask again for what a setting shows or hides. */
  refreshHints(): void {
    const lenses = this.client?.getFeature("textDocument/codeLens");
    const hints = this.client?.getFeature("textDocument/inlayHint");
    for (const document of workspace.textDocuments) {
      lenses?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
      hints?.getProvider(document)?.onDidChangeInlayHints.fire();
    }
  }

  /** Tells the server of files that we made: what appears in a folder that is new itself can escape the editor's watchers. */
  async created(files: readonly Uri[]): Promise<void> {
    await this.tell(files.map((file) => ({ uri: file.toString(), type: FileChangeType.Created })));
  }

  private async tell(changes: FileEvent[]): Promise<void> {
    if (this.client?.isRunning()) await this.client.sendNotification("workspace/didChangeWatchedFiles", { changes });
  }

  /** The series, once the server has told them. */
  async knownSeries(): Promise<readonly Series[]> {
    while (!this.series) {
      if (this.state.is === "failed" || this.state.is === "stopped") throw new Error(this.unavailableReason());
      await new Promise<void>((resolve) => {
        const once = this.onDidChange(() => {
          once.dispose();
          resolve();
        });
      });
    }
    return this.series;
  }

  /** A server that never answers must not keep others from their turn. */
  private abandonStart(): void {
    if (this.state.is !== "starting") return;
    this.abandoned = true;
    this.process?.kill("SIGKILL");
  }

  private unavailableReason(): string {
    return this.state.is === "failed" ? this.state.reason : l10n.t("The BEP language server is not running.");
  }

  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private setState(state: ServerState): void {
    this.state = state;
    if (state.is !== "running") this.series = undefined;
    this.changed.fire();
  }

  private async startNow(): Promise<boolean> {
    this.abandoned = false;
    this.setState({ is: "starting" });
    const client = new QuietClient("bep", "BEP", () => this.spawn(), this.options());
    this.client = client;
    client.onNotification("bep/series", ({ series }: SeriesParams) => {
      this.series = series;
      this.changed.fire();
    });
    client.onNotification("bep/proposalsChanged", ({ series }: ProposalsChangedParams) => this.listChanged.fire(series));
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      if (newState === State.Starting) this.setState({ is: "starting" });
      if (newState === State.Running) this.setState({ is: "running" });
    });
    try {
      await client.start();
      return true;
    } catch (error) {
      await this.stopNow();
      if (!this.abandoned) this.failed(error instanceof CannotStart ? error : await this.endedEarly(error));
      return false;
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.setState({ is: "stopped" });
    try {
      if (client?.isRunning()) await client.stop();
      await client?.dispose();
    } catch (error) {
      this.output.warn(`Stopping: ${error instanceof Error ? error.message : error}`);
    }
    // The library ends only processes that it started itself.
    this.process?.kill("SIGKILL");
    this.process = undefined;
  }

  /** The reason why a program that could be run did not become a server. */
  private async endedEarly(error: unknown): Promise<CannotStart> {
    const words = (await this.ending) || (error instanceof Error ? error.message : String(error));
    return new CannotStart(l10n.t("It ended before it had started ({0}).", words), "output");
  }

  /** Runs the first program that the system can run. */
  private async spawn(): Promise<ChildProcess> {
    for await (const program of programs(this.context, this.output)) {
      const started = await this.run(program);
      if (started) return started;
    }
    throw new CannotStart(l10n.t("There is no language server to run."), "output");
  }

  private run(program: Program): Promise<ChildProcess | undefined> {
    const { command, args, cwd } = program;
    const all = [...args, "lsp", "--stdio"];
    this.program = `${command} ${all.join(" ")}`;
    this.output.info(this.program);
    return new Promise((resolve) => {
      const child = spawn(command, all, { cwd, stdio: "pipe", windowsHide: true });
      child.once("spawn", () => {
        this.process = child;
        this.running = program;
        resolve(child);
      });
      child.once("error", (error) => {
        this.output.error(`${command}: ${error.message}`);
        resolve(undefined);
      });
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(0, 1000);
      });
      this.ending = new Promise((ended) => {
        child.once("close", (code, signal) => {
          const how = `exit ${signal ?? code}`;
          this.output.info(`${command}: ${how}`);
          const words = said.trim().split("\n")[0];
          ended(words ? `${how}: ${words}` : how);
        });
      });
      // A server that dies while something is written to it is noticed by its closed output.
      child.stdin.on("error", (error) => this.output.debug(`${command}: ${error.message}`));
    });
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [
        { scheme: "file", language: "markdown" },
        { scheme: "file", pattern: "**/.bep.yaml" },
        { scheme: "file", language: "git-commit" },
        { scheme: messageBox.scheme },
      ],
      uriConverters: { code2Protocol: messageBox.toFile, protocol2Code: messageBox.fromFile },
      initializationOptions: {
        markdownLanguageFeatures: true,
        seriesNotifications: true,
        trusted: workspace.isTrusted,
        commands: [
          "bep.changeStatus",
          "bep.createSubDocument",
          "bep.fixAll",
          "bep.ignore",
          "bep.reserveNumber",
          "bep.showDocument",
          "bep.showNextStep",
          "bep.showReferences",
        ],
      },
      middleware: {
        ...this.changes.middleware,
        provideCodeLenses: (document, token, next) => (isEnabled("codeLens") ? next(document, token) : []),
        provideInlayHints: (document, range, token, next) => (isEnabled("inlayHints") ? next(document, range, token) : []),
      },
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed: () => this.closed() },
    };
  }

  /** Decides what follows when the server has gone without being asked to. */
  private closed(): { action: CloseAction; handled: boolean } {
    if (this.state.is !== "running") return { action: CloseAction.DoNotRestart, handled: true };
    const now = Date.now();
    this.crashTimes = [...this.crashTimes.filter((time) => now - time < crashes.within), now];
    if (this.crashTimes.length <= crashes.allowed) return { action: CloseAction.Restart, handled: true };
    const reason = l10n.t("It ended unexpectedly {0} times within three minutes and was not started again.", this.crashTimes.length);
    this.failed(new CannotStart(reason, "output"));
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  /** Tells the author why there is no server, and offers what can be done about it. */
  private failed({ message: reason, remedy }: CannotStart): void {
    const message = l10n.t("The BEP language server is not running. {0}", reason);
    this.output.error(message);
    this.setState({ is: "failed", reason: message });
    // Nobody waits for the answer: the message may stay for as long as the author likes.
    void this.offer(message, remedy);
  }

  private async offer(message: string, remedy: CannotStart["remedy"]): Promise<void> {
    const install = l10n.t("Install .NET…");
    const settings = l10n.t("Open Settings");
    const show = l10n.t("Show Output");
    const restart = l10n.t("Restart");
    const buttons = { dotnet: [install, settings], settings: [settings], output: [] }[remedy];
    const answer = await window.showErrorMessage(message, ...buttons, show, restart);
    if (answer === install) await env.openExternal(Uri.parse("https://dotnet.microsoft.com/download/dotnet/10.0"));
    if (answer === settings) await openSetting(remedy === "dotnet" ? "bep.dotnet.path" : "bep.server.path");
    if (answer === show) this.output.show();
    if (answer === restart) await this.restart();
  }
}
