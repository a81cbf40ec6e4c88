// Windows and named days of a month: the tables answer as Temporal does, in zones whose clocks change too.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildCalendar } from "./calendar.ts";
import { monthDayEnd } from "./point.ts";
import { at, instants, office, shown, sources } from "./testing/calendars.ts";
import { Oracle } from "./testing/oracle.ts";
import { type Window, windowStart } from "./window.ts";

const windows = ["day", "week", "month", "quarter", "year"] as const;
const runs = { numRuns: 600 };

/** The first day of the window in which a date lies, as Temporal counts. */
const firstDay = (date: Temporal.PlainDate, window: Exclude<Window, "ever">): Temporal.PlainDate => {
  if (window === "day") return date;
  if (window === "week") return date.subtract({ days: date.dayOfWeek - 1 });
  if (window === "month") return date.with({ day: 1 });
  if (window === "year") return date.with({ month: 1, day: 1 });
  return date.with({ month: Math.ceil(date.month / 3) * 3 - 2, day: 1 });
};

test("a window begins where Temporal says", () => {
  fc.assert(
    fc.property(sources, instants, fc.constantFrom(...windows), (source, now, window) => {
      const oracle = new Oracle(source);
      const wanted = oracle.start(firstDay(oracle.date(now), window));
      assert.equal(windowStart(buildCalendar(source), window, now), wanted);
    }),
    runs,
  );
});

test("whatever lies in a window has its beginning; the instant before it has another", () => {
  fc.assert(
    fc.property(sources, instants, fc.constantFrom(...windows), (source, now, window) => {
      const calendar = buildCalendar(source);
      const from = windowStart(calendar, window, now);
      assert.ok(from <= now);
      assert.equal(windowStart(calendar, window, from), from);
      assert.ok(windowStart(calendar, window, from - 1) < from);
      assert.equal(windowStart(calendar, "ever", now), 0);
    }),
    runs,
  );
});

const points = fc.record(
  {
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant("last" as const)),
    next: fc.constant(true as const),
  },
  { requiredKeys: ["day"] },
);
/** The month in which a date lies, or the one after it. */
const monthOf = (date: Temporal.PlainDate, next: boolean): Temporal.PlainDate =>
  date.with({ day: 1 }).add({ months: next ? 1 : 0 });

test("a named day ends when the oracle's ends, a day that the month lacks when its last does", () => {
  fc.assert(
    fc.property(sources, instants, points, (source, from, point) => {
      const oracle = new Oracle(source);
      const month = monthOf(oracle.date(from), point.next === true);
      const day = point.day === "last" ? month.daysInMonth : Math.min(point.day, month.daysInMonth);
      assert.equal(monthDayEnd(buildCalendar(source), from, point), oracle.end(month.with({ day })));
    }),
    runs,
  );
});

test("the N-th working day of a month is the oracle's, make-up days counted", () => {
  fc.assert(
    fc.property(sources, instants, fc.integer({ min: 1, max: 23 }), fc.boolean(), (source, from, n, next) => {
      const oracle = new Oracle(source);
      let day = oracle.nextWorking(monthOf(oracle.date(from), next));
      for (let i = 1; i < n; i++) day = oracle.nextWorking(day.add({ days: 1 }));
      const point = { workingDay: n, ...(next ? { next: true as const } : {}) };
      assert.equal(monthDayEnd(buildCalendar(source), from, point), oracle.end(day));
    }),
    runs,
  );
});

test("as a regulation writes it: by the tenth of next month, the last, the fifth working day after the holiday", () => {
  const end = (from: string, point: Parameters<typeof monthDayEnd>[2]) =>
    shown(monthDayEnd(office, at(from), point));
  assert.equal(end("2026-01-31 10:00", { day: 10, next: true }), "2026-02-10 17:30");
  assert.equal(end("2026-01-31 10:00", { day: 31, next: true }), "2026-02-28 24:00", "a Saturday stays one");
  assert.equal(end("2026-09-03 10:00", { day: "last" }), "2026-09-30 17:30");
  // The first to the seventh are off, the tenth is made up.
  assert.equal(end("2026-09-30 10:00", { workingDay: 3, next: true }), "2026-10-10 17:30");
});
