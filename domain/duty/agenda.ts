// An organisation's agenda: up to when its recurring duties were raised, and when it is to be looked at again.
import { asInstant, asText, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { nextOpening, type Opening, openingsBetween, type Since } from "./openings.ts";
import type { Recurring } from "./recurring.ts";

export type AgendaState = Facts & {
  /** Clauses in force, each with the instant since when. */
  since: Since;
  /** Everything that opens up to here, itself included, was raised. */
  upTo: number;
  next: number | null;
  /** What it was planned by: the recurring rules of all editions, as a fingerprint. */
  plan: string;
  /** The number of this volume; a long agenda is carried over into the next. */
  volume: number;
  closed: boolean;
};

const initial: AgendaState = { since: {}, upTo: 0, next: null, plan: "", volume: 0, closed: false };

const sinceOf = (earlier: Since, e: StreamEvent): Since => {
  const began = Object.entries((e.data.began ?? {}) as Record<string, unknown>).map(
    ([clause, at]) => [clause, asInstant(at) ?? e.at] as const,
  );
  const ended = new Set(Array.isArray(e.data.ended) ? e.data.ended : []);
  return Object.fromEntries([...Object.entries(earlier), ...began].filter(([c]) => !ended.has(c)));
};

/** `agenda.opened` begins a volume, `agenda.kept` says up to where it came, `agenda.closed` that the next one goes on. */
const evolve = (s: AgendaState, e: StreamEvent): AgendaState => {
  if (e.type === "agenda.closed") return { ...s, closed: true, next: null };
  if (e.type !== "agenda.opened" && e.type !== "agenda.kept") return s;
  return {
    ...s,
    since: sinceOf(s.since, e),
    upTo: asInstant(e.data.upTo) ?? s.upTo,
    next: asInstant(e.data.next),
    plan: asText(e.data.plan) ?? s.plan,
    volume: typeof e.data.volume === "number" ? e.data.volume : s.volume,
  };
};

export const agendaKind: StreamKind<AgendaState> = { name: "agenda", initial, evolve, personal: {} };

/** By what an agenda goes. */
export type AgendaGround = {
  calendar: Calendar;
  /** The recurring rules in force at an instant. */
  rulesAt: (instant: number) => readonly Recurring[];
  /** Instants at which another edition comes into force, in order. */
  changes: readonly number[];
};

/** What is to be raised, and the agenda after it. */
export type Step = { openings: Opening[]; since: Since; upTo: number };

/** Clauses that come into force at `at` begin there, but never before `floor`; those that went out of it are forgotten. */
const carried = (since: Since, rules: readonly Recurring[], at: number, floor: number): Since =>
  Object.fromEntries(rules.map((r) => [r.clause, since[r.clause] ?? Math.max(at, floor)]));

/**
 * Goes on from where the agenda stands.
 * @param floor no clause that is new since then begins earlier: the instant at which the regulation was put in force
 * @param to how far, epoch ms
 */
export const stepTo = (
  s: Pick<AgendaState, "since" | "upTo">,
  g: AgendaGround,
  to: number,
  floor: number,
): Step => {
  const ends = [...g.changes.filter((c) => c > s.upTo && c <= to).map((c) => c - 1), to];
  const openings: Opening[] = [];
  let { since, upTo } = s;
  for (const end of ends) {
    const rules = g.rulesAt(upTo + 1);
    since = carried(since, rules, upTo + 1, floor);
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
export const stepSome = (
  s: Pick<AgendaState, "since" | "upTo">,
  g: AgendaGround,
  now: number,
  floor: number,
  most: number,
): Step => {
  for (let ahead = dayMs; ; ahead *= 2) {
    const to = Math.min(now, Math.max(s.upTo, 0) + ahead);
    const step = stepTo(s, g, to, floor);
    if (to >= now || step.openings.length >= most) return step;
  }
};

/** The events' words for how the clauses in force changed. */
export const changedClauses = (
  before: Since,
  after: Since,
  iso: (ms: number) => string,
): { began?: Record<string, string>; ended?: string[] } => {
  const began = Object.entries(after).filter(([c, at]) => before[c] !== at);
  const ended = Object.keys(before).filter((c) => after[c] === undefined);
  return {
    ...(began.length > 0 ? { began: Object.fromEntries(began.map(([c, at]) => [c, iso(at)])) } : {}),
    ...(ended.length > 0 ? { ended } : {}),
  };
};
