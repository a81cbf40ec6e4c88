// Whether a database will do: its server is new enough, and no restore was broken off in it.
import type { ClientBase } from "pg";

const oldest = 18;

/**
 * Why a server will not do, in one sentence; null where it will.
 * @param versionNumber its `server_version_num`, e.g. 180004
 */
export const tooOld = (versionNumber: number): string | null => {
  const major = Math.floor(versionNumber / 10_000);
  if (major >= oldest) return null;
  return `This server is PostgreSQL ${major}, and Shouwen needs PostgreSQL ${oldest} or later.`;
};

/** @throws Error in one sentence where the server behind a connection is too old */
export const checkServer = async (client: Pick<ClientBase, "query">): Promise<void> => {
  const { rows } = await client.query<{ number: number }>(
    "select current_setting('server_version_num')::integer as number",
  );
  const refusal = tooOld(rows[0]?.number ?? 0);
  if (refusal) throw new Error(refusal);
};

/** The schema that stands while a restore is under way. */
export const restoring = "shouwen_restoring";

/** @throws Error in one sentence where a restore was broken off half-way */
export const checkWhole = async (client: Pick<ClientBase, "query">): Promise<void> => {
  const { rows } = await client.query<{ half: boolean }>("select to_regnamespace($1) is not null as half", [
    restoring,
  ]);
  if (rows[0]?.half)
    throw new Error("A restore into this database was broken off half-way: run restore once more.");
};
