// A calendar: official working days, service hours and time zone, with tables that grow when a later year is asked for.
import { dateOf, parseDate, writeDate } from "./date.ts";
import { buildTable, type Plan, type Span, type Table } from "./table.ts";
import { dayMs } from "./zone.ts";

export type Weekday = "1" | "2" | "3" | "4" | "5" | "6" | "7";

/** A calendar as plain JSON. */
export type CalendarSource = {
  key: string;
  /** IANA name, e.g. Asia/Shanghai. */
  timeZone: string;
  /** Service intervals by weekday (Monday "1"), several a day, "24:00" allowed as an end; or round the clock. */
  week: "always" | Record<Weekday, [string, string][]>;
  /** Official days off and make-up workdays by date; every other day goes by its weekday. */
  days: Record<string, { working: boolean; name?: string }>;
  /** Years whose official calendar is known. */
  published: number[];
  /** First and last year of the tables to begin with. */
  years: [number, number];
};

/** A calendar ready for counting. Only its tables change: they grow on demand, which no result shows. */
export type Calendar = {
  readonly key: string;
  readonly timeZone: string;
  /** Served round the clock: days end at 24:00 and never roll. */
  readonly always: boolean;
  readonly published: ReadonlySet<number>;
  readonly plan: Plan;
  table: Table;
};

const earliestYear = 1900;
const latestYear = 2400;

/** Builds a calendar's tables. Throws a RangeError on a bad date, time or interval, or a week without service. */
export function buildCalendar(source: CalendarSource): Calendar {
  const exceptions = new Map<number, boolean>();
  for (const [date, day] of Object.entries(source.days)) exceptions.set(parseDate(date), day.working);
  const spans = source.week === "always" ? null : weekSpans(source.week);
  const plan: Plan = { timeZone: source.timeZone, spans, exceptions };
  const [first, last] = source.years;
  if (!(first >= earliestYear && first <= last && last <= latestYear))
    throw new RangeError(`Calendar ${source.key}: years must lie between ${earliestYear} and ${latestYear}`);
  return {
    key: source.key,
    timeZone: source.timeZone,
    always: spans === null,
    published: new Set(source.published),
    plan,
    table: buildTable(plan, first, last),
  };
}

/**
 * Spans by weekday; index 0 holds those of a make-up workday on a weekend: Monday's, or those of the first
 * weekday that has hours.
 */
function weekSpans(week: Record<Weekday, [string, string][]>): Span[][] {
  const spans: Span[][] = [[]];
  for (let weekday = 1; weekday <= 7; weekday++) {
    let last = -1;
    const ofDay = (week[String(weekday) as Weekday] ?? []).map(([open, close]): Span => {
      const span: Span = [minuteOf(open), minuteOf(close)];
      if (span[0] >= span[1] || span[0] < last || span[0] === 1440)
        throw new RangeError(`Service hours must run forward without overlap: ${open} to ${close}`);
      last = span[1];
      return span;
    });
    spans.push(ofDay);
  }
  const makeUp = spans.slice(1, 6).find((ofDay) => ofDay.length > 0);
  if (!makeUp)
    throw new RangeError("A calendar needs service hours on at least one weekday, Monday to Friday");
  spans[0] = makeUp;
  return spans;
}

function minuteOf(time: string): number {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/.exec(time);
  if (!found) throw new RangeError(`Not a time of day (HH:MM): ${time}`);
  return time === "24:00" ? 1440 : Number(found[1]) * 60 + Number(found[2]);
}

/** The calendar's tables, grown so that they hold the day number. Throws a RangeError outside 1900 to 2400. */
export function tableWith(calendar: Calendar, day: number): Table {
  const { table } = calendar;
  const index = day - table.first;
  if (index >= 0 && index < table.count) return table;
  const { year } = dateOf(day);
  if (!(year >= earliestYear && year <= latestYear))
    throw new RangeError(
      `Calendar ${calendar.key} counts from ${earliestYear} to ${latestYear}, not ${year}`,
    );
  // Ten years at a time, so that walking along does not rebuild year by year.
  const first = Math.max(earliestYear, year < table.firstYear ? year - 9 : table.firstYear);
  const last = Math.min(latestYear, year > table.lastYear ? year + 9 : table.lastYear);
  calendar.table = buildTable(calendar.plan, first, last);
  return calendar.table;
}

/** Day number of the local day in which an instant lies. Midnight belongs to the day that it begins. */
export function dayAt(calendar: Calendar, instant: number): number {
  const guess = Math.floor(instant / dayMs);
  let { table } = calendar;
  // A zone's offset moves the local day by one at most: both neighbours are made present first.
  if (!(guess > table.first && guess + 1 < table.first + table.count)) {
    if (!Number.isFinite(guess)) throw new RangeError("Not an instant");
    tableWith(calendar, guess - 1);
    table = tableWith(calendar, guess + 1);
  }
  const { midnight, first } = table;
  let index = guess - first;
  while (midnight[index + 1]! <= instant) index++;
  while (midnight[index]! > instant) index--;
  return first + index;
}

/** Local date of an instant, "YYYY-MM-DD" in the calendar's time zone. */
export function localDate(calendar: Calendar, instant: number): string {
  return writeDate(dayAt(calendar, instant));
}

/** The instant (epoch ms) at which a local date "YYYY-MM-DD" begins. */
export function startOfDay(calendar: Calendar, date: string): number {
  const day = parseDate(date);
  const table = tableWith(calendar, day);
  return table.midnight[day - table.first]!;
}
