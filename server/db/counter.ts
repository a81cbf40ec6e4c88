// Counters that hand out whole numbers, each once; what is taken and not used stays a gap.
import type { Pool } from "pg";

/**
 * Takes numbers from several counters in one transaction of its own, so that no longer one holds them up.
 * @param pool connects as the owner
 * @param wanted key → how many
 * @returns key → the first of those taken; a counter begins at 1
 */
export const takeNumbers = async (
  pool: Pool,
  org: string,
  wanted: ReadonlyMap<string, number>,
): Promise<Map<string, number>> => {
  const { rows } = await pool.query<{ key: string; next: number }>(
    `insert into shouwen.counter (org, key, next)
     select $1, key, n + 1 from unnest($2::text[], $3::bigint[]) as t (key, n) order by key
     on conflict (org, key) do update set next = counter.next + excluded.next - 1
     returning key, next`,
    [org, [...wanted.keys()], [...wanted.values()]],
  );
  return new Map(rows.map((r) => [r.key, r.next - (wanted.get(r.key) ?? 0)]));
};
