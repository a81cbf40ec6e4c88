// The rows of deliveries as a queue: what is due, what goes out together, what became of it.
import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { pauseAfter } from "#domain/delivery/retry.ts";
import { deliveryOf } from "#domain/delivery/settings.ts";
import { whenDelivered } from "#domain/delivery/when.ts";
import { inUnit, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

/** A channel of an organisation; each is served by itself, so that one that does not answer keeps nobody else waiting. */
export type Lane = { org: string; channel: string };

/** What goes out as one message. */
export type Batch = Lane & { id: string };

/** By the statement's own time, which an index can be asked for; by `clock_timestamp()` every waiting row would be looked at. */
export const dueLanes = `select d.org, d.channel from shouwen.delivery d
   join shouwen.organisation o on o.org = d.org and d.run in (0, o.run)
  where d.next_at <= statement_timestamp() group by d.org, d.channel order by min(d.next_at)`;

/** Lanes with something due now, and when the next comes; the keeper looks over all organisations. */
export const look = async (side: Pool): Promise<{ due: Lane[]; next: number | null; now: number }> => {
  const due = await side.query<Lane>(dueLanes);
  const later = await side.query<{ next: number | null; now: number }>(
    `select (select next_at from shouwen.delivery where next_at > statement_timestamp() order by next_at limit 1) as next,
            clock_timestamp() as now`,
  );
  return { due: due.rows, next: later.rows[0]?.next ?? null, now: later.rows[0]?.now ?? Date.now() };
};

const here = "org = current_setting('shouwen.org') and channel = $1";

/**
 * Puts together what goes out in one message: all that waits for the same person (a group hears all that waits),
 * but for what is held until quiet hours end.
 */
const gather = async (unit: Unit, channel: string, recipient: string): Promise<string | null> => {
  const { collectSeconds } = deliveryOf(unit.directory.organisation);
  const batch = randomUUID();
  const { rowCount } = await unit.client.query(
    `update delivery set batch = $2
      where ${here} and next_at is not null and batch is null and (channel <> 'mail' or recipient = $3)
        and (next_at <= clock_timestamp() or (not held and next_at <= clock_timestamp() + make_interval(secs => $4)))`,
    [channel, batch, recipient, collectSeconds],
  );
  return rowCount === 0 ? null : batch;
};

/**
 * The next message that is due.
 * @param busy messages that somebody else is sending
 * @returns null where nothing is due that this process could send
 */
export const nextBatch = (world: World, lane: Lane, busy: readonly string[]): Promise<Batch | null> =>
  inUnit(world, lane.org, {}, async (unit) => {
    const { rows } = await unit.client.query<{ recipient: string; batch: string | null }>(
      `select recipient, batch from delivery
        where ${here} and next_at <= statement_timestamp() and (batch is null or batch <> all ($2::uuid[]))
        order by next_at limit 1`,
      [lane.channel, busy],
    );
    const first = rows[0];
    if (!first) return { result: null, commit: false };
    if (first.batch) return { result: { ...lane, id: first.batch }, commit: false };
    // Two processes that gather for one person at the same time would make two messages of it.
    const whose = lane.channel === "mail" ? first.recipient : "";
    const { rows: locked } = await unit.client.query<{ got: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended($1, 3)) as got",
      [`gather/${lane.org}/${lane.channel}/${whose}`],
    );
    const id = locked[0]?.got ? await gather(unit, lane.channel, first.recipient) : null;
    return { result: id === null ? null : { ...lane, id }, commit: true };
  });

/**
 * Sends under a lock that ends with its connection, however the process ends: the next one takes over at once.
 * @returns false where somebody else is sending it
 */
export const underLock = async (
  client: PoolClient,
  batch: Batch,
  work: () => Promise<void>,
): Promise<boolean> => {
  const key = [`deliver/${batch.org}/${batch.id}`];
  const text = "select pg_try_advisory_lock(hashtextextended($1, 3)) as got";
  const { rows } = await client.query<{ got: boolean }>(text, key);
  if (!rows[0]?.got) return false;
  try {
    await work();
  } finally {
    await client.query("select pg_advisory_unlock(hashtextextended($1, 3))", key);
  }
  return true;
};

const ofBatch = "org = current_setting('shouwen.org') and batch = $1 and next_at is not null";

/** It has arrived, as far as the other side says. */
export const markSent = (world: World, batch: Batch): Promise<void> =>
  inUnit(world, batch.org, {}, async (unit) => {
    await unit.client.query(
      `update delivery set state = 'sent', sent_at = clock_timestamp(), next_at = null, attempts = attempts + 1,
              error = null, held = false where ${ofBatch}`,
      [batch.id],
    );
    return { result: undefined, commit: true };
  });

/** It is not to be sent, for a reason of our own. */
export const markSkipped = (world: World, batch: Batch, why: string): Promise<void> =>
  inUnit(world, batch.org, {}, async (unit) => {
    await unit.client.query(
      `update delivery set state = 'skipped', next_at = null, error = $2, held = false where ${ofBatch}`,
      [batch.id, why],
    );
    return { result: undefined, commit: true };
  });

/**
 * It did not arrive: tried again after a pause, outside quiet hours, until it is given up.
 * @param hopeless another try would end the same way
 */
export const markFailed = (world: World, batch: Batch, why: string, hopeless: boolean): Promise<void> =>
  inUnit(world, batch.org, {}, async (unit) => {
    const { rows } = await unit.client.query<{ attempts: number; urgent: boolean }>(
      `select max(attempts) as attempts, bool_or(urgent) as urgent from delivery where ${ofBatch}`,
      [batch.id],
    );
    const { attempts, urgent } = rows[0] ?? { attempts: 0, urgent: false };
    const pause = hopeless ? null : pauseAfter((attempts ?? 0) + 1);
    const { organisation, calendar } = unit.directory;
    const settings = deliveryOf(organisation);
    const when = pause === null ? null : whenDelivered(urgent, settings, calendar, unit.recordedAt + pause);
    await unit.client.query(
      `update delivery set state = $2, next_at = $3, attempts = attempts + 1, error = $4, held = $5 where ${ofBatch}`,
      [
        batch.id,
        when ? "failed" : "given-up",
        when && new Date(when.at).toISOString(),
        why,
        when?.held ?? false,
      ],
    );
    return { result: undefined, commit: true };
  });

const keptDays = 90;

/** What was settled long ago is forgotten; that it was told stays in the log. */
export const forget = async (side: Pool): Promise<void> => {
  await side.query(
    `delete from shouwen.delivery where ctid in
        (select ctid from shouwen.delivery where next_at is null and at < now() - make_interval(days => ${keptDays}) limit 50000)`,
  );
};
