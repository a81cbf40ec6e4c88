// A period counted anew under the edition in force and under a draft, matter by matter, and what differs.
import { type CaseState, caseKind } from "#domain/case/case.ts";
import { type Owes, owedBy } from "#domain/case/owner.ts";
import { type Derived, derive } from "#domain/obligation/derive.ts";
import { type Obligation, type ObligationState, stateAt } from "#domain/obligation/obligation.ts";
import { heldBy } from "#domain/obligation/record.ts";
import { headOf, holderOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import type { Running } from "#domain/regulation/run/compile.ts";
import type { StreamEvent } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { type Answered, asksAnything, type Edition, editionOf, replayActs } from "./acts.ts";
import { type Both, countClock, noFigures, pairOf, type Side } from "./figures.ts";

export type ClockThen = { dueAt: number | null; state: ObligationState };
/** One clock that differs; null where it does not run under that edition. */
export type Difference = {
  stream: string;
  number: string;
  title: string;
  clause: string;
  openedAt: number;
  before: ClockThen | null;
  after: ClockThen | null;
};

export type Backtest = {
  totals: Both;
  clauses: Map<string, Both>;
  departments: Map<string | null, Both>;
  persons: Map<string | null, Both>;
  /** The posts asked for consent, joined by a blank → how often. */
  approvals: Map<string, Record<Side, number>>;
  /** Matters that differ. */
  differing: number;
  differs: Difference[];
};

/** What a back-test is counted on. */
export type Grounds = { organisation: OrganisationState; calendar: Calendar; now: number };

const sides = ["before", "after"] as const;
/** No download needs more rows than an office can read. */
const mostDifferences = 20_000;

const bad = (c: ClockThen | null): boolean => c?.state === "late" || c?.state === "breached";

/** What becomes late first, then what is late by a clock that is new, what is late no longer, the others. */
const rank = ({ before, after }: Difference): number => {
  if (bad(after) && !bad(before)) return before ? 0 : 1;
  return bad(before) ? (bad(after) ? 3 : 2) : 4;
};

const empty = (): Backtest => ({
  totals: { before: noFigures(), after: noFigures() },
  clauses: new Map(),
  departments: new Map(),
  persons: new Map(),
  approvals: new Map(),
  differing: 0,
  differs: [],
});

type Owner = { member: string | null; department: string | null };

const personOf = (o: OrganisationState, owes: Owes): string | null => {
  if (owes.member) return owes.member;
  return (owes.department ? headOf(o, owes.department) : holderOf(o, owes.post ?? ""))?.id ?? null;
};

/**
 * Begins a back-test.
 * @param before the edition in force
 * @param after the draft
 * @returns `add` counts one matter under both; `result` gives the sums so far, sorted
 */
export const backtest = (before: Running, after: Running, grounds: Grounds) => {
  const { organisation, calendar, now } = grounds;
  const found = empty();
  const editions: Record<Side, Edition> = { before: editionOf(before), after: editionOf(after) };
  const asking = asksAnything([editions.before, editions.after]);
  const posts = new Map(organisation.members.map((m) => [m.id, m.posts]));
  const departmentOf = new Map(organisation.members.map((m) => [m.id, m.department]));

  const ownerOf = (state: CaseState, o: Obligation, held: ReadonlyMap<string, string>): Owner => {
    const owes = owedBy(organisation, state, o.owner);
    const member = held.get(o.id) ?? personOf(organisation, owes);
    return { member, department: owes.department ?? departmentOf.get(member ?? "") ?? null };
  };
  const count = (side: Side, derived: Derived<CaseState>, held: ReadonlyMap<string, string>): void => {
    if (derived.obligations.length > 0) found.totals[side].streams += 1;
    const seen = new Set<object>();
    for (const o of derived.obligations) {
      const state = stateAt(o, now);
      const { member, department } = ownerOf(derived.state, o, held);
      const parts = [
        pairOf(found.clauses, o.clause)[side],
        pairOf(found.departments, department)[side],
        pairOf(found.persons, member)[side],
      ];
      countClock(found.totals[side], state);
      for (const part of parts) {
        countClock(part, state);
        if (!seen.has(part)) part.streams += 1;
        seen.add(part);
      }
    }
  };
  const answered = (side: Side, a: Answered): void => {
    const clause = pairOf(found.clauses, a.clause)[side];
    const what = "refused" in a ? "refusals" : "approvals";
    clause[what] += 1;
    found.totals[side][what] += 1;
    for (const step of "steps" in a ? a.steps : []) {
      const key = step.join(" ");
      const n = found.approvals.get(key) ?? { before: 0, after: 0 };
      n[side] += 1;
      found.approvals.set(key, n);
    }
  };
  const add = (stream: string, events: readonly StreamEvent[]): void => {
    const fold = (running: Running) =>
      derive(caseKind, { running: [running], calendar, ignoreRecords: true }, events, now);
    const then = { before: fold(before), after: fold(after) };
    const held = heldBy(events);
    for (const side of sides) count(side, then[side], held);
    if (asking) {
      const asked = sides.map((s) => ({ edition: editions[s], obligations: then[s].obligations }));
      replayActs(
        asked,
        events,
        (m) => posts.get(m) ?? [],
        (n, a) => answered(sides[n] ?? "before", a),
      );
    }
    const differs = differences(stream, then, now);
    if (differs.length > 0) found.differing += 1;
    if (found.differs.length < mostDifferences) found.differs.push(...differs);
  };
  const result = (): Backtest => ({
    ...found,
    differs: found.differs.toSorted((a, b) => rank(a) - rank(b) || a.openedAt - b.openedAt),
  });
  return { add, result };
};

const clockOf = (o: Obligation | undefined, now: number): ClockThen | null =>
  o ? { dueAt: o.dueAt, state: stateAt(o, now) } : null;

/** The clocks of one matter that differ between two countings. */
export const differences = (
  stream: string,
  then: Record<Side, Pick<Derived<CaseState>, "obligations" | "state">>,
  now: number,
): Difference[] => {
  const before = new Map(then.before.obligations.map((o) => [o.id, o]));
  const after = new Map(then.after.obligations.map((o) => [o.id, o]));
  const { number, title } = then.after.state;
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    const [a, b] = [clockOf(was, now), clockOf(is, now)];
    if (a?.dueAt === b?.dueAt && a?.state === b?.state) return [];
    const { clause, openedAt } = (was ?? is) as Obligation;
    return [{ stream, number, title, clause, openedAt, before: a, after: b }];
  });
};
