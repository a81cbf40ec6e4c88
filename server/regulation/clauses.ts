// How each clause stands: what carries it, its sentence, this organisation's evidence.

import type { MonthFigures } from "#api/evidence.ts";
import type { Clause as ShownClause } from "#api/regulation.ts";
import { blockOf, type Clause, clauseId, type Regulation } from "#domain/regulation/file.ts";
import { type ClauseStatus, statusOf } from "#domain/regulation/status.ts";
import { sentence } from "#domain/regulation/wording/sentence.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";
import type { Unit } from "#server/log/unit.ts";
import { here, monthFigures, monthNow, monthOf, stateNow } from "./evidence/month.ts";

type Sums = Omit<ShownClause["evidence"], "month">;
type Row = { clause: string; state: string; why: string | null; n: number };

const none: Sums = { met: 0, late: 0, breached: 0, open: 0, waived: 0, superseded: 0, notRecorded: 0 };

const evidence = async (unit: Unit): Promise<Map<string, Sums>> => {
  const { rows } = await unit.client.query<Row>(
    `select o.clause, o.why, count(*) as n, ${stateNow("o", "$1::timestamptz")} as state
       from obligation o where ${here("o")} group by 1, 2, 4`,
    [new Date(unit.now).toISOString()],
  );
  const found = new Map<string, Sums>();
  for (const r of rows) {
    const e = { ...(found.get(r.clause) ?? none) };
    const key = r.why === "not-recorded" ? "notRecorded" : (r.state as keyof Sums);
    e[key] += r.n;
    found.set(r.clause, e);
  }
  return found;
};

type Standing = ClauseStatus & {
  id: string;
  regulation: string;
  how: string;
  clause: Clause;
  of: Regulation;
};

/** How every clause of the adopted regulations stands, in their order. */
export const allStatuses = (unit: Unit): Standing[] => {
  const d = unit.directory;
  const inForce = d.inForceAt(unit.now);
  const others = (key: string): Regulation | null => {
    // A clause may point to a key that every object has by itself.
    const edition = Object.hasOwn(inForce, key) ? inForce[key] : undefined;
    return edition === undefined ? null : d.regulation(key, edition);
  };
  return Object.entries(inForce).flatMap(([key, edition]) => {
    const of = d.regulation(key, edition);
    return of.clauses.map((clause) => ({
      ...statusOf(clause, d.organisation.figures, of, others),
      id: clauseId(key, clause.id),
      regulation: key,
      how: clause.how,
      clause,
      of,
    }));
  });
};

/** The clauses that carry this one; what only points on carries nothing. */
const carriers = (s: Standing, all: ReadonlyMap<string, Standing>): string[] => {
  const named = (s.clause.see ?? []).map((id) => (id.includes("/") ? id : clauseId(s.regulation, id)));
  return [...new Set(named)].filter((id) => all.has(id) && !all.get(id)?.clause.see);
};

const together = (of: readonly Sums[]): Sums => {
  const sum = { ...none };
  for (const one of of) for (const name of Object.keys(none) as (keyof Sums)[]) sum[name] += one[name];
  return sum;
};

const show = (s: Standing, sums: Sums, month: MonthFigures, of: string[]): ShownClause => ({
  id: s.id,
  regulation: s.regulation,
  at: s.clause.at,
  says: s.clause.says,
  how: s.how,
  by: blockOf(s.clause),
  sentence: sentence(s.clause, s.of, tongueIn()),
  reading: s.clause.reading ?? null,
  status: s.status,
  ...(s.reason ? { reason: tongueIn()(s.reason) } : {}),
  evidence: { ...sums, month },
  ...(of.length > 0 ? { evidenceOf: of } : {}),
});

/** Every clause of the adopted regulations, in their order. */
export const allClauses = async (unit: Unit): Promise<ShownClause[]> => {
  const counted = await evidence(unit);
  const month = await monthFigures(unit, monthOf(unit.directory, monthNow(unit)));
  const all = allStatuses(unit);
  const by = new Map(all.map((s) => [s.id, s]));
  return all.map((s) => {
    const of = carriers(s, by);
    const ids = of.length > 0 ? of : [s.id];
    return show(s, together(ids.map((id) => counted.get(id) ?? none)), month(...ids), of);
  });
};
