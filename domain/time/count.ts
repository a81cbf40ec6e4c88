// Counting on a calendar's tables: working days by index, service time by binary search.
import { type Calendar, dayAt, tableWith } from "./calendar.ts";
import type { Table } from "./table.ts";

/** Whether a day number is a working day. */
export function isWorkingDay(calendar: Calendar, day: number): boolean {
  const table = tableWith(calendar, day);
  return table.working[day - table.first] === 1;
}

/** The first working day (day number) on or after a day. */
export function workingDayFrom(calendar: Calendar, day: number): number {
  return nthWorkingDayAfter(calendar, day - 1, 1);
}

/** The `count`-th working day (day number) after a day, the day itself not counted; `count` is at least 1. */
export function nthWorkingDayAfter(calendar: Calendar, day: number, count: number): number {
  let table = tableWith(calendar, day);
  for (;;) {
    const found = table.workingDays[table.workingBefore[day - table.first + 1]! + count - 1];
    if (found !== undefined) return table.first + found;
    table = tableWith(calendar, table.first + table.count);
  }
}

/** Working days after the day number `from`, up to and including `to`. */
export function workingDaysBetween(calendar: Calendar, from: number, to: number): number {
  tableWith(calendar, from);
  const table = tableWith(calendar, to);
  return table.workingBefore[to - table.first + 1]! - table.workingBefore[from - table.first + 1]!;
}

/** The instant (epoch ms) at which a day ends: 24:00 round the clock, else closing time (24:00 where it is shut). */
export function endOfDay(calendar: Calendar, day: number): number {
  const table = tableWith(calendar, day);
  const index = day - table.first;
  const spansEnd = table.spanAt[index + 1]!;
  return spansEnd > table.spanAt[index]! ? table.spans[spansEnd - 1]! : table.midnight[index + 1]!;
}

/** Service milliseconds from the beginning of the table to an instant of the day at `index`. */
function serviceUntil(table: Table, index: number, instant: number): number {
  let sum = table.serviceBefore[index]!;
  for (let at = table.spanAt[index]!; at < table.spanAt[index + 1]!; at += 2) {
    const begin = table.spans[at]!;
    if (instant <= begin) break;
    sum += Math.min(instant, table.spans[at + 1]!) - begin;
  }
  return sum;
}

/** Service milliseconds between two instants. */
export function serviceBetween(calendar: Calendar, from: number, to: number): number {
  const [fromDay, toDay] = [dayAt(calendar, from), dayAt(calendar, to)];
  const { table } = calendar;
  return serviceUntil(table, toDay - table.first, to) - serviceUntil(table, fromDay - table.first, from);
}

/** The earliest instant (epoch ms) by which `ms` of service time have passed since `from`; `from` itself for none. */
export function serviceAfter(calendar: Calendar, from: number, ms: number): number {
  if (ms === 0) return from;
  const day = dayAt(calendar, from);
  let table = tableWith(calendar, day);
  for (;;) {
    const target = serviceUntil(table, day - table.first, from) + ms;
    if (target <= table.serviceBefore[table.count]!) return instantOfService(table, target);
    table = tableWith(calendar, table.first + table.count);
  }
}

/** The earliest instant at which the table's service time reaches `target` (above 0, within the table). */
function instantOfService(table: Table, target: number): number {
  let [low, high] = [0, table.count - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table.serviceBefore[middle + 1]! >= target) high = middle;
    else low = middle + 1;
  }
  let left = target - table.serviceBefore[low]!;
  let at = table.spanAt[low]!;
  for (; ; at += 2) {
    const length = table.spans[at + 1]! - table.spans[at]!;
    if (left <= length) return table.spans[at]! + left;
    left -= length;
  }
}
