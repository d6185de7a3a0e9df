// Where Visual Studio Code enters: makes the parts, connects them, and starts the server.
import type MarkdownIt from "markdown-it";
import { commands, type Disposable, type ExtensionContext, l10n, Uri, window, workspace } from "vscode";
import { BranchSteps } from "./branchSteps";
import { registerTitleCommands } from "./changeTitle";
import { registerCommands } from "./commands";
import { FillIn } from "./fillIn";
import { fixAll } from "./fixAll";
import { registerIgnore } from "./ignore";
import { MapPanel } from "./map/mapPanel";
import { registerMcp } from "./mcp";
import { showNextStep } from "./nextStep";
import { OnlyNew } from "./onlyNew";
import { extendPreview, refreshPreviews } from "./preview";
import { FindingCounts } from "./problems";
import { Proposals } from "./proposals";
import { reportIssue } from "./report";
import { Server } from "./server";
import { SetUp } from "./setUp";
import { showingErrors } from "./showingErrors";
import { createSeries } from "./starter";
import { Status } from "./status";
import { TakenNumbers } from "./takenNumbers";
import { ConnectionsView } from "./views/connectionsView";
import { HistoryView } from "./views/historyView";
import { registerProposalCommands } from "./views/proposalCommands";
import { ProposalsView } from "./views/proposalsView";
import { registerViewCommands } from "./views/viewCommands";

/** What the Markdown preview takes from us; see the manifest's `markdown.markdownItPlugins`. */
interface Exports {
  extendMarkdownIt(md: MarkdownIt): MarkdownIt;
}

export function activate(context: ExtensionContext): Exports {
  const output = window.createOutputChannel("BEP", { log: true });
  const trace = window.createOutputChannel("BEP Trace", { log: true });
  const server = new Server(context, output, trace);
  const problems = new FindingCounts();
  const status = new Status(server, problems);
  const proposals = new Proposals(server);
  const view = new ProposalsView(context, server, proposals, problems);
  const map = new MapPanel(context, server, proposals, problems);
  const steps = new BranchSteps(context, server);
  const fillIn = new FillIn(server);
  stop = () => server.stop();

  context.subscriptions.push(
    output,
    trace,
    problems,
    status,
    proposals,
    view,
    map,
    new ConnectionsView(server, proposals),
    new HistoryView(server, proposals),
    new OnlyNew(context, server, problems),
    new SetUp(context, server),
    new TakenNumbers(context, server),
    refreshPreviews(proposals),
    keepContextKeys(proposals),
    steps,
    fillIn,
    ...registerCommands(server, steps, fillIn),
    ...registerProposalCommands(server, proposals, fillIn),
    ...registerMcp(context, server),
    ...registerTitleCommands(server),
    ...registerViewCommands(view, proposals),
    registerIgnore(server),
    commands.registerCommand("bep.showOutput", () => output.show()),
    commands.registerCommand("bep.createSeries", () => showingErrors(createSeries(context, server))),
    commands.registerCommand("bep.reportIssue", () => reportIssue(context, server, proposals)),
    commands.registerCommand("bep.showNextStep", (offered?: object) => showingErrors(showNextStep(server, offered))),
    commands.registerCommand("bep.fixAll", (offered?: object) => showingErrors(fixAll(server, offered))),
    commands.registerCommand("bep.openWalkthrough", () =>
      commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`),
    ),
    commands.registerCommand("bep.openMap", () => showingErrors(map.open())),
    commands.registerCommand("bep.openBoard", () => showingErrors(map.open("board"))),
    commands.registerCommand("bep.openTimeline", () => showingErrors(map.open("timeline"))),
    commands.registerCommand("bep.restartServer", async () => {
      if (await server.restart()) window.setStatusBarMessage(l10n.t("The BEP language server was restarted."), 5000);
    }),
    // A trusted folder may be asked more than one that is not.
    workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("bep.codeLens") || change.affectsConfiguration("bep.inlayHints")) server.refreshHints();
      if (change.affectsConfiguration("bep.server.path") || change.affectsConfiguration("bep.dotnet.path")) await server.restart();
    }),
  );
  // The preview need not wait for the server; it is refreshed when there is something to show.
  void server.start();
  return { extendMarkdownIt: (md) => extendPreview(md, proposals) };
}

/** Keeps what menus and empty views depend on: the state, and the documents of proposals. */
function keepContextKeys(proposals: Proposals): Disposable {
  const told = new Map<string, string>();
  const tell = (key: string, value: unknown) => {
    if (told.get(key) === JSON.stringify(value)) return;
    told.set(key, JSON.stringify(value));
    void commands.executeCommand("setContext", key, value);
  };
  const update = () => {
    // A remote window has other addresses than we have, and the paths are the same.
    const paths = proposals.documents.map((uri) => Uri.parse(uri)).flatMap(({ fsPath, path }) => [fsPath, path]);
    tell("bep.documents", [...new Set(paths)]);
    tell("bep.state", proposals.state);
  };
  update();
  return proposals.onDidChange(update);
}

export const deactivate = (): Promise<void> | undefined => stop?.();

let stop: (() => Promise<void>) | undefined;
