// Where Visual Studio Code enters: makes the parts, connects them, and starts the server.
import { commands, type ExtensionContext, l10n, window, workspace } from "vscode";
import { registerCommands } from "./commands";
import { Server } from "./server";
import { Status } from "./status";

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("BEP", { log: true });
  const trace = window.createOutputChannel("BEP Trace", { log: true });
  const server = new Server(context, output, trace);
  const status = new Status(server);
  stop = () => server.stop();

  context.subscriptions.push(
    output,
    trace,
    status,
    ...registerCommands(server),
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

export const deactivate = (): Promise<void> | undefined => stop?.();

let stop: (() => Promise<void>) | undefined;
