// The same by bare SQL from as many clients: what this machine's PostgreSQL gives at this moment.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { type Driven, drive } from "../intake/calls.ts";
import type { Bench } from "../server.ts";

const newest = `select id, number, version, kind, severity, state, paused, title, channel, holder, holder_department, department,
  received_at, registered_at, next_due_at, breached from shouwen.case_view where org = 'wuye' and run = 1
  order by registered_at desc, id desc limit 51`;
const one = `select seq, type, at, recorded_at, by, data, private from shouwen.event where org = 'wuye' and stream = $1 order by seq`;

const copied = (table: string, columns: string): string =>
  `insert into shouwen.${table} select (jsonb_populate_record(t, jsonb_build_object('${columns}', $2::uuid))).*
     from shouwen.${table} t where org = 'wuye' and ${columns} = $1`;

/** One more event, the stream's length and the view's version, durable: the least that an update is. */
const update = async (client: pg.Client, stream: string, seq: number): Promise<void> => {
  await client.query("begin");
  await client.query({
    name: "peers_event",
    text: `insert into shouwen.event (org, stream, seq, run, type, at, recorded_at, by, data, private, salt, private_hash, hash)
      select org, stream, $2, run, type, now(), now(), by, data, private, salt, private_hash, hash
        from shouwen.event where org = 'wuye' and stream = $1 and seq = 1`,
    values: [stream, seq],
  });
  await client.query({
    name: "peers_stream",
    text: "update shouwen.stream set length = $2 where org = 'wuye' and id = $1",
    values: [stream, seq],
  });
  await client.query({
    name: "peers_view",
    text: "update shouwen.case_view set version = $2 where org = 'wuye' and id = $1",
    values: [stream, seq],
  });
  await client.query("commit");
};

/** Streams that nobody else writes to, one a client, on which updates are tried; nothing ever wakes them. */
const ownStream = async (client: pg.Client, like: string): Promise<string> => {
  const id = randomUUID();
  await client.query(copied("stream", "id"), [like, id]);
  await client.query("update shouwen.stream set wake_at = null, unsealed = false where id = $1", [id]);
  await client.query(copied("case_view", "id"), [like, id]);
  await client.query(copied("event", "stream"), [like, id]);
  return id;
};

/** What nobody registered leaves no trace; only a superuser gets past what keeps events from being removed. */
const forget = async (client: pg.Client, own: readonly string[]): Promise<void> => {
  await client.query("set session_replication_role = replica");
  await client.query("delete from shouwen.event where org = 'wuye' and stream = any($1::uuid[])", [own]);
  await client.query("delete from shouwen.case_view where org = 'wuye' and id = any($1::uuid[])", [own]);
  await client.query("delete from shouwen.stream where org = 'wuye' and id = any($1::uuid[])", [own]);
  await client.query("set session_replication_role = origin");
};

type Bare = { list: Driven; open: Driven; update: Driven };

/** @param long matters to open, whose first also lends its rows to those that are updated */
export const bySql = async (
  bench: Bench,
  callers: number,
  seconds: number,
  long: readonly string[],
): Promise<Bare> => {
  const clients = await Promise.all(
    Array.from({ length: callers }, async () => {
      const client = new pg.Client({ connectionString: bench.url });
      await client.connect();
      return client;
    }),
  );
  const at = (n: number): pg.Client => clients[n] as pg.Client;
  try {
    const list = await drive(callers, seconds, async (caller) => {
      await at(caller).query({ name: "peers_list", text: newest });
    });
    let opened = 0;
    const open = await drive(callers, seconds, async (caller) => {
      await at(caller).query({ name: "peers_open", text: one, values: [long[opened++ % long.length]] });
    });
    const own = await Promise.all(clients.map((client) => ownStream(client, long[0] ?? "")));
    const seqs = own.map(() => 1000);
    const updated = await drive(callers, seconds, async (caller) => {
      // A note and an amendment are two acts, each with a transaction of its own.
      for (let act = 0; act < 2; act++) {
        seqs[caller] = (seqs[caller] ?? 0) + 1;
        await update(at(caller), own[caller] ?? "", seqs[caller] ?? 0);
      }
    });
    await forget(at(0), own);
    return { list, open, update: updated };
  } finally {
    await Promise.all(clients.map((c) => c.end()));
  }
};
