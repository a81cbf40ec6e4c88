// Connections as the log uses them: times as epoch ms, whole numbers as numbers, the product's schema in front.
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
  const pool = new pg.Pool({ connectionString: url, max, types, options, idleTimeoutMillis: 60_000, pipeline: true });
  // An idle connection that breaks is replaced at the next use.
  pool.on("error", () => {});
  return pool;
};
