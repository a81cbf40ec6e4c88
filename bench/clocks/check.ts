// Whether everything that ran out is on record exactly once: the breach, what is told upwards, each notice, each mail.
import assert from "node:assert/strict";
import type { MailServer } from "../../server/delivery/testing/mail-server.ts";
import { type Office, org } from "./office.ts";

const mine = `org = '${org}' and stream = any ($1)`;

/** How far it is: clocks that are still to run out, reactions and mails that wait. */
export const left = async ({ sql }: Office): Promise<{ due: number; waiting: number; mails: number }> => {
  const { rows } = await sql.query(
    `select (select count(*)::integer from stream where org = $1 and run = 1 and wake_at <= clock_timestamp()) as due,
            (select count(*)::integer from outbox where org = $1 and run = 1 and done_at is null) as waiting,
            (select count(*)::integer from delivery where org = $1 and next_at is not null) as mails`,
    [org],
  );
  return rows[0];
};

/** When the last breach, escalation and mail was on record, epoch ms; notices come in the transaction of their event. */
export const lastOnRecord = async (
  { sql }: Office,
  ids: readonly string[],
): Promise<{ breached: number; escalated: number; mailed: number }> => {
  const { rows } = await sql.query(
    `select extract(epoch from max(recorded_at) filter (where type = 'obligation.breached'))::float8 * 1000 as breached,
            extract(epoch from max(recorded_at) filter (where type = 'case.escalated'))::float8 * 1000 as escalated,
            (select extract(epoch from max(sent_at))::float8 * 1000 from delivery where ${mine}) as mailed
       from event where ${mine}`,
    [ids],
  );
  return rows[0];
};

/**
 * Everything exactly once, else an AssertionError.
 * @param each obligations a matter
 */
export const onceEach = async (
  { sql }: Office,
  ids: readonly string[],
  each: number,
  mails: MailServer,
): Promise<{ notices: number; deliveries: number; messages: number }> => {
  const all = ids.length * each;
  const events = await sql.query(
    `select type, count(*)::integer as n, count(distinct (stream, data->>'obligation'))::integer as once,
            count(distinct stream)::integer as matters
       from event where ${mine} and seq > 1 group by type order by type`,
    [ids],
  );
  assert.deepEqual(
    events.rows,
    ["case.escalated", "obligation.breached"].map((type) => ({
      type,
      n: all,
      once: all,
      matters: ids.length,
    })),
  );
  const told = await sql.query(
    `select e.type, e.data->>'clause' as clause, count(*)::integer as events, min(n.n)::integer as least, max(n.n)::integer as most,
            sum(n.n)::integer as notices
       from event e cross join lateral (select count(*) as n from notice n
        where n.org = e.org and n.stream = e.stream and n.seq = e.seq and n.about = e.type) n
      where e.${mine.replace("stream", "e.stream")} and seq > 1 group by 1, 2`,
    [ids],
  );
  for (const t of told.rows) {
    assert.ok(t.least >= 1, `nobody was told of ${t.type} ${t.clause}`);
    assert.equal(t.least, t.most, `${t.type} ${t.clause}`);
  }
  const notices = told.rows.reduce((sum, t) => sum + t.notices, 0);
  const { rows } = await sql.query(
    `select (select count(*)::integer from notice where ${mine}) as notices,
            (select count(*)::integer from outbox where ${mine} and done_at is null) as waiting,
            (select count(*)::integer from obligation where ${mine} and state <> 'breached') as others,
            (select count(*)::integer from stream where org = '${org}' and id = any ($1) and wake_at is not null) as awake,
            count(*)::integer as deliveries, count(*) filter (where state = 'sent' and attempts = 1)::integer as sent,
            count(distinct batch)::integer as messages from delivery where ${mine}`,
    [ids],
  );
  const { deliveries, messages } = rows[0];
  assert.deepEqual(rows[0], {
    ...{ notices, waiting: 0, others: 0, awake: 0 },
    ...{ deliveries: notices, sent: notices, messages },
  });
  const letters = new Set(mails.got.map((m) => m.messageId));
  assert.equal(letters.size, messages, "as many letters as messages");
  return { notices, deliveries, messages };
};
