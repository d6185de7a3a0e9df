// npm run bench: builds the server and measures it. What follows `--` goes to the driver, tests/bench/run.mjs; `sizes` and what follows it to
// tests/bench/sizes, which shows how the time for one large file grows with its size.
import path from "node:path";
import { buildServer, host } from "./build.mjs";
import { main, prepare, root, run } from "./tools.mjs";

await main(async () => {
  await prepare();
  const [first, ...rest] = process.argv.slice(2);
  if (first === "sizes")
    return run("dotnet", ["run", "-c", "Release", "--project", path.join(root, "tests", "bench", "sizes"), "--", ...rest]);
  await buildServer(host ? [host] : []);
  await run(process.execPath, [path.join(root, "tests", "bench", "run.mjs"), ...process.argv.slice(2)]);
});
