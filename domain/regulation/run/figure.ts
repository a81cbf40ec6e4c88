// The time a clause gives, and what stands in for it where the text gives none.
import { type Length, parseLength } from "#domain/time/length.ts";
import type { Point, Within } from "../file/rule.ts";

export type Figure =
  | { length: Length; of: "clause" | "organisation" }
  /** Without a length the clause has no time unless the matter names one. */
  | { field: string; length: Length | null; of: "clause" }
  | { point: Point; of: "clause" }
  /** The trigger names it: a recurring duty is raised with its due time. */
  | { given: true; of: "clause" }
  | null;

/** What an organisation set itself: clause id → length or period; `at once` and `promptly` for all its clauses. */
export type Figures = Readonly<Record<string, string>>;

const general = ["at once", "promptly"];

/** The length a clause runs by, or `unset` where the text gives no figure and the organisation set none. */
export const figureOf = (id: string, within: Within | undefined, own: Figures): Figure | "unset" => {
  if (within === undefined) return null;
  if (typeof within === "object") {
    if (!("field" in within)) return { point: within, of: "clause" };
    return { field: within.field, length: lengthOf(id, within.else, own)?.length ?? null, of: "clause" };
  }
  return lengthOf(id, within, own) ?? "unset";
};

const lengthOf = (id: string, words: string, own: Figures) => {
  const length = parseLength(words);
  if (length && length.unit !== "at once" && length.unit !== "promptly")
    return { length, of: "clause" as const };
  const filled = parseLength(own[id] ?? (general.includes(words) ? own[words] : undefined) ?? "");
  return filled ? { length: filled, of: "organisation" as const } : null;
};

/** The periods in which a duty returns, or `unset` where neither the text nor the organisation gives one. */
export const periodsOf = (
  id: string,
  every: string | readonly string[],
  own: Figures,
): readonly string[] | "unset" => {
  const named = typeof every === "string" ? [every] : every;
  const filled = named.map((p) => (p === "unset" ? own[id] : p));
  return filled.every((p) => p !== undefined) ? (filled as string[]) : "unset";
};
