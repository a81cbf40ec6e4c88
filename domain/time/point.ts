// A named day of a month as the end of a time: "by the 10th of the next month", "by the fifth working day".
import { type Calendar, dayAt } from "./calendar.ts";
import { endOfDay, nthWorkingDayAfter } from "./count.ts";
import { addMonths, dateOf, dayOf } from "./date.ts";

/** What names the day; a day that a month lacks is its last. */
export type MonthDay = { day?: number | "last"; workingDay?: number; next?: true };

/** The instant (epoch ms) at which the named day ends, in the month of `from` or the next. A printed date stays on its date. */
export const monthDayEnd = (calendar: Calendar, from: number, point: MonthDay): number => {
  const { year, month } = dateOf(dayAt(calendar, from));
  const first = addMonths(dayOf(year, month, 1), point.next ? 1 : 0);
  if (point.workingDay !== undefined)
    return endOfDay(calendar, nthWorkingDayAfter(calendar, first - 1, point.workingDay));
  const last = addMonths(first, 1) - 1;
  const named =
    point.day === undefined || point.day === "last" ? last : Math.min(first + point.day - 1, last);
  return endOfDay(calendar, named);
};
