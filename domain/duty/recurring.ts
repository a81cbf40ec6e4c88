// A rule that the calendar raises by itself, as it runs in one organisation.
import type { Every, Within } from "#domain/regulation/file/rule.ts";
import type { RunningRule } from "#domain/regulation/run/rule.ts";
import { isPeriodUnit, type PeriodUnit } from "./periods.ts";

/** A recurring rule whose period is known, from the text or set by the organisation. */
export type Recurring = {
  rule: RunningRule;
  every: Every;
  within: Within | undefined;
  clause: string;
  /** A full role, or one of the words that stand for a person. */
  who: string;
  /** What its record must show. */
  evidence: string | null;
};

/** The lengths of its periods; those that are no period are left out. */
export const unitsOf = (every: Every): PeriodUnit[] =>
  [every.every].flat().filter((unit): unit is PeriodUnit => isPeriodUnit(unit as string));

/** How often it is owed in each period. */
export const timesOf = (every: Every): number => Math.max(1, Math.floor(every.times ?? 1));
