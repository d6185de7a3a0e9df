// The random editor as a test: shortly, or for its share of the time of `npm run torture`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "./editor.mjs";
import { seed, time } from "./tools.mjs";

test(`A random editor hears what a fresh server says (seed ${seed})`, async (t) => {
  const { passed, failed } = await run({ minutes: time / 60_000 || undefined, seed, log: (text) => t.diagnostic(text) });
  assert.ok(passed + failed > 0);
  assert.equal(failed, 0);
});
