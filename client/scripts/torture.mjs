// npm run torture [-- --minutes N] [-- --seed N] [-- --only NAME]: what nobody would do to the program on purpose, for as long as is wished.
// Every module in tests/torture with a `run` takes a share of the time; each prints the seeds with which its run can be repeated.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildServer, host } from "./build.mjs";
import { main, prepare, root, say } from "./tools.mjs";

const folder = path.join(root, "tests", "torture");

/** Runs all modules; without `minutes` shortly. Returns the counts of all. */
export async function torture({ minutes, seed = Math.floor(Math.random() * 1e9), only } = {}) {
  const modules = [];
  for (const file of fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(".mjs"))
    .sort()) {
    const module = await import(path.join(folder, file));
    if (module.run && (!only || module.name === only || file === `${only}.mjs`)) modules.push(module);
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const module of modules) {
    console.log(`  ${module.name}, seed ${seed}`);
    const counts = await module.run({ minutes: minutes && minutes / modules.length, seed, log: (text) => console.log(`    ${text}`) });
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  return total;
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" }, only: { type: "string" } } });
    await prepare();
    if (!process.env.BEP_SERVER) await buildServer(host ? [host] : []);
    say("Torture");
    const { passed, failed, skipped } = await torture({
      minutes: Number(values.minutes ?? 0) || undefined,
      seed: values.seed ? Number(values.seed) : undefined,
      only: values.only,
    });
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  });
}
