// The tables that the benchmark prints.

/** The value below which this share of the times lies. */
function quantile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** The numbers of one measurement, ready to be printed and compared: [name, value]. */
function figures(name, result) {
  if (result.failed) return [[`${name}, ms${result.tail ? " p50" : ""}`, result.failed]];
  if (result.amount !== undefined) return [[name, result.amount]];
  if (result.count !== undefined) return [[name, result.count]];
  const middle = quantile(result.times, 0.5);
  if (!result.tail) return [[`${name}, ms`, middle]];
  return [
    [`${name}, ms p50`, middle],
    [`${" ".repeat(name.length)}      p99`, quantile(result.times, 0.99)],
  ];
}

const shown = (value) =>
  value === undefined
    ? "-"
    : typeof value === "string"
      ? value
      : value >= 100 || Number.isInteger(value)
        ? value.toFixed(0)
        : value >= 10
          ? value.toFixed(1)
          : value.toFixed(2);

/** Lays out the figures of several measurements: the names of the rows in order, and a column of values for each. */
function columnsOf(all) {
  const order = [];
  const columns = all.map((results) => {
    const column = new Map();
    let under = "";
    for (const [name, result] of Object.entries(results ?? {}))
      for (const [label, value] of figures(name, result)) {
        // The tail's label is blank; the name before it tells it apart.
        const key = label.trimStart().startsWith("p99") ? `${under}\0${label}` : label;
        under = label;
        column.set(key, value);
        if (!order.includes(key)) order.push(key);
      }
    return column;
  });
  return { order, columns };
}

const ratio = (of, to) => (typeof of === "number" && typeof to === "number" && to > 0 ? shown(of / to) : "-");

function write(table) {
  const widths = table[0].map((_, i) => Math.max(...table.map((cells) => cells[i].length)));
  for (const cells of table)
    console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i] + 3))).join(""));
}

function writeFailures(name, sizes, all) {
  for (const size of sizes)
    for (const [row, { failed, why }] of Object.entries(all.get(size) ?? {}))
      if (failed) console.log(`\n${failed}: ${name} at ${size}, ${row}: ${why}`);
}

/** One server: a column for each size, and the largest against the smallest. */
export function print(corpora, all) {
  const sizes = corpora.map(({ count }) => count);
  const { order, columns } = columnsOf(sizes.map((size) => all.get(size)));
  const growth = (values) => (sizes.length > 1 ? [ratio(values.at(-1), values[0])] : []);
  const bytes = corpora.map((corpus) => corpus.bytes / 1e6);
  write([
    ["", ...sizes.map((size) => `${size.toLocaleString("en")} docs`), ...(sizes.length > 1 ? [`${sizes.at(-1)} : ${sizes[0]}`] : [])],
    ["Markdown, MB", ...bytes.map(shown), ...growth(bytes)],
    ...order.map((key) => {
      const values = columns.map((column) => column.get(key));
      return [key.split("\0").at(-1), ...values.map(shown), ...growth(values)];
    }),
  ]);
  writeFailures("bep", sizes, all);
}

/** Two servers: for each size a column of each, and ours against the other. */
export function printAgainst(corpora, [ours, peer], [all, theirs]) {
  const sizes = corpora.map(({ count }) => count);
  const { order, columns } = columnsOf(sizes.flatMap((size) => [all.get(size), theirs.get(size)]));
  write([
    ["", ...sizes.flatMap((size) => [`${size.toLocaleString("en")}: ${ours.name}`, peer.name, "ratio"])],
    ["Markdown, MB", ...corpora.flatMap(({ bytes }) => [shown(bytes / 1e6), "", ""])],
    ...order.map((key) => [
      key.split("\0").at(-1),
      ...sizes.flatMap((_, i) => {
        const [of, to] = [columns[2 * i].get(key), columns[2 * i + 1].get(key)];
        return [shown(of), shown(to), ratio(of, to)];
      }),
    ]),
  ]);
  writeFailures(ours.name, sizes, all);
  writeFailures(peer.name, sizes, theirs);
}
