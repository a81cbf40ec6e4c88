// What may be done to a recurring duty: it is done with a sentence of evidence, or something is noted.
import { refuseByClause } from "#domain/case/standing.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import type { Obligation, Owner } from "#domain/obligation/obligation.ts";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import { paperStanding } from "#domain/paper/standing.ts";
import type { Running } from "#domain/regulation/run/compile.ts";
import { askGates, type GateAnswer } from "#domain/regulation/run/gate.ts";
import { accept, type Decision, type Facts, refuse, type StreamEvent } from "#domain/stream/event.ts";
import type { DutyState } from "./duty.ts";
import { maySeeTo } from "./owner.ts";

/** A duty as a decision sees it. */
export type DutyStanding = {
  events: readonly StreamEvent[];
  derived: Pick<Derived<DutyState>, "state" | "obligations">;
  running: readonly Running[];
  organisation: OrganisationState;
  /** The papers that are filled on it. */
  papers: readonly RunningPaper[];
};

export type DutyCommand = {
  action: "done" | "note";
  text: string;
  by: { id: string; posts: readonly string[] };
};

/** What the duty's own clause gives on this stream; null where no rule stands behind it any more. */
export const obligationOf = ({ state, obligations }: DutyStanding["derived"]): Obligation | null =>
  obligations.find((o) => o.clause === state.clause) ?? null;

/** Who owes it: as its clause says, else nobody but the head. */
export const ownerOf = (derived: DutyStanding["derived"]): Owner => obligationOf(derived)?.owner ?? {};

/** May this member do it or note something on it. */
export const maySee = (s: DutyStanding, member: string): boolean =>
  maySeeTo(s.organisation, ownerOf(s.derived), member);

/** Why it cannot be done now by whoever sees to it; null where it can. */
export const notDoable = (s: DutyStanding): string | null => {
  const { state } = s.derived;
  if (state.clause === "") return "duty-unknown";
  const own = obligationOf(s.derived);
  if (state.done !== null || (own !== null && own.metAt !== null)) return "duty-done-already";
  const acts = own?.acts ?? ["duty.done"];
  return acts.includes("duty.done") ? null : "duty-by-paper";
};

/** Asks the gates of the duty's edition. */
export const askDuty = (s: DutyStanding, action: string, said: Facts, posts: readonly string[]): GateAnswer =>
  askGates(
    s.running.flatMap((r) => r.gates),
    {
      action,
      facts: { ...s.derived.state, ...said },
      events: s.events,
      posts,
      paper: (key) => {
        const found = s.papers.find((p) => p.paper.key === key);
        return found ? paperStanding(found, s.derived.state.papers[key], null) : null;
      },
      met: (clause) => {
        const owed = s.derived.obligations.filter((o) => o.clause === clause);
        return owed.length > 0 && owed.every((o) => o.state === "met" || o.state === "late");
      },
      counted: () => null,
    },
  );

/** Decides what is done to a duty; the clauses' gates are asked before it counts as done. */
export const decideDuty = (s: DutyStanding, { action, text, by }: DutyCommand): Decision => {
  if (s.derived.state.clause === "") return refuse("unknown", "duty-unknown");
  if (!maySee(s, by.id)) return refuse("forbidden", "may-not-duty", { clause: s.derived.state.clause });
  if (text.trim() === "") return refuse("invalid", "duty-text-needed", { field: "text" });
  if (action === "note") return accept({ type: "duty.noted", data: { text } });
  const not = notDoable(s);
  if (not) return refuse("rule", not, { clause: s.derived.state.clause });
  const answer = askDuty(s, "duty.done", {}, by.posts);
  if ("refused" in answer) return refuseByClause(answer.refused);
  // Nothing of a duty waits for an approval yet: who lacks the authority is told by which clause.
  if ("approval" in answer) return refuse("rule", "condition-fails", { clause: answer.clause });
  return accept({ type: "duty.done", data: { text: text.trim() } });
};
