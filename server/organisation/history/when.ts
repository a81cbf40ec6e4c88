// Times of a history: opening days counted back from today, lengths of opening time, dates and instants in what was said.
import { type Calendar, dayAt, tableWith } from "#domain/time/calendar.ts";
import { serviceAfter, serviceBetween } from "#domain/time/count.ts";
import { writeDate } from "#domain/time/date.ts";
import { parseLength } from "#domain/time/length.ts";
import type { When } from "./file.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const hasHours = (calendar: Calendar, n: number): boolean => {
  const table = tableWith(calendar, n);
  const index = n - table.first;
  return (table.spanAt[index + 1] ?? 0) > (table.spanAt[index] ?? 0);
};

/** The opening day (day number) that lies `count` opening days from another, backwards where negative. */
const openingDay = (calendar: Calendar, from: number, count: number): number => {
  let at = from;
  while (!hasHours(calendar, at)) at -= 1;
  for (let left = Math.abs(count); left > 0; ) {
    at += Math.sign(count);
    if (hasHours(calendar, at)) left -= 1;
  }
  return at;
};

const midnightOf = (calendar: Calendar, n: number): number => {
  const table = tableWith(calendar, n);
  return table.midnight[n - table.first] ?? Number.NaN;
};

const clockOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return (hours * 60 + minutes) * minute;
};

/** The latest whole minute after which `ms` of opening time lead up to `to`. */
export const serviceBack = (calendar: Calendar, to: number, ms: number): number => {
  let low = to - ms - 40 * day;
  let high = to;
  while (high - low > 1000) {
    const middle = (low + high) / 2;
    if (serviceBetween(calendar, middle, to) >= ms) low = middle;
    else high = middle;
  }
  return Math.floor(low / minute) * minute;
};

/** So long after an instant: minutes and hours of opening time, days that are open at the same time of day. */
export const later = (calendar: Calendar, from: number, words: string): number => {
  const length = parseLength(words);
  if (!length) throw new Error(`No length of time: ${words}`);
  if (length.unit === "minutes") return serviceAfter(calendar, from, length.count * minute);
  if (length.unit === "hours") return serviceAfter(calendar, from, length.count * hour);
  const today = dayAt(calendar, from);
  const then = openingDay(calendar, today, length.count);
  return midnightOf(calendar, then) + from - midnightOf(calendar, today);
};

/** Opening time in words as milliseconds. */
const openingMs = (words: string): number => {
  const length = parseLength(words);
  if (length?.unit === "minutes") return length.count * minute;
  if (length?.unit === "hours") return length.count * hour;
  throw new Error(`Minutes or hours, not ${words}`);
};

/**
 * When a step happened.
 * @param before when the step before it happened, epoch ms; null for the first
 */
export const instantOf = (calendar: Calendar, w: When, now: number, before: number | null): number => {
  const from = before ?? now;
  const told = (() => {
    if (w.ago !== undefined) return serviceBack(calendar, now, openingMs(w.ago));
    if (w.day !== undefined) {
      const n = openingDay(calendar, dayAt(calendar, now), w.day);
      return midnightOf(calendar, n) + clockOf(w.at ?? "10:00");
    }
    if (w.after !== undefined) return later(calendar, from, w.after);
    if (w.at === undefined) return from + minute;
    const same = midnightOf(calendar, dayAt(calendar, from)) + clockOf(w.at);
    return same >= from ? same : same + day;
  })();
  return before === null ? told : Math.max(told, before);
};

/** A value as an event carries it: `{ on: -3 }` is a date, `{ after: 2 days }`, `{ before: 1 hour }`, `{ on: 0, at: "09:00" }` instants. */
export const valueAt = (calendar: Calendar, value: unknown, at: number): unknown => {
  if (Array.isArray(value)) return value.map((v) => valueAt(calendar, v, at));
  if (typeof value !== "object" || value === null) return value;
  const { on, at: time, after, before } = value as Record<string, unknown>;
  const iso = (ms: number) => new Date(ms).toISOString();
  if (typeof after === "string") return iso(later(calendar, at, after));
  if (typeof before === "string") return iso(serviceBack(calendar, at, openingMs(before)));
  if (typeof on === "number") {
    const n = openingDay(calendar, dayAt(calendar, at), on);
    return typeof time === "string" ? iso(midnightOf(calendar, n) + clockOf(time)) : writeDate(n);
  }
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, valueAt(calendar, v, at)]));
};
