// Several commands that change one series at once, also where some of them are killed: each change is made once, whole, and on top of the others.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { bep, bytesOf, makeSeries, time } from "./tools.mjs";

const writers = 20;

describe("Many writers", () => {
  for (const beside of [false, true])
    test(`get a number each${beside ? ", from a registry beside the series" : ""}`, async () => {
      const series = makeSeries({ beside });
      const before = await numbersOf(series);
      const titles = Array.from({ length: writers }, (_, i) => `Fog Horn ${i}`);
      const runs = await Promise.all(titles.map((title) => bep(series.folder, ["new", title, "--series", "proposals"])));
      for (const run of runs) assert.equal(run.status, 0, run.stderr);
      const files = runs.map((run) => run.stdout.trim());
      assert.equal(new Set(files).size, writers);
      const numbers = files.map((file) => /BEP-(\d+)-/.exec(file)[1]);
      assert.equal(new Set(numbers).size, writers, `two have one number: ${numbers}`);
      const registry = fs.readFileSync(beside ? path.join(series.folder, "index.md") : path.join(series.proposals, "README.md"), "utf8");
      for (const [i, title] of titles.entries()) {
        assert.equal(
          registry.split("\n").filter((line) => line.includes(`| ${title} |`) && line.includes(`[${numbers[i]}]`)).length,
          1,
          title,
        );
        assert.ok(fs.readFileSync(files[i], "utf8").includes(title));
      }
      assert.equal(new Set(await numbersOf(series)).size, new Set(before).size + writers);
      assert.ok(!bytesOf(series.folder).includes(".bep-journal"));
      series.remove();
    });

  test("that do different things do all of them", async () => {
    const series = makeSeries();
    const changes = [
      ...Array.from({ length: 6 }, (_, i) => ["new", `Fog Horn ${i}`]),
      ["renumber", "1001"],
      ["renumber", "1002"],
      ["renumber", "1003"],
      ["status", "1004", "Accepted", "--version", "9.9"],
      ["check", "--fix", "--fail-on", "never"],
      ["check", "--fail-on", "never"],
      ["list"],
    ];
    const runs = await Promise.all(changes.map((args) => bep(series.proposals, args)));
    for (const [i, run] of runs.entries()) assert.equal(run.status, 0, `${changes[i].join(" ")}: ${run.stderr}`);
    const numbers = await numbersOf(series);
    // Six new ones and three that changed their numbers: nine in all, and the samples already have two of one number.
    const given = numbers.filter((one) => one > 1019);
    assert.equal(given.length, 9);
    assert.equal(new Set(given).size, 9, `${given}`);
    for (const number of [1001, 1002, 1003]) assert.ok(!numbers.includes(number), `${number}`);
    const listed = (await bep(series.proposals, ["list"])).stdout;
    for (let i = 0; i < 6; i++) assert.ok(listed.includes(`Fog Horn ${i}`), `Fog Horn ${i}`);
    assert.match(listed, /BEP-1004 +Accepted/);
    series.remove();
  });

  test("of whom some are killed leave whole changes only", { skip: process.platform === "win32" && "signals are Unix's" }, async () => {
    const until = Date.now() + time / 2;
    do {
      const series = makeSeries();
      const titles = Array.from({ length: 12 }, (_, i) => `Fog Horn ${i}`);
      const runs = await Promise.all(
        titles.map((title, i) => bep(series.proposals, ["new", title], i % 2 ? { kill: 200 + Math.random() * 3000 } : {})),
      );
      await bep(series.proposals, ["list"]);
      const registry = fs.readFileSync(path.join(series.proposals, "README.md"), "utf8");
      const files = fs.readdirSync(series.proposals);
      assert.ok(!files.includes(".bep-journal"));
      for (const [i, title] of titles.entries()) {
        const row = registry.split("\n").filter((line) => line.includes(`| ${title} |`));
        const documents = files.filter((file) => file.endsWith(`-fog-horn-${i}.md`));
        assert.equal(row.length, documents.length, `${title}: ${row} ${documents}`);
        if (!runs[i].signal) assert.equal(documents.length, 1, `${title}: ${runs[i].stderr}`);
        for (const file of documents) assert.ok(row[0].includes(`(${file})`), `${row[0]} is not ${file}`);
      }
      const numbers = files.filter((file) => file.includes("-fog-horn-")).map((file) => file.slice(0, 8));
      assert.equal(new Set(numbers).size, numbers.length);
      series.remove();
    } while (Date.now() < until);
  });
});

async function numbersOf(series) {
  const run = await bep(series.proposals, ["list", "--format", "json"]);
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout).map((entry) => entry.number);
}
