// Calendars for tests: the autumn of 2026 as published, an office with a lunch break, and random ones.
import fc from "fast-check";
import { buildCalendar, type CalendarSource, type Weekday } from "../calendar.ts";

const off = ["2026-09-25", "2026-09-26", "2026-09-27"].concat(
  ["01", "02", "03", "04", "05", "06", "07"].map((day) => `2026-10-${day}`),
  ["2026-01-01", "2026-01-02", "2026-01-03"],
);
const madeUp = ["2026-01-04", "2026-09-20", "2026-10-10"];

/** Make-up workdays and days off of 2026 that the tests name. */
export const days2026: CalendarSource["days"] = Object.fromEntries([
  ...off.map((date) => [date, { working: false }]),
  ...madeUp.map((date) => [date, { working: true }]),
]);

const lunch: [string, string][] = [
  ["08:30", "12:00"],
  ["13:30", "17:30"],
];
const china = { timeZone: "Asia/Shanghai", days: days2026, published: [2026] };

/** 08:30 to 17:30 with a lunch break, Monday to Friday, only 2026 published. */
export const office = buildCalendar({
  ...china,
  key: "office",
  week: { 1: lunch, 2: lunch, 3: lunch, 4: lunch, 5: lunch, 6: [], 7: [] },
  years: [2026, 2026],
});

/** Round the clock, only 2026 published. */
export const always = buildCalendar({ ...china, key: "always", week: "always", years: [2026, 2026] });

/** Epoch ms of a wall-clock time in China, "2026-10-01 17:30" ("24:00" allowed). */
export function at(text: string): number {
  const [date, time] = text.split(" ") as [string, string];
  const [hour, minute] = time.split(":").map(Number) as [number, number];
  return Date.parse(`${date}T00:00:00+08:00`) + (hour * 60 + minute) * 60_000;
}

/** Wall-clock time in China of an instant, midnight as 24:00 of the day before. */
export function shown(instant: number): string {
  const local = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString();
  if (local(instant).slice(11, 23) === "00:00:00.000") return `${local(instant - 1).slice(0, 10)} 24:00`;
  return local(instant).slice(0, 16).replace("T", " ");
}

/** Zones whose clocks change at night, at midnight, by half an hour, or never. */
export const zones = [
  "Asia/Shanghai",
  "America/New_York",
  "Europe/Berlin",
  "America/Santiago",
  "Asia/Beirut",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Kathmandu",
  "UTC",
];
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const serviceDay = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 1440 }), fc.constantFrom(0, 120, 150, 180, 1440)), {
    maxLength: 6,
  })
  .map((minutes): [string, string][] => {
    const sorted = minutes.sort((a, b) => a - b);
    const spans: [string, string][] = [];
    for (let n = 0; n + 1 < sorted.length; n += 2) spans.push([clock(sorted[n]!), clock(sorted[n + 1]!)]);
    return spans;
  });

const week = fc.array(serviceDay, { minLength: 7, maxLength: 7 }).map((list) => {
  // Service hours on some weekday are required.
  if (list.slice(0, 5).every((spans) => spans.length === 0)) list[2] = lunch;
  return Object.fromEntries(list.map((spans, n) => [String(n + 1), spans])) as Record<
    Weekday,
    [string, string][]
  >;
});

const exceptions = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1094 }), fc.boolean()), { maxLength: 60 })
  .map((list) =>
    Object.fromEntries(
      list.map(([n, working]) => [
        new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10),
        { working },
      ]),
    ),
  );

/** Random calendars: zones with and without summer time, several intervals a day, days off, make-up weekends. */
export const sources: fc.Arbitrary<CalendarSource> = fc.record({
  key: fc.constant("random"),
  timeZone: fc.constantFrom(...zones),
  week: fc.oneof({ weight: 1, arbitrary: fc.constant("always" as const) }, { weight: 4, arbitrary: week }),
  days: exceptions,
  published: fc.subarray([2024, 2025, 2026, 2027, 2028]),
  years: fc.constantFrom<[number, number]>([2026, 2026], [2024, 2029], [2010, 2012]),
});

/** Random instants of 2025 to 2027, often a full hour, so that midnights and boundaries are hit. */
export const instants: fc.Arbitrary<number> = fc
  .tuple(
    fc.integer({ min: 0, max: 26_279 }),
    fc.oneof(fc.constantFrom(0, -1, 1), fc.integer({ min: 0, max: 3_599_999 })),
  )
  .map(([hour, ms]) => Date.UTC(2025, 0, 1) + hour * 3_600_000 + ms);
