// Is the office open at an instant.
import { type Calendar, dayAt, tableWith } from "#domain/time/calendar.ts";

/** Round the clock it always is. */
export const isOpen = (calendar: Calendar, now: number): boolean => {
  if (calendar.always) return true;
  const day = dayAt(calendar, now);
  const table = tableWith(calendar, day);
  const at = day - table.first;
  for (let i = table.spanAt[at] ?? 0; i < (table.spanAt[at + 1] ?? 0); i += 2)
    if (now >= (table.spans[i] ?? 0) && now <= (table.spans[i + 1] ?? 0)) return true;
  return false;
};
