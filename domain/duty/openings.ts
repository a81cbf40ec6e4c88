// What the calendar raises between two instants: every recurring duty with its period, its opening and its due time.
import type { Calendar } from "#domain/time/calendar.ts";
import { dayAt, tableWith } from "#domain/time/calendar.ts";
import { type Period, type PeriodUnit, periodAfter, periodAt } from "./periods.ts";
import { dueIn, opensAt } from "./point.ts";
import { type Recurring, timesOf, unitsOf } from "./recurring.ts";

/** One duty to be raised; instants in epoch ms. */
export type Opening = {
  recurring: Recurring;
  period: Period;
  /** Which of how many in the period, from 1. */
  n: number;
  of: number;
  opensAt: number;
  dueAt: number | null;
  missingYears: readonly number[];
};

/** Clause → since when it has been in force without a break, epoch ms. */
export type Since = Readonly<Record<string, number>>;

const startOf = (calendar: Calendar, period: Period): number => {
  const table = tableWith(calendar, period.first);
  return table.midnight[period.first - table.first] ?? Number.NaN;
};

type Raised = { period: Period; at: number };

/** The openings of one rule after `from`, in the order of its periods; only whole periods under the rule count. */
function* ofRule(
  { every, clause }: Recurring,
  unit: PeriodUnit,
  calendar: Calendar,
  since: Since,
  from: number,
): Generator<Raised, never> {
  const first = periodAt(unit, calendar, dayAt(calendar, from));
  // An opening in the following period belongs to a period that is over.
  let period = every.on?.next ? periodAt(unit, calendar, first.first - 1) : first;
  const force = since[clause] ?? Number.POSITIVE_INFINITY;
  for (; ; period = periodAfter(period, calendar)) {
    if (startOf(calendar, period) < force) continue;
    const at = opensAt(every, period, calendar);
    if (at > from) yield { period, at };
  }
}

const inForce = (rules: readonly Recurring[], since: Since): readonly Recurring[] =>
  rules.filter((r) => since[r.clause] !== undefined && Number.isFinite(since[r.clause]));

const raisedBetween = (
  r: Recurring,
  calendar: Calendar,
  since: Since,
  from: number,
  to: number,
): Opening[] => {
  const found: Opening[] = [];
  const of = timesOf(r.every);
  for (const unit of unitsOf(r.every))
    for (const { period, at } of ofRule(r, unit, calendar, since, from)) {
      if (at > to) break;
      const { due, missing } = dueIn(r.every, r.within, period, calendar, at);
      for (let n = 1; n <= of; n++)
        found.push({ recurring: r, period, n, of, opensAt: at, dueAt: due, missingYears: missing });
    }
  return found;
};

const inOrder = (a: Opening, b: Opening): number =>
  a.opensAt - b.opensAt ||
  (a.recurring.clause < b.recurring.clause ? -1 : a.recurring.clause > b.recurring.clause ? 1 : 0) ||
  a.n - b.n;

/** Everything that opens after `from`, up to and including `to`, the earliest first. */
export const openingsBetween = (
  rules: readonly Recurring[],
  calendar: Calendar,
  since: Since,
  from: number,
  to: number,
): Opening[] =>
  inForce(rules, since)
    .flatMap((r) => raisedBetween(r, calendar, since, from, to))
    .sort(inOrder);

/** The first instant after `from` at which one of the rules raises something; null where none ever does. */
export const nextOpening = (
  rules: readonly Recurring[],
  calendar: Calendar,
  since: Since,
  from: number,
): number | null => {
  let next: number | null = null;
  for (const r of inForce(rules, since))
    for (const unit of unitsOf(r.every)) {
      const { at } = ofRule(r, unit, calendar, since, from).next().value;
      if (next === null || at < next) next = at;
    }
  return next;
};
