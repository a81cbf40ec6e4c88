// Opaque cursors of lists.
import { isStreamId } from "#server/log/read.ts";
import { ProblemError, problemOf } from "./problem.ts";

/** Writes where the next page begins. */
export const writeCursor = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString("base64url");

type Value = string | number | null;
/** What a place of a cursor holds: an instant (epoch ms), one that may be missing, a stream's id, a figure, words. */
export type Place = "time" | "time?" | "id" | "number" | "text";

const within = (value: unknown, least: number, most: number): boolean =>
  typeof value === "number" && value >= least && value <= most;
const isTime = (value: unknown): boolean => within(value, -2_208_988_800_000, 253_370_764_800_000);
const holds: Record<Place, (value: unknown) => boolean> = {
  time: isTime,
  "time?": (value) => value === null || isTime(value),
  id: (value) => typeof value === "string" && isStreamId(value),
  number: (value) => within(value, 0, 2_147_483_647),
  text: (value) =>
    typeof value === "string" && value.length <= 300 && !value.includes("\u0000") && value.isWellFormed(),
};

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return null;
  }
};

/**
 * Reads a cursor handed back.
 * @param places what this list's cursors hold, in order
 * @throws ProblemError 400 for one that this list never gave
 */
export const readCursor = (cursor: string | undefined, places: readonly Place[]): Value[] | null => {
  if (cursor === undefined) return null;
  const values = parse(cursor);
  if (Array.isArray(values) && values.length === places.length && places.every((p, n) => holds[p](values[n])))
    return values as Value[];
  throw new ProblemError(
    problemOf(400, "cursor-unknown", { errors: [{ field: "after", message: "cursor-wrong" }] }),
  );
};

/** A page of a list that is short enough to be at hand as a whole; without a limit all of it. */
export const pageOf = <T>(
  all: readonly T[],
  q: { limit?: number | undefined; after?: string | undefined },
) => {
  const from = Number(readCursor(q.after, ["number"])?.[0] ?? 0);
  const to = from + (q.limit ?? all.length);
  return { items: all.slice(from, to), next: to < all.length ? writeCursor([to]) : null };
};

export const pageSize = (limit: number | undefined): number => limit ?? 50;
