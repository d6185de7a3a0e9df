// npm run mutate -- PART…: how strong the tests are. Changes the program in thousands of small ways, one at a time, runs the tests that
// reach the place, and lists the changes that no test noticed. A part is a folder of server/Bep.Analysis (Parsing, Edits, Rules, …) or
// a file in one (Rules/FileName.cs, Rules/Missing*.cs).
import fs from "node:fs";
import path from "node:path";
import { Failure, main, root, run, say } from "./tools.mjs";

const sources = path.join(root, "server", "Bep.Analysis");
const reports = path.join(root, "artifacts", "mutation");

await main(async () => {
  const parts = process.argv.slice(2);
  const folders = fs.readdirSync(sources).filter((name) => fs.statSync(path.join(sources, name)).isDirectory());
  if (parts.length === 0) throw new Failure(`Name what is to be changed: ${folders.join(", ")}, or a file such as Rules/FileName.cs.`);
  await run("dotnet", ["tool", "restore"]);
  say(`Changing ${parts.join(", ")}`);
  const patterns = parts.map((part) => (folders.includes(part) ? `${part}/**/*.cs` : part));
  const args = ["stryker", "--output", reports, ...patterns.flatMap((pattern) => ["--mutate", pattern])];
  await run("dotnet", args, { cwd: path.join(root, "tests", "Bep.Tests") });
  report(path.join(reports, "reports", "mutation-report.json"));
});

/** Prints the changes that were not noticed, then how many of each file's were. */
function report(file) {
  const rows = [];
  for (const [name, { mutants }] of Object.entries(JSON.parse(fs.readFileSync(file, "utf8")).files)) {
    const of = (...states) => mutants.filter((mutant) => states.includes(mutant.status));
    const [killed, missed] = [of("Killed", "Timeout"), of("Survived", "NoCoverage")];
    if (killed.length + missed.length === 0) continue;
    const short = path.relative(sources, path.resolve(sources, name)).replaceAll(path.sep, "/");
    for (const { location, replacement, mutatorName, status } of missed)
      console.log(
        `${short}:${location.start.line}:${location.start.column} ${status}: ${mutatorName}\n    ${replacement.replace(/\s+/g, " ").slice(0, 160)}`,
      );
    rows.push([short, killed.length, killed.length + missed.length]);
  }
  const sums = new Map();
  for (const [name, killed, all] of rows)
    for (const key of [path.posix.dirname(name), "all of it"]) {
      const [one, two] = sums.get(key) ?? [0, 0];
      sums.set(key, [one + killed, two + all]);
    }
  for (const [name, killed, all] of [...rows.sort(), ...[...sums].map(([key, counts]) => [key, ...counts])])
    console.log(
      `${name.padEnd(40)} ${String(killed).padStart(5)} of ${String(all).padStart(5)} noticed ${((100 * killed) / all).toFixed(1).padStart(6)} %`,
    );
}
