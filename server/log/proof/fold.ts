// Folds streams again from their first event and writes their views as if they had just been written.
import { setImmediate } from "node:timers/promises";
import type { PoolClient } from "pg";
import { derive, type Ground } from "#domain/obligation/derive.ts";
import type { StreamEvent } from "#domain/stream/event.ts";
import type { Directory } from "../directory.ts";
import { type EventRow, type History, histories, type StreamRow } from "../read.ts";
import { replace } from "../upsert.ts";
import { type Module, nextOf, type Rows, type World } from "../world.ts";

/** Views that are folded from the log, with the column that names the stream. */
export const views = {
  case_view: "id",
  case_search: "id",
  obligation: "stream",
  approval_view: "id",
  customer_view: "id",
  duty_view: "id",
  agenda_view: "stream",
  circulation: "id",
  notice: "stream",
  tally_count: "stream",
  paper_view: "stream",
  words_found: "stream",
  member_choice: "id",
} as const;
export type View = keyof typeof views;

/** Folded without a break: what every other request may have to wait. */
const stretchMs = 4;

/** How many of a stream's first events were imported together; nobody was told of these. */
const quietly = (events: readonly StreamEvent[]): number => {
  const first = events[0];
  if (first?.data.imported !== true) return 0;
  return events.filter((e) => e.recordedAt === first.recordedAt).length;
};

type Folding = { module: Module; directory: Directory; history: History; ground: Ground };

/** What people were told, each time those who then held the posts: nobody inherits what a predecessor was told. */
const toldThen = ({ module, directory, history, ground }: Folding): Rows[string] => {
  const { id, run, events } = history;
  const rows: Rows[string] = [];
  let from = 0;
  while (from < events.length) {
    const organisation = directory.organisationAt(events[from]?.recordedAt ?? 0);
    let to = from + 1;
    while (to < events.length && directory.organisationAt(events[to]?.recordedAt ?? 0) === organisation) to++;
    const past = events.slice(0, to);
    const after = derive(module.kind, ground, past, null);
    const { version } = directory;
    const then = { ...directory, organisation };
    const turned = {
      directory: then,
      id,
      run,
      version,
      events: past,
      fresh: past.slice(from),
      before: null,
      after,
    };
    rows.push(...(module.project(turned).notice ?? []));
    from = to;
  }
  return rows;
};

type Folded = { rows: Rows; next: number | null };

const foldOne = (world: World, directory: Directory, history: History): Folded => {
  const { id, kind, run, events } = history;
  const module = world.modules.get(kind);
  if (!module) throw new Error(`No kind of stream ${kind}`);
  const ground = module.ground?.(directory, events) ?? { running: [], calendar: directory.calendar };
  // What has run out since the last event is not on record yet, so the live views do not have it either.
  const after = derive(module.kind, ground, events, null);
  const { version } = directory;
  const rows = module.project({ directory, id, run, version, events, fresh: events, before: null, after });
  // Between two changes of the organisation nothing differs, which is nearly always so.
  const { organisation, organisationAt } = directory;
  if (rows.notice && events.some((e) => organisationAt(e.recordedAt) !== organisation))
    rows.notice = toldThen({ module, directory, history, ground });
  const quiet = quietly(events);
  if (rows.notice) rows.notice = rows.notice.filter((n) => Number(n.seq) > quiet);
  return { rows, next: nextOf(module, after, directory.calendar) };
};

const lockAndRead = async (client: PoolClient, org: string, ids: readonly string[]): Promise<History[]> => {
  const streams = await client.query<StreamRow>(
    "select id, kind, run, length, head from shouwen.stream where org = $1 and id = any ($2) order by id for update",
    [org, ids],
  );
  const events = await client.query<EventRow>(
    `select stream, seq, type, at, recorded_at, by, data, private from shouwen.event
      where org = $1 and stream = any ($2) order by stream, seq`,
    [org, ids],
  );
  return histories(streams.rows, events.rows);
};

/**
 * Writes the views of some streams anew, and their wake-ups; inside a transaction of the owner.
 * @param ids the streams, which stay locked until the transaction ends
 * @param tables the views to write
 */
export const refold = async (
  world: World,
  client: PoolClient,
  directory: Directory,
  ids: readonly string[],
  tables: readonly View[],
): Promise<void> => {
  const { org } = directory;
  const read = await lockAndRead(client, org, ids);
  const rows: Rows = Object.fromEntries(tables.map((table) => [table, []]));
  const wake: { id: string; at: string | null }[] = [];
  let until = performance.now() + stretchMs;
  for (const history of read) {
    if (performance.now() > until) {
      await setImmediate();
      until = performance.now() + stretchMs;
    }
    const folded = foldOne(world, directory, history);
    for (const table of tables) rows[table]?.push(...(folded.rows[table] ?? []));
    wake.push({ id: history.id, at: folded.next === null ? null : new Date(folded.next).toISOString() });
  }
  await replace(client, { org, ids }, Object.fromEntries(tables.map((t) => [t, views[t]])), rows);
  await client.query(
    `update shouwen.stream s set wake_at = w.at from unnest($2::uuid[], $3::timestamptz[]) as w(id, at)
      where s.org = $1 and s.id = w.id and s.wake_at is distinct from w.at`,
    [org, wake.map((w) => w.id), wake.map((w) => w.at)],
  );
};
