// A back-test as a row of its own: who wants what, how far it is, what came of it.

import type { Backtest, Difference } from "#api/backtest.ts";
import type { Backtest as Counted } from "#domain/backtest/backtest.ts";
import type { Both } from "#domain/backtest/figures.ts";
import { say } from "#server/http/i18n/say.ts";
import { inUnit, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import type { Period } from "./read.ts";

/** What is kept of the result: no name and no title, which may have to be erased elsewhere. */
export type Kept = Omit<Backtest, "differs" | "id" | "state" | "done" | "of"> & {
  differs: Omit<Difference, "title">[];
};
export type Row = {
  id: string;
  regulation: string;
  by: string;
  state: Backtest["state"];
  from_at: number;
  to_at: number;
  against: string;
  done: number;
  total: number;
  error: string | null;
  result: Partial<Kept> | null;
  started_at: number;
  silent: boolean;
};
export type Job = Pick<Row, "id" | "regulation" | "by" | "against"> & { period: Period; total: number };

const here = "org = current_setting('shouwen.org') and id = $1";
const iso = (ms: number): string => new Date(ms).toISOString();

/** Adds it, and lets go of those of last week. */
export const addJob = async (unit: Unit, job: Job): Promise<void> => {
  await unit.client.query("delete from backtest where started_at < clock_timestamp() - interval '7 days'");
  await unit.client.query(
    `insert into backtest (org, id, run, regulation, by, state, from_at, to_at, against, total)
     values (current_setting('shouwen.org'), $1, $2, $3, $4, 'running', $5, $6, $7, $8)`,
    [
      job.id,
      unit.run,
      job.regulation,
      job.by,
      iso(job.period.from),
      iso(job.period.to),
      job.against,
      job.total,
    ],
  );
};

export const readJob = async (unit: Unit, regulation: string, id: string): Promise<Row | null> => {
  const { rows } = await unit.client.query<Row>(
    `select *, state = 'running' and seen_at < clock_timestamp() - interval '1 minute' as silent
       from backtest where ${here} and regulation = $2`,
    [id, regulation],
  );
  return rows[0] ?? null;
};

const update = (world: World, org: string, text: string, values: unknown[]): Promise<boolean> =>
  inUnit(world, org, {}, async (unit) => {
    const { rowCount } = await unit.client.query(
      `update backtest set seen_at = clock_timestamp(), ${text} where ${here} and state = 'running'`,
      values,
    );
    return { result: rowCount === 1, commit: true };
  });

/** Says how far it is; false where somebody ended it meanwhile. */
export const keepProgress = (world: World, org: string, id: string, done: number): Promise<boolean> =>
  update(world, org, "done = $2", [id, done]);
export const endJob = (
  world: World,
  org: string,
  id: string,
  done: number,
  result: object,
): Promise<boolean> =>
  update(world, org, "state = 'done', done = $2, result = $3", [id, done, JSON.stringify(result)]);
export const failJob = (world: World, org: string, id: string, error: string): Promise<boolean> =>
  update(world, org, "state = 'failed', error = $2", [id, error]);
export const cancelJob = (world: World, org: string, id: string): Promise<boolean> =>
  update(world, org, "state = 'cancelled'", [id]);

const worst = (a: Both, b: Both): number =>
  b.after.late + b.after.breached - (a.after.late + a.after.breached) ||
  b.after.obligations - a.after.obligations;
const sorted = <K>(of: Map<K, Both>): [K, Both][] => [...of].sort(([, a], [, b]) => worst(a, b));
const time = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** What came of it, as it is kept. */
export const keptOf = (c: Counted) => ({
  ...c.totals,
  differing: c.differing,
  clauses: [...c.clauses].map(([clause, both]) => ({ clause, ...both })),
  departments: sorted(c.departments).map(([department, both]) => ({ department, ...both })),
  persons: sorted(c.persons).map(([member, both]) => ({ member, ...both })),
  approvals: [...c.approvals].map(([posts, n]) => ({ posts: posts.split(" "), ...n })),
  differs: c.differs.map(({ stream, title: _, openedAt, before, after, ...d }) => ({
    case: stream,
    ...d,
    openedAt: iso(openedAt),
    before: before && { ...before, dueAt: time(before.dueAt) },
    after: after && { ...after, dueAt: time(after.dueAt) },
  })),
});

const titlesOf = async (unit: Unit, ids: readonly string[]): Promise<Map<string, string>> => {
  const { rows } = await unit.client.query<{ id: string; title: string }>(
    "select id, title from case_view where org = current_setting('shouwen.org') and id = any ($1)",
    [[...new Set(ids)]],
  );
  return new Map(rows.map((r) => [r.id, r.title]));
};

/** It as an answer shows it, with the first `most` clocks that differ. */
export const showJob = async (unit: Unit, r: Row, most: number): Promise<Backtest> => {
  const differs = (r.result?.differs ?? []).slice(0, most);
  const titles = await titlesOf(
    unit,
    differs.map((d) => d.case),
  );
  return {
    id: r.id,
    state: r.silent ? "failed" : r.state,
    done: r.done,
    of: r.total,
    regulation: r.regulation,
    from: iso(r.from_at),
    to: iso(r.to_at),
    against: r.against,
    startedAt: iso(r.started_at),
    error: r.silent ? say("backtest-silent") : r.error,
    ...(r.result
      ? { ...r.result, differs: differs.map((d) => ({ ...d, title: titles.get(d.case) ?? "" })) }
      : {}),
  };
};
