// A recurring duty as the contract shows it.
import type { DutyWhole } from "#api/duty.ts";
import { type DutyStanding, maySee, notDoable, obligationOf } from "#domain/duty/decide.ts";
import type { DutyState } from "#domain/duty/duty.ts";
import { owedBy, ownerNow } from "#domain/duty/owner.ts";
import { papersOfDuty } from "#domain/duty/papers.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import { type Obligation, stateAt } from "#domain/obligation/obligation.ts";
import { heldBy } from "#domain/obligation/record.ts";
import { showObligation } from "#domain/obligation/show.ts";
import { memberOf, nameOf } from "#domain/organisation/organisation.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import { say } from "#server/http/i18n/say.ts";
import type { Unit } from "#server/log/unit.ts";
import { paperActor } from "#server/paper/actor.ts";
import { type Looked, showPaper } from "#server/paper/show.ts";
import { runningOf } from "./module.ts";

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOr = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** A duty as decisions and answers see it. */
export const standingIn = (
  unit: Unit,
  events: readonly StreamEvent[],
  derived: Derived<Facts>,
): DutyStanding => {
  const duty = derived as Derived<DutyState>;
  const running = runningOf(unit.directory, events);
  const { clause, regulation, editions } = duty.state;
  const edition = editions[regulation];
  return {
    events,
    derived: duty,
    running,
    organisation: unit.directory.organisation,
    papers: edition ? papersOfDuty(unit.directory.regulation(regulation, edition), running, clause) : [],
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

/** One paper of a duty as a reader looks at it. */
export const lookedAt = (
  unit: Unit,
  s: DutyStanding,
  by: { id: string; posts: readonly string[] },
  running: RunningPaper,
): Looked => ({
  running,
  s: s.derived.state.papers[running.paper.key],
  matter: null,
  by: paperActor(unit.directory.organisation, by, maySee(s, by.id)),
  edition: s.derived.state.editions[running.regulation] ?? "",
  customer: null,
});

const papersOf = (unit: Unit, s: DutyStanding, me: string): DutyWhole["papers"] => {
  const member = memberOf(unit.directory.organisation, me);
  return member ? s.papers.map((p) => showPaper(unit.directory, lookedAt(unit, s, member, p))) : [];
};

/** What papers hold is seen on them. */
const seenData = ({ type, data }: StreamEvent): Facts => {
  if (!type.startsWith("paper.")) return data;
  const { fields: _, drawing: __, matter: ___, ...rest } = data;
  return rest;
};

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
    papers: papersOf(unit, s, me),
    obligations: shown,
    events: s.events.map((e) => ({
      seq: e.seq,
      type: e.type,
      at: iso(e.at),
      by: e.by,
      byName: nameOf(organisation, e.by),
      data: seenData(e),
    })),
  };
};
