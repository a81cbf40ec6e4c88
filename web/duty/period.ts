// A period's name in words, and the spans of days that the board looks at.
import { t } from "i18next";
import { dayOf, instantOf } from "../time.ts";

type Said = { key: string; values: Record<string, string | number> };

const patterns: [RegExp, (found: string[]) => Said][] = [
  [/^(\d{4})-(\d\d)-(\d\d)$/, ([, , m, d]) => ({ key: "day", values: { m: Number(m), d: Number(d) } })],
  [/^(\d{4})-W(\d\d)$/, ([, y, w]) => ({ key: "week", values: { y: y ?? "", w: Number(w) } })],
  [
    /^(\d{4})-W(\d\d)~W(\d\d)$/,
    ([, y, w, v]) => ({ key: "weeks", values: { y: y ?? "", w: Number(w), v: Number(v) } }),
  ],
  [/^(\d{4})-(\d\d)$/, ([, y, m]) => ({ key: "month", values: { y: y ?? "", m: Number(m) } })],
  [
    /^(\d{4})-(\d\d)~(\d\d)$/,
    ([, y, m, n]) => ({ key: "months", values: { y: y ?? "", m: Number(m), n: Number(n) } }),
  ],
  [/^(\d{4})-Q(\d)$/, ([, y, q]) => ({ key: "quarter", values: { y: y ?? "", q: q ?? "" } })],
  [/^(\d{4})-H1$/, ([, y]) => ({ key: "firstHalf", values: { y: y ?? "" } })],
  [/^(\d{4})-H2$/, ([, y]) => ({ key: "secondHalf", values: { y: y ?? "" } })],
  [/^(\d{4})$/, ([, y]) => ({ key: "year", values: { y: y ?? "" } })],
];

/** 11月23日, 2026年第48周, 2026年11月, 2026年第4季度; what is none of these as it is. */
export function periodInWords(id: string): string {
  for (const [pattern, say] of patterns) {
    const found = pattern.exec(id);
    if (!found) continue;
    const { key, values } = say([...found]);
    return t(`period.${key}`, values);
  }
  return id;
}

/** The period, and which of how many where there are several in it. */
export const turnInWords = (one: { period: string; n: number; of: number }): string =>
  one.of > 1
    ? t("duty.turn", { period: periodInWords(one.period), n: one.n, of: one.of })
    : periodInWords(one.period);

export const spans = ["today", "week", "month"] as const;
export type Span = (typeof spans)[number];
export const looks = ["month", "quarter", "year"] as const;
export type Look = (typeof looks)[number];

const midnight = (date: Temporal.PlainDate): string => instantOf(`${date}T00:00`) ?? "";

/** The first instant of a span and of what follows it. */
export function bounds(span: Span, now: number): { from: string; to: string } {
  const today = Temporal.PlainDate.from(dayOf(now));
  if (span === "today") return { from: midnight(today), to: midnight(today.add({ days: 1 })) };
  if (span === "week") {
    const monday = today.subtract({ days: today.dayOfWeek - 1 });
    return { from: midnight(monday), to: midnight(monday.add({ days: 7 })) };
  }
  const first = today.with({ day: 1 });
  return { from: midnight(first), to: midnight(first.add({ months: 1 })) };
}

const monthsBack: Record<Look, number> = { month: 1, quarter: 3, year: 12 };

/** From some months back to the end of today. */
export function lookBack(look: Look, now: number): { from: string; to: string } {
  const today = Temporal.PlainDate.from(dayOf(now));
  return {
    from: midnight(today.subtract({ months: monthsBack[look] })),
    to: midnight(today.add({ days: 1 })),
  };
}
