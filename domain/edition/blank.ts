// What a clause's text leaves open, and what an organisation may fill in.
import { isPeriodUnit } from "#domain/duty/periods.ts";
import { isEvery } from "#domain/regulation/file/rule.ts";
import type { Clause } from "#domain/regulation/file.ts";
import { parseLength } from "#domain/time/length.ts";

/** The words that have a figure for all clauses together. */
export const general = ["at once", "promptly"] as const;
/** `unset` lacks a length, `every` a period. */
export type Blank = (typeof general)[number] | "unset" | "every";

const words: readonly string[] = [...general, "unset"];
const isBlank = (text: unknown): text is Blank => typeof text === "string" && words.includes(text);

/** What stands in the clause in place of a figure; null where it gives one, or has no time at all. */
export const blankOf = ({ rule }: Clause): Blank | null => {
  if (!rule) return null;
  if (isEvery(rule.when) && [rule.when.every].flat().includes("unset")) return "every";
  const { within } = rule;
  if (isBlank(within)) return within;
  return typeof within === "object" && "else" in within && isBlank(within.else) ? within.else : null;
};

/**
 * What is wrong with a figure.
 * @param blank what it is to fill; undefined where there is nothing to fill
 * @returns the code of a refusal, or null
 */
export const fillFault = (blank: string | undefined, figure: string | null): string | null => {
  if (blank === undefined) return "figure-unknown";
  if (figure === null) return null;
  if (blank === "every") return isPeriodUnit(figure) ? null : "figure-not-period";
  const length = parseLength(figure);
  return length && length.unit !== "at once" && length.unit !== "promptly" ? null : "figure-not-length";
};
