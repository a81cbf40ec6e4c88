// Recomputes the chain of every stream of an organisation from its rows.
import type { ClientBase } from "pg";
import { beginning, link, privateHash } from "./chain.ts";
import { rowsOf } from "./cursor.ts";
import { type Bad, earlier } from "./finding.ts";

type StreamRow = { id: string; run: number; length: number; head: string };
type EventRow = {
  stream: string;
  seq: number;
  run: number;
  type: string;
  at: string;
  recorded_at: string;
  by: string;
  data: Record<string, unknown>;
  private: Record<string, unknown> | null;
  salt: string | null;
  private_hash: string | null;
  hash: string;
};

/** A column's time in whole milliseconds as it was hashed; whatever else is in the column makes the hash differ. */
export const hashedTime = (column: string): string =>
  `coalesce(regexp_replace(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '000$', ''), '') || 'Z'`;
const columns = `stream, seq, run, type, ${hashedTime("at")} as at, ${hashedTime("recorded_at")} as recorded_at,
  by, data, private, salt, private_hash, hash`;

/** One stream on the way from its first event to its last. */
type Walk = {
  stream: StreamRow | null;
  id: string;
  count: number;
  head: string;
  bad: Bad | null;
  nulled: number | null;
};

const begin = (id: string, stream: StreamRow | null): Walk => ({
  stream,
  id,
  count: 0,
  head: beginning,
  bad: null,
  nulled: null,
});

const faultOfPrivate = (e: EventRow): string | null => {
  if (e.private === null && e.salt === null) return null;
  if (e.private === null || e.salt === null) return "Its private part and the salt do not belong together.";
  if (e.private_hash === privateHash(e.salt, e.private)) return null;
  return "Its private part is not what was written.";
};

const faultOf = (org: string, w: Walk, e: EventRow): { seq: number; reason: string } | null => {
  const seq = w.count + 1;
  if (e.seq > seq) return { seq, reason: "The event is missing." };
  if (e.seq < seq) return { seq: e.seq, reason: "The event was inserted." };
  if (w.stream && e.run !== w.stream.run) return { seq, reason: "The stream was moved to another run." };
  const { stream, run, type, at, by, data } = e;
  const linked = {
    org,
    stream,
    seq,
    run,
    type,
    at,
    recordedAt: e.recorded_at,
    by,
    data,
    privateHash: e.private_hash,
  };
  if (link(w.head, linked) !== e.hash) return { seq, reason: "The event is not what was written." };
  const reason = faultOfPrivate(e);
  return reason ? { seq, reason } : null;
};

const step = (org: string, w: Walk, e: EventRow): void => {
  if (!w.stream && !w.bad)
    w.bad = { org, stream: w.id, seq: e.seq, reason: "The event belongs to a stream that is not there." };
  if (w.bad) return;
  const fault = faultOf(org, w, e);
  if (fault) w.bad = { org, stream: w.id, ...fault };
  w.count += 1;
  w.head = e.hash;
  if (e.type === "personal-data.erased") w.nulled = null;
  else if (e.private_hash !== null && e.private === null) w.nulled ??= e.seq;
};

/** What only the end of a stream shows. */
const finish = (org: string, w: Walk): Bad | null => {
  if (w.bad || !w.stream) return w.bad;
  const { length, head } = w.stream;
  const bad = (seq: number, reason: string): Bad => ({ org, stream: w.id, seq, reason });
  if (w.nulled !== null) return bad(w.nulled, "Its private part is gone, but no erasure is recorded.");
  if (w.count < length) return bad(w.count + 1, "The event is missing: the stream's tail was cut off.");
  if (w.count > length) return bad(length + 1, "The event was added behind the stream's end.");
  if (w.head !== head) return bad(w.count, "The stream's head is not the hash of its last event.");
  return null;
};

export type StreamsChecked = { streams: number; events: number; bad: Bad | null };

/**
 * Checks all streams of an organisation; only inside a transaction.
 * @param told hears now and then how many events were gone through
 * @returns how many rows were seen, and the first that is wrong: by stream, then by number
 */
export const checkStreams = async (
  client: ClientBase,
  org: string,
  told: (events: number) => void = () => {},
): Promise<StreamsChecked> => {
  const streams = rowsOf<StreamRow>(
    client,
    "select id, run, length, head from shouwen.stream where org = $1 order by id",
    [org],
    1000,
  );
  const events = rowsOf<EventRow>(
    client,
    `select ${columns} from shouwen.event where org = $1 order by stream, seq`,
    [org],
    500,
  );
  const seen: StreamsChecked = { streams: 0, events: 0, bad: null };
  const done = (w: Walk): void => {
    seen.bad = earlier(seen.bad, finish(org, w));
  };
  let walk: Walk | null = null;
  let next = await streams.next();
  // Both come in the order of the streams' ids, so that one pass is enough.
  const passTo = async (id: string | null): Promise<StreamRow | null> => {
    while (!next.done && (id === null || next.value.id <= id)) {
      const row: StreamRow = next.value;
      seen.streams += 1;
      next = await streams.next();
      if (row.id === id) return row;
      done(begin(row.id, row));
    }
    return null;
  };
  for await (const e of events) {
    seen.events += 1;
    if (seen.events % 1000 === 0) told(seen.events);
    if (walk?.id !== e.stream) {
      if (walk) done(walk);
      walk = begin(e.stream, await passTo(e.stream));
    }
    step(org, walk, e);
  }
  if (walk) done(walk);
  await passTo(null);
  return seen;
};
