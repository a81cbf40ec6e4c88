// Points in a period: the tenth, the last working day, Monday 14:30, five minutes before opening.
import type { Every, Point, Within } from "#domain/regulation/file/rule.ts";
import { type Calendar, dayAt, tableWith } from "#domain/time/calendar.ts";
import { endOfDay } from "#domain/time/count.ts";
import { weekdayOf } from "#domain/time/date.ts";
import { dueAfter } from "#domain/time/due.ts";
import { parseLength } from "#domain/time/length.ts";
import { instantOf } from "#domain/time/zone.ts";
import { lastWorkingDayOf, monthsIn, type Period, periodAfter, workingDayOf } from "./periods.ts";

type Edge = "open" | "due";

const startOf = (calendar: Calendar, day: number): number => {
  const table = tableWith(calendar, day);
  return table.midnight[day - table.first] ?? Number.NaN;
};

/** The first local day of the month that `month` names: the N-th of the period, or its last one where it has fewer. */
const monthOf = (point: Point, period: Period): number => {
  const months = monthsIn(period);
  return months[Math.min(point.month ?? 1, months.length) - 1] ?? period.first;
};

const lastOfMonth = (first: number, period: Period): number =>
  monthsIn(period).find((m) => m > first) ?? period.last + 1;

/** The N-th day of its month, or of a week; a day that the month lacks is its last. */
const nthDay = (point: Point, period: Period): number => {
  const last = point.month === undefined ? period.last : lastOfMonth(monthOf(point, period), period) - 1;
  if (point.day === "last") return last;
  const first = monthOf(point, period);
  const end = Math.min(period.last, lastOfMonth(first, period) - 1);
  return Math.min(first + (point.day ?? 1) - 1, end);
};

/** The local day that a point names in a period; without a day, the period's first to open and its last to be due. */
const dayIn = (point: Point, period: Period, calendar: Calendar, edge: Edge): number => {
  if (point.workingDay !== undefined) return workingDayOf(period, calendar, point.workingDay);
  if (point.day !== undefined) return nthDay(point, period);
  if (point.weekday !== undefined)
    return Math.min(period.first + ((point.weekday - weekdayOf(period.first) + 7) % 7), period.last);
  if (point.month !== undefined) {
    const first = monthOf(point, period);
    return edge === "open" ? first : lastOfMonth(first, period) - 1;
  }
  // Service hours are those of a day on which there is service.
  if (!calendar.always && (point.opening !== undefined || point.closing))
    return edge === "open" ? workingDayOf(period, calendar, 1) : lastWorkingDayOf(period, calendar);
  return edge === "open" ? period.first : period.last;
};

const minutesOf = (time: string): number => {
  const found = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time);
  return found ? Number(found[1]) * 60 + Number(found[2]) : 1440;
};

/** When service opens on a day; null where it does not open, or never closes. */
const openingOf = (calendar: Calendar, day: number): number | null => {
  if (calendar.always) return null;
  const table = tableWith(calendar, day);
  const at = table.spanAt[day - table.first] ?? 0;
  return at < (table.spanAt[day - table.first + 1] ?? 0) ? (table.spans[at] ?? null) : null;
};

/** The instant of a point on its day; without an hour, the day's beginning to open and its end to be due. */
const onDay = (point: Point, calendar: Calendar, day: number, edge: Edge): number => {
  const whole = edge === "open" ? startOf(calendar, day) : endOfDay(calendar, day);
  if (point.time !== undefined) {
    const next = startOf(calendar, day + 1);
    const minute = minutesOf(point.time);
    return minute >= 1440 ? next : instantOf(calendar.timeZone, day, minute, startOf(calendar, day), next);
  }
  if (point.opening !== undefined) {
    const opens = openingOf(calendar, day);
    const before = point.opening === true ? null : parseLength(point.opening);
    if (opens === null) return whole;
    return before ? 2 * opens - dueAfter(calendar, opens, before).due : opens;
  }
  return point.closing ? endOfDay(calendar, day) : whole;
};

const at = (point: Point, period: Period, calendar: Calendar, edge: Edge): number => {
  const of = point.next ? periodAfter(period, calendar) : period;
  return onDay(point, calendar, dayIn(point, of, calendar, edge), edge);
};

/** When a period's duty opens (epoch ms): its first instant, or the point that the rule names. */
export const opensAt = (every: Every, period: Period, calendar: Calendar): number =>
  every.on ? at(every.on, period, calendar, "open") : startOf(calendar, period.first);

/** A duty's due time (epoch ms; null where it has none) and the years whose official calendar is not known. */
export type DutyDue = { due: number | null; missing: number[] };

const missingBetween = (calendar: Calendar, from: number, to: number): number[] => {
  const missing: number[] = [];
  const yearOf = (day: number): number => {
    const table = tableWith(calendar, day);
    return table.year[day - table.first] ?? 0;
  };
  const last = yearOf(dayAt(calendar, to - 1));
  for (let year = yearOf(dayAt(calendar, from)); year <= last; year++)
    if (!calendar.published.has(year)) missing.push(year);
  return missing;
};

const periodEnd = (period: Period, calendar: Calendar): number =>
  endOfDay(calendar, calendar.always ? period.last : lastWorkingDayOf(period, calendar));

/** A point that lies before the duty opens is meant in the period that follows. */
const pointAfter = (point: Point, period: Period, calendar: Calendar, from: number): number => {
  const due = at(point, period, calendar, "due");
  return due < from && !point.next ? at({ ...point, next: true }, period, calendar, "due") : due;
};

/**
 * When a duty that opened at `from` (epoch ms) in this period is due: by a length counted from there, at a point of the
 * period, or with the period's end. A printed date stays on its date.
 */
export const dueIn = (
  every: Every,
  within: Within | undefined,
  period: Period,
  calendar: Calendar,
  from: number,
): DutyDue => {
  const words = typeof within === "object" && "field" in within ? within.else : within;
  if (typeof words === "string") {
    const length = parseLength(words);
    if (!length || length.unit === "at once" || length.unit === "promptly") return { due: null, missing: [] };
    return dueAfter(calendar, from, length);
  }
  const due = words ? pointAfter(words, period, calendar, from) : periodEnd(period, calendar);
  const reads =
    !calendar.always ||
    period.unit === "working day" ||
    words?.workingDay !== undefined ||
    every.on?.workingDay !== undefined;
  return { due, missing: reads ? missingBetween(calendar, Math.min(from, due), due) : [] };
};
