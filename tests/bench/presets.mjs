// Measures what checking a series costs in each preset's form, against the same texts as BEPs.
//
//   node tests/bench/presets.mjs [--count 1000] [--rounds 7] [--folder DIR]
//
// Each text is written again in the form that its preset has for fields, names of files and mentions. The programs run in turn, so that what else
// the machine does meets all of them; the figures are medians of the processor time (Linux). The exit code is 1 where one is too slow.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { serverCommand } from "../../client/scripts/build.mjs";
import { root } from "../../client/scripts/tools.mjs";
import { generate } from "./generate.mjs";
import { processorTime } from "./processorTime.mjs";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000" },
    rounds: { type: "string", default: "7" },
    folder: { type: "string", default: path.join(os.tmpdir(), "beplsp-bench-presets") },
  },
});

/** How each preset writes a document, and what it calls the file. */
const forms = {
  eip: {
    file: (number) => `eip-${Number(number)}.md`,
    mention: (number) => `EIP-${Number(number)}`,
    text: ({ number, title, author, status, created, body }) =>
      `---\neip: ${Number(number)}\ntitle: ${title}\nauthor: ${author}\nstatus: ${status}\ncreated: ${created}\n---\n\n${body}`,
  },
  madr: {
    file: (number, slug) => `${number}-${slug}.md`,
    mention: (number) => `ADR-${number}`,
    text: ({ title, author, status, created, body }) =>
      `---\nstatus: ${status}\ndate: ${created}\ndecision-makers: ${author}\n---\n\n# ${title}\n\n${body}`,
  },
  nygard: {
    file: (number, slug) => `${number}-${slug}.md`,
    mention: (number) => `ADR-${number}`,
    text: ({ number, title, status, created, body }) =>
      `# ${Number(number)}. ${title}\n\nDate: ${created}\n\n## Status\n\n${status}\n\n${body}`,
  },
  rfc: {
    file: (number, slug) => `${number}-${slug}.md`,
    mention: (number) => `RFC-${number}`,
    text: ({ title, author, status, created, body }) =>
      `# ${title}\n\n- Author: ${author}\n- Status: ${status}\n- Start Date: ${created}\n\n${body}`,
  },
};

/** The series in `from`, as the preset writes it. */
function writeAs(preset, from, folder) {
  const form = forms[preset];
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(path.join(root, "presets", preset), folder, { recursive: true });
  const configuration = fs.readFileSync(path.join(folder, ".bep.yaml"), "utf8");
  const [, list] = /^statuses: \[(.*)\]$/m.exec(configuration);
  const statuses = list.split(", ");
  const rewritten = (text) =>
    text
      .replaceAll(/BEP-(\d{4})-([\w-]+)\.md/g, (_, number, slug) => form.file(number, slug))
      .replaceAll(/BEP-(\d{4})(?![\d/])/g, (_, number) => form.mention(number));
  let documents = 0;
  for (const entry of fs.readdirSync(from, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const [, number, slug] = /^BEP-(\d{4})-([\w-]+)\.md$/.exec(entry.name) ?? [];
    const name = path.relative(from, file);
    // The table of numbers and the template are those of the preset.
    if (!entry.isFile() || name === "README.md" || name === "BEP-0000-template.md") continue;
    const target = path.join(folder, number ? form.file(number, slug) : name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    const text = fs.readFileSync(file, "utf8");
    const parts =
      /^(?:\ufeff)?---\r?\nAuthor: (.*?)\r?\nStatus: (.*?)\r?\nCreated: (.*?)\r?\n---\s+# (?:BEP-\d{4}: )?(.*?)\r?\n\s*(.*)$/s.exec(text);
    if (!number || !parts) {
      if (entry.name.endsWith(".md")) fs.writeFileSync(target, rewritten(text));
      else fs.copyFileSync(file, target);
      continue;
    }
    const [, author, , created, title, body] = parts;
    fs.writeFileSync(
      target,
      form.text({ number, title, author, created, status: statuses[Number(number) % statuses.length], body: rewritten(body) }),
    );
    documents++;
  }
  return documents;
}

const count = Number(values.count);
generate(path.join(values.folder, "bep"), count);
const series = [["bep", path.join(values.folder, "bep", "proposals")]];
for (const preset of Object.keys(forms)) {
  const folder = path.join(values.folder, preset, "series");
  const documents = writeAs(preset, series[0][1], folder);
  if (documents < count * 0.95) throw new Error(`Only ${documents} documents could be written as ${preset}.`);
  series.push([preset, folder]);
}

const [program, ...first] = serverCommand();
const times = new Map(series.map(([preset]) => [preset, []]));
const found = new Map();
for (let round = 0; round < Number(values.rounds); round++)
  for (const [preset, folder] of series) {
    const before = processorTime();
    const { status, stdout, stderr } = spawnSync(program, [...first, "check", folder, "--format", "json"], {
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    if (status > 1) throw new Error(stderr);
    times.get(preset).push(processorTime() - before);
    found.set(preset, JSON.parse(stdout).findings.length);
  }

/** What checking in any form may cost, against BEPs. */
const most = 1.5;
const median = (all) => [...all].sort((one, other) => one - other)[all.length >> 1];
const basis = median(times.get("bep"));
console.log(`bep check of ${count} documents, processor time, median of ${values.rounds}`);
for (const [preset, all] of times) {
  const ratio = median(all) / basis;
  console.log(`${preset.padEnd(8)} ${String(median(all)).padStart(6)} ms  ${ratio.toFixed(2)}  ${found.get(preset)} findings`);
  if (ratio > most) process.exitCode = 1;
}
