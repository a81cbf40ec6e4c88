// A year as twelve small months, each day with what it is; and the year as somebody is changing it.
import type { OfficeYear } from "#api/office.ts";
import { dayOf, weekdayOf, writeDate } from "#domain/time/date.ts";

export type Kind = "closed" | "worked" | "weekend" | "plain";
export type Days = { closed: string[]; worked: string[] };
export type Cell = { date: string; day: number; kind: Kind; name: string };
/** Cells before the first are the weekdays that belong to the month before. */
export type Month = { month: number; before: number; cells: Cell[] };

export const daysOf = ({ days }: OfficeYear): Days => ({
  closed: days.filter((d) => !d.working).map((d) => d.date),
  worked: days.filter((d) => d.working).map((d) => d.date),
});

const isWeekend = (day: number): boolean => weekdayOf(day) >= 6;

const kindOf = (days: Days, date: string, day: number): Kind => {
  if (days.closed.includes(date)) return "closed";
  if (days.worked.includes(date)) return "worked";
  return isWeekend(day) ? "weekend" : "plain";
};

/** The months of a year. */
export const monthsOf = (year: number, days: Days, names: ReadonlyMap<string, string>): Month[] =>
  Array.from({ length: 12 }, (_, n) => {
    const first = dayOf(year, n + 1, 1);
    const next = n === 11 ? dayOf(year + 1, 1, 1) : dayOf(year, n + 2, 1);
    const cells = Array.from({ length: next - first }, (__, d): Cell => {
      const date = writeDate(first + d);
      return { date, day: d + 1, kind: kindOf(days, date, first + d), name: names.get(date) ?? "" };
    });
    return { month: n + 1, before: weekdayOf(first) - 1, cells };
  });

/** What a click makes of a day: off, worked where that means anything, and back again. */
export const clicked = (days: Days, { date, kind }: Cell): Days => {
  const closed = days.closed.filter((d) => d !== date);
  const worked = days.worked.filter((d) => d !== date);
  if (kind === "plain") return { closed: [...closed, date].sort(), worked };
  if (kind === "weekend") return { closed, worked: [...worked, date].sort() };
  // A weekend that was worked is named as a day off only where a notice does; plain is plain again.
  return { closed, worked };
};

export const sameDays = (a: Days, b: Days): boolean =>
  [...a.closed].sort().join() === [...b.closed].sort().join() &&
  [...a.worked].sort().join() === [...b.worked].sort().join();
