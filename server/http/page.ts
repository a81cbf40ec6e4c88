// Opaque cursors of lists.
import { ProblemError, problemOf } from "./problem.ts";

/** Writes where the next page begins. */
export const writeCursor = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString("base64url");

/**
 * Reads a cursor handed back.
 * @throws ProblemError 400 for one that this list never gave
 */
export const readCursor = (cursor: string | undefined, length: number): (string | number | null)[] | null => {
  if (cursor === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(values) && values.length === length) return values as (string | number | null)[];
  } catch {
    // Falls through to the one answer below.
  }
  throw new ProblemError(problemOf(400, "after 不是本列表给出的游标。", { errors: [{ field: "after", message: "游标无效" }] }));
};

export const pageSize = (limit: number | undefined): number => limit ?? 50;
