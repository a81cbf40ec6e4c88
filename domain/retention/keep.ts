// How long something is kept, and until when: `3 years`, `6 months`, `for ever`.
import { type Calendar, dayAt, tableWith } from "#domain/time/calendar.ts";
import { addMonths, dayOf } from "#domain/time/date.ts";

/** What may be written, in a paper's block as in an organisation's own settings. */
export const keepPattern = /^(?:([1-9]\d{0,2}) (year|month)s?|for ever)$/;

/** Calendars count no further; what is kept beyond is as good as kept for ever. */
const furthest = dayOf(2399, 1, 1);

/** The length in months, or `ever`; null for what is none. */
export const monthsOf = (keep: string): number | "ever" | null => {
  const found = keepPattern.exec(keep);
  if (!found) return null;
  const [, count, unit] = found;
  return count === undefined ? "ever" : Number(count) * (unit === "year" ? 12 : 1);
};

/**
 * The last instant of its keeping: the end of the day on which the months are over.
 * @param since when it was done with, epoch ms
 * @returns null where it is kept for ever, or `keep` is no length
 */
export const keptUntil = (since: number, keep: string, calendar: Calendar): number | null => {
  const months = monthsOf(keep);
  if (months === null || months === "ever") return null;
  const day = addMonths(dayAt(calendar, since), months) + 1;
  if (day > furthest) return null;
  const table = tableWith(calendar, day);
  return table.midnight[day - table.first] ?? null;
};
