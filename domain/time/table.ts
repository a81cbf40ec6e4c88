// Per-day tables of a calendar over some years, so that due times are array look-ups.
import { dayOf, weekdayOf } from "./date.ts";
import { instantOf, midnights } from "./zone.ts";

/** One service interval of a day in minutes of the wall clock: [begin, end], end up to 1440. */
export type Span = [number, number];

/** What the tables are made of: parsed once from the calendar's source. */
export type Plan = {
  timeZone: string;
  /** Null means round the clock; else the spans of Monday (1) to Sunday (7), index 0 those of a make-up workday. */
  spans: Span[][] | null;
  /** Official exceptions by day number: a make-up workday (true) or a day off (false). */
  exceptions: Map<number, boolean>;
};

/** Arrays by index (day number − `first`). All instants are epoch milliseconds. */
export type Table = {
  firstYear: number;
  lastYear: number;
  /** Day number of index 0. */
  first: number;
  /** Number of days. */
  count: number;
  /** Year of each day. */
  year: Int16Array;
  /** Begin of each local day, and of the day after the last. */
  midnight: Float64Array;
  /** Whether people are at work that day. */
  working: Uint8Array;
  /** Working days before each day (one entry more than days). */
  workingBefore: Int32Array;
  /** Indexes of the working days, in order. */
  workingDays: Int32Array;
  /** Service milliseconds before each day (one entry more than days). */
  serviceBefore: Float64Array;
  /** Where each day's service spans begin in `spans` (one entry more than days). */
  spanAt: Int32Array;
  /** Begin and end instants of all service spans, flat, in order, without overlap. */
  spans: Float64Array;
};

/** Builds the tables for whole years, first and last included. */
export function buildTable(plan: Plan, firstYear: number, lastYear: number): Table {
  const first = dayOf(firstYear, 1, 1);
  const count = dayOf(lastYear + 1, 1, 1) - first;
  const midnight = midnights(plan.timeZone, first, count);
  const year = new Int16Array(count);
  for (let y = firstYear; y <= lastYear; y++) year.fill(y, dayOf(y, 1, 1) - first);
  const working = new Uint8Array(count);
  const workingBefore = new Int32Array(count + 1);
  const serviceBefore = new Float64Array(count + 1);
  const spanAt = new Int32Array(count + 1);
  const workingDays: number[] = [];
  const spans: number[] = [];
  for (let index = 0; index < count; index++) {
    const served = pushSpans(plan, first + index, midnight[index]!, midnight[index + 1]!, spans);
    if (isWorking(plan, first + index)) {
      working[index] = 1;
      workingDays.push(index);
    }
    workingBefore[index + 1] = workingDays.length;
    serviceBefore[index + 1] = serviceBefore[index]! + served;
    spanAt[index + 1] = spans.length;
  }
  return {
    firstYear,
    lastYear,
    first,
    count,
    year,
    midnight,
    working,
    workingBefore,
    workingDays: Int32Array.from(workingDays),
    serviceBefore,
    spanAt,
    spans: Float64Array.from(spans),
  };
}

/** Wall-clock spans of a day; none on a day off. */
function spansOf(plan: Plan & { spans: Span[][] }, day: number): Span[] {
  const exception = plan.exceptions.get(day);
  if (exception === false) return [];
  const weekday = weekdayOf(day);
  // A make-up Saturday or Sunday stands for a weekday, so it is worked like one, not like a short Saturday.
  return plan.spans[exception === true && weekday > 5 ? 0 : weekday]!;
}

/** A weekday on which the office has no hours is a day off for it: nothing could close that day. */
function isWorking(plan: Plan, day: number): boolean {
  const official = plan.exceptions.get(day) ?? weekdayOf(day) <= 5;
  return official && (plan.spans === null || spansOf({ ...plan, spans: plan.spans }, day).length > 0);
}

/** Appends a day's service spans as instants; returns their milliseconds. */
function pushSpans(plan: Plan, day: number, start: number, end: number, into: number[]): number {
  if (plan.spans === null) {
    into.push(start, end);
    return end - start;
  }
  let served = 0;
  let last = start;
  for (const [open, close] of spansOf({ ...plan, spans: plan.spans }, day)) {
    // Where the clocks jump, a span may shrink to nothing or meet the one before it.
    const from = Math.max(last, instantOf(plan.timeZone, day, open, start, end));
    const to = instantOf(plan.timeZone, day, close, start, end);
    if (to <= from) continue;
    into.push(from, to);
    served += to - from;
    last = to;
  }
  return served;
}
