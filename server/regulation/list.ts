// A regulation as lists show it: its title and its editions, each with how it stands today.
import { type EditionsState, editionStatus } from "#domain/edition/edition.ts";
import { localDate } from "#domain/time/calendar.ts";
import type { Directory } from "#server/log/directory.ts";

export const showRegulation = (d: Directory, s: EditionsState, now: number) => ({
  key: s.key,
  title: s.title,
  adopted: d.adopted.includes(s.key),
  editions: s.editions.map((e) => ({ date: e.date, state: editionStatus(s, e, localDate(d.calendar, now)) })),
});
