// npm run torture [-- --minutes N] [--seed N] [--only NAME]: kills, concurrent writers, full disks, a random editor and whatever else is in
// tests/torture, each for its share of the time. The seeds that they print repeat a run.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildServer, host } from "./build.mjs";
import { Failure, installSystemPackages, main, modernNode, prepare, root, run, withNode } from "./tools.mjs";

/** What the tortures need of the system; they skip, visibly, what they then do not find. */
export const tools = ["strace", "attr"];

if (process.argv[1] === import.meta.filename)
  await main(async () => {
    const { values } = parseArgs({
      options: { minutes: { type: "string", default: "10" }, seed: { type: "string" }, only: { type: "string" } },
    });
    const folder = path.join(root, "tests", "torture");
    const all = fs.readdirSync(folder).filter((file) => file.endsWith(".test.mjs"));
    const files = all.filter((file) => !values.only || file === `${values.only}.test.mjs`).sort();
    if (!(Number(values.minutes) > 0) || files.length === 0)
      throw new Failure(
        `npm run torture -- --minutes N --seed N --only NAME, where NAME is one of ${all.map((file) => file.split(".")[0]).join(", ")}`,
      );
    await prepare();
    await installSystemPackages({ "for the tortures": tools });
    if (!process.env.BEP_SERVER) await buildServer(host ? [host] : []);
    const node = modernNode();
    await run(node, ["--test", "--test-concurrency=1", ...files.map((file) => path.join(folder, file))], {
      env: withNode(node, {
        BEP_TORTURE_MINUTES: String(Number(values.minutes) / files.length),
        ...(values.seed ? { BEP_TORTURE_SEED: values.seed } : {}),
      }),
    });
  });
