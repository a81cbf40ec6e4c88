// An organisation's agenda: up to when its recurring duties were raised, and when it is to be looked at again.
import { asInstant, asText, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";
import type { Since } from "./openings.ts";

export type AgendaState = Facts & {
  /** Clauses in force, each with the instant since when. */
  since: Since;
  /** Everything that opens up to here, itself included, was raised. */
  upTo: number;
  next: number | null;
  /** When its plan last changed: no clause that came with it begins earlier. */
  floor: number;
  /** What it was planned by: the recurring rules of all editions, as a fingerprint. */
  plan: string;
  /** The number of this volume; a long agenda is carried over into the next. */
  volume: number;
  closed: boolean;
};

const initial: AgendaState = { since: {}, upTo: 0, next: null, floor: 0, plan: "", volume: 0, closed: false };

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
    floor: asInstant(e.data.floor) ?? s.floor,
    plan: asText(e.data.plan) ?? s.plan,
    volume: typeof e.data.volume === "number" ? e.data.volume : s.volume,
  };
};

export const agendaKind: StreamKind<AgendaState> = { name: "agenda", initial, evolve, personal: {} };

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
