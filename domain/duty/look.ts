// What an agenda finds when it is looked at, and when it is to be looked at next.
import type { Calendar } from "#domain/time/calendar.ts";
import type { AgendaState } from "./agenda.ts";
import { nextOpening, type Opening, openingsBetween, type Since } from "./openings.ts";
import type { Recurring } from "./recurring.ts";

/** By what an agenda goes. */
export type AgendaGround = {
  calendar: Calendar;
  /** The recurring rules in force at an instant. */
  rulesAt: (instant: number) => readonly Recurring[];
  /** Instants at which another edition comes into force, in order. */
  changes: readonly number[];
};

/** Where an agenda stands. */
export type Place = Pick<AgendaState, "since" | "upTo" | "floor">;

/** What is to be raised, and the agenda after it. */
export type Step = { openings: Opening[]; since: Since; upTo: number };

/** Clauses that come into force at `at` begin there, but never before `floor`; those that went out of it are forgotten. */
const carried = (since: Since, rules: readonly Recurring[], at: number, floor: number): Since =>
  Object.fromEntries(rules.map((r) => [r.clause, since[r.clause] ?? Math.max(at, floor)]));

/**
 * Goes on from where the agenda stands.
 * @param to how far, epoch ms
 */
export const stepTo = (s: Place, g: AgendaGround, to: number): Step => {
  const ends = [...g.changes.filter((c) => c > s.upTo && c <= to).map((c) => c - 1), to];
  const openings: Opening[] = [];
  let { since, upTo } = s;
  for (const end of ends) {
    const rules = g.rulesAt(upTo + 1);
    since = carried(since, rules, upTo + 1, s.floor);
    openings.push(...openingsBetween(rules, g.calendar, since, upTo, end));
    upTo = Math.max(upTo, end);
  }
  return { openings, since, upTo };
};

/** When the agenda is to be looked at again after `upTo`: the next opening or the next edition, whichever is first. */
export const nextLook = (since: Since, upTo: number, g: AgendaGround): number | null => {
  const change = g.changes.find((c) => c > upTo) ?? null;
  const rules = g.rulesAt(upTo);
  const opening = nextOpening(rules, g.calendar, carried(since, rules, upTo, upTo), upTo);
  return change === null || (opening !== null && opening < change) ? opening : change;
};

const dayMs = 86_400_000;

/**
 * Goes on towards `now`, no further than is needed to find `most` duties, so that a long absence is made up in pieces.
 */
export const stepSome = (s: Place, g: AgendaGround, now: number, most: number): Step => {
  for (let ahead = dayMs; ; ahead *= 2) {
    const to = Math.min(now, Math.max(s.upTo, 0) + ahead);
    const step = stepTo(s, g, to);
    if (to >= now || step.openings.length >= most) return step;
  }
};

/** What an agenda does when it is looked at. */
export type Kept = { raise: Opening[]; since: Since; upTo: number; next: number | null };

/**
 * Raises up to `most` of what is due by `now` and was not raised before.
 * @param step what `stepSome` found
 * @param fresh those of its openings that were not raised yet, in order
 */
export const keep = (
  s: Place,
  g: AgendaGround,
  step: Step,
  fresh: readonly Opening[],
  most: number,
): Kept => {
  const left = fresh[most];
  const upTo = left ? left.opensAt - 1 : step.upTo;
  const since = left ? stepTo(s, g, upTo).since : step.since;
  // What is left over opens again at its own instant, which is past: it is looked at at once.
  const next = left ? left.opensAt : nextLook(since, upTo, g);
  return { raise: fresh.slice(0, most), since, upTo, next };
};
