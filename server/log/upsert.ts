// Inserts or replaces rows of several tables in one statement, so that a unit of work writes in one round trip.
import type { ClientBase } from "pg";
import type { Rows } from "./world.ts";

/** Table → the columns of its primary key; null: rows are only ever inserted. */
const keys: Record<string, readonly string[] | null> = {
  event: null,
  stream: ["org", "id"],
  outbox: ["org", "stream", "seq", "reaction"],
  organisation: ["org"],
  case_view: ["org", "id"],
  case_search: ["org", "id"],
  obligation: ["org", "stream", "id"],
  approval_view: ["org", "id"],
  customer_view: ["org", "id"],
  duty_view: ["org", "id"],
  agenda_view: ["org", "run"],
  notice: ["org", "stream", "seq", "recipient"],
  circulation: ["org", "id", "member"],
  tally_count: ["org", "stream", "seq", "clause"],
  paper_view: ["org", "stream", "paper"],
  words_found: ["org", "stream", "seq"],
  member_choice: ["org", "id"],
  delivery: ["org", "stream", "seq", "recipient", "channel"],
};
/** Rows that stay as they are when they exist: a reaction or a notice is never given twice. */
const once = new Set(["outbox", "notice", "delivery"]);

const name = (column: string): string => `"${column}"`;

const insert = (table: string, columns: readonly string[], n: number): string => {
  const key = keys[table];
  if (key === undefined) throw new Error(`No table ${table} is written by the log`);
  const list = columns.map(name).join(", ");
  const rest = columns.filter((c) => !key?.includes(c));
  const update = rest.map((c) => `${name(c)} = excluded.${name(c)}`).join(", ");
  // Sealed stays to be sealed until the sealer has been there.
  const flag =
    table === "stream"
      ? ` ${update.replace('"unsealed" = excluded."unsealed"', '"unsealed" = stream.unsealed or excluded.unsealed')}`
      : ` ${update}`;
  const conflict =
    key === null
      ? ""
      : `on conflict (${key.map(name).join(", ")}) do ${once.has(table) ? "nothing" : `update set${flag}`}`;
  return `insert into shouwen.${table} (${list}) select ${list} from jsonb_populate_recordset(null::shouwen.${table}, $${n}) ${conflict}`;
};

const statements = new Map<string, { name: string; text: string }>();

/** Writes all rows; every row of one table has the same columns. */
export const upsert = async (client: ClientBase, rows: Rows): Promise<void> => {
  const tables = Object.keys(rows).filter((t) => (rows[t]?.length ?? 0) > 0);
  if (tables.length === 0) return;
  const shape = tables.map((t) => `${t}(${Object.keys(rows[t]?.[0] ?? {}).join()})`).join();
  let statement = statements.get(shape);
  if (!statement) {
    const parts = tables.map((t, i) => insert(t, Object.keys(rows[t]?.[0] ?? {}), i + 1));
    const ctes = parts.slice(0, -1).map((p, i) => `w${i} as (${p})`);
    const text = `${ctes.length > 0 ? `with ${ctes.join(", ")} ` : ""}${parts.at(-1)}`;
    statement = { name: `upsert_${statements.size}`, text };
    statements.set(shape, statement);
  }
  await client.query({ ...statement, values: tables.map((t) => JSON.stringify(rows[t])) });
};

/** Removes what stands otherwise than in the fresh rows, and gives the numbers (from 1) of those that do not stand. */
const replacing = (table: string, column: string): string => {
  const key = keys[table];
  if (!key) throw new Error(`No table ${table} is folded from the log`);
  const same = (a: string, b: string): string =>
    key.map((k) => `${a}.${name(k)} = ${b}.${name(k)}`).join(" and ");
  return `with f as materialized (
      select e.n, r from jsonb_array_elements($3::jsonb) with ordinality e(j, n),
        jsonb_populate_record(null::shouwen.${table}, e.j) r),
    standing as materialized (
      select f.n, ${key.map((k) => `v.${name(k)}`).join(", ")}
        from f join shouwen.${table} v on ${same("v", "(f.r)")} where v = f.r),
    gone as (
      delete from shouwen.${table} v where v.org = $1 and v.${column} = any ($2)
         and not exists (select from standing s where ${same("s", "v")}))
  select n::integer from f where n not in (select n from standing) order by n`;
};

/**
 * Writes rows in the place of all that a table has of some streams; what stands already to the letter is left alone,
 * since to write it again costs far more than to compare it (an index over hundreds of terms a row).
 * @param of the organisation, and the streams in the table's column that names them
 */
export const replace = async (
  client: ClientBase,
  of: { org: string; ids: readonly string[] },
  tables: Readonly<Record<string, string>>,
  rows: Rows,
): Promise<void> => {
  const missing: Rows = {};
  const cleared = Object.entries(tables).map(async ([table, column]) => {
    const fresh = rows[table] ?? [];
    if (fresh.length === 0) {
      const text = `delete from shouwen.${table} where org = $1 and ${column} = any ($2)`;
      await client.query(text, [of.org, of.ids]);
      return;
    }
    const values = [of.org, of.ids, JSON.stringify(fresh)];
    const found = await client.query<{ n: number }>(replacing(table, column), values);
    const wanting = new Set(found.rows.map((r) => r.n));
    missing[table] = fresh.filter((_, n) => wanting.has(n + 1));
  });
  await Promise.all(cleared);
  await upsert(client, missing);
};
