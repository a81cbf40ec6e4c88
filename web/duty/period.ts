// The spans of days that the board looks at.
import { dayOf, instantOf } from "../time.ts";

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
