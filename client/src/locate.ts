// Finds the programs that can be the language server, in the order in which they are to be tried.
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { commands, type ExtensionContext, env, extensions, type LogOutputChannel, l10n, window, workspace } from "vscode";

/** A program that speaks the protocol once it has got the arguments. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** The server's own folder: a working directory in the opened one would be locked on Windows. */
  readonly cwd: string;
}

/** A reason why there is no server that the author can do something about; `remedy` says where. */
export class CannotStart extends Error {
  constructor(
    message: string,
    readonly remedy: "settings" | "dotnet" | "output",
  ) {
    super(message);
  }
}

/** Yields what can be tried; throws `CannotStart` when there is nothing more. */
export async function* programs(context: ExtensionContext, output: LogOutputChannel): AsyncGenerator<Program> {
  const named = process.env.BEP_SERVER_PATH || setting("bep.server.path");
  if (named) {
    if (!fs.existsSync(named)) {
      const message = l10n.t(
        "The setting `bep.server.path` names `{0}`, and there is no such file. Correct the setting, or empty it to use the server that came with the extension.",
        named,
      );
      throw new CannotStart(message, "settings");
    }
    yield named.endsWith(".dll") ? portable(await runtime(context, output), named) : native(named);
    throw new CannotStart(l10n.t("The setting `bep.server.path` names `{0}`, and that program cannot be run.", named), "settings");
  }

  const folder = context.asAbsolutePath(path.join("dist", "server"));
  const bundled = path.join(folder, process.platform === "win32" ? "bep.exe" : "bep");
  if (fs.existsSync(bundled)) {
    yield native(bundled);
    output.warn(l10n.t("The bundled program `{0}` cannot be run on this system; .NET is tried instead.", bundled));
  }
  const library = path.join(folder, "bep.dll");
  yield portable(await runtime(context, output), library);
  throw new CannotStart(l10n.t("The language server `{0}` cannot be run.", library), "output");
}

const native = (file: string): Program => ({ command: file, args: [], cwd: path.dirname(file) });

const portable = (dotnet: string, library: string): Program => ({ command: dotnet, args: [library], cwd: path.dirname(library) });

/** A `dotnet` program that has the .NET 10 runtime, or a newer one. */
async function runtime(context: ExtensionContext, output: LogOutputChannel): Promise<string> {
  const program = process.platform === "win32" ? "dotnet.exe" : "dotnet";
  const named = setting("bep.dotnet.path");
  const places = [named, process.env.DOTNET_ROOT && path.join(process.env.DOTNET_ROOT, program), program];
  for (const place of places) {
    if (place && (await suits(place, output))) return place;
    if (place && place === named) sayUnsuitable(named, output);
  }

  const acquired = await fromInstallTool(context, output);
  if (acquired) return acquired;
  throw new CannotStart(
    l10n.t(
      "The language server needs the .NET 10 runtime, and none was found. Install it, or name a `dotnet` program in the setting `bep.dotnet.path`.",
    ),
    "dotnet",
  );
}

/** What an author has set is not passed over in silence, even where another program is found. */
function sayUnsuitable(named: string, output: LogOutputChannel): void {
  const message = l10n.t("The setting `bep.dotnet.path` names `{0}`, which has no .NET 10 runtime.", named);
  output.warn(message);
  const settings = l10n.t("Open Settings");
  // Nobody waits for the answer: the message may stay for as long as the author likes.
  void window.showWarningMessage(message, settings).then((answer) => (answer ? openSetting("bep.dotnet.path") : undefined));
}

/** Leads to the setting of a program. Programs are a machine's own: in a remote window the author's own settings do not have them. */
export async function openSetting(name: string): Promise<void> {
  const query = `@id:${name}`;
  if (env.remoteName) await commands.executeCommand("workbench.action.openRemoteSettings", { query });
  else await commands.executeCommand("workbench.action.openSettings", query);
}

async function suits(dotnet: string, output: LogOutputChannel): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(dotnet, ["--list-runtimes"], { timeout: 10_000, windowsHide: true });
    return [...stdout.matchAll(/^Microsoft\.NETCore\.App (\d+)\./gm)].some((match) => Number(match[1]) >= 10);
  } catch (error) {
    output.debug(`${dotnet}: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

/** Microsoft's .NET Install Tool, where the author happens to have it: it finds a runtime or installs one for itself. */
async function fromInstallTool(context: ExtensionContext, output: LogOutputChannel): Promise<string | undefined> {
  if (!extensions.getExtension("ms-dotnettools.vscode-dotnet-runtime")) return undefined;
  const acquireContext = { version: "10.0", requestingExtensionId: context.extension.id, mode: "runtime", architecture: process.arch };
  try {
    const found = await commands.executeCommand<{ dotnetPath?: string } | undefined>("dotnet.findPath", {
      acquireContext,
      versionSpecRequirement: "greater_than_or_equal",
    });
    if (found?.dotnetPath) return found.dotnetPath;
    return (await commands.executeCommand<{ dotnetPath?: string } | undefined>("dotnet.acquire", acquireContext))?.dotnetPath;
  } catch (error) {
    output.warn(`.NET Install Tool: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

const setting = (name: string): string => workspace.getConfiguration().get<string>(name, "").trim();
