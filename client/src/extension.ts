// Where Visual Studio Code enters: makes the parts, connects them, and starts the server.
import type MarkdownIt from "markdown-it";
import { commands, type ExtensionContext, l10n, window, workspace } from "vscode";
import { registerTitleCommands } from "./changeTitle";
import { registerCommands } from "./commands";
import { fixAll } from "./fixAll";
import { registerIgnore } from "./ignore";
import { MapPanel } from "./map/mapPanel";
import { showNextStep } from "./nextStep";
import { OnlyNew } from "./onlyNew";
import { extendPreview, refreshPreviews } from "./preview";
import { FindingCounts } from "./problems";
import { Proposals } from "./proposals";
import { reportIssue } from "./report";
import { Server } from "./server";
import { showingErrors } from "./showingErrors";
import { createSeries } from "./starter";
import { Status } from "./status";
import { TakenNumbers } from "./takenNumbers";
import { ConnectionsView } from "./views/connectionsView";
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
  const view = new ProposalsView(context, proposals, problems);
  const map = new MapPanel(context, server, proposals, problems);
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
    new OnlyNew(context, server, problems),
    new TakenNumbers(context, server),
    refreshPreviews(proposals),
    server.onDidChange(() => updateContextKeys(server)),
    ...registerCommands(server),
    ...registerProposalCommands(server, proposals),
    ...registerTitleCommands(server),
    ...registerViewCommands(view),
    registerIgnore(server),
    commands.registerCommand("bep.showOutput", () => output.show()),
    commands.registerCommand("bep.createSeries", () => showingErrors(createSeries(context, server))),
    commands.registerCommand("bep.reportIssue", () => reportIssue(context, server, proposals)),
    commands.registerCommand("bep.showNextStep", (offered?: object) => showingErrors(showNextStep(server, offered))),
    commands.registerCommand("bep.fixAll", (offered?: object) => showingErrors(fixAll(server, offered))),
    commands.registerCommand("bep.openWalkthrough", () =>
      commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`),
    ),
    commands.registerCommand("bep.openMap", () => map.open()),
    commands.registerCommand("bep.restartServer", async () => {
      if (await server.restart()) window.setStatusBarMessage(l10n.t("The BEP language server was restarted."), 5000);
    }),
    // A trusted folder may be asked more than one that is not.
    workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("bep.server.path") || change.affectsConfiguration("bep.dotnet.path")) await server.restart();
    }),
  );
  // The preview need not wait for the server; it is refreshed when there is something to show.
  void server.start();
  return { extendMarkdownIt: (md) => extendPreview(md, proposals) };
}

/** What menus and empty views depend on: starting, failed, empty (no series) or ready. */
function updateContextKeys({ state, series }: Server): void {
  const known = series?.length ? "ready" : series ? "empty" : "starting";
  void commands.executeCommand("setContext", "bep.state", state.is === "failed" || state.is === "stopped" ? "failed" : known);
}

export const deactivate = (): Promise<void> | undefined => stop?.();

let stop: (() => Promise<void>) | undefined;
