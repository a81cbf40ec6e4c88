// The same POST sent twice is carried out once: its key is written in the command's own transaction.
import { type Refusal, refuse } from "#domain/stream/event.ts";
import type { Unit } from "./unit.ts";

export type Key = { path: string; key: string; bodyHash: string };
type Kept = { body_hash: string; status: number; answer: string };
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
  const { rows } = await unit.client.query<Kept>(
    "select body_hash, status, answer from idempotency where org = $1 and member = $2 and path = $3 and key = $4",
    values.slice(0, 4),
  );
  const row = rows[0];
  if (!row) return null;
  if (row.body_hash !== k.bodyHash) return refuse("rule", "idempotency-other-body");
  return { status: row.status, body: JSON.parse(row.answer) };
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

/** A key with whose it is. */
export type Asked = { member: string; key: Key };

/**
 * What was answered under some keys before, in their order; null for a new one. Takes none of them: `rememberAll`
 * does, and fails where somebody else was faster.
 */
export const answeredBefore = async (
  unit: Unit,
  asked: readonly Asked[],
): Promise<(Replay | { refused: Refusal } | null)[]> => {
  if (asked.length === 0) return [];
  const { rows } = await unit.client.query<Kept & { n: number }>({
    name: "answered_before",
    text: `select a.n, i.body_hash, i.status, i.answer
             from unnest($1::text[], $2::text[], $3::text[]) with ordinality as a (member, path, key, n)
             join idempotency i on i.org = current_setting('shouwen.org')
              and i.member = a.member and i.path = a.path and i.key = a.key`,
    values: [asked.map((a) => a.member), asked.map((a) => a.key.path), asked.map((a) => a.key.key)],
  });
  const known = new Map(rows.map((r) => [Number(r.n) - 1, r]));
  return asked.map(({ key }, n) => {
    const row = known.get(n);
    if (!row) return null;
    if (row.body_hash !== key.bodyHash) return refuse("rule", "idempotency-other-body");
    return { status: row.status, body: JSON.parse(row.answer) };
  });
};

/** One statement for so many answers: each is a parameter of its own, since within an array every quote is escaped. */
const keeping = (most: number) => {
  const rows = Array.from({ length: most }, (_, n) => {
    const at = (column: number) => `$${n * 6 + column}`;
    return `(current_setting('shouwen.org'), ${at(1)}, ${at(2)}, ${at(3)}, ${at(4)}, ${at(5)}::integer, ${at(6)})`;
  });
  const text = `insert into idempotency (org, member, path, key, body_hash, status, answer) values ${rows.join(", ")}`;
  return { name: `remember_${most}`, text };
};

const inOrder = (a: Asked, b: Asked): number => {
  const [one, other] = [a, b].map(({ member, key }) => JSON.stringify([member, key.path, key.key]));
  return (one ?? "") < (other ?? "") ? -1 : 1;
};

/**
 * Keeps answers with their keys, in one statement, in the order of the keys so that two of these never block each other.
 * @throws a unique violation where one of the keys was taken meanwhile
 */
export const rememberAll = async (
  unit: Unit,
  answers: readonly (Asked & { status: number; answer: unknown })[],
): Promise<void> => {
  const values = answers
    .toSorted(inOrder)
    .flatMap((a) => [a.member, a.key.path, a.key.key, a.key.bodyHash, a.status, JSON.stringify(a.answer)]);
  await unit.client.query({ ...keeping(answers.length), values });
};

/** Forgets keys older than seven days. */
export const forgetKeys = "delete from shouwen.idempotency where at < now() - interval '7 days'";
