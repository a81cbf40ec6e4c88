// Whether an instant lies in the hours of service.
import type { Calendar } from "#domain/time/calendar.ts";
import { serviceBetween } from "#domain/time/count.ts";

export type Hours = "in" | "out";

/** @param now epoch ms; round the clock it is always `in` */
export const hoursAt = (calendar: Calendar, now: number): Hours =>
  calendar.always || serviceBetween(calendar, now, now + 1) > 0 ? "in" : "out";
