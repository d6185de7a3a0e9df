// A reporter for Node's test runner that says how many tests there were: {"passed":…,"failed":…,"skipped":…}.
export default async function* countingReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const isSkipped = data.skip !== undefined && data.skip !== false;
    // The tests of a suite that is skipped are never heard of: it counts as one.
    if (data.details?.type === "suite" && !isSkipped) continue;
    if (isSkipped) counts.skipped++;
    else counts[type === "test:pass" ? "passed" : "failed"]++;
  }
  yield JSON.stringify(counts);
}
