// When a message may leave: after it has been gathered, and not in quiet hours unless it is urgent.
import { type Calendar, dayAt, tableWith } from "#domain/time/calendar.ts";
import { serviceAfter } from "#domain/time/count.ts";
import { instantOf } from "#domain/time/zone.ts";
import type { DeliverySettings, Quiet } from "./settings.ts";

export type When = {
  /** Epoch ms. */
  at: number;
  /** Put off to the end of quiet hours. */
  held: boolean;
};

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The instant of a wall-clock minute (0 to 1440) of a day number. */
const minuteAt = (calendar: Calendar, day: number, minute: number): number => {
  tableWith(calendar, day);
  const table = tableWith(calendar, day + 1);
  const index = day - table.first;
  return instantOf(
    calendar.timeZone,
    day,
    minute,
    table.midnight[index] ?? 0,
    table.midnight[index + 1] ?? 0,
  );
};

/** Begin and end of the quiet interval that begins on a day. */
const nightOf = (calendar: Calendar, day: number, quiet: Quiet): [number, number] => {
  const [from, to] = [minuteOf(quiet.from), minuteOf(quiet.to)];
  return [minuteAt(calendar, day, from), minuteAt(calendar, to > from ? day : day + 1, to)];
};

/** The next instant of service, `now` itself while it is served. */
const nextService = (calendar: Calendar, now: number): number => serviceAfter(calendar, now, 1) - 1;

/** The first instant from `now` on (epoch ms) that lies outside quiet hours. */
export const quietEnd = (quiet: Quiet, calendar: Calendar, now: number): number => {
  if (quiet.mode === "none" || (quiet.mode === "closed" && calendar.always)) return now;
  if (quiet.mode === "closed") return nextService(calendar, now);
  if (quiet.from === quiet.to) return now;
  const today = dayAt(calendar, now);
  for (const day of [today - 1, today]) {
    const [begins, ends] = nightOf(calendar, day, quiet);
    if (now >= begins && now < ends) return ends;
  }
  return now;
};

/**
 * When a message goes out.
 * @param urgent keeps no quiet hours
 * @param now when the notice came about, or when a message that failed may be tried again; epoch ms
 * @param gathering how long it waits for others of its kind, ms
 */
export const whenDelivered = (
  urgent: boolean,
  { quiet }: Pick<DeliverySettings, "quiet">,
  calendar: Calendar,
  now: number,
  gathering = 0,
): When => {
  const gathered = now + gathering;
  const at = urgent ? gathered : quietEnd(quiet, calendar, gathered);
  return { at, held: at > gathered };
};
