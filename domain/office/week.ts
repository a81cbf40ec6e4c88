// The hours of service of a week as somebody types them: several intervals a day, or round the clock.
import type { CalendarSource, Weekday } from "#domain/time/calendar.ts";

export const weekdays: readonly Weekday[] = ["1", "2", "3", "4", "5", "6", "7"];
export type Week = CalendarSource["week"];
export type WeekFault = { day: Weekday | null; code: "hours-shape" | "hours-order" | "hours-none" };

const time = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** A time of day as somebody types it (830, 8:30, ８：３０) in the one shape; what is none stays as it is. */
export const asTime = (typed: string): string => {
  const plain = typed.normalize("NFKC").replaceAll(/\s/g, "").replace("。", ":").replace(".", ":");
  const found = /^(\d{1,2}):?(\d{2})$/.exec(plain) ?? /^(\d{1,2})(?:[:点时])?$/.exec(plain);
  return found ? `${found[1]?.padStart(2, "0")}:${found[2] ?? "00"}` : typed.trim();
};

const dayFault = (day: Weekday, intervals: readonly (readonly [string, string])[]): WeekFault | null => {
  let last = "";
  for (const [open, close] of intervals) {
    if (!time.test(open) || !time.test(close) || open === "24:00") return { day, code: "hours-shape" };
    // Written with two figures each, times compare as texts.
    if (open >= close || open < last) return { day, code: "hours-order" };
    last = close;
  }
  return null;
};

/** What is wrong with a week, or null: intervals run forward without overlap, and some weekday has hours. */
export const weekFault = (week: Week): WeekFault | null => {
  if (week === "always") return null;
  for (const day of weekdays) {
    const fault = dayFault(day, week[day] ?? []);
    if (fault) return fault;
  }
  // A make-up workday takes the hours of a weekday, so one of them must have some.
  const served = weekdays.slice(0, 5).some((day) => (week[day] ?? []).length > 0);
  return served ? null : { day: null, code: "hours-none" };
};

/** Intervals in their order, so that they may be typed in any. */
export const inOrder = (week: Week): Week =>
  week === "always"
    ? week
    : (Object.fromEntries(
        weekdays.map((day) => [day, [...(week[day] ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))]),
      ) as Exclude<Week, "always">);
