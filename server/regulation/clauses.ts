// How each clause stands: what carries it, its sentence, this organisation's evidence.
import type { Clause as ShownClause } from "#api/regulation.ts";
import { blockOf, clauseId, type Regulation } from "#domain/regulation/file.ts";
import { sentence } from "#domain/regulation/sentence.ts";
import { statusOf } from "#domain/regulation/status.ts";
import type { Unit } from "#server/log/unit.ts";

type Evidence = ShownClause["evidence"];
type Row = { clause: string; state: string; why: string | null; n: number };

const none: Evidence = { met: 0, late: 0, breached: 0, open: 0, waived: 0, superseded: 0, notRecorded: 0 };

const evidence = async (unit: Unit): Promise<Map<string, Evidence>> => {
  // Breached in every answer at once, whether or not a wake-up has fired.
  const { rows } = await unit.client.query<Row>(
    `select clause, why, count(*) as n,
            case when state = 'open' and paused_at is null and awaiting is null and due_at < $1::timestamptz
                 then 'breached' else state end as state
       from obligation
      where org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer
      group by 1, 2, 4`,
    [new Date(unit.now).toISOString()],
  );
  const found = new Map<string, Evidence>();
  for (const r of rows) {
    const e = { ...(found.get(r.clause) ?? none) };
    const key = r.why === "not-recorded" ? "notRecorded" : (r.state as keyof Evidence);
    e[key] += r.n;
    found.set(r.clause, e);
  }
  return found;
};

const show = (
  r: Regulation,
  c: Regulation["clauses"][number],
  figures: Record<string, string>,
  e: Evidence,
): ShownClause => {
  const status = statusOf(c, figures, r);
  return {
    id: clauseId(r.regulation, c.id),
    regulation: r.regulation,
    at: c.at,
    says: c.says,
    how: c.how,
    by: blockOf(c),
    sentence: sentence(c, r),
    reading: c.reading ?? null,
    status: status.status,
    ...(status.reason ? { reason: status.reason } : {}),
    evidence: e,
  };
};

/** Every clause of the adopted regulations, in their order. */
export const allClauses = async (unit: Unit): Promise<ShownClause[]> => {
  const counted = await evidence(unit);
  const d = unit.directory;
  return Object.entries(d.inForceAt(unit.now)).flatMap(([key, edition]) => {
    const r = d.regulation(key, edition);
    return r.clauses.map((c) => show(r, c, d.organisation.figures, counted.get(clauseId(key, c.id)) ?? none));
  });
};
