// An obligation in the contract's words.
import { writeLength } from "#domain/time/length.ts";
import { type Obligation, obligationId, stateAt } from "./obligation.ts";

/** Where it stands: its matter, its calendar, and who owes it. */
export type Setting = {
  stream: string;
  calendar: string;
  now: number;
  owner: string | null;
  ownerPost: string | null;
  department: string | null;
  says: string;
  iso: (ms: number) => string;
};

/** An obligation as every answer shows it, with the state at `now`. */
export const showObligation = (o: Obligation, s: Setting) => {
  const time = (ms: number | null) => (ms === null ? null : s.iso(ms));
  return {
    id: obligationId(s.stream, o.id),
    case: s.stream,
    clause: o.clause,
    must: o.says || s.says,
    acts: [...o.acts],
    strength: o.strength,
    owner: s.owner,
    ownerPost: s.ownerPost,
    department: s.department,
    openedAt: s.iso(o.openedAt),
    dueAt: time(o.dueAt),
    originalDueAt: time(o.originalDueAt),
    state: stateAt(o, s.now),
    metAt: time(o.metAt),
    extendedBy: o.extensions.at(-1)?.approval ?? null,
    pausedAt: time(o.pausedAt),
    awaiting: o.awaiting,
    explanation: {
      from: s.iso(o.openedAt),
      fromEvent: o.trigger,
      length: o.length ? writeLength(o.length) : null,
      figureOf: o.figureOf,
      calendar: s.calendar,
      pauses: o.pauses.map((p) => ({ from: s.iso(p.from), to: time(p.to), reason: p.reason })),
      extensions: o.extensions.map((e) => ({ ...e, from: s.iso(e.from), to: s.iso(e.to) })),
      calendarMissing: [...o.missingYears],
      bornLate: o.bornLate,
      reading: o.reading,
      why: o.why,
    },
  };
};
