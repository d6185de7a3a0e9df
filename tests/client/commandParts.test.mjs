// What commands do without an editor: a title in a message, the series that is meant, a link to a row, a folder that is typed.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { proposal, source } from "./source.mjs";

const { withTitle } = await source("commitMessage.ts");
const { isInside } = await source("insideFolder.ts");
const { likeliestFirst, meantSeries, placeIn } = await source("meantSeries.ts");
const { linkTo } = await source("views/link.ts");

describe("the title of a change in a message", () => {
  for (const [what, message, before, expected] of [
    ["is the message where there is none", "", undefined, "New"],
    ["takes the place of blank lines", " \n\n", undefined, "New"],
    ["stands above an author's words", "My own words.", undefined, "New\n\nMy own words."],
    ["takes the place of the title that was put there before", "Old\n\nMore of it.", "Old", "New\n\nMore of it."],
    ["is not written twice", "New\n\nMore of it.", "Old", "New\n\nMore of it."],
    ["leaves a first line that was changed since", "Old, but better", "Old", "New\n\nOld, but better"],
  ])
    test(what, () => assert.equal(withTitle(message, "New", before), expected));
});

describe("the series that a command is meant for", () => {
  const series = (folder) => ({ folder });
  const [beps, inner, others] = [
    series("file:///home/ada/beps"),
    series("file:///home/ada/beps/old"),
    series("file:///home/ada/beps-of-others/"),
  ];

  for (const [what, all, argument, expected] of [
    ["is the one that is named", [beps, others], "file:///home/ada/beps", beps],
    ["is the one that holds the document of an offer", [beps, others], { uri: "file:///home/ada/beps/BEP-1000-a.md" }, beps],
    ["is told from one whose name begins alike", [beps, others], { uri: "file:///home/ada/beps-of-others/a.md" }, others],
    ["is the only one, whatever was said", [beps], undefined, beps],
    ["has to be asked for among several", [beps, others], undefined, undefined],
    ["has to be asked for where another place is named", [beps, others], "file:///elsewhere", undefined],
    ["has to be asked for where the argument says nothing", [beps, others], { uri: 1 }, undefined],
    ["is none where there is none", [], undefined, undefined],
  ])
    test(what, () => assert.equal(meantSeries(all, placeIn(argument)), expected));

  test("is likeliest the one at hand", () => {
    assert.deepEqual(likeliestFirst([beps, others], "file:///home/ada/beps-of-others/a.md"), [others, beps]);
    assert.deepEqual(likeliestFirst([beps, inner, others], "file:///home/ada/beps/old/a.md"), [beps, inner, others]);
    assert.deepEqual(likeliestFirst([beps, others], undefined), [beps, others]);
  });
});

describe("a link to a proposal", () => {
  const row = (one) => ({ proposal: one });
  const part = { title: "Queues", uri: "file:///proposals/BEP-1002/queues.md" };

  for (const [what, from, expected] of [
    ["says a proposal's number and title", row(proposal(1002)), "[BEP-1002: Proposal 1002](BEP-1002-proposal.md)"],
    [
      "says the title of a draft without one",
      row(proposal(1, { number: undefined, id: "fog.md", title: "Fog Horn", uri: "file:///proposals/fog.md" })),
      "[Fog Horn](fog.md)",
    ],
    [
      "escapes what would end its text",
      row(proposal(1, { number: undefined, id: "fog.md", title: "Fog [Horn] \\", uri: "file:///proposals/fog.md" })),
      "[Fog \\[Horn\\] \\\\](fog.md)",
    ],
    ["leads to a part through its folder", { part, proposal: proposal(1002) }, "[Queues](BEP-1002/queues.md)"],
  ])
    test(what, () => assert.equal(linkTo(from), expected));
});

describe("a folder for a new series", () => {
  for (const text of ["proposals", "docs/proposals", "docs\\proposals", " proposals ", "a/../b", "./proposals", ".proposals"])
    test(`may be “${text}”`, () => assert.ok(isInside(text)));
  for (const text of [
    "",
    "  ",
    ".",
    "./",
    "a/..",
    "..",
    "../proposals",
    "a/../../b",
    "..\\b",
    "/proposals",
    "\\proposals",
    "C:\\beps",
    "d:beps",
  ])
    test(`may not be “${text}”`, () => assert.ok(!isInside(text)));
});
