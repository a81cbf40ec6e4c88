// The window of the calendar in which an instant lies: its day, week, month, quarter, year.
import { type Calendar, dayAt, tableWith } from "./calendar.ts";
import { dateOf, dayOf, weekdayOf } from "./date.ts";

export type Window = "day" | "week" | "month" | "quarter" | "year" | "ever";

/** The first instant (epoch ms) of the window in which `now` lies; of `ever` the beginning of time. */
export const windowStart = (calendar: Calendar, window: Window, now: number): number => {
  if (window === "ever") return 0;
  const today = dayAt(calendar, now);
  const { year, month } = dateOf(today);
  const first: Record<Exclude<Window, "ever">, number> = {
    day: today,
    // Weeks begin on Monday.
    week: today - weekdayOf(today) + 1,
    month: dayOf(year, month, 1),
    quarter: dayOf(year, month - ((month - 1) % 3), 1),
    year: dayOf(year, 1, 1),
  };
  const day = first[window];
  const table = tableWith(calendar, day);
  return table.midnight[day - table.first]!;
};
