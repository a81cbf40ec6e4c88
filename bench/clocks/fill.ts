// Any number of open matters of one kind: the first is registered by the product, the others are chained and folded alike.
import { setTimeout as sleep } from "node:timers/promises";
import type { CaseWhole } from "#api/case.ts";
import type { Facts } from "#domain/stream/event.ts";
import { chained, copy, eventColumns, idOf } from "../scale/load.ts";
import { signIn } from "../server.ts";
import { type Office, org, type Server } from "./office.ts";

type Row = { type: string; at: number; by: string; data: Facts; private: Facts | null; wake: string };

/** Registers one. */
const register = async ({ address }: Server, kind: string, wantedBy: number | null): Promise<string> => {
  const body = {
    kind,
    ...(kind === "complaint" ? { severity: "minor" } : {}),
    title: "地下车库照明损坏",
    description: "地下二层车库东侧照明已坏两周，夜间看不清路面，希望尽快修复并告知时间。",
    channel: "phone",
    customer: {},
    place: "地下二层车库东侧",
    against: { department: "engineering" },
    ...(wantedBy === null ? {} : { wantedBy: new Date(wantedBy).toISOString() }),
  };
  const headers = {
    "content-type": "application/json",
    cookie: await signIn(address, `${org}.reception`),
    origin: address,
  };
  const answer = await fetch(`${address}/api/cases`, { method: "POST", headers, body: JSON.stringify(body) });
  if (answer.status !== 201) throw new Error(`Registering answered ${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as CaseWhole;
  return id;
};

/** The columns of a view, those of the copy in the place of its own. */
const columnsOf = async ({ sql }: Office, table: string, id: string) => {
  const { rows } = await sql.query<{ name: string }>(
    `select column_name as name from information_schema.columns
      where table_schema = 'shouwen' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  const own: Record<string, string> = { [id]: "c.id", number: "c.number" };
  return {
    into: rows.map((r) => `"${r.name}"`).join(", "),
    from: rows.map((r) => own[r.name] ?? `t."${r.name}"`).join(", "),
  };
};

const batch = 5000;

/**
 * Adds so many open matters, all registered at this moment.
 * @param wantedBy when the clocks of complaints run out, epoch ms; asked once loading is about to begin
 * @param name tells these from other fillings
 * @returns their ids
 */
export const fill = async (
  office: Office,
  server: Server,
  given: { name: string; kind: string; count: number; wantedBy: number | null },
): Promise<string[]> => {
  const { sql } = office;
  const template = await register(server, given.kind, given.wantedBy);
  const { rows } = await sql.query<Row>(
    `select e.type, extract(epoch from e.at)::float8 * 1000 as at, e.by, e.data, e.private, s.wake_at::text as wake
       from event e join stream s on s.org = e.org and s.id = e.stream where e.org = $1 and e.stream = $2 order by seq`,
    [org, template],
  );
  const ids = Array.from({ length: given.count }, (_, n) => idOf(given.name, n));
  await sql.query("begin; create temp table clone (id uuid, number text) on commit drop");
  for (let from = 0; from < ids.length; from += batch) {
    const some = ids.slice(from, from + batch).map((id, n) => {
      const number = `${given.name}-${from + n}`;
      const events = rows.map((r, i) => {
        const own = i === 0 ? { number } : {};
        return { ...r, at: Math.round(r.at), data: { ...r.data, ...own } };
      });
      return { id, number, lines: chained(id, "case", 1, events) };
    });
    await copy(
      sql,
      "event",
      eventColumns,
      some.map((s) => s.lines.events),
    );
    await copy(
      sql,
      "stream",
      "org, id, kind, run, length, head, wake_at, unsealed",
      some.map((s) => s.lines.stream.replace("\n", `\t${rows[0]?.wake}\tfalse\n`)),
    );
    const columns = [some.map((s) => s.id), some.map((s) => s.number)];
    await sql.query("insert into clone select * from unnest($1::uuid[], $2::text[])", columns);
  }
  for (const [table, id] of [
    ["case_view", "id"],
    ["obligation", "stream"],
    ["case_search", "id"],
  ] as const) {
    const { into, from } = await columnsOf(office, table, id);
    await sql.query(
      `insert into ${table} (${into}) select ${from} from ${table} t cross join clone c where t.org = $1 and t.${id} = $2`,
      [org, template],
    );
  }
  await sql.query("commit");
  await sql.query("vacuum (analyze) event, stream, case_view, obligation, case_search");
  return ids;
};

/** Waits until something holds. @throws Error after so many ms */
export const until = async (holds: () => Promise<boolean>, ms: number, what: string): Promise<void> => {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(250))
    if (await holds()) return;
  throw new Error(`${what}: not within ${Math.round(ms / 1000)} s`);
};
