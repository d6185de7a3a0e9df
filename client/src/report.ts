// What somebody who looks into a problem wants to know first. Only versions, settings and counts: no text, no path below the home folder.
import os from "node:os";
import { type ExtensionContext, env, extensions, l10n, version, window, workspace } from "vscode";
import type { Proposals } from "./proposals";
import type { Server } from "./server";

export async function reportIssue(context: ExtensionContext, server: Server, proposals: Proposals): Promise<void> {
  const own = workspace.getConfiguration("bep");
  const settings = ["rules", "server.path", "dotnet.path", "trace.server"].filter((name) => {
    const values = own.inspect(name);
    return values?.globalValue !== undefined || values?.workspaceValue !== undefined || values?.workspaceFolderValue !== undefined;
  });
  const facts: [string, string][] = [
    [l10n.t("Extension"), String(context.extension.packageJSON.version)],
    [l10n.t("Editor"), `${env.appName} ${version}`],
    [l10n.t("System"), `${os.platform()} ${os.release()} ${os.arch()}${env.remoteName ? `, ${env.remoteName}` : ""}`],
    [l10n.t("Language"), env.language],
    [l10n.t("Server"), server.state.is === "failed" ? server.state.reason : [server.state.is, server.program].filter(Boolean).join(", ")],
    [l10n.t("Trusted"), workspace.isTrusted ? l10n.t("yes") : l10n.t("no")],
    [l10n.t("Series"), proposals.all.map(({ series, proposals: all }) => `${series.prefix}: ${all.length}`).join(", ") || "-"],
    [l10n.t("Settings changed"), settings.map((name) => `bep.${name}`).join(", ") || "-"],
    [l10n.t("Other Markdown extensions"), otherExtensions(context) || "-"],
  ];
  const home = os.homedir();
  const rows = facts.map(([name, value]) => `| ${name} | ${value.replaceAll(home, "~").replaceAll("|", "\\|")} |`);
  const content = [
    `# ${l10n.t("A problem with BEP Proposals")}`,
    l10n.t("What did you do, what did you expect, and what happened instead?"),
    "",
    l10n.t("The output channel “BEP” often says more. Nothing has been sent anywhere: copy what you want to tell."),
    ["|  |  |", "| --- | --- |", ...rows].join("\n"),
  ].join("\n\n");
  await window.showTextDocument(await workspace.openTextDocument({ language: "markdown", content }));
}

/** Extensions that work on the same files, which is where two of them can disagree. */
const otherExtensions = (context: ExtensionContext): string =>
  extensions.all
    .filter(
      ({ id, packageJSON }) =>
        id !== context.extension.id && !packageJSON.isBuiltin && /markdown/i.test(JSON.stringify(packageJSON.activationEvents ?? "")),
    )
    .map(({ id, packageJSON }) => `${id} ${packageJSON.version}`)
    .join(", ");
