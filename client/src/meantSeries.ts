// Which series a command is meant for, as far as nobody has to be asked.
import type { Series } from "./protocol";

/** What a command was given: a series' folder or, where the server offers the command in a document, that document, which tells the series as well. */
export function placeIn(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  const uri = typeof argument === "object" && argument !== null && "uri" in argument ? argument.uri : undefined;
  return typeof uri === "string" ? uri : undefined;
}

/** The series at a place, or the only one. */
export function meantSeries(all: readonly Series[], place: string | undefined): Series | undefined {
  const named = all.find((series) => series.folder === place || contains(series, place));
  return named ?? (all.length === 1 ? all[0] : undefined);
}

/** The series being read or written is the likeliest. */
export const likeliestFirst = (all: readonly Series[], active: string | undefined): Series[] =>
  [...all].sort((one, other) => Number(contains(other, active)) - Number(contains(one, active)));

const contains = (series: Series, uri: string | undefined): boolean => uri?.startsWith(`${series.folder.replace(/\/$/, "")}/`) ?? false;
