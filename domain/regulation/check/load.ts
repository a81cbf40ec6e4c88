// How many duties a file has the calendar raise: an office can do so many a day, and everybody shares the clock.
import { isEvery } from "../file/rule.ts";
import type { Regulation } from "../file.ts";

/** Of one regulation, on an average day. */
export const mostADay = 200;

const days: Readonly<Record<string, number>> = {
  week: 7,
  "2 weeks": 14,
  month: 30,
  "2 months": 60,
  quarter: 90,
  "half-year": 180,
  year: 360,
};

/** Duties raised on an average day; a period that is not set yet may become a day. */
export const raisedADay = (r: Regulation): number =>
  r.clauses.reduce((sum, { rule }) => {
    if (!rule || !isEvery(rule.when)) return sum;
    const { every, times = 1 } = rule.when;
    return sum + [every].flat().reduce((n, unit) => n + times / (days[String(unit)] ?? 1), 0);
  }, 0);
