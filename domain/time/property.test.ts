// Properties: the tables answer as a day-walking Temporal oracle does, and a pause moves a due time by what it counted.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildCalendar, dayAt, localDate, startOfDay } from "./calendar.ts";
import { serviceAfter, serviceBetween } from "./count.ts";
import { addMonths, dateOf, dayOf, parseDate, weekdayOf, writeDate } from "./date.ts";
import { dueAfter, movedByPause } from "./due.ts";
import type { Length, Unit } from "./length.ts";
import { instants, sources, zones } from "./testing/calendars.ts";
import { Oracle } from "./testing/oracle.ts";
import { midnights } from "./zone.ts";

const units = ["minutes", "hours", "days", "working days", "working hours", "weeks", "months"] as const;
const lengths: fc.Arbitrary<Length> = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom<Unit>(...units) }),
  fc.constant<Length>({ count: 1, unit: "same day" }),
);
const sorted = (...list: number[]): number[] => list.sort((a, b) => a - b);
const runs = { numRuns: 1000 };

test("dates are Temporal's", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -25_567, max: 157_000 }),
      fc.integer({ min: -40, max: 40 }),
      (day, months) => {
        const date = Temporal.PlainDate.from("1970-01-01").add({ days: day });
        assert.deepEqual(dateOf(day), { year: date.year, month: date.month, day: date.day });
        assert.equal(dayOf(date.year, date.month, date.day), day);
        assert.equal(weekdayOf(day), date.dayOfWeek);
        assert.equal(writeDate(day), date.toString());
        assert.equal(parseDate(date.toString()), day);
        assert.equal(writeDate(addMonths(day, months)), date.add({ months }).toString());
      },
    ),
    runs,
  );
});

test("local days, their beginnings and every due time equal the oracle's", () => {
  fc.assert(
    fc.property(sources, instants, lengths, (source, from, length) => {
      const calendar = buildCalendar(source);
      const oracle = new Oracle(source);
      const date = oracle.date(from);
      assert.equal(localDate(calendar, from), date.toString());
      assert.equal(startOfDay(calendar, date.toString()), oracle.start(date));
      const { due, missing } = dueAfter(calendar, from, length);
      assert.equal(due, oracle.due(from, length));
      const unread =
        length.unit === "minutes" ||
        length.unit === "hours" ||
        (source.week === "always" && length.unit !== "working days");
      const touched = [];
      for (let year = date.year; year <= oracle.date(due - 1).year; year++) touched.push(year);
      assert.deepEqual(missing, unread ? [] : touched.filter((year) => !source.published.includes(year)));
    }),
    runs,
  );
});

test("every midnight of ten years equals the oracle's, where clocks change at midnight too", () => {
  for (const zone of zones) {
    const first = dayOf(2019, 1, 1);
    midnights(zone, first, 3650).forEach((instant, n) => {
      const date = Temporal.PlainDate.from(writeDate(first + n));
      assert.equal(instant, date.toZonedDateTime(zone).epochMilliseconds, `${zone} ${date}`);
    });
  }
});

test("tables that grew answer as tables built at once", () => {
  fc.assert(
    fc.property(
      sources,
      fc.array(instants, { maxLength: 4 }),
      instants,
      lengths,
      (source, before, from, length) => {
        const grown = buildCalendar({ ...source, years: [2015, 2015] });
        for (const instant of before) dayAt(grown, instant - 86_400_000 * 6000);
        const whole = buildCalendar({ ...source, years: [1990, 2040] });
        assert.deepEqual(dueAfter(grown, from, length), dueAfter(whole, from, length));
      },
    ),
    { numRuns: 150 },
  );
});

test("minutes and hours move by exactly the pause, working hours by exactly the service time in it", () => {
  fc.assert(
    fc.property(sources, instants, instants, instants, lengths, (source, a, b, c, length) => {
      const [from, paused, resumed] = sorted(a, b, c) as [number, number, number];
      const calendar = buildCalendar(source);
      const oracle = new Oracle(source);
      const { due } = dueAfter(calendar, from, length);
      const moved = movedByPause(calendar, due, length, paused, resumed);
      if (length.unit === "minutes" || length.unit === "hours") assert.equal(moved - due, resumed - paused);
      if (length.unit !== "working hours") return;
      // The oracle walks days, so a long pause is walked once and not three times.
      const counted = oracle.service(paused, resumed);
      assert.equal(serviceBetween(calendar, paused, resumed), counted);
      assert.equal(serviceBetween(calendar, due, moved), counted);
      assert.ok(counted === 0 || serviceBetween(calendar, due, moved - 1) === counted - 1);
    }),
    { numRuns: 800 },
  );
});

test("the service time left at a pause is the service time left when the clock goes on", () => {
  fc.assert(
    fc.property(
      sources,
      instants,
      lengths,
      fc.nat(100),
      fc.nat(20 * 86_400_000),
      (source, from, length, part, rest) => {
        fc.pre(length.unit === "working hours");
        const calendar = buildCalendar(source);
        const { due } = dueAfter(calendar, from, length);
        const paused = from + Math.floor(((due - from) * part) / 101);
        const moved = movedByPause(calendar, due, length, paused, paused + rest);
        const left = serviceBetween(calendar, paused, due);
        assert.equal(serviceBetween(calendar, paused + rest, moved), left);
        assert.equal(moved, serviceAfter(calendar, paused + rest, left));
      },
    ),
    { numRuns: 800 },
  );
});

test("days stand still by whole local days, working days by working days, within one day not at all", () => {
  fc.assert(
    fc.property(
      sources,
      instants,
      lengths,
      instants,
      fc.nat(30 * 86_400_000),
      (source, from, length, paused, rest) => {
        fc.pre(!["minutes", "hours", "working hours"].includes(length.unit));
        const calendar = buildCalendar(source);
        const oracle = new Oracle(source);
        const { due } = dueAfter(calendar, from, length);
        const moved = movedByPause(calendar, due, length, paused, paused + rest);
        let day = oracle.date(due - 1);
        const [first, last] = [oracle.date(paused), oracle.date(paused + rest)];
        for (let walked = first; !walked.equals(last); ) {
          walked = walked.add({ days: 1 });
          if (length.unit !== "working days") day = day.add({ days: 1 });
          else if (oracle.working(walked)) day = oracle.nextWorking(day.add({ days: 1 }));
        }
        if (first.equals(last)) assert.equal(moved, due);
        else assert.equal(moved, oracle.end(source.week === "always" ? day : oracle.nextWorking(day)));
      },
    ),
    runs,
  );
});

test("one pause given beforehand is one pause moved by, unless a last day had already rolled", () => {
  fc.assert(
    fc.property(
      sources,
      instants,
      lengths,
      instants,
      fc.nat(30 * 86_400_000),
      (source, from, length, pausedAt, rest) => {
        const calendar = buildCalendar(source);
        const resumedAt = pausedAt + rest;
        const counted = dueAfter(calendar, from, length, [{ pausedAt, resumedAt }]).due;
        const moved = movedByPause(
          calendar,
          dueAfter(calendar, from, length).due,
          length,
          pausedAt,
          resumedAt,
        );
        const rolls = source.week !== "always" && ["days", "weeks", "months"].includes(length.unit);
        assert.ok(rolls ? counted <= moved : counted === moved);
      },
    ),
    runs,
  );
});
