// npm run generate: writes everything that is made from the code and committed: rule pages and their index, the list of rules in the manifest, the
// schema and the page of `.bep.yaml`, the results of all fixes, and the file of translations with a place for each new sentence.
import fs from "node:fs";
import path from "node:path";
import { main, prepare, root, run } from "./tools.mjs";

await main(async () => {
  await prepare();
  await run("dotnet", ["test", "BepLsp.sln", "--nologo", "--filter", "Category=Generated"], { env: { ...process.env, BEP_GENERATE: "1" } });
  const words = Object.entries(JSON.parse(fs.readFileSync(path.join(root, "server", "Bep.Server", "l10n", "ko.json"), "utf8")));
  const missing = words.filter(([, translation]) => translation === "").map(([sentence]) => sentence);
  if (missing.length > 0) console.log(`Without Korean words, and therefore said in English:\n  ${missing.join("\n  ")}`);
});
