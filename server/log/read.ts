// Reads histories out of the log.
import type { ClientBase } from "pg";
import type { StreamEvent } from "#domain/stream/event.ts";

export type History = {
  id: string;
  kind: string;
  run: number;
  length: number;
  head: string;
  events: StreamEvent[];
};

export type EventRow = {
  stream: string;
  seq: number;
  type: string;
  at: number;
  recorded_at: number;
  by: string;
  data: Record<string, unknown>;
  private: Record<string, unknown> | null;
};
export type StreamRow = { id: string; kind: string; run: number; length: number; head: string };

/** An event as the domain sees it: what is personal and not erased stands among the rest. */
export const eventOf = (r: EventRow): StreamEvent => ({
  seq: r.seq,
  type: r.type,
  at: r.at,
  recordedAt: r.recorded_at,
  by: r.by,
  data: r.private === null ? r.data : { ...r.data, ...r.private },
});

/** Puts streams and their events together; events come ordered by stream and number. */
export const histories = (streams: readonly StreamRow[], events: readonly EventRow[]): History[] => {
  const found = new Map<string, History>(streams.map((s) => [s.id, { ...s, events: [] }]));
  for (const e of events) found.get(e.stream)?.events.push(eventOf(e));
  return [...found.values()];
};

const columns = "stream, seq, type, at, recorded_at, by, data, private";
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text can be a stream's id; whatever else is asked for cannot exist. */
export const isStreamId = (id: string): boolean => uuid.test(id);

const selectStreams =
  "select id, kind, run, length, head from stream where org = current_setting('shouwen.org') and id = any ($1) order by id";
const selectEvents = `select ${columns} from event where org = current_setting('shouwen.org') and stream = any ($1) order by stream, seq`;

/**
 * Reads some streams whole.
 * @param lock takes them for writing, in the order of their ids
 */
export const readStreams = async (
  client: ClientBase,
  ids: readonly string[],
  lock: boolean,
): Promise<History[]> => {
  if (ids.length === 0) return [];
  const named = lock
    ? { name: "lock_streams", text: `${selectStreams} for update` }
    : { name: "read_streams", text: selectStreams };
  const streams = client.query<StreamRow>({ ...named, values: [ids] });
  const events = client.query<EventRow>({ name: "read_events", text: selectEvents, values: [ids] });
  const [s, e] = await Promise.all([streams, events]);
  return histories(s.rows, e.rows);
};

/** Every stream of some kinds in one organisation, as the owner or within a unit of work. */
export const readAll = async (
  client: ClientBase,
  org: string,
  kinds: readonly string[],
): Promise<History[]> => {
  const streams = await client.query<StreamRow>(
    "select id, kind, run, length, head from stream where org = $1 and kind = any ($2) order by id",
    [org, kinds],
  );
  const events = await client.query<EventRow>(
    `select ${columns} from event where org = $1 and stream = any ($2) order by stream, seq`,
    [org, streams.rows.map((s) => s.id)],
  );
  return histories(streams.rows, events.rows);
};
