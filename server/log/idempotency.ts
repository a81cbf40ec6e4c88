// The same POST sent twice is carried out once: its key is written in the command's own transaction.
import type { ClientBase } from "pg";
import { type Refusal, refuse } from "#domain/stream/event.ts";
import type { Unit } from "./unit.ts";

export type Key = { path: string; key: string; bodyHash: string };
type Kept = { body_hash: string; status: number; answer: string };
/** An earlier answer under the same key. */
export type Replay = { status: number; body: unknown };

/** A key with whose it is. */
export type Asked = { member: string; key: Key };

/**
 * What was answered under some keys before, in their order; null for a new one. Takes none of them: `rememberAll`
 * does, and fails where somebody else was faster.
 * @param client inside an organisation
 */
export const answeredBefore = async (
  client: ClientBase,
  asked: readonly Asked[],
): Promise<(Replay | { refused: Refusal } | null)[]> => {
  if (asked.length === 0) return [];
  const { rows } = await client.query<Kept & { n: number }>({
    name: "answered_before",
    // Each by its key: a join would be planned over the whole table while it is young and has no statistics.
    text: `select a.n, i.body_hash, i.status, i.answer
             from unnest($1::text[], $2::text[], $3::text[]) with ordinality as a (member, path, key, n)
             cross join lateral (select * from idempotency k where k.org = current_setting('shouwen.org')
              and k.member = a.member and k.path = a.path and k.key = a.key limit 1) i`,
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

/** Whether a transaction failed because the same command was carried out beside it; at the next try its answer is there. */
export const keyTaken = (error: unknown): boolean =>
  (error as { constraint?: string }).constraint === "idempotency_pkey";

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
 * It is sent without waiting: the commit follows, and fails (`keyTaken`) where one of the keys was taken meanwhile, for
 * whose end it waits.
 */
export const rememberAll = (
  unit: Unit,
  answers: readonly (Asked & { status: number; answer: unknown })[],
): void => {
  if (answers.length === 0) return;
  const values = answers
    .toSorted(inOrder)
    .flatMap((a) => [a.member, a.key.path, a.key.key, a.key.bodyHash, a.status, JSON.stringify(a.answer)]);
  const kept = unit.client.query({ ...keeping(answers.length), values });
  kept.catch(() => {});
  unit.writes.push(kept);
};

/** Forgets keys older than seven days. */
export const forgetKeys = "delete from shouwen.idempotency where at < now() - interval '7 days'";
