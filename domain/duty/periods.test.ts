// Periods, openings and due times: named cases, and properties against an oracle that walks day by day with Temporal.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Every, Point, Within } from "#domain/regulation/file/rule.ts";
import { buildCalendar, type Calendar, dayAt } from "#domain/time/calendar.ts";
import { writeDate } from "#domain/time/date.ts";
import { always, at, instants, office, shown, sources } from "#domain/time/testing/calendars.ts";
import { Oracle } from "#domain/time/testing/oracle.ts";
import {
  type PeriodUnit,
  periodAt,
  periodInWords,
  periodsFrom,
  periodUnits,
  turnInWords,
} from "./periods.ts";
import { dueIn, opensAt } from "./point.ts";

const raised = (calendar: Calendar, day: string, every: Every, within?: Within) => {
  const period = periodAt(every.every as PeriodUnit, calendar, dayAt(calendar, at(`${day} 00:00`)));
  const opens = opensAt(every, period, calendar);
  const { due, missing } = dueIn(every, within, period, calendar, opens);
  return { id: period.id, opens: shown(opens), due: due === null ? null : shown(due), missing };
};

test("a period is named as people write it", () => {
  const ids = periodUnits.map((unit) => periodAt(unit, always, dayAt(always, at("2026-11-25 10:00"))).id);
  assert.deepEqual(ids, [
    "2026-11-25",
    "2026-11-25",
    "2026-W48",
    "2026-W48~W49",
    "2026-11",
    "2026-11~12",
    "2026-Q4",
    "2026-H2",
    "2026",
  ]);
  // The first days of a year may belong to the last week of the year before.
  assert.equal(periodAt("week", always, dayAt(always, at("2027-01-02 10:00"))).id, "2026-W53");
});

/** Rows: period, `on`, `within`, a day in it, due round the clock, due in the office (08:30–12:00, 13:30–17:30). */
const cases: [string, Point | undefined, Within | undefined, string, string, string][] = [
  // Without a time: the period's end; in an office the closing of its last working day.
  ["day", undefined, undefined, "2026-10-14", "2026-10-14 24:00", "2026-10-14 17:30"],
  ["day", undefined, undefined, "2026-10-17", "2026-10-17 24:00", "2026-10-17 24:00"],
  ["week", undefined, undefined, "2026-10-14", "2026-10-18 24:00", "2026-10-16 17:30"],
  ["month", undefined, undefined, "2026-10-14", "2026-10-31 24:00", "2026-10-30 17:30"],
  ["quarter", undefined, undefined, "2026-10-14", "2026-12-31 24:00", "2026-12-31 17:30"],
  // The week before a make-up Saturday closes on it.
  ["week", undefined, undefined, "2026-10-08", "2026-10-11 24:00", "2026-10-10 17:30"],
  // A printed date stays on its date, weekend or not; a day that the month lacks is its last.
  ["month", undefined, { day: 10 }, "2026-10-14", "2026-10-10 24:00", "2026-10-10 17:30"],
  ["month", undefined, { day: 18 }, "2026-10-14", "2026-10-18 24:00", "2026-10-18 24:00"],
  ["month", undefined, { day: 31 }, "2026-02-14", "2026-02-28 24:00", "2026-02-28 24:00"],
  ["month", undefined, { day: "last" }, "2026-11-14", "2026-11-30 24:00", "2026-11-30 17:30"],
  ["month", undefined, { day: 10, next: true }, "2026-12-14", "2027-01-10 24:00", "2027-01-10 24:00"],
  ["quarter", undefined, { day: 10, next: true }, "2026-08-14", "2026-10-10 24:00", "2026-10-10 17:30"],
  ["year", undefined, { month: 12, day: 20 }, "2026-03-01", "2026-12-20 24:00", "2026-12-20 24:00"],
  ["year", undefined, { month: 2 }, "2026-03-01", "2026-02-28 24:00", "2026-02-28 24:00"],
  // Working days by the official calendar: October 2026 begins with a week off, the 10th is made up.
  ["month", undefined, { workingDay: 1 }, "2026-10-14", "2026-10-08 24:00", "2026-10-08 17:30"],
  ["month", undefined, { workingDay: 3 }, "2026-10-14", "2026-10-10 24:00", "2026-10-10 17:30"],
  ["week", undefined, { workingDay: 7 }, "2026-10-14", "2026-10-16 24:00", "2026-10-16 17:30"],
  // Weekday and hour; opening and closing, which round the clock are the day's end.
  ["week", undefined, { weekday: 1, time: "14:30" }, "2026-10-14", "2026-10-12 14:30", "2026-10-12 14:30"],
  ["working day", undefined, { time: "08:30" }, "2026-10-14", "2026-10-14 08:30", "2026-10-14 08:30"],
  ["working day", undefined, { time: "24:00" }, "2026-10-14", "2026-10-14 24:00", "2026-10-14 24:00"],
  ["working day", undefined, { opening: true }, "2026-10-14", "2026-10-14 24:00", "2026-10-14 08:30"],
  ["working day", undefined, { opening: "5 minutes" }, "2026-10-14", "2026-10-14 24:00", "2026-10-14 08:25"],
  ["working day", undefined, { closing: true }, "2026-10-14", "2026-10-14 24:00", "2026-10-14 17:30"],
  ["week", undefined, { closing: true }, "2026-10-14", "2026-10-18 24:00", "2026-10-16 17:30"],
  // A length counts from where the duty opens; a point before that is meant in the next period.
  ["month", undefined, "2 days", "2026-10-14", "2026-10-03 24:00", "2026-10-10 17:30"],
  ["month", { day: 25 }, "2 hours", "2026-10-14", "2026-10-25 02:00", "2026-10-25 02:00"],
  ["month", { day: 25 }, { day: 5 }, "2026-10-14", "2026-11-05 24:00", "2026-11-05 17:30"],
];

test("each way of saying when a duty is due, round the clock and in an office", () => {
  for (const [every, on, within, day, clock, hours] of cases) {
    const rule: Every = { every, ...(on ? { on } : {}) };
    const said = JSON.stringify({ every, on, within, day });
    assert.equal(raised(always, day, rule, within).due, clock, said);
    assert.equal(raised(office, day, rule, within).due, hours, said);
  }
});

test("a duty opens with its period, or at the point that the rule names", () => {
  assert.equal(raised(always, "2026-10-14", { every: "month" }).opens, "2026-09-30 24:00");
  assert.equal(raised(always, "2026-10-14", { every: "month", on: { day: 25 } }).opens, "2026-10-24 24:00");
  const monday: Every = { every: "week", on: { weekday: 1, time: "14:30" } };
  assert.equal(raised(always, "2026-10-14", monday).opens, "2026-10-12 14:30");
  assert.equal(
    raised(office, "2026-10-14", { every: "day", on: { opening: true } }).opens,
    "2026-10-14 08:30",
  );
  assert.equal(raised(always, "2026-10-03", { every: "working day" }).id, "2026-10-08");
});

test("a year whose holidays are not published is named, not passed over", () => {
  const january = raised(office, "2027-01-14", { every: "month" }, { workingDay: 3 });
  assert.deepEqual(january.missing, [2027]);
  assert.deepEqual(raised(always, "2027-01-14", { every: "month" }, { workingDay: 3 }).missing, [2027]);
  assert.deepEqual(raised(always, "2027-01-14", { every: "month" }, { day: 3 }).missing, []);
  assert.deepEqual(raised(office, "2026-12-14", { every: "month" }, { day: 3, next: true }).missing, [2027]);
});

test("at once and promptly have no figure of their own: such a duty has no due time", () => {
  assert.equal(raised(always, "2026-10-14", { every: "month" }, "promptly").due, null);
});

type Date = Temporal.PlainDate;
/** Which period a date belongs to, said without any arithmetic of ours. */
const named: Record<Exclude<PeriodUnit, "2 weeks">, (d: Date) => string> = {
  day: (d) => d.toString(),
  "working day": (d) => d.toString(),
  week: (d) => `${d.yearOfWeek} ${d.weekOfYear}`,
  month: (d) => `${d.year} ${d.month}`,
  "2 months": (d) => `${d.year} ${Math.ceil(d.month / 2)}`,
  quarter: (d) => `${d.year} ${Math.ceil(d.month / 3)}`,
  "half-year": (d) => `${d.year} ${Math.ceil(d.month / 6)}`,
  year: (d) => `${d.year}`,
};
const date = (day: number): Date => Temporal.PlainDate.from(writeDate(day));
const untaught = periodUnits.filter((u): u is keyof typeof named => u !== "2 weeks");

test("periods follow one another as somebody finds them who walks from day to day", () => {
  fc.assert(
    fc.property(sources, instants, fc.constantFrom(...untaught), (source, from, unit) => {
      const calendar = buildCalendar(source);
      const oracle = new Oracle(source);
      const begin = unit === "working day" ? oracle.nextWorking(oracle.date(from)) : oracle.date(from);
      const name = named[unit];
      let first = begin;
      while (name(first.subtract({ days: 1 })) === name(begin)) first = first.subtract({ days: 1 });
      const periods = periodsFrom([unit], calendar, dayAt(calendar, from));
      for (let n = 0; n < 3; n++) {
        const period = periods.next().value;
        let last = first;
        while (name(last.add({ days: 1 })) === name(first)) last = last.add({ days: 1 });
        assert.equal(writeDate(period.first), first.toString());
        assert.equal(writeDate(period.last), last.toString());
        first = last.add({ days: 1 });
        if (unit === "working day") first = oracle.nextWorking(first);
      }
    }),
    { numRuns: 300 },
  );
});

test("fortnights begin on a Monday, one every fourteen days, whatever the year", () => {
  fc.assert(
    fc.property(instants, (from) => {
      const period = periodAt("2 weeks", always, dayAt(always, from));
      const next = periodAt("2 weeks", always, period.last + 1);
      assert.equal(date(period.first).dayOfWeek, 1);
      assert.equal(period.last - period.first, 13);
      assert.equal(next.first, period.last + 1);
      assert.ok(period.first <= dayAt(always, from) && dayAt(always, from) <= period.last);
    }),
  );
});

const points: fc.Arbitrary<Point> = fc.oneof(
  fc.record({ day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant("last" as const)) }),
  fc.record({ workingDay: fc.integer({ min: 1, max: 25 }) }),
  fc.record({ weekday: fc.integer({ min: 1, max: 7 }) }),
);

/** The day that a point names, by walking through the period. */
const walked = (oracle: Oracle, point: Point, first: Date, last: Date): Date => {
  const days: Date[] = [];
  for (let d = first; Temporal.PlainDate.compare(d, last) <= 0; d = d.add({ days: 1 })) days.push(d);
  if (point.workingDay !== undefined) {
    const working = days.filter((d) => oracle.working(d));
    return working[point.workingDay - 1] ?? working.at(-1) ?? last;
  }
  if (point.weekday !== undefined) return days.find((d) => d.dayOfWeek === point.weekday) ?? last;
  if (point.day === "last") return last;
  return days.find((d) => d.day === point.day) ?? last;
};

test("a point of a month is the day that somebody finds who walks through it", () => {
  fc.assert(
    fc.property(sources, instants, points, (source, from, point) => {
      const calendar = buildCalendar(source);
      const oracle = new Oracle(source);
      const first = oracle.date(from).with({ day: 1 });
      const last = first.add({ months: 1 }).subtract({ days: 1 });
      const period = periodAt("month", calendar, dayAt(calendar, from));
      const opens = opensAt({ every: "month" }, period, calendar);
      assert.equal(opens, oracle.start(first));
      const { due } = dueIn({ every: "month" }, point, period, calendar, opens);
      const day = walked(oracle, point, first, last);
      assert.equal(due, oracle.end(day));
      const whole = dueIn({ every: "month" }, undefined, period, calendar, opens).due;
      const closing = source.week === "always" ? last : walked(oracle, { workingDay: 99 }, first, last);
      assert.equal(whole, oracle.end(closing));
    }),
    { numRuns: 500 },
  );
});

test("every kind of period is said as an office says it", () => {
  const said = {
    "2026-11-03": "11月3日",
    "2026-W48": "2026年第48周",
    "2026-W48~W49": "2026年第48至49周",
    "2026-11": "2026年11月",
    "2026-11~12": "2026年11至12月",
    "2026-Q4": "2026年第4季度",
    "2026-H1": "2026年上半年",
    "2026-H2": "2026年下半年",
    "2026": "2026年度",
    other: "other",
  };
  for (const [id, words] of Object.entries(said)) assert.equal(periodInWords(id), words);
  assert.equal(turnInWords({ period: "2026-11", n: 2, of: 2 }), "2026年11月 第 2 次（共 2 次）");
});
