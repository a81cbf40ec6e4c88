// For stories of erasing: where a word still stands, in any table or any file.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Office, Person } from "../office.ts";

/** Every table, and every file of the data folder, that holds a word; as text. */
export const holding = async (office: Office, word: string): Promise<string[]> => {
  const { pool } = office.running.world;
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema in ('shouwen', 'auth') and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await pool.query(
      `select 1 from ${name} t where position($1 in t::text) > 0 limit 1`,
      [word],
    );
    if (rowCount) found.push(name);
  }
  for (const entry of readdirSync(office.dataDir, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(word))
      found.push(entry.name);
  return found;
};

/** Sends a file to a matter. */
export const attach = async (
  office: Office,
  who: Person,
  id: string,
  name: string,
  text: string,
): Promise<void> => {
  const body = new FormData();
  body.append("file", new File([text], name));
  const answer = await fetch(`${office.address}/api/cases/${id}/attachments`, {
    method: "POST",
    headers: { cookie: who.cookie, origin: office.address },
    body,
  });
  if (answer.status !== 201) throw new Error(await answer.text());
};
