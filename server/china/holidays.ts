// China's official days off and make-up workdays, read from the package that collects the yearly notices.
import data from "chinese-days/dist/chinese-days.json" with { type: "json" };

/** Official days by date, and the years whose notice is known. */
export type OfficialDays = {
  days: Record<string, { working: boolean; name: string }>;
  published: number[];
};

/** The official days of the given years (plain JSON for a calendar's source); all years that are known when none is given. */
export function chinaDays(years?: readonly number[]): OfficialDays {
  const wanted = years ? new Set(years.map(String)) : null;
  const days: OfficialDays["days"] = {};
  const take = (list: Record<string, string>, working: boolean): void => {
    for (const [date, names] of Object.entries(list))
      if (!wanted || wanted.has(date.slice(0, 4)))
        days[date] = { working, name: names.split(",")[1] ?? names };
  };
  take(data.holidays, false);
  take(data.workdays, true);
  const seen = new Set(Object.keys(days).map((date) => date.slice(0, 4)));
  // A notice may reach a few days into its neighbours; only with its National Day is a year really known.
  const published = [...seen].filter((year) => days[`${year}-10-01`]?.working === false).map(Number);
  return { days, published: published.sort((a, b) => a - b) };
}

/**
 * The official days with the years that an organisation typed in the place of those known here.
 * @param own year → days off, and days worked though they are a Saturday or Sunday
 */
export function officialDays(own: Record<string, { closed: string[]; worked: string[] }>): OfficialDays {
  const known = chinaDays();
  const years = new Set(Object.keys(own));
  if (years.size === 0) return known;
  const kept = Object.entries(known.days).filter(([date]) => !years.has(date.slice(0, 4)));
  const days: OfficialDays["days"] = Object.fromEntries(kept);
  for (const { closed, worked } of Object.values(own)) {
    for (const date of closed) days[date] = { working: false, name: "" };
    for (const date of worked) days[date] = { working: true, name: "" };
  }
  const published = new Set([...known.published, ...[...years].map(Number)]);
  return { days, published: [...published].sort((a, b) => a - b) };
}
