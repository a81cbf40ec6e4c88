// The matters of a period with their whole histories, some hundred at a time, decoded cheaply.
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import type { Unit } from "#server/log/unit.ts";

/** Received from the first instant on and before the second (epoch ms). */
export type Period = { from: number; to: number };
/** Where the next ones begin. */
export type Place = { receivedAt: string; id: string };

type Written = [
  type: string,
  at: number,
  recordedAt: number,
  by: string,
  data: Facts,
  personal: Facts | null,
];
type Row = { id: string; received: string; events: string };

const here = "org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer";
const iso = (ms: number): string => new Date(ms).toISOString();

/** How many matters were received in the period. */
export const countMatters = async (unit: Unit, { from, to }: Period): Promise<number> => {
  const { rows } = await unit.client.query<{ n: number }>(
    `select count(*) as n from case_view where ${here} and received_at >= $1 and received_at < $2`,
    [iso(from), iso(to)],
  );
  return rows[0]?.n ?? 0;
};

// One text a matter: the driver would make an object of every event, and a date of every time.
const some = {
  name: "backtest_matters",
  text: `with page as (
    select id, received_at from case_view
     where ${here} and received_at >= $1 and received_at < $2
       and ($3::timestamptz is null or (received_at, id) > ($3, $4::uuid))
     order by received_at, id limit $5)
  select s.id, s.received_at::text as received,
         (select json_agg(json_build_array(e.type, round(date_part('epoch', e.at) * 1000),
                   round(date_part('epoch', e.recorded_at) * 1000), e.by, e.data, e.private) order by e.seq)
            from event e where e.org = current_setting('shouwen.org') and e.stream = s.id)::text as events
    from page s order by s.received_at, s.id`,
};

const decode = (text: string): StreamEvent[] =>
  (JSON.parse(text) as Written[]).map(([type, at, recordedAt, by, data, personal], n) => ({
    seq: n + 1,
    type,
    at,
    recordedAt,
    by,
    data: personal === null ? data : { ...data, ...personal },
  }));

/**
 * Reads the next matters of a period, in the order in which they were received.
 * @returns each with `events` to be decoded when it is its turn, and where the next ones begin
 */
export const someMatters = async (
  unit: Unit,
  { from, to }: Period,
  after: Place | null,
  limit: number,
): Promise<{ matters: { id: string; events: () => StreamEvent[] }[]; next: Place | null }> => {
  const values = [iso(from), iso(to), after?.receivedAt ?? null, after?.id ?? null, limit];
  const { rows } = await unit.client.query<Row>({ ...some, values });
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    matters: rows.map((r) => ({ id: r.id, events: () => decode(r.events) })),
    next: last ? { receivedAt: last.received, id: last.id } : null,
  };
};
