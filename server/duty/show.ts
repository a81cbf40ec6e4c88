// A recurring duty as the contract shows it.
import type { DutyWhole } from "#api/duty.ts";
import { type DutyStanding, maySee, notDoable, obligationOf } from "#domain/duty/decide.ts";
import type { DutyState } from "#domain/duty/duty.ts";
import { owedBy, ownerNow } from "#domain/duty/owner.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import { type Obligation, stateAt } from "#domain/obligation/obligation.ts";
import { heldBy } from "#domain/obligation/record.ts";
import { showObligation } from "#domain/obligation/show.ts";
import { nameOf } from "#domain/organisation/organisation.ts";
import { papersOn } from "#domain/paper/running.ts";
import { paperStanding } from "#domain/paper/standing.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import { say } from "#server/http/texts.ts";
import type { Unit } from "#server/log/unit.ts";

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOr = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** A duty as decisions and answers see it. */
export const standingIn = (
  unit: Unit,
  events: readonly StreamEvent[],
  derived: Derived<Facts>,
): DutyStanding => {
  const duty = derived as Derived<DutyState>;
  const running = unit.directory.running(duty.state.editions);
  const papers = papersOn(running, "duty");
  return {
    events,
    derived: duty,
    running,
    organisation: unit.directory.organisation,
    paper: (key) => {
      const found = papers.find((p) => p.paper.key === key);
      return found ? paperStanding(found, duty.state.papers[key], null) : null;
    },
  };
};

const obligations = (unit: Unit, id: string, s: DutyStanding): DutyWhole["obligations"] => {
  const { organisation, calendar } = unit.directory;
  const held = heldBy(s.events);
  return s.derived.obligations.map((o: Obligation) => {
    const owes = owedBy(organisation, o.owner);
    const fixed = o.state === "open" ? null : held.get(o.id);
    const shown = showObligation(o, {
      stream: id,
      calendar: calendar.always ? "always" : calendar.key,
      now: unit.now,
      owner: fixed ?? ownerNow(organisation, o.owner),
      ownerPost: owes.post,
      department: null,
      says: s.derived.state.says,
      iso,
    });
    return { ...shown, case: null };
  });
};

const papersOf = (s: DutyStanding): DutyWhole["papers"] =>
  papersOn(s.running, "duty").map(({ paper, clause }) => {
    const state = s.derived.state.papers[paper.key];
    return {
      key: paper.key,
      name: paper.name,
      clause,
      number: state?.number ?? null,
      filled: (state?.filledAt ?? null) !== null,
      completed: (state?.completed ?? null) !== null,
    };
  });

/** The whole duty for one reader. */
export const showDuty = (unit: Unit, id: string, s: DutyStanding, me: string): DutyWhole => {
  const { organisation } = unit.directory;
  const { state } = s.derived;
  const own = obligationOf(s.derived);
  const mine = maySee(s, me);
  const not = notDoable(s);
  const shown = obligations(unit, id, s);
  const first = shown.find((o) => o.clause === state.clause);
  return {
    id,
    clause: state.clause,
    regulation: state.regulation,
    says: state.says,
    evidence: state.evidence,
    period: state.period,
    n: state.n,
    of: state.of,
    opensAt: iso(state.opensAt),
    dueAt: isoOr(state.dueAt),
    state: own ? stateAt(own, unit.now) : "open",
    owner: first?.owner ?? null,
    ownerPost: first?.ownerPost ?? null,
    doneAt: isoOr(state.done?.at ?? own?.metAt ?? null),
    doneBy: state.done?.by ?? null,
    mine,
    done: state.done && {
      at: iso(state.done.at),
      by: state.done.by,
      byName: nameOf(organisation, state.done.by),
      text: state.done.text,
    },
    doable: mine && not === null,
    reason: not ? say(not) : mine ? null : say("may-not-duty"),
    byPaper: own !== null && !own.acts.includes("duty.done"),
    papers: papersOf(s),
    obligations: shown,
    events: s.events.map((e) => ({
      seq: e.seq,
      type: e.type,
      at: iso(e.at),
      by: e.by,
      byName: nameOf(organisation, e.by),
      data: e.data,
    })),
  };
};
