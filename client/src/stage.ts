// What a status means for a reader, whatever a series calls it: said by the words that series of proposals use.
export type Stage = "draft" | "discussed" | "accepted" | "done" | "rejected" | "dropped" | "replaced" | "other";

const words: readonly (readonly [Stage, RegExp])[] = [
  ["replaced", /^(superseded|replaced|obsoleted?|deprecated)/i],
  ["rejected", /^(rejected|declined|refused)/i],
  ["dropped", /^(withdrawn|deferred|abandoned|stagnant|postponed|on hold|closed)/i],
  ["done", /^(implemented|final|done|completed?|finished|released|shipped|integrated|living)/i],
  ["accepted", /^(accepted|approved|active|ready|implementable|in progress|implementing)/i],
  ["discussed", /^(proposed|review|in review|last call|discussion|under discussion|provisional|committed)/i],
  ["draft", /^(draft|idea|pre-?draft|new|prediscussion|ideation)/i],
];

/** The stage of a status; of one with an unusual name, what the series says about its place in a proposal's life. */
export function stageOf(status: string, statuses: readonly { readonly name: string; readonly settled: boolean }[]): Stage {
  const known = words.find(([, word]) => word.test(status))?.[0];
  if (known) return known;
  const at = statuses.findIndex(({ name }) => name === status);
  if (at < 0) return "other";
  return statuses[at]?.settled ? "done" : at === 0 ? "draft" : "discussed";
}
