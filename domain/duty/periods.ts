// The periods of the calendar in which a recurring duty is owed: days, weeks, months and longer, aligned to the year.
import type { Calendar } from "#domain/time/calendar.ts";
import { isWorkingDay, nthWorkingDayAfter, workingDayFrom } from "#domain/time/count.ts";
import { dateOf, dayOf, weekdayOf, writeDate } from "#domain/time/date.ts";
import { chinese, type Said, said, type Tongue, word, write } from "#domain/tongue/said.ts";

/** How long a period is. */
export const periodUnits = [
  "day",
  "working day",
  "week",
  "2 weeks",
  "month",
  "2 months",
  "quarter",
  "half-year",
  "year",
] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** A period by its first and last local day (day numbers), named as people write it. */
export type Period = { unit: PeriodUnit; id: string; first: number; last: number };

export const isPeriodUnit = (text: string): text is PeriodUnit =>
  (periodUnits as readonly string[]).includes(text);

const monthsOf: Partial<Record<PeriodUnit, number>> = {
  month: 1,
  "2 months": 2,
  quarter: 3,
  "half-year": 6,
  year: 12,
};
const daysOf: Partial<Record<PeriodUnit, number>> = { week: 7, "2 weeks": 14 };
/** Monday, 5 January 1970: from here fortnights are counted, so that a long year does not shift them. */
const firstMonday = 4;

const two = (n: number): string => String(n).padStart(2, "0");
const four = (n: number): string => String(n).padStart(4, "0");

/** ISO week of a Monday: a week belongs to the year of its Thursday. */
const weekName = (monday: number): string => {
  const { year } = dateOf(monday + 3);
  const fourth = dayOf(year, 1, 4);
  const weekOne = fourth - weekdayOf(fourth) + 1;
  return `${four(year)}-W${two((monday - weekOne) / 7 + 1)}`;
};

const monthsName = (unit: PeriodUnit, year: number, month: number): string => {
  if (unit === "year") return four(year);
  if (unit === "half-year") return `${four(year)}-H${month <= 6 ? 1 : 2}`;
  if (unit === "quarter") return `${four(year)}-Q${(month + 2) / 3}`;
  return unit === "month" ? `${four(year)}-${two(month)}` : `${four(year)}-${two(month)}~${two(month + 1)}`;
};

const ofDay = (unit: PeriodUnit, day: number): Period => ({
  unit,
  id: writeDate(day),
  first: day,
  last: day,
});

const ofWeeks = (unit: PeriodUnit, days: number, monday: number): Period => {
  const name = weekName(monday);
  const id = days === 7 ? name : `${name}~${weekName(monday + 7).slice(5)}`;
  return { unit, id, first: monday, last: monday + days - 1 };
};

const ofMonths = (unit: PeriodUnit, months: number, year: number, month: number): Period => ({
  unit,
  id: monthsName(unit, year, month),
  first: dayOf(year, month, 1),
  last: (month + months > 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + months, 1)) - 1,
});

/** The period in which a local day (day number) lies; of working days, the next one where that day is none. */
export const periodAt = (unit: PeriodUnit, calendar: Calendar, day: number): Period => {
  if (unit === "day") return ofDay(unit, day);
  if (unit === "working day") return ofDay(unit, workingDayFrom(calendar, day));
  const days = daysOf[unit];
  if (days !== undefined) return ofWeeks(unit, days, day - ((((day - firstMonday) % days) + days) % days));
  const months = monthsOf[unit] ?? 1;
  const { year, month } = dateOf(day);
  return ofMonths(unit, months, year, month - ((month - 1) % months));
};

/** The period that follows. */
export const periodAfter = (period: Period, calendar: Calendar): Period =>
  periodAt(period.unit, calendar, period.last + 1);

/** The first local day of each month of a period of months; the period's first day of any other. */
export const monthsIn = (period: Period): number[] => {
  const months = monthsOf[period.unit] ?? 1;
  const { year, month } = dateOf(period.first);
  return months === 1 ? [period.first] : Array.from({ length: months }, (_, n) => dayOf(year, month + n, 1));
};

/** The `n`-th working day of a period; its last one where it has fewer, its last day where it has none. */
export const workingDayOf = (period: Period, calendar: Calendar, n: number): number => {
  const found = nthWorkingDayAfter(calendar, period.first - 1, n);
  return found <= period.last ? found : lastWorkingDayOf(period, calendar);
};

/** The last working day of a period; its last day where it has none. */
export const lastWorkingDayOf = (period: Period, calendar: Calendar): number => {
  for (let day = period.last; day >= period.first; day--) if (isWorkingDay(calendar, day)) return day;
  return period.last;
};

/** Every period of these lengths from the one in which a local day lies, one after another, the earliest first. */
export function* periodsFrom(
  units: readonly PeriodUnit[],
  calendar: Calendar,
  day: number,
): Generator<Period, never> {
  const next = units.map((unit) => periodAt(unit, calendar, day));
  for (;;) {
    const at = next.reduce((least, p, n) => (p.first < (next[least]?.first ?? 0) ? n : least), 0);
    const period = next[at];
    if (!period) throw new RangeError("A recurring duty names at least one period");
    yield period;
    next[at] = periodAfter(period, calendar);
  }
}

const months = ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"];
/** A month by its number, from 1. */
export const monthName = (month: string | number | undefined): Said => word(months[Number(month) - 1] ?? "");

const named: readonly (readonly [RegExp, (...parts: string[]) => Said])[] = [
  [/^(\d{4})-(\d\d)-(\d\d)$/, (_, m, d) => said`${monthName(m)}${Number(d)}日`],
  [/^(\d{4})-W(\d\d)$/, (y, w) => said`${y ?? ""}年第${Number(w)}周`],
  [/^(\d{4})-W(\d\d)~W(\d\d)$/, (y, w, v) => said`${y ?? ""}年第${Number(w)}至${Number(v)}周`],
  [/^(\d{4})-(\d\d)$/, (y, m) => said`${y ?? ""}年${monthName(m)}`],
  [/^(\d{4})-(\d\d)~(\d\d)$/, (y, m, n) => said`${y ?? ""}年${Number(m)}至${Number(n)}月`],
  [/^(\d{4})-Q(\d)$/, (y, q) => said`${y ?? ""}年第${q ?? ""}季度`],
  [/^(\d{4})-H1$/, (y) => said`${y ?? ""}年上半年`],
  [/^(\d{4})-H2$/, (y) => said`${y ?? ""}年下半年`],
  [/^(\d{4})$/, (y) => said`${y ?? ""}年度`],
];

/** A period's name as an office says it: 11月23日, 2026年第48周, 2026年第4季度; what is none as it is. */
export const periodInWords = (id: string, tongue: Tongue = chinese): string => {
  for (const [pattern, say] of named) {
    const found = pattern.exec(id);
    if (found) return write(tongue, say(...found.slice(1)));
  }
  return id;
};

/** The period in words, and which of how many where there are several in it. */
export const turnInWords = (
  one: { period: string; n: number; of: number },
  tongue: Tongue = chinese,
): string => {
  const period = periodInWords(one.period, tongue);
  return one.of > 1 ? write(tongue, said`${period} 第 ${one.n} 次（共 ${one.of} 次）`) : period;
};
