// When a length of time that began at some instant ends, by the Civil Code's articles 201 to 203.
import { type Calendar, dayAt } from "./calendar.ts";
import {
  endOfDay,
  isWorkingDay,
  nthWorkingDayAfter,
  serviceAfter,
  serviceBetween,
  workingDayFrom,
  workingDaysBetween,
} from "./count.ts";
import { addMonths } from "./date.ts";
import type { Length, Unit } from "./length.ts";

/** A due time (epoch ms) and the years it was counted through whose official calendar is not known. */
export type Due = { due: number; missing: number[] };

const elapsedMs: Partial<Record<Unit, number>> = { minutes: 60_000, hours: 3_600_000 };

/**
 * The instant (epoch ms) at which `length` after `from` ends; an act at that very instant is in time.
 * `at once` and `promptly` have no figure of their own and throw: resolve them before.
 */
export function dueAfter(calendar: Calendar, from: number, length: Length): Due {
  const elapsed = elapsedMs[length.unit];
  if (elapsed !== undefined) return { due: from + length.count * elapsed, missing: [] };
  const due =
    length.unit === "working hours"
      ? serviceAfter(calendar, from, length.count * 3_600_000)
      : endOfDay(calendar, lastDay(calendar, from, length));
  return { due, missing: missingYears(calendar, from, due, length.unit) };
}

/** Day number of the day with which a length of days, weeks or months ends. */
function lastDay(calendar: Calendar, from: number, { count, unit }: Length): number {
  const day = countedDay(calendar, from);
  switch (unit) {
    case "same day":
      return day;
    case "working days":
      return nthWorkingDayAfter(calendar, day, count);
    case "days":
      return rolled(calendar, day + count);
    case "weeks":
      return rolled(calendar, day + 7 * count);
    case "months":
      return rolled(calendar, addMonths(day, count));
    default:
      throw new RangeError(`"${unit}" has no figure: the organisation must set one first`);
  }
}

/** The day an instant counts for: in an office, what comes after closing or on a day off is the next working day's. */
function countedDay(calendar: Calendar, instant: number): number {
  const day = dayAt(calendar, instant);
  if (calendar.always) return day;
  if (!isWorkingDay(calendar, day)) return workingDayFrom(calendar, day);
  return instant <= endOfDay(calendar, day) ? day : workingDayFrom(calendar, day + 1);
}

/** In an office, a last day that is a day off moves on to the next working day. */
function rolled(calendar: Calendar, day: number): number {
  return calendar.always ? day : workingDayFrom(calendar, day);
}

/** Whether a unit reads the calendar's official working days. */
function readsWorkingDays(calendar: Calendar, unit: Unit): boolean {
  if (unit === "minutes" || unit === "hours") return false;
  return !calendar.always || unit === "working days";
}

function missingYears(calendar: Calendar, from: number, due: number, unit: Unit): number[] {
  if (!readsWorkingDays(calendar, unit)) return [];
  const missing: number[] = [];
  const [first, end] = [dayAt(calendar, from), dayAt(calendar, due - 1)];
  const { table } = calendar;
  const last = table.year[end - table.first]!;
  for (let year = table.year[first - table.first]!; year <= last; year++)
    if (!calendar.published.has(year)) missing.push(year);
  return missing;
}

/**
 * The due time (epoch ms) of a length after its clock stood still from `pausedAt` to `resumedAt`.
 * Minutes and hours move by the pause, working hours by the service time in it, days, weeks and months by the
 * local days between (working days by the working days between): within one day a pause changes nothing.
 */
export function movedByPause(
  calendar: Calendar,
  due: number,
  length: Length,
  pausedAt: number,
  resumedAt: number,
): number {
  if (!(resumedAt >= pausedAt)) throw new RangeError("A pause ends after it begins");
  if (elapsedMs[length.unit] !== undefined) return due + (resumedAt - pausedAt);
  if (length.unit === "working hours")
    return serviceAfter(calendar, due, serviceBetween(calendar, pausedAt, resumedAt));
  if (length.unit === "at once" || length.unit === "promptly")
    throw new RangeError(`"${length.unit}" has no figure: the organisation must set one first`);
  const [paused, resumed] = [dayAt(calendar, pausedAt), dayAt(calendar, resumedAt)];
  // 24:00 is the next midnight, yet it belongs to the day that it ends.
  const last = dayAt(calendar, due - 1);
  if (length.unit === "working days") {
    const days = workingDaysBetween(calendar, paused, resumed);
    return days === 0 ? due : endOfDay(calendar, nthWorkingDayAfter(calendar, last, days));
  }
  return paused === resumed ? due : endOfDay(calendar, rolled(calendar, last + resumed - paused));
}
