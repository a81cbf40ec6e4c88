// The time a clause gives, and what stands in for it where the text gives none.
import { type Length, parseLength } from "#domain/time/length.ts";
import type { Point, Within } from "../file/rule.ts";

export type Figure =
  | { length: Length; of: "clause" | "organisation" }
  | { field: string; length: Length; of: "clause" }
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
    const length = parseLength(within.else);
    return length ? { field: within.field, length, of: "clause" } : "unset";
  }
  const length = parseLength(within);
  if (length && length.unit !== "at once" && length.unit !== "promptly") return { length, of: "clause" };
  const filled = parseLength(own[id] ?? (general.includes(within) ? own[within] : undefined) ?? "");
  return filled ? { length: filled, of: "organisation" } : "unset";
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
