// The record of deliveries: what became of each, how many are on their way, and sending one again.
import type { z } from "zod";
import { type Delivery, type DeliveryRecord, deliveryStates, type sendAgain } from "#api/delivery.ts";
import { nameOf } from "#domain/organisation/organisation.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import type { Unit } from "#server/log/unit.ts";

type Row = {
  stream: string;
  seq: number;
  recipient: string;
  channel: string;
  state: DeliveryRecord["state"];
  urgent: boolean;
  held: boolean;
  at: number;
  attempts: number;
  next_at: number | null;
  sent_at: number | null;
  error: string | null;
  about: string | null;
  clause: string | null;
  case: string | null;
  number: string | null;
};

const here = "v.org = current_setting('shouwen.org') and v.run = current_setting('shouwen.run')::integer";
const iso = (ms: number): string => new Date(ms).toISOString();
const isoOr = (ms: number | null): string | null => (ms === null ? null : iso(ms));

const show = (unit: Unit, r: Row): DeliveryRecord => ({
  id: `${r.stream}:${r.seq}:${r.channel}:${r.recipient}`,
  state: r.state,
  channel: r.channel,
  recipient: r.recipient,
  recipientName: nameOf(unit.directory.organisation, r.recipient),
  about: r.about,
  clause: r.clause,
  case: r.case,
  caseNumber: r.number,
  urgent: r.urgent,
  held: r.held,
  at: iso(r.at),
  attempts: r.attempts,
  nextAt: isoOr(r.next_at),
  sentAt: isoOr(r.sent_at),
  error: r.error,
});

type Query = { state?: string; after?: string; limit?: number };

/** A page of the record, newest first. */
export const listRecord = async (unit: Unit, query: Query) => {
  const limit = pageSize(query.limit);
  const cursor = readCursor(query.after, ["time", "id", "number", "text", "text"]);
  const { rows } = await unit.client.query<Row>(
    `select v.*, n.about, n.clause, c.id as case, c.number
       from (select v.* from delivery v
              where ${here} and ($1::text is null or v.state = $1)
                and ($2::timestamptz is null or (v.at, v.stream, v.seq, v.recipient, v.channel)
                     < ($2, $3::uuid, $4::integer, $5, $6))
              order by v.at desc, v.stream desc, v.seq desc, v.recipient desc, v.channel desc limit $7) v
       left join notice n on n.org = v.org and n.stream = v.stream and n.seq = v.seq and n.recipient = v.recipient
       left join approval_view a on a.org = v.org and a.id = v.stream
       left join case_view c on c.org = v.org and c.id = coalesce(a.stream, v.stream)
      order by v.at desc, v.stream desc, v.seq desc, v.recipient desc, v.channel desc`,
    [
      query.state ?? null,
      cursor ? iso(Number(cursor[0])) : null,
      ...[cursor?.[1] ?? null, cursor?.[2] ?? null, cursor?.[3] ?? null, cursor?.[4] ?? null],
      limit + 1,
    ],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((r) => show(unit, r)),
    next: last ? writeCursor([last.at, last.stream, last.seq, last.recipient, last.channel]) : null,
  };
};

/** How many there are in each state, and when the next goes out. */
export const countsOf = async (unit: Unit): Promise<Pick<Delivery, "counts" | "nextAt">> => {
  const { rows } = await unit.client.query<{ state: string; n: number; next: number | null }>(
    `select s.state, (select count(*) from (select 1 from delivery v where ${here} and v.state = s.state limit 1000) x) as n,
            (select min(next_at) from delivery v where ${here} and v.state = s.state and next_at is not null) as next
       from unnest($1::text[]) as s(state)`,
    [deliveryStates],
  );
  const nexts = rows.flatMap((r) => r.next ?? []);
  const counts = Object.fromEntries(rows.map((r) => [r.state, Number(r.n)])) as Delivery["counts"];
  return { counts, nextAt: nexts.length > 0 ? iso(Math.min(...nexts)) : null };
};

type Again = z.output<NonNullable<typeof sendAgain.body>>;

/** Sends something again as a message of its own, whatever became of it. @returns how many */
export const againOf = async (unit: Unit, asked: Again): Promise<number> => {
  const anew =
    "update delivery v set state = 'waiting', next_at = clock_timestamp(), attempts = 0, batch = null, held = false, error = null";
  if ("all" in asked) {
    const { rowCount } = await unit.client.query(
      `${anew} where ${here} and v.state in ('failed', 'given-up')`,
    );
    return rowCount ?? 0;
  }
  const [stream, seq, channel, ...recipient] = asked.id.split(":");
  const { rowCount } = await unit.client.query(
    `${anew} where ${here} and v.stream::text = $1 and v.seq::text = $2 and v.channel = $3 and v.recipient = $4`,
    [stream, seq, channel, recipient.join(":")],
  );
  return rowCount ?? 0;
};
