// Connections as the log uses them: times as epoch ms, whole numbers as numbers, the product's schema in front.
import type { Duplex } from "node:stream";
import pg from "pg";

const timestamptz = 1184;
const int8 = 20;

const parsers = new Map<number, (text: string) => unknown>([
  [timestamptz, (text) => Date.parse(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"))],
  [int8, Number],
]);

/**
 * A pool of connections; on each, what is sent without waiting goes out in one go (pipelined).
 * @param url whose database and role
 * @param max how many at once
 * @returns a pool that outlives a database which goes away and comes back
 */
export const openPool = (url: string, max: number): pg.Pool => {
  const types: pg.CustomTypesConfig = {
    getTypeParser: ((oid: number, format?: "text" | "binary") =>
      parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig["getTypeParser"],
  };
  const options = "-c search_path=shouwen -c timezone=UTC";
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    options,
    idleTimeoutMillis: 60_000,
    pipeline: true,
  });
  return outliving(pool);
};

/** A connection that breaks, idle or in use, fails its own query and is replaced at the next use; nothing else falls. */
export const outliving = (pool: pg.Pool): pg.Pool => {
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
};

/** Lets what `send` sends leave in one packet: each packet wakes the database's process once. */
export const together = <T>(client: pg.ClientBase, send: () => T): T => {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
};
