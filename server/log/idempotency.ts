// The same POST sent twice is carried out once: its key is written in the command's own transaction.
import { type Refusal, refuse } from "#domain/stream/event.ts";
import type { Unit } from "./unit.ts";

export type Key = { path: string; key: string; bodyHash: string };
/** An earlier answer under the same key. */
export type Replay = { status: number; body: unknown };

/**
 * Takes the key; waits while the same one is being carried out.
 * @returns null when it is new, the earlier answer, or a refusal when another body stands under it
 */
export const replayed = async (
  unit: Unit,
  member: string,
  k: Key,
): Promise<Replay | { refused: Refusal } | null> => {
  const values = [unit.org, member, k.path, k.key, k.bodyHash];
  const { rowCount } = await unit.client.query(
    "insert into idempotency (org, member, path, key, body_hash) values ($1, $2, $3, $4, $5) on conflict do nothing",
    values,
  );
  if (rowCount === 1) return null;
  const { rows } = await unit.client.query<{ body_hash: string; status: number; answer: unknown }>(
    "select body_hash, status, answer from idempotency where org = $1 and member = $2 and path = $3 and key = $4",
    values.slice(0, 4),
  );
  const row = rows[0];
  if (!row) return null;
  if (row.body_hash !== k.bodyHash) return refuse("rule", "idempotency-other-body");
  return { status: row.status, body: row.answer };
};

/** Keeps the answer with the key; a refused command keeps nothing, so that it may be sent again mended. */
export const remember = async (
  unit: Unit,
  member: string,
  k: Key,
  status: number,
  answer: unknown,
): Promise<void> => {
  await unit.client.query(
    "update idempotency set status = $5, answer = $6 where org = $1 and member = $2 and path = $3 and key = $4",
    [unit.org, member, k.path, k.key, status, JSON.stringify(answer)],
  );
};

/** Forgets keys older than seven days. */
export const forgetKeys = "delete from shouwen.idempotency where at < now() - interval '7 days'";
