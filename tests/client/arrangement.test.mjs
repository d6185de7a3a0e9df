// How the Proposals view is arranged: filter, order and groups.
import assert from "node:assert/strict";
import { test } from "node:test";
import { proposal, source } from "./source.mjs";

const { grouped, passes, sorted } = await source("views/arrangement.ts");

const one = proposal(1007, {
  title: "Image Cache",
  status: "Accepted",
  authors: ["Mina Park", "Ada Quill"],
  targetVersion: "26.4.0",
  implementedVersion: "26.5.1",
});

for (const [filter, isLeft] of [
  ["", true],
  ["  ", true],
  ["image", true],
  ["IMAGE cache", true],
  ["cache image", true],
  ["mina acc", true],
  ["quill 26.4", true],
  ["26.5", true],
  ["bep-1007", true],
  ["1007 ", true],
  ["image store", false],
  ["1008", false],
  // Words of two fields are not read together.
  ["cacheaccepted", false],
  ["author:mina", true],
  ['author:"mina park" cache', true],
  ["author:cache", false],
  ["status:acc", true],
  ["status:mina", false],
  ["version:26.4", true],
  ["has:problems", true],
  ["mine", true],
  ["mine status:draft", false],
  // Half typed, it hides nothing yet.
  ["author:", true],
  ['author:"', true],
  ["note:cache", false],
])
  test(`a filter “${filter}” ${isLeft ? "leaves" : "hides"} a proposal`, () =>
    assert.equal(passes(one, filter, { hasProblems: () => true, me: "Ada Quill" }), isLeft));

test("a filter may leave only what has problems, or what somebody else wrote", () => {
  const asked = { hasProblems: () => false, me: "Ravi Menon" };
  assert.equal(passes(one, "has:problems", asked), false);
  assert.equal(passes(one, "mine", asked), false);
  // Who is not known has no proposals of their own: it is a word like others.
  assert.equal(passes({ ...one, title: "A Mine" }, "mine", { ...asked, me: "" }), true);
});

const reserved = { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } };
const all = [
  proposal(1000, { title: "Job Manifests", changed: 300 }),
  proposal(1001, { title: "Berths", changed: 100 }),
  // In no commit yet.
  proposal(1002, { title: "Crane" }),
  proposal(1003, { title: "Anchors", changed: 300 }),
  proposal(1004, { title: "Tides", reserved }),
];

for (const [order, numbers] of [
  ["number", "1000 1001 1002 1003 1004"],
  ["newest", "1004 1003 1002 1001 1000"],
  // What was changed at once, the newest first.
  ["changed", "1002 1003 1000 1001 1004"],
  ["title", "1003 1001 1002 1000 1004"],
])
  test(`in the order of ${order}`, () => {
    const before = all.map(({ number }) => number).join(" ");
    assert.equal(
      sorted(all, order)
        .map(({ number }) => number)
        .join(" "),
      numbers,
    );
    assert.equal(all.map(({ number }) => number).join(" "), before, "the list itself is as it was");
  });

const list = { statuses: ["Draft", "Accepted", "Implemented"].map((name) => ({ name })) };
const many = [
  proposal(1000, { status: "Implemented", authors: ["Mina Park"], implementedVersion: "25.12.0" }),
  proposal(1001, { status: "Draft", authors: ["Ada Quill", "Mina Park"] }),
  proposal(1002, { status: "", authors: [] }),
  proposal(1003, { status: "Sunk", authors: ["Ada Quill"], targetVersion: "26.2.0", implementedVersion: "25.1.0" }),
  proposal(1004, { status: "Afloat", targetVersion: "26.10.0" }),
  proposal(1005, { status: "Accepted", targetVersion: "26.2.0" }),
];

for (const [grouping, groups] of [
  // In the order of a proposal's life, then what the lifecycle does not have, and last what is missing.
  ["status", ["Draft: 1001", "Accepted: 1005", "Implemented: 1000", "Afloat: 1004", "Sunk: 1003", ": 1002"]],
  ["author", ["Ada Quill: 1001 1003", "Mina Park: 1000 1001", ": 1002 1004 1005"]],
  // By what the parts of a version count, the newest first.
  ["version", ["26.10.0: 1004", "26.2.0: 1003 1005", "25.12.0: 1000", ": 1001 1002"]],
])
  test(`in groups by ${grouping}`, () =>
    assert.deepEqual(
      grouped(many, grouping, list).map(([name, proposals]) => `${name}: ${proposals.map(({ number }) => number).join(" ")}`),
      groups,
    ));
