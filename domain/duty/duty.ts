// A recurring duty: raised by the calendar for one clause and one period, then done, or not.
import { evolvePapers, type Papers, paperPersonal } from "#domain/paper/paper.ts";
import {
  asInstant,
  asNumber,
  asText,
  type Facts,
  type StreamEvent,
  type StreamKind,
} from "#domain/stream/event.ts";

export type DutyState = Facts & {
  clause: string;
  regulation: string;
  /** The period's name: 2026-11-23, 2026-W48, 2026-11, 2026-Q4. */
  period: string;
  /** Which of how many in the period. */
  n: number;
  of: number;
  opensAt: number;
  dueAt: number | null;
  says: string;
  /** What its record must show. */
  evidence: string | null;
  /** Regulation → edition under which it was raised. */
  editions: Record<string, string>;
  /** What was done and how it shows; null until then. */
  done: { at: number; by: string; text: string | null; paper: string | null } | null;
  papers: Papers;
};

const initial: DutyState = {
  clause: "",
  regulation: "",
  period: "",
  n: 1,
  of: 1,
  opensAt: 0,
  dueAt: null,
  says: "",
  evidence: null,
  editions: {},
  done: null,
  papers: {},
};

const raised = (e: StreamEvent): DutyState => ({
  ...initial,
  clause: asText(e.data.clause) ?? "",
  regulation: asText(e.data.regulation) ?? "",
  period: asText(e.data.period) ?? "",
  n: asNumber(e.data.n) ?? 1,
  of: asNumber(e.data.of) ?? 1,
  opensAt: asInstant(e.data.opensAt) ?? e.at,
  dueAt: asInstant(e.data.dueAt),
  says: asText(e.data.says) ?? "",
  evidence: asText(e.data.evidence),
  editions: (e.data.editions ?? {}) as Record<string, string>,
});

const evolve = (s: DutyState, e: StreamEvent): DutyState => {
  if (e.type === "duty.raised") return raised(e);
  if (e.type === "duty.done") {
    const done = { at: e.at, by: e.by, text: asText(e.data.text), paper: asText(e.data.paper) };
    return { ...s, done: s.done ?? done };
  }
  return e.type.startsWith("paper.") ? { ...s, papers: evolvePapers(s.papers, e) } : s;
};

export const dutyKind: StreamKind<DutyState> = {
  name: "duty",
  initial,
  evolve,
  personal: { "duty.done": ["text"], "duty.noted": ["text"], ...paperPersonal },
};
