// Loads a file of the client for a test without an editor. One that needs `vscode` cannot be loaded here.
import { build } from "esbuild";
import { root } from "../../client/scripts/tools.mjs";

export async function source(file) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`client/src/${file}`],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    external: ["vscode"],
  });
  return await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** A proposal as the server describes one, with what a test says of it. */
export const proposal = (number, facts = {}) => ({
  id: `BEP-${number}`,
  number: String(number),
  title: `Proposal ${number}`,
  status: "Draft",
  category: "draft",
  uri: `file:///proposals/BEP-${number}-proposal.md`,
  authors: [],
  created: "2026-01-05",
  targetVersion: "",
  implementedVersion: "",
  refersTo: [],
  parts: [],
  registered: true,
  ...facts,
});
