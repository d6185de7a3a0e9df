// Where Visual Studio Code enters: makes the parts, connects them, and starts the server.
import { commands, type ExtensionContext, l10n, window, workspace } from "vscode";
import { registerCommands } from "./commands";
import { Proposals } from "./proposals";
import { Server } from "./server";
import { Status } from "./status";
import { ConnectionsView } from "./views/connectionsView";
import { ProposalsView } from "./views/proposalsView";
import { registerViewCommands } from "./views/viewCommands";

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("BEP", { log: true });
  const trace = window.createOutputChannel("BEP Trace", { log: true });
  const server = new Server(context, output, trace);
  const status = new Status(server);
  const proposals = new Proposals(server);
  const view = new ProposalsView(context, proposals);
  stop = () => server.stop();

  context.subscriptions.push(
    output,
    trace,
    status,
    proposals,
    view,
    new ConnectionsView(server, proposals),
    server.onDidChange(() => tellMenus(server)),
    ...registerCommands(server),
    ...registerViewCommands(view),
    commands.registerCommand("bep.showOutput", () => output.show()),
    commands.registerCommand("bep.restartServer", async () => {
      if (await server.restart()) window.setStatusBarMessage(l10n.t("The BEP language server was restarted."), 5000);
    }),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("bep.server.path") || change.affectsConfiguration("bep.dotnet.path")) await server.restart();
    }),
  );
  await server.start();
}

/** What menus and empty views depend on: starting, failed, empty (no series) or ready. */
function tellMenus({ state, series }: Server): void {
  const known = series?.length ? "ready" : series ? "empty" : "starting";
  void commands.executeCommand("setContext", "bep.state", state.is === "failed" || state.is === "stopped" ? "failed" : known);
}

export const deactivate = (): Promise<void> | undefined => stop?.();

let stop: (() => Promise<void>) | undefined;
