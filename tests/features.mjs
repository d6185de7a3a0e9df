// What an editor shows of the server, each feature with the answer that it is known by, and the table of the editors in which it was seen.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { checked, placeOf } from "./fixture.mjs";

/** Prepares a copy of the samples for all features, and says where in it to ask. */
export function situation(samples) {
  // A document without a row that mentions another, twice: it stands after an emoji, which each client counts in its own way.
  const file = samples.file("BEP-1019-log-retention.md");
  fs.appendFileSync(file, "\n🗼 See BEP-1005, and BEP-1005 again.\n");
  const finding = checked(samples.folder).find(({ path, rule }) => file.endsWith(path) && rule === "unregistered-document");
  return {
    file,
    finding,
    registry: samples.registry,
    reference: placeOf(file, "BEP-1005"),
    heading: placeOf(file, "Proposed Design"),
    unregistered: { line: finding.line - 1, character: finding.column - 1 },
    target: "BEP-1005-job-priorities.md",
    query: "Log Streaming",
  };
}

/** What is to be seen of each feature: takes what an editor said of all of them, and the situation. */
export const features = {
  diagnostics: ({ diagnostics }, { finding }) => assert.ok(diagnostics.some((message) => message.includes(finding.message))),
  hover: ({ hover }) => assert.match(JSON.stringify(hover), /작업 우선순위/),
  completion: ({ completion }) => assert.match(completion.join("\n"), /1001/),
  definition: ({ definition }, { target }) => {
    assert.equal(definition.file, target);
    assert.match(definition.line, /^# 작업 우선순위/);
  },
  references: ({ references }, { file }) => {
    assert.ok(references.includes("README.md"));
    assert.ok(references.includes(path.basename(file)));
  },
  highlight: ({ highlight }) => assert.equal(highlight.length, 2),
  documentSymbols: ({ documentSymbols }) => assert.match(documentSymbols.join("\n"), /Proposed Design/),
  workspaceSymbols: ({ workspaceSymbols }, { query }) => assert.ok(workspaceSymbols.some((name) => name.includes(query))),
  rename: ({ rename }) => assert.equal(rename, "## Design"),
  codeAction: ({ codeAction }) =>
    assert.ok(codeAction.some((line) => /^\| \[1019\]\(BEP-1019-log-retention\.md\) \| Log Retention \|/.test(line))),
  codeLens: ({ codeLens }) => assert.deepEqual(codeLens, ["Draft → Accepted | Rejected"]),
  callHierarchy: ({ callHierarchy }) => assert.ok(callHierarchy.includes("BEP-1019-log-retention.md")),
  typeHierarchy: ({ typeHierarchy }) => assert.deepEqual(typeHierarchy, ["BEP-1005: 작업 우선순위"]),
  documentLinks: ({ documentLinks }, { target }) => assert.deepEqual(documentLinks, [target, target]),
  inlayHints: ({ inlayHints }) => assert.deepEqual(inlayHints.slice(-2), ["Draft", "Draft"]),
  semanticTokens: ({ semanticTokens }) => assert.deepEqual(semanticTokens.slice(-2), ["BEP-1005", "BEP-1005"]),
  folding: ({ folding }) => assert.ok(folding.includes("| Number | Title | Author | Status |")),
  selection: ({ selection }) => assert.ok(selection.includes("BEP-1005")),
  renumbering: ({ renumbering }) => assert.match(renumbering, /^\| \[1055\]\(BEP-1055-job-priorities\.md\) \| 작업 우선순위 \|/m),
};

/** Notes for the table how a feature did in an editor: `seen`, `FAILED`, `skipped`, or `-` where the editor has nothing of the kind. */
export function note(editor, feature, how) {
  if (process.env.BEP_FEATURES) fs.appendFileSync(process.env.BEP_FEATURES, `${JSON.stringify({ editor, feature, how })}\n`);
}

/** The table of what has been noted; nothing where no test noted anything. */
export function table(file) {
  if (!fs.existsSync(file)) return [];
  const notes = fs
    .readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const editors = [...new Set(notes.map(({ editor }) => editor))];
  const cell = (editor, feature) => notes.findLast((one) => one.editor === editor && one.feature === feature)?.how ?? "-";
  return [["feature", ...editors], ...Object.keys(features).map((feature) => [feature, ...editors.map((editor) => cell(editor, feature))])];
}
