// What proposals and statuses are shown as.
import assert from "node:assert/strict";
import { test } from "node:test";
import { proposal, source } from "./source.mjs";

const { categoryOf, categoryOfStatus } = await source("categories.ts");

test("a proposal is shown as what its status means, and as superseded once it has a successor", () => {
  assert.equal(categoryOf(proposal(1000, { category: "accepted" })), "accepted");
  assert.equal(categoryOf(proposal(1000, { category: "accepted", successor: "BEP-1001" })), "superseded");
});

test("a status is shown as what the lifecycle means by it, else as what a proposal that has it is", () => {
  const list = {
    statuses: [{ name: "Final", category: "implemented" }],
    proposals: [proposal(1000, { status: "Final", category: "draft" }), proposal(1001, { status: "Afloat", category: "discussed" })],
  };
  assert.equal(categoryOfStatus("Final", list), "implemented");
  assert.equal(categoryOfStatus("Afloat", list), "discussed");
  assert.equal(categoryOfStatus("Ashore", list), "other");
  assert.equal(categoryOfStatus("Final", undefined), "other");
});
