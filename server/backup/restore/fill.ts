// Fills tables and folders from a backup's members, all rows in one transaction, each member checked once more.
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ClientBase, Pool } from "pg";
import { openBackup } from "../archive/check.ts";
import type { Manifest } from "../archive/manifest.ts";
import { summing } from "../archive/sums.ts";
import type { Member } from "../archive/tar-read.ts";
import { folders, kept } from "../tables.ts";

/** So many bytes of rows are sent at once. */
const load = 1024 * 1024;

const quoted = (table: string): string => table.replace(/\.(.*)/, '."$1"');

type Columns = Map<string, string[]>;

/** Columns that can be written; those that the database works out itself are left to it. */
const columnsOf = async (client: ClientBase): Promise<Columns> => {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select table_schema || '.' || table_name as name, array_agg(column_name::text order by ordinal_position) as columns
       from information_schema.columns where table_schema in ('auth', 'shouwen') and is_generated = 'NEVER' group by 1`,
  );
  return new Map(rows.map((r) => [r.name, r.columns]));
};

const insert = async (client: ClientBase, table: string, columns: Columns, rows: string[]): Promise<void> => {
  const list = (columns.get(table) ?? []).map((c) => `"${c}"`).join(", ");
  if (list === "") throw new Error(`The backup has rows of ${table}, which this program does not know.`);
  await client.query(
    `insert into ${quoted(table)} (${list}) overriding system value
     select ${list} from json_populate_recordset(null::${quoted(table)}, $1::json)`,
    [`[${rows.join(",")}]`],
  );
};

const fillTable = async (client: ClientBase, member: Member, columns: Columns): Promise<void> => {
  const table = member.name.split("/")[1] ?? "";
  if (!(kept as readonly string[]).includes(table))
    throw new Error(`The backup has rows of ${table}, which this program does not keep.`);
  let rest = "";
  let rows: string[] = [];
  let size = 0;
  const decoder = new TextDecoder("utf8");
  for await (const piece of member.body) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    rows.push(...lines);
    size += piece.length;
    if (size < load) continue;
    await insert(client, table, columns, rows);
    [rows, size] = [[], 0];
  }
  if (rows.length > 0) await insert(client, table, columns, rows);
};

/** Numbers that the database hands out go on behind those that came. */
const raiseSequences = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ name: string; column: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name, quote_ident(column_name) as column
       from information_schema.columns where table_schema in ('auth', 'shouwen') and is_identity = 'YES'`,
  );
  for (const { name, column } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${column}) from ${name}), 0) + 1, false)`,
      [name, column.replaceAll('"', "")],
    );
};

const writeFile = async (member: Member, folder: string): Promise<void> => {
  const known = [...folders, "seals"].some((name) => member.name.startsWith(`${name}/`));
  if (!known) throw new Error(`The backup has a file ${member.name}, which this program does not keep.`);
  const path = join(folder, normalize(member.name));
  if (!path.startsWith(join(folder, "/"))) throw new Error(`${member.name} would leave the folder.`);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await pipeline(member.body, createWriteStream(path, { mode: 0o600, flags: "wx", flush: true }));
};

/** The same member, its bytes counted as they pass. */
const watched = (member: Member, sums: ReturnType<typeof summing>): Member => ({
  ...member,
  body: (async function* () {
    for await (const piece of member.body) {
      sums.add(piece);
      yield piece;
    }
  })(),
});

const fillAll = async (
  client: ClientBase,
  path: string,
  manifest: Manifest,
  folder: string,
): Promise<void> => {
  const wanted = new Map(manifest.members.map((m) => [m.name, m.sha256]));
  const columns = await columnsOf(client);
  for await (const member of openBackup(path)) {
    const sum = wanted.get(member.name);
    const sums = summing();
    const body = watched(member, sums);
    if (sum === undefined) for await (const _ of body.body);
    else if (member.name.startsWith("tables/")) await fillTable(client, body, columns);
    else await writeFile(body, folder);
    if (sum !== undefined && sums.end(member.name).sha256 !== sum)
      throw new Error(`${path} has changed while it was read: the member ${member.name} is another now.`);
  }
  for (const [table, rows] of Object.entries(manifest.rows)) {
    const { rows: counted } = await client.query<{ rows: number }>(
      `select count(*)::integer as rows from ${quoted(table)}`,
    );
    if (counted[0]?.rows !== rows)
      throw new Error(`${table} has ${counted[0]?.rows} rows in place of ${rows}.`);
  }
  await raiseSequences(client);
};

/**
 * Fills empty tables and a folder.
 * @param folder gets the files
 */
export const fillFrom = async (
  pool: Pool,
  path: string,
  manifest: Manifest,
  folder: string,
): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query("begin");
    // What the migrations themselves put in comes with the backup.
    for (const table of Object.keys(manifest.rows).reverse())
      if (!["shouwen.event", "shouwen.seal"].includes(table))
        await client.query(`delete from ${quoted(table)}`);
    await fillAll(client, path, manifest, folder);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
};
