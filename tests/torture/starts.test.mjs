// Servers that start while the machine is busy with others: each answers `initialize`, finds what is wrong, and ends.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { Server, uriOf } from "./client.mjs";
import { makeSeries, time } from "./tools.mjs";

const least = 24;
const atOnce = 4 * os.availableParallelism();

const series = makeSeries();
after(() => series.remove());
const document = path.join(series.proposals, "BEP-9000-start.md");
fs.writeFileSync(document, "# BEP-9000: Start\n\n[Nowhere](nowhere.md)\n");

async function start() {
  const server = new Server();
  await server.start([series.folder]);
  const uri = uriOf(document);
  const text = fs.readFileSync(document, "utf8");
  server.notify("textDocument/didOpen", { textDocument: { uri, languageId: "markdown", version: 1, text } });
  assert.ok(await server.until(() => server.diagnostics.get(uri)?.some(({ code }) => code === "broken-link")), "no findings came");
  assert.equal(await server.stop(), "0", server.errors);
}

test("Every start is answered", async (t) => {
  const end = Date.now() + time;
  let started = 0;
  const worker = async () => {
    while (started < least || Date.now() < end) {
      started++;
      await start();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  assert.ok(started >= least);
  t.diagnostic(`${started} starts, ${atOnce} at once`);
});
