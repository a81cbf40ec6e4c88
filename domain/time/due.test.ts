// Named cases: the readings of the Civil Code over the autumn of 2026, lunch, midnight, closing time, the year's end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { buildCalendar, type Calendar, localDate, startOfDay } from "./calendar.ts";
import { nthWorkingDayAfter } from "./count.ts";
import { parseDate, writeDate } from "./date.ts";
import { dueAfter, movedByPause } from "./due.ts";
import { parseLength } from "./length.ts";
import { always, at, days2026, office, shown } from "./testing/calendars.ts";

const due = (calendar: Calendar, from: string, length: string): string =>
  shown(dueAfter(calendar, at(from), parseLength(length)!).due);

/** Rows: from, length, due round the clock, due in the office. */
const cases: [string, string, string, string][] = [
  // Two days before the National Day: 48 hours, two days round the clock, two days in an office differ by a week.
  ["2026-09-29 16:00", "48 hours", "2026-10-01 16:00", "2026-10-01 16:00"],
  ["2026-09-29 16:00", "2 days", "2026-10-01 24:00", "2026-10-08 17:30"],
  ["2026-09-29 16:00", "2 working days", "2026-10-08 24:00", "2026-10-08 17:30"],
  // An ordinary Friday.
  ["2026-10-16 16:00", "48 hours", "2026-10-18 16:00", "2026-10-18 16:00"],
  ["2026-10-16 16:00", "2 days", "2026-10-18 24:00", "2026-10-19 17:30"],
  ["2026-10-16 16:00", "2 working days", "2026-10-20 24:00", "2026-10-20 17:30"],
  ["2026-10-14 10:00", "2 days", "2026-10-16 24:00", "2026-10-16 17:30"],
  ["2026-10-14 10:00", "1 week", "2026-10-21 24:00", "2026-10-21 17:30"],
  // Make-up Saturday 10 October is worked; Sunday 20 September too.
  ["2026-10-09 16:00", "1 working day", "2026-10-10 24:00", "2026-10-10 17:30"],
  ["2026-10-09 16:00", "1 day", "2026-10-10 24:00", "2026-10-10 17:30"],
  ["2026-09-18 16:00", "2 days", "2026-09-20 24:00", "2026-09-20 17:30"],
  ["2026-10-10 17:00", "1 working hour", "2026-10-10 18:00", "2026-10-12 09:00"],
  // Midnight belongs to the day that it begins, a millisecond before it to the day that ends.
  ["2026-10-14 24:00", "1 day", "2026-10-16 24:00", "2026-10-16 17:30"],
  ["2026-10-14 23:59", "1 day", "2026-10-15 24:00", "2026-10-16 17:30"],
  // Same day: until closing; after closing, or on a day off, the next working day's closing.
  ["2026-10-14 17:00", "same day", "2026-10-14 24:00", "2026-10-14 17:30"],
  ["2026-10-14 17:30", "same day", "2026-10-14 24:00", "2026-10-14 17:30"],
  ["2026-10-14 17:31", "same day", "2026-10-14 24:00", "2026-10-15 17:30"],
  ["2026-10-16 18:00", "same day", "2026-10-16 24:00", "2026-10-19 17:30"],
  ["2026-10-03 09:00", "same day", "2026-10-03 24:00", "2026-10-08 17:30"],
  ["2026-10-14 06:00", "same day", "2026-10-14 24:00", "2026-10-14 17:30"],
  ["2026-10-14 12:30", "same day", "2026-10-14 24:00", "2026-10-14 17:30"],
  // On a day off an office counts as if it came on the next working day: Thursday 8 is not counted.
  ["2026-10-03 09:00", "1 working day", "2026-10-08 24:00", "2026-10-09 17:30"],
  ["2026-10-03 09:00", "2 days", "2026-10-05 24:00", "2026-10-10 17:30"],
  // Working hours stop at lunch and over night; what ends with the morning is due at noon, not after lunch.
  ["2026-10-14 11:00", "1 working hour", "2026-10-14 12:00", "2026-10-14 12:00"],
  ["2026-10-14 11:30", "1 working hour", "2026-10-14 12:30", "2026-10-14 14:00"],
  ["2026-10-14 12:30", "4 working hours", "2026-10-14 16:30", "2026-10-14 17:30"],
  ["2026-09-30 16:30", "4 working hours", "2026-09-30 20:30", "2026-10-08 11:30"],
  // Minutes know no office.
  ["2026-10-14 17:25", "10 minutes", "2026-10-14 17:35", "2026-10-14 17:35"],
  // A month that is too short ends with its last day.
  ["2026-01-31 10:00", "1 month", "2026-02-28 24:00", "2026-03-02 17:30"],
  ["2026-08-31 10:00", "1 month", "2026-09-30 24:00", "2026-09-30 17:30"],
];

for (const [from, length, roundTheClock, inOffice] of cases)
  test(`${length} from ${from}`, () => {
    assert.equal(due(always, from, length), roundTheClock);
    assert.equal(due(office, from, length), inOffice);
  });

test("the fifth working day of October 2026 is the 13th", () => {
  assert.equal(writeDate(nthWorkingDayAfter(office, parseDate("2026-09-30"), 5)), "2026-10-13");
});

test("a year whose calendar is missing is named, for the units that read it", () => {
  const missing = (calendar: Calendar, from: string, length: string): number[] =>
    dueAfter(calendar, at(from), parseLength(length)!).missing;
  assert.deepEqual(missing(office, "2026-12-30 10:00", "1 day"), []);
  assert.deepEqual(missing(office, "2026-12-31 10:00", "1 day"), [2027]);
  assert.deepEqual(missing(office, "2026-12-31 17:00", "1 working hour"), [2027]);
  assert.deepEqual(missing(office, "2025-12-31 10:00", "1 day"), [2025]);
  assert.deepEqual(missing(office, "2026-12-31 18:00", "same day"), [2027]);
  assert.deepEqual(missing(always, "2026-12-31 10:00", "1 working day"), [2027]);
  for (const length of ["10 minutes", "48 hours", "2 days", "1 week", "1 month", "3 working hours"])
    assert.deepEqual(missing(always, "2026-12-31 10:00", length), []);
  assert.deepEqual(missing(office, "2026-12-31 10:00", "48 hours"), []);
  // Counted to 24:00 of New Year's Eve: the due instant is 2027, the day is not.
  assert.deepEqual(missing(always, "2026-12-30 10:00", "1 working day"), []);
  assert.deepEqual(missing(office, "2026-12-31 10:00", "300 working days"), [2027, 2028]);
});

test("24:00 belongs to the day that it ends, in pausing too", () => {
  const twoDays = parseLength("2 days")!;
  const end = at("2026-10-16 24:00");
  const moved = (paused: string, resumed: string): string =>
    shown(movedByPause(always, end, twoDays, at(paused), at(resumed)));
  assert.equal(moved("2026-10-15 00:00", "2026-10-15 23:59"), "2026-10-16 24:00");
  assert.equal(moved("2026-10-15 23:59", "2026-10-16 00:00"), "2026-10-17 24:00");
  assert.equal(moved("2026-10-15 09:00", "2026-10-18 09:00"), "2026-10-19 24:00");
});

test("a pause over the weekend moves working days by none, days by two", () => {
  const pause = [at("2026-10-16 18:00"), at("2026-10-18 12:00")] as const;
  const end = at("2026-10-20 17:30");
  assert.equal(
    shown(movedByPause(office, end, parseLength("2 working days")!, ...pause)),
    "2026-10-20 17:30",
  );
  assert.equal(shown(movedByPause(office, end, parseLength("4 days")!, ...pause)), "2026-10-22 17:30");
});

test("several pauses roll a last day off once", () => {
  const pauses = [
    { pausedAt: at("2026-10-15 10:00"), resumedAt: at("2026-10-16 10:00") },
    { pausedAt: at("2026-10-16 11:00"), resumedAt: at("2026-10-17 11:00") },
  ];
  // Two days from Thursday 15 end on Saturday 17; two more are Monday 19, a working day.
  const counted = dueAfter(office, at("2026-10-15 09:00"), parseLength("2 days")!, pauses).due;
  assert.equal(shown(counted), "2026-10-19 17:30");
});

test("lengths without a figure throw, as does a pause that ends before it begins", () => {
  for (const length of ["at once", "promptly"]) {
    assert.throws(() => dueAfter(always, 0, parseLength(length)!), /organisation must set one/);
    assert.throws(() => movedByPause(always, 0, parseLength(length)!, 0, 1), /organisation must set one/);
  }
  assert.throws(() => movedByPause(always, 0, parseLength("1 hour")!, 1, 0), RangeError);
});

test("any instant from 1990 to 2200 counts; beyond 1900 to 2400, or without a date, it says so", () => {
  for (let year = 1990; year <= 2200; year += 7) {
    assert.equal(localDate(office, Date.UTC(year, 5, 1)), `${year}-06-01`);
    assert.ok(dueAfter(office, Date.UTC(year, 11, 31), parseLength("10000 working days")!).due > 0);
  }
  assert.throws(() => localDate(office, Date.UTC(2500, 0, 1)), /1900 to 2400/);
  assert.throws(() => localDate(office, Number.NaN), RangeError);
  assert.equal(startOfDay(office, "2026-10-01"), at("2026-10-01 00:00"));
  assert.throws(() => startOfDay(office, "2026-02-30"), /Not a date/);
});

test("a calendar is refused when its hours make no sense", () => {
  const base = {
    key: "x",
    timeZone: "Asia/Shanghai",
    days: days2026,
    published: [],
    years: [2026, 2026] as [number, number],
  };
  const week = (...monday: [string, string][]) => ({ 1: monday, 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] });
  assert.ok(buildCalendar({ ...base, week: week(["09:00", "24:00"]) }));
  for (const bad of [
    week(),
    week(["12:00", "09:00"]),
    week(["09:00", "12:00"], ["11:00", "13:00"]),
    week(["9:00", "12:00"]),
    week(["24:00", "24:00"]),
  ])
    assert.throws(() => buildCalendar({ ...base, week: bad }), RangeError);
  assert.throws(
    () => buildCalendar({ ...base, week: "always", days: { "2026-13-01": { working: true } } }),
    RangeError,
  );
  assert.throws(() => buildCalendar({ ...base, week: "always", years: [2026, 2025] }), RangeError);
});
