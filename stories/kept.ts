// Compares what was acknowledged with what the database holds, and the database with itself.
import assert from "node:assert/strict";
import type { Pool } from "pg";
import { openPool } from "#server/db/pool.ts";
import { compareViews } from "#server/log/proof/rebuild.ts";
import { verify } from "#server/log/proof/verify.ts";
import { makeWorld } from "#server/log/world.ts";
import { modules } from "#server/modules.ts";
import type { Told } from "./load.ts";

const none = async (pool: Pool, what: string, sql: string, values: unknown[] = []): Promise<void> => {
  const { rows } = await pool.query(`${sql} limit 5`, values);
  assert.deepEqual(rows, [], what);
};

/** Every acknowledged registration once, with every acknowledged act once and in its order. */
const everythingTold = async (pool: Pool, told: readonly Told[]): Promise<void> => {
  const { rows } = await pool.query<{ id: string; title: string; acts: string[] }>(
    `select c.id, c.title, array_agg(e.type order by e.seq) as acts from shouwen.case_view c
       join shouwen.event e on e.org = c.org and e.stream = c.id
      where c.org = 'wuye' and e.type like 'case.%' and e.type <> 'case.escalated' group by c.id, c.title`,
  );
  const byTitle = Map.groupBy(rows, (r) => r.title);
  for (const { marker, id, acts } of told) {
    const found = byTitle.get(marker) ?? [];
    assert.deepEqual(
      found.map((f) => f.id),
      [id],
      `${marker} is there once, under the id that was told`,
    );
    assert.deepEqual(found[0]?.acts, ["case.registered", ...acts], `${marker} has every act once`);
  }
};

/** Each clock that ran out was breached once; none was that still had time. */
const everyBreachOnce = async (
  pool: Pool,
  told: readonly Told[],
  now: number,
  long: boolean,
): Promise<number> => {
  await none(
    pool,
    "an outcome was recorded twice",
    `select stream, type, data->>'obligation' as obligation, count(*) from shouwen.event
      where org = 'wuye' and type in ('obligation.breached', 'obligation.met') group by 1, 2, 3 having count(*) > 1`,
  );
  await none(
    pool,
    "a clock was breached before it ran out",
    `select stream, data->>'clause' as clause from shouwen.event where org = 'wuye' and type = 'obligation.breached'
        and at <= (data->>'dueAt')::timestamptz`,
  );
  await none(
    pool,
    "a clock ran out and is not breached",
    `select stream, clause, due_at from shouwen.obligation where org = 'wuye' and state = 'open'
        and paused_at is null and awaiting is null and due_at < now() - interval '3 seconds'`,
  );
  // Other clocks run out too where the load went on for long.
  const { rows } = await pool.query<{ stream: string; clause: string }>(
    `select stream, data->>'clause' as clause from shouwen.event where org = 'wuye' and type = 'obligation.breached'
        and ($1 or data->>'clause' = 'pm-front-office/2.9.3d')`,
    [!long],
  );
  const breached = rows.map((r) => `${r.stream} ${r.clause}`);
  const owed = told
    .filter((t) => t.wantedBy !== null && t.wantedBy < now)
    .map((t) => `${t.id} pm-front-office/2.9.3d`);
  assert.deepEqual(
    breached.sort(),
    owed.sort(),
    "each of the customers' own terms that ran out is breached, and nothing else",
  );
  return owed.length;
};

/** Every open clock has its wake-up, one millisecond after the soonest is due; nothing else has one. */
const everyWakeUp = (pool: Pool): Promise<void> =>
  none(
    pool,
    "a wake-up is missing, doubled or wrong",
    `select s.id, s.wake_at, o.due from shouwen.stream s
       left join (select stream, min(due_at) + interval '1 millisecond' as due from shouwen.obligation
                   where org = 'wuye' and state = 'open' and paused_at is null and awaiting is null group by stream) o
         on o.stream = s.id
      where s.org = 'wuye' and s.kind = 'case' and s.wake_at is distinct from o.due`,
  );

/** The customer whom two callers named at once is one. */
const everyCustomerOnce = (pool: Pool): Promise<void> =>
  none(
    pool,
    "a customer was made twice",
    "select phone_key, name, count(*) from shouwen.customer_view where org = 'wuye' and phone_key is not null group by 1, 2 having count(*) > 1",
  );

/**
 * Looks at everything.
 * @param url of the database, as the owner
 * @param long whether the load went on for so long that other clocks than the customers' own terms ran out
 * @returns how many customers' terms ran out and were breached once
 */
export const checkKept = async (
  url: string,
  dataDir: string,
  told: readonly Told[],
  long = false,
): Promise<number> => {
  const pool = openPool(url, 4);
  try {
    await everythingTold(pool, told);
    await none(
      pool,
      "a number was given twice",
      "select number from shouwen.case_view where org = 'wuye' group by 1 having count(*) > 1",
    );
    await everyCustomerOnce(pool);
    const breaches = await everyBreachOnce(pool, told, Date.now(), long);
    await everyWakeUp(pool);
    await none(
      pool,
      "a reaction waits",
      "select stream, reaction from shouwen.outbox where org = 'wuye' and done_at is null",
    );
    assert.equal((await verify(pool, dataDir)).firstBad, null, "the log verifies");
    const world = makeWorld({ pool, side: pool }, modules, () => {}, dataDir);
    assert.deepEqual(await compareViews(world, "wuye"), [], "rebuilt views are the live ones");
    return breaches;
  } finally {
    await pool.end();
  }
};
