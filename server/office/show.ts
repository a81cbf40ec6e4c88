// The office as its page shows it: hours, time zone, and each year's days with whose word they are.
import type { Office, OfficeYear } from "#api/office.ts";
import { missingYears } from "#domain/office/missing.ts";
import { sectionOf } from "#domain/organisation/staffed.ts";
import { localDate } from "#domain/time/calendar.ts";
import { chinaDays, officialDays } from "#server/china/holidays.ts";
import { groundMark } from "#server/log/clock/recount.ts";
import type { Directory } from "#server/log/directory.ts";
import type { Unit } from "#server/log/unit.ts";

const yearOf = (d: Directory, year: number): OfficeYear => {
  const own = d.organisation.holidays[String(year)];
  const { days, published } = officialDays(d.organisation.holidays);
  const official = chinaDays([year]);
  const from = own ? "own" : published.includes(year) ? "official" : "missing";
  const named = Object.entries(days)
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, { working, name }]) => ({
      date,
      working,
      // What was typed has no names; those of the notice are kept where it says the same.
      name: name || (official.days[date]?.working === working ? (official.days[date]?.name ?? "") : ""),
    }));
  return { year, from, days: named.sort((a, b) => (a.date < b.date ? -1 : 1)) };
};

/** Whether the views stand under the calendar as it is. */
const isCounting = async (unit: Unit): Promise<boolean> => {
  const { rows } = await unit.client.query<{ mark: string | null }>(
    "select counted_under as mark from organisation where org = $1",
    [unit.org],
  );
  return rows[0]?.mark !== groundMark(unit.directory);
};

/** The office whole. */
export const showOffice = async (unit: Unit): Promise<Office> => {
  const d = unit.directory;
  const { organisation: o } = d;
  const today = localDate(d.calendar, unit.now);
  const year = Number(today.slice(0, 4));
  const typed = Object.keys(o.holidays).map(Number);
  const years = [...new Set([year - 1, year, year + 1, ...typed])].sort();
  const print = sectionOf(o, "print");
  return {
    code: d.org,
    name: o.name,
    timeZone: o.timeZone,
    head: o.head,
    week: o.week,
    today,
    years: years.map((y) => yearOf(d, y)),
    missingYears: missingYears([...d.calendar.published], today),
    print: {
      ...(print.header === undefined ? {} : { header: String(print.header) }),
      ...(print.paper === undefined ? {} : { paper: print.paper as "A4" }),
      logo: typeof print.logo === "string",
    },
    counting: await isCounting(unit),
  };
};
