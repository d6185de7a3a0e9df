// Scales the samples to a series of any size: the same texts under new numbers and slugs, lengthened with made-up prose, every reference
// and link rewritten, faults planted at known places. The same arguments give the same bytes, on every machine.
//
//   node tests/bench/generate.mjs FOLDER COUNT [SEED]
//
// writes FOLDER/proposals and FOLDER/corpus.json: what was planted where, and the places that the driver asks about.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const samples = path.join(root, "samples", "proposals");

// Four digits without 0000, the template's number, and 9999, which documents use as an example.
const highest = 9998;
// The documents of a real series: most are short, their mean is 15 kB, a few reach 40.
const shortest = 2_000;
const longest = 41_000;

/** Makes the series unless `folder` already holds it, and returns what corpus.json says. */
export function generate(folder, count, seed = 1) {
  const report = path.join(folder, "corpus.json");
  const signature = signatureOf(count, seed);
  if (fs.existsSync(report)) {
    const corpus = JSON.parse(fs.readFileSync(report, "utf8"));
    if (corpus.signature === signature) return corpus;
  } else if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0) {
    throw new Error(`${folder} holds something else and is left alone.`);
  }
  const inside = path.relative(root, path.resolve(folder));
  if (!inside.startsWith("..") && !path.isAbsolute(inside)) throw new Error(`${folder} lies in the repository; choose a folder outside.`);

  const { files, planted, probe } = write(count, random(seed));
  fs.rmSync(folder, { recursive: true, force: true });
  let bytes = 0;
  for (const [name, content] of files) {
    const file = path.join(folder, "proposals", name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    if (name.endsWith(".md")) bytes += Buffer.byteLength(content);
  }
  const corpus = {
    signature,
    count,
    seed,
    markdownFiles: [...files.keys()].filter((name) => name.endsWith(".md")).length,
    bytes,
    probe,
    planted,
  };
  // Last of all, so that a series that was cut short is made again.
  fs.writeFileSync(report, `${JSON.stringify(corpus)}\n`);
  return corpus;
}

function write(count, chance) {
  const model = readSamples();
  const perFault = Math.max(2, Math.round(count / 50));
  const twins = perFault;
  const numbers = count - twins;
  if (numbers < model.documents.length * 2 || numbers > highest)
    throw new Error(`A series holds ${model.documents.length * 3} to ${highest + Math.round(highest / 49)} documents, not ${count}.`);
  const prose = makeProse(chance);

  // Who has which number: the samples in rounds, each round with all of them.
  const plan = Array.from({ length: numbers }, (_, index) => {
    const sample = model.documents[index % model.documents.length];
    const round = Math.floor(index / model.documents.length);
    const number = digits(index + 1);
    const title = round === 0 ? sample.title : `${sample.title} ${round + 1}`;
    const file = `BEP-${number}-${sample.slug}${round === 0 ? "" : `-${round + 1}`}.md`;
    return { index, sample, number, title, file, status: chance.pick(statuses), author: sample.author, round };
  });
  const inRound = (round, name) => plan[round * model.documents.length + model.position.get(name)];

  const files = new Map();
  const cast = (entry, text, folder) => rewrite(text, entry, folder, { model, plan, inRound, chance });
  for (const entry of plan) {
    const target = shortest + (longest - shortest) * chance.next() ** 2;
    let body = cast(entry, entry.sample.body, "");
    const headings = chance.shuffled(sectionNames);
    for (let part = 0; body.length < target; part++) {
      const name =
        part < headings.length ? headings[part] : `${headings[part % headings.length]} ${1 + Math.floor(part / headings.length)}`;
      body += `\n${part % 3 === 0 ? "##" : "###"} ${name}\n\n${section(prose, chance, plan, entry)}`;
    }
    const heading = entry.index % 4 === 0 ? `BEP-${entry.number}: ${entry.title}` : entry.title;
    entry.text = `---\nAuthor: ${entry.author}\nStatus: ${entry.status}\nCreated: ${date(chance)}\n---\n\n# ${heading}\n\n${body}`;
    for (const [name, content] of entry.sample.supporting) {
      const text = typeof content === "string" ? cast(entry, content, `BEP-${entry.number}/`) : content;
      files.set(`BEP-${entry.number}/${name}`, text);
    }
  }

  const { planted, probe } = plant(plan, perFault, chance, files);
  for (const entry of plan) {
    // Some people's editors write these; they are no faults.
    if (entry.index % 40 === 17) entry.text = entry.text.replaceAll("\n", "\r\n");
    if (entry.index % 50 === 23) entry.text = `\ufeff${entry.text}`;
    files.set(entry.file, entry.text);
  }
  const registered = plan.filter((entry) => entry.row !== null);
  const rows = registered.map((entry) => entry.row ?? row(entry, entry.status));
  const rowLines = new Map(registered.map((entry, index) => [entry.file, model.readme.head.length + index + 1]));
  for (const finding of planted) if (finding.rule === "registry-status-mismatch") finding.rowLine = rowLines.get(finding.path);
  files.set("README.md", [...model.readme.head, ...rows, ...model.readme.tail].join("\n"));
  files.set("BEP-0000-template.md", model.template);
  return { files, planted, probe };
}

/** One fault of each kind in each of `count` documents, no document twice; and the document that the driver opens, with its target. */
function plant(plan, count, chance, files) {
  const planted = [];
  const unused = chance.shuffled(plan.filter((entry) => entry.text.length > 4_000));
  const take = () => unused.pop();
  const fault = (entry, rule, line, file = entry.file) => planted.push({ path: file, line, rule });

  const middling = unused.filter((entry) => entry.text.length > 12_000 && entry.text.length < 18_000 && isPlain(entry));
  const opened = middling[0];
  const target = middling.find((entry) => entry !== opened && entry.sample !== opened.sample);
  for (const entry of [opened, target]) unused.splice(unused.indexOf(entry), 1);
  const targetHeading = "Where Everybody Looks";
  append(target, targetHeading, ["This is the section that the other documents link."]);

  for (let i = 0; i < count; i++) {
    const entry = take();
    fault(entry, "broken-link", append(entry, "Further Reading", [`The rest is in [a lost chapter](chapters/lost-${i}.md).`]));
  }
  for (let i = 0; i < count; i++) {
    const entry = take();
    fault(entry, "broken-anchor", append(entry, "Further Reading", [`See [a lost section](${take().file}#a-lost-section-${i}).`]));
  }
  for (let i = 0; i < count; i++) {
    const entry = take();
    // One after the last number that a row or a document has: certainly nobody's.
    fault(
      entry,
      "unknown-reference",
      append(entry, "Further Reading", [`This follows from BEP-${digits(highest - (i % (highest - plan.length)))}.`]),
    );
  }
  for (let i = 0; i < count; i++) {
    const entry = take();
    entry.row = null;
    fault(entry, "unregistered-document", 1);
  }
  for (let i = 0; i < count; i++) {
    const entry = take();
    const twin = entry.file.replace(".md", "-again.md");
    files.set(twin, entry.text);
    fault(entry, "duplicate-document", 1, twin);
  }
  for (let i = 0; i < count; i++) {
    const entry = take();
    entry.row = row(entry, chance.pick(statuses.filter((status) => status !== entry.status)));
    fault(entry, "registry-status-mismatch", 3);
  }
  for (let i = 0; i < count; i++) {
    const entry = take();
    entry.text = entry.text.replace(/^Status: .*$/m, "Status: Finished");
    entry.row = row(entry, "Finished");
    fault(entry, "unknown-status", 3);
  }
  for (let i = 0; i < count; i++) {
    const entry = take();
    entry.text = entry.text.replace(/^Created: .*$/m, "Created: 2025/7/1");
    fault(entry, "date-format", 4);
  }

  const referrers = [opened];
  for (let i = 0; i < 12; i++) {
    const entry = take();
    append(entry, "Related Work", [`Compare [BEP-${target.number}](${target.file}) with this.`]);
    referrers.push(entry);
  }
  const line = append(opened, "Bench Notes", [
    "The driver edits the line below.",
    "See [a lost place](chapters/nowhere.md) first.",
    "",
    `See [a lost section](${target.file}#nowhere) too.`,
    "",
    `See [the target](${target.file}) and [its section](${target.file}#where-everybody-looks).`,
    "",
    `Compare with BEP-${target.number} at last.`,
    "",
    `A mistyped number: BEP-${digits(highest)}.`,
    "",
    "Here the driver types.",
  ]);
  fault(opened, "broken-link", line + 1);
  fault(opened, "broken-anchor", line + 3);
  fault(opened, "unknown-reference", line + 9);
  const probe = {
    path: opened.file,
    heading: "Bench Notes",
    brokenLinkLine: line + 1,
    linksLine: line + 5,
    mentionLine: line + 7,
    typingLine: line + 11,
    target: { path: target.file, number: target.number, title: target.title, heading: targetHeading, anchor: "where-everybody-looks" },
    referrers: referrers.map((entry) => entry.file),
  };
  return { planted, probe };
}

/** Adds a section and returns the line, from 1, of the first of `lines`. */
function append(entry, heading, lines) {
  const before = `${entry.text.trimEnd()}\n\n## ${heading}\n\n`;
  entry.text = `${before}${lines.join("\n")}\n`;
  return before.split("\n").length;
}

const isPlain = (entry) => entry.index % 40 !== 17 && entry.index % 50 !== 23;
const digits = (number) => String(number).padStart(4, "0");
const row = (entry, status) => `| [${entry.number}](${entry.file}) | ${entry.title} | ${names(entry.author)} | ${status} |`;
const names = (author) => author.replaceAll(/ \(.*?\)/g, "");
const date = (chance) => `2025-${String(1 + chance.below(9)).padStart(2, "0")}-${String(1 + chance.below(28)).padStart(2, "0")}`;
const statuses = ["Draft", "Draft", "Draft", "Accepted", "Implemented", "Rejected"];

/** The samples, healed: what is wrong in them is planted anew, where it is counted. */
function readSamples() {
  const read = (name) =>
    fs
      .readFileSync(path.join(samples, name), "utf8")
      .replace(/^\ufeff/, "")
      .replaceAll("\r\n", "\n");
  const names = fs.readdirSync(samples).sort();
  const documents = names
    .filter((name) => /^BEP-(?!0000)\d{4}-.*\.md$/.test(name))
    .map((name) => {
      const text = read(name);
      const front = /^---\n.*?\n---\n+/s.exec(text)?.[0] ?? "";
      const [, number, slug] = /^BEP-(\d{4})-(.*)\.md$/.exec(name);
      const title = /^# (?:BEP-\d{4}: )?(.*)$/m.exec(text)?.[1];
      const body = text
        .slice(front.length)
        .replace(/^# .*\n+/m, "")
        .replaceAll(/^# /gm, "## ");
      const author = /^Author: (.*\(.*\))$/m.exec(front)?.[1] ?? "Ada Quill (ada@harborlights.example)";
      const first = names.find((other) => other.startsWith(`BEP-${number}-`)) === name;
      const folder = `BEP-${number}`;
      const supporting =
        first && names.includes(folder)
          ? fs
              .readdirSync(path.join(samples, folder))
              .sort()
              .map((file) => [file, file.endsWith(".md") ? read(`${folder}/${file}`) : fs.readFileSync(path.join(samples, folder, file))])
          : [];
      return { name, number, slug, body, author, title: title === "Title" || !title ? words(slug) : title, supporting };
    });
  const byNumber = new Map();
  for (const document of documents) if (!byNumber.has(document.number)) byNumber.set(document.number, document);
  const lines = read("README.md").split("\n");
  const table = lines.findIndex((line) => line.startsWith("| Number |"));
  const next = lines.findIndex((line) => line.startsWith("| _next_"));
  return {
    documents,
    byNumber,
    position: new Map(documents.map((document, index) => [document.name, index])),
    readme: { head: lines.slice(0, table + 2), tail: lines.slice(next) },
    template: read("BEP-0000-template.md"),
  };
}

const words = (slug) =>
  slug
    .split("-")
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join(" ");

/** The text of a sample in the words of its clone: numbers, links, anchors and supporting files are those of the same round, or an earlier one. */
function rewrite(text, entry, folder, { model, plan, inRound, chance }) {
  const chosen = new Map();
  const choose = (sample) => {
    if (!chosen.has(sample.name)) {
      // One in eight leads to an earlier round, so that the series is one web and not many.
      const round = entry.round > 0 && chance.below(8) === 0 ? chance.below(entry.round) : entry.round;
      chosen.set(sample.name, sample === entry.sample ? entry : (inRound(round, sample.name) ?? inRound(0, sample.name)));
    }
    return chosen.get(sample.name);
  };
  const cloneOf = (number) => {
    const sample = model.byNumber.get(number);
    return sample ? choose(sample) : chance.pick(plan);
  };
  const held = [];
  const hold = (value) => `\0${held.push(value) - 1}\0`;
  const link = (_, image, label, url) => {
    const shown = label.replaceAll(/BEP-(\d{4})/g, (_mention, number) => `BEP-${cloneOf(number).number}`);
    if (/^(https?:|#)/.test(url)) return hold(`${image}[${shown}](${url})`);
    const [file, anchor] = url.split("#");
    const name = file.replace(/^\.\.\//, "");
    const document = model.documents.find((candidate) => candidate.name === name);
    if (document) {
      const clone = choose(document);
      const fragment = anchor && headingsOf(document.body).has(anchor) ? `#${anchor}` : "";
      return hold(`${image}[${shown}](${folder ? "../" : ""}${clone.file}${fragment})`);
    }
    const [, number, supporting] = /^BEP-(\d{4})\/(.*)$/.exec(folder ? `BEP-${entry.sample.number}/${file}` : file) ?? [];
    const owner = model.byNumber.get(number);
    const content = owner?.supporting.find(([candidate]) => candidate === supporting)?.[1];
    if (!content) return hold(shown);
    const fragment = anchor && typeof content === "string" && headingsOf(content).has(anchor) ? `#${anchor}` : "";
    return hold(`${image}[${shown}](${folder ? supporting : `BEP-${choose(owner).number}/${supporting}`}${fragment})`);
  };
  return text
    .replaceAll(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g, link)
    .replaceAll(/BEP-(\d{4})(?!\d)/g, (_, number) => `BEP-${cloneOf(number).number}`)
    .replaceAll(/\0(\d+)\0/g, (_, index) => held[index]);
}

const headingCache = new Map();

/** The anchors of a text's headings. The samples repeat none. */
function headingsOf(text) {
  let anchors = headingCache.get(text);
  if (!anchors) {
    anchors = new Set();
    for (const [, heading] of text.replaceAll(/^```.*?^```$/gms, "").matchAll(/^#{1,6} (.*)$/gm))
      anchors.add(
        heading
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
          .replaceAll(" ", "-"),
      );
    headingCache.set(text, anchors);
  }
  return anchors;
}

const sectionNames = [
  "Behavior under Load",
  "When a Pier Is Silent",
  "What Operators See",
  "Limits",
  "Order of Events",
  "Names and Labels",
  "Retries",
  "Clocks and Time Zones",
  "Failure of the Lighthouse",
  "Upgrades",
  "Measurements",
  "Who May Do What",
  "Storage Layout",
  "Wire Format",
  "Backpressure",
  "Interaction with Quotas",
  "Interaction with Priorities",
  "Command Line",
  "Web Page",
  "Testing",
  "Rejected Ideas",
  "Earlier Attempts",
  "Numbers from the Pilot",
  "Open Ends",
  "Rollback",
  "Caching",
  "Batches",
  "Alarms",
  "Audit",
  "Glossary",
];

const subjects = [
  "The crane",
  "A pier",
  "The lighthouse",
  "A job",
  "The operator",
  "A manifest",
  "The queue",
  "A team",
  "The agent on the pier",
  "An idle berth",
  "The oldest request",
  "A second copy",
  "The log",
  "A retry",
  "Whoever is on duty",
  "The next round",
  "A lost message",
];
const verbs = [
  "waits for",
  "asks",
  "reports to",
  "leaves",
  "copies",
  "compares",
  "refuses",
  "writes down",
  "keeps",
  "hands over",
  "counts",
  "forgets",
  "announces",
  "repeats",
  "orders",
  "measures",
  "cancels",
  "confirms",
];
const objects = [
  "the state that it saw last",
  "every berth that is free",
  "its neighbor",
  "the answer of the last round",
  "a copy of the manifest",
  "the list of images",
  "the share of its team",
  "what is left of the budget",
  "a token that lives for ten minutes",
  "the older of the two",
  "all events since the cursor",
  "the number of attempts",
  "a message that nobody reads",
  "the first error",
  "its own clock",
];
const endings = [
  "before the round ends",
  "unless a person has said otherwise",
  "at most once in ten seconds",
  "even when the network is down",
  "so that a second attempt changes nothing",
  "because the other order would lose jobs",
  "and says so in the log",
  "without a lock",
  "as the pilot has shown",
  "until the lease runs out",
  "in the order of arrival",
  "with the name of the caller",
  "for reasons of cost",
];

/** Paragraphs to choose from; making each sentence anew would take longer than writing the files. */
function makeProse(chance) {
  const sentence = () => `${chance.pick(subjects)} ${chance.pick(verbs)} ${chance.pick(objects)} ${chance.pick(endings)}.`;
  return Array.from({ length: 1_500 }, () => wrap(Array.from({ length: 2 + chance.below(6) }, sentence).join(" ")));
}

function wrap(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1).length + word.length > 110) lines.push("");
    lines[lines.length - 1] += lines.at(-1) === "" ? word : ` ${word}`;
  }
  return lines.join("\n");
}

/** What stands under one made-up heading. */
function section(prose, chance, plan, entry) {
  const parts = [chance.pick(prose)];
  const other = chance.pick(plan);
  switch (chance.below(6)) {
    case 0:
      parts.push(
        chance
          .pick(prose)
          .split("\n")
          .map((line) => `- ${line}`)
          .join("\n"),
      );
      break;
    case 1:
      parts.push(
        `| Case | Berths | Outcome |\n|------|-------:|---------|\n${Array.from({ length: 3 + chance.below(8) }, (_, i) => `| ${i + 1} | ${chance.below(16)} | ${chance.pick(endings)} |`).join("\n")}`,
      );
      break;
    case 2:
      parts.push(
        `\`\`\`yaml\n# not a heading, and BEP-${other.number} is no reference here\n${Array.from({ length: 4 + chance.below(12) }, (_, i) => `step-${i}: ${chance.pick(verbs)} ${chance.pick(objects)}`).join("\n")}\n\`\`\``,
      );
      break;
    case 3:
      if (other !== entry) parts.push(`This is close to [${other.title}](${other.file}), which settles the other half.`);
      break;
    case 4:
      if (other !== entry)
        parts.push(
          `> BEP-${other.number} takes the opposite view, and is right for *long* jobs. \`harbor why ${chance.below(9999)}\` tells which.`,
        );
      break;
    default:
      parts.push(chance.pick(prose));
  }
  parts.push(chance.pick(prose));
  return `${parts.join("\n\n")}\n`;
}

/** A small generator of even numbers (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end) => Math.floor(next() * end);
  const shuffled = (items) => {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [result[i], result[j]] = [result[j], result[i]];
    }
    return result;
  };
  return { next, below, shuffled, pick: (items) => items[below(items.length)] };
}

/** What the series depends on: this file, the samples, the arguments. */
function signatureOf(count, seed) {
  const hash = createHash("sha256")
    .update(`${count} ${seed} `)
    .update(fs.readFileSync(fileURLToPath(import.meta.url)));
  for (const name of fs.readdirSync(samples, { recursive: true }).sort())
    if (fs.statSync(path.join(samples, name)).isFile()) hash.update(name).update(fs.readFileSync(path.join(samples, name)));
  return hash.digest("hex");
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder, count, seed] = process.argv.slice(2);
  if (!folder || !(Number(count) > 0)) {
    console.error("usage: node tests/bench/generate.mjs FOLDER COUNT [SEED]");
    process.exit(2);
  }
  try {
    const { count: documents, bytes, planted } = generate(folder, Number(count), Number(seed ?? 1));
    console.log(`${documents} documents, ${(bytes / 1e6).toFixed(1)} MB, ${planted.length} faults: ${path.join(folder, "proposals")}`);
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}
