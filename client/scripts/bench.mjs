// npm run bench: builds the server and measures it. What follows `--` goes to the driver, tests/bench/run.mjs.
import path from "node:path";
import { buildServer, host } from "./build.mjs";
import { main, prepare, root, run } from "./tools.mjs";

await main(async () => {
  await prepare();
  await buildServer(host ? [host] : []);
  await run(process.execPath, [path.join(root, "tests", "bench", "run.mjs"), ...process.argv.slice(2)]);
});
