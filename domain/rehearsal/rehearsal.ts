// One run of a rehearsal: the movable clock and the regulations under it.
import { asInstant, asTexts, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";

export type RehearsalState = Facts & { now: number; regulations: string[] };

const initial: RehearsalState = { now: 0, regulations: [] };

const evolve = (s: RehearsalState, e: StreamEvent): RehearsalState => {
  if (e.type === "rehearsal.begun")
    return { now: asInstant(e.data.now) ?? 0, regulations: asTexts(e.data.regulations) };
  if (e.type === "rehearsal.advanced") return { ...s, now: asInstant(e.data.now) ?? s.now };
  return s;
};

export const rehearsalKind: StreamKind<RehearsalState> = { name: "rehearsal", initial, evolve, personal: {} };

/** How far one advance may go. */
export const furthestYears = 2;
