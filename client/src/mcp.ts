// Offers the proposals to agents: the server's program once more, for each opened folder that has a series.
import { type Disposable, EventEmitter, type ExtensionContext, lm, McpStdioServerDefinition, Uri, workspace } from "vscode";
import type { Server } from "./server";

/** Tells the editor which servers of the Model Context Protocol there are; nothing where the editor knows no such servers. */
export function registerMcp(context: ExtensionContext, server: Server): Disposable[] {
  if (!lm.registerMcpServerDefinitionProvider) return [];
  const changed = new EventEmitter<void>();
  let told = "";
  const offered = () => definitions(server, context.extension.packageJSON.version);
  // The editor compares nothing: it is told only of what it would start in another way.
  const tell = () => {
    const now = JSON.stringify(offered());
    if (now === told) return;
    told = now;
    changed.fire();
  };
  return [
    changed,
    server.onDidChange(tell),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("bep.agents.write")) tell();
    }),
    lm.registerMcpServerDefinitionProvider("bep", {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: offered,
    }),
  ];
}

function definitions({ running, series = [] }: Server, version: string): McpStdioServerDefinition[] {
  if (!running || !workspace.isTrusted) return [];
  const { command, args } = running;
  return (workspace.workspaceFolders ?? [])
    .filter(({ uri }) => series.some(({ folder }) => isIn(uri, Uri.parse(folder))))
    .map(({ name, uri }) => {
      const writes = workspace.getConfiguration("bep", uri).get("agents.write", false);
      return new McpStdioServerDefinition(
        `BEP: ${name}`,
        command,
        [...args, "mcp", uri.fsPath, ...(writes ? ["--write"] : [])],
        {},
        version,
      );
    });
}

const isIn = (folder: Uri, { path }: Uri): boolean => path === folder.path || path.startsWith(`${folder.path.replace(/\/$/, "")}/`);
