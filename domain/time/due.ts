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

/** A stretch in which a clock stood still: when it was paused and when it went on (epoch ms). */
export type Pause = { pausedAt: number; resumedAt: number };

/**
 * The instant (epoch ms) at which `length` after `from` ends; an act at that very instant is in time. `pauses` are
 * those already over; several of them roll a last day off only once, which moving the due time one by one cannot.
 * `at once` and `promptly` have no figure of their own and throw: resolve them before.
 */
export function dueAfter(
  calendar: Calendar,
  from: number,
  length: Length,
  pauses: readonly Pause[] = [],
): Due {
  let still = 0;
  for (const pause of pauses) still += stoodStill(calendar, length.unit, pause.pausedAt, pause.resumedAt);
  const elapsed = elapsedMs[length.unit];
  if (elapsed !== undefined) return { due: from + length.count * elapsed + still, missing: [] };
  const due =
    length.unit === "working hours"
      ? serviceAfter(calendar, from, length.count * 3_600_000 + still)
      : endOfDay(calendar, lastDay(calendar, from, length, still));
  return { due, missing: missingYears(calendar, from, due, length.unit) };
}

/** Day number of the day with which a length of days, weeks or months ends, the days that it stood still added. */
function lastDay(calendar: Calendar, from: number, { count, unit }: Length, still: number): number {
  const day = countedDay(calendar, from);
  switch (unit) {
    case "same day":
      return rolled(calendar, day + still);
    case "working days":
      return nthWorkingDayAfter(calendar, day, count + still);
    case "days":
      return rolled(calendar, day + count + still);
    case "weeks":
      return rolled(calendar, day + 7 * count + still);
    case "months":
      return rolled(calendar, addMonths(day, count) + still);
    default:
      throw new RangeError(withoutFigure(unit));
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

function withoutFigure(unit: Unit): string {
  return `"${unit}" has no figure: the organisation must set one first`;
}

/** Whether a unit reads the calendar's official working days. */
function readsWorkingDays(calendar: Calendar, unit: Unit): boolean {
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

/** How long a clock stood still, in what its unit keeps: milliseconds, service milliseconds, days or working days. */
function stoodStill(calendar: Calendar, unit: Unit, pausedAt: number, resumedAt: number): number {
  if (!(resumedAt >= pausedAt)) throw new RangeError("A pause ends after it begins");
  if (unit === "at once" || unit === "promptly") throw new RangeError(withoutFigure(unit));
  if (elapsedMs[unit] !== undefined) return resumedAt - pausedAt;
  if (unit === "working hours") return serviceBetween(calendar, pausedAt, resumedAt);
  const [paused, resumed] = [dayAt(calendar, pausedAt), dayAt(calendar, resumedAt)];
  return unit === "working days" ? workingDaysBetween(calendar, paused, resumed) : resumed - paused;
}

/**
 * A due time (epoch ms) after its clock stood still from `pausedAt` to `resumedAt`.
 * Minutes and hours move by the pause, working hours by the service time in it, days, weeks and months by the
 * local days between (working days by the working days between): within one day a pause changes nothing.
 */
export function movedByPause(
  calendar: Calendar,
  due: number,
  { unit }: Length,
  pausedAt: number,
  resumedAt: number,
): number {
  const still = stoodStill(calendar, unit, pausedAt, resumedAt);
  if (still === 0) return due;
  if (elapsedMs[unit] !== undefined) return due + still;
  if (unit === "working hours") return serviceAfter(calendar, due, still);
  // 24:00 is the next midnight, yet it belongs to the day that it ends.
  const last = dayAt(calendar, due - 1);
  return endOfDay(
    calendar,
    unit === "working days" ? nthWorkingDayAfter(calendar, last, still) : rolled(calendar, last + still),
  );
}
