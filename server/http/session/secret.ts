/** What an organisation entrusts to the server and nobody reads again: passwords and keys of other systems. */
import type { ClientBase, Pool } from "pg";

type Client = Pool | ClientBase;

/** Keeps a secret in the place of an earlier one; null takes it away. The client must be the owner's. */
export async function keepSecret(
  client: Client,
  org: string,
  name: string,
  value: string | null,
): Promise<void> {
  if (value === null) {
    await client.query("delete from auth.kept_secret where org = $1 and name = $2", [org, name]);
    return;
  }
  await client.query(
    `insert into auth.kept_secret (org, name, value) values ($1, $2, $3)
     on conflict (org, name) do update set value = excluded.value, kept_at = now()`,
    [org, name, value],
  );
}

/** The secret, or null where none is kept. */
export async function readSecret(client: Client, org: string, name: string): Promise<string | null> {
  const { rows } = await client.query<{ value: string }>(
    "select value from auth.kept_secret where org = $1 and name = $2",
    [org, name],
  );
  return rows[0]?.value ?? null;
}

/** Which secrets are kept, by name; their values stay where they are. */
export async function keptSecrets(client: Client, org: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>("select name from auth.kept_secret where org = $1", [
    org,
  ]);
  return new Set(rows.map((r) => r.name));
}
