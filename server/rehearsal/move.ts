// Moves a rehearsal's clock: everything due up to the new time is carried out in order, until quiet.
import type { Pool, PoolClient } from "pg";
import { adoption, carried } from "#server/carried.ts";
import { refused } from "#server/http/problem.ts";
import { replan } from "#server/log/clock/replan.ts";
import { type Lapsed, lapseDue } from "#server/log/clock/wake.ts";
import type { Command } from "#server/log/command.ts";
import { type Reactor, react } from "#server/log/outbox.ts";
import { streamId } from "#server/log/stream-id.ts";
import { reading, type Unit } from "#server/log/unit.ts";
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
export const fire = async (
  world: World,
  org: string,
  to: number,
  reactors: Record<string, Reactor>,
): Promise<Lapsed[]> => {
  const fired: Lapsed[] = [];
  await replan(world, org);
  for (;;) {
    const due = await reading(world, org, nextDue);
    if (due === null || due > to) return fired;
    const { fired: now } = await lapseDue(world, org, due);
    fired.push(...now);
    await react(world, org, reactors);
  }
};

type Answered<T> = Command<{ status: number; body: T }>;

/** The command that leaves the clock at `to` (epoch ms), once everything due up to then came about. */
export const advanced = <T>(org: string, run: number, to: number, body: T): Answered<T> => {
  const stream = runStream(org, run);
  return {
    streams: [stream],
    configures: true,
    decide: (unit, seen) => {
      const begun = seen(stream) !== undefined;
      const events = [{ type: "rehearsal.advanced", data: { now: iso(to) } }];
      const data = { now: iso(to), regulations: unit.directory.adopted, run };
      const first = { type: "rehearsal.begun", data };
      const changes = [{ stream, kind: "rehearsal", run: 0, events: begun ? events : [first], at: to }];
      return { changes, answer: () => ({ status: 200, body }) };
    },
  };
};

/** The command that begins a new run at `at`: what was is kept, but no longer served. */
export const begin = (
  org: string,
  at: number,
  regulations: readonly string[],
): Answered<{ now: string; regulations: readonly string[]; next: null }> => ({
  streams: [],
  configures: true,
  decide: (unit) => {
    // Whatever the product carries may be rehearsed, adopted before or not.
    const fresh = regulations.flatMap((key) =>
      unit.directory.editions.has(key) ? [] : (carried(key) ?? []),
    );
    const adopted = fresh.map((c) => ({
      stream: streamId(org, "regulation", c.key),
      kind: "regulation",
      run: 0,
      events: [adoption(c)],
    }));
    const run = unit.run + 1;
    const data = { now: iso(at), regulations, run };
    const event = { type: "rehearsal.begun", data };
    const begun = { stream: runStream(org, run), kind: "rehearsal", run: 0, events: [event], at };
    const body = { now: iso(at), regulations, next: null };
    return { changes: [...adopted, begun], answer: () => ({ status: 200, body }) };
  },
});
