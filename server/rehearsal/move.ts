// Moves a rehearsal's clock: everything due up to the new time is carried out in order, until quiet.
import type { Pool, PoolClient } from "pg";
import { refused } from "#server/http/problem.ts";
import type { Caller } from "#server/log/command.ts";
import { execute } from "#server/log/execute.ts";
import { type Reactor, react } from "#server/log/outbox.ts";
import { streamId } from "#server/log/stream-id.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import { type Lapsed, lapseDue } from "#server/log/wake.ts";
import type { World } from "#server/log/world.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

export const runStream = (org: string, run: number): string => streamId(org, "rehearsal", String(run));

/** The soonest wake-up of the run being served, or null. */
export const nextDue = async (unit: Unit): Promise<number | null> => {
  const { rows } = await unit.client.query<{ due: number | null }>(
    `select min(wake_at) as due from stream
      where org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer and wake_at is not null`,
  );
  return rows[0]?.due ?? null;
};

export const standing = async (unit: Unit) => ({
  now: iso(unit.now),
  regulations: [...unit.directory.adopted],
  next: await nextDue(unit).then((due) => (due === null ? null : iso(Math.max(due, unit.now)))),
});

/** One move at a time: holds a lock of the session while `work` runs. Throws 409 when another move is under way. */
export const alone = async <T>(pool: Pool, org: string, work: () => Promise<T>): Promise<T> => {
  const client: PoolClient = await pool.connect();
  try {
    const { rows } = await client.query<{ got: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, 2)) as got",
      [org],
    );
    if (!rows[0]?.got) throw refused({ kind: "conflict", code: "rehearsal-busy" });
    try {
      return await work();
    } finally {
      await client.query("select pg_advisory_unlock(hashtextextended($1, 2))", [org]);
    }
  } finally {
    client.release();
  }
};

/** Carries out what is due at one instant after another, up to `to`. */
const fire = async (
  world: World,
  org: string,
  to: number,
  reactors: Record<string, Reactor>,
): Promise<Lapsed[]> => {
  const fired: Lapsed[] = [];
  for (;;) {
    const due = await reading(world, org, nextDue);
    if (due === null || due > to) return fired;
    const { fired: now } = await lapseDue(world, org, due);
    fired.push(...now);
    await react(world, org, reactors);
  }
};

/** Moves the clock forward to `to` (epoch ms) and answers what came about. */
export const advance = async (
  world: World,
  caller: Caller,
  to: number,
  reactors: Record<string, Reactor>,
): Promise<Lapsed[]> => {
  const fired = await fire(world, caller.org, to, reactors);
  const run = await reading(world, caller.org, async (unit) => unit.run);
  const stream = runStream(caller.org, run);
  await execute(world, caller, {
    streams: [stream],
    configures: true,
    decide: (unit, seen) => {
      const begun = seen(stream) !== undefined;
      const events = [{ type: "rehearsal.advanced", data: { now: iso(to) } }];
      const first = {
        type: "rehearsal.begun",
        data: { now: iso(to), regulations: unit.directory.adopted, run },
      };
      const changes = [{ stream, kind: "rehearsal", run: 0, events: begun ? events : [first], at: to }];
      return { changes, answer: () => null };
    },
  });
  return fired;
};

/** Begins a new run at `at`: what was is kept, but no longer served. */
export const begin = async (
  world: World,
  caller: Caller,
  at: number,
  regulations: readonly string[],
): Promise<void> => {
  await execute(world, caller, {
    streams: [],
    configures: true,
    decide: (unit) => {
      const run = unit.run + 1;
      const data = { now: iso(at), regulations, run };
      const stream = runStream(caller.org, run);
      const changes = [
        { stream, kind: "rehearsal", run: 0, events: [{ type: "rehearsal.begun", data }], at },
      ];
      return { changes, answer: () => null };
    },
  });
};
