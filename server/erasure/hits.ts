// Where a person stands: in which streams somebody's words name them, and which matters are theirs.
import { jsonPatternOf, type Needle } from "#domain/erasure/needle.ts";
import type { Unit } from "#server/log/unit.ts";

/** More streams than this are no one person. */
export const mostStreams = 300;

/** From here on a unit sees its organisation in every run of a rehearsal: as the owner, so each statement names it. */
export const seeEveryRun = (unit: Unit): Promise<unknown> => unit.client.query("set local role none");

/** What is drawn is no text, whatever figures its letters hold. */
const words = "(e.private - 'drawing')::text";

/** Streams in which any of the words stands, the latest first; of an approval the matter it was asked for in. */
export const streamsNaming = async (unit: Unit, needles: readonly Needle[]): Promise<string[]> => {
  if (needles.length === 0) return [];
  const { rows } = await unit.client.query<{ id: string }>(
    `select id from (
       select coalesce(a.stream, e.stream) as id, max(e.at) as at from shouwen.event e
         left join shouwen.approval_view a on a.org = e.org and a.id = e.stream
        where e.org = $1 and e.private is not null and ${words} ~* any ($2) group by 1) found
      order by at desc limit ${mostStreams + 1}`,
    [unit.org, needles.map(jsonPatternOf)],
  );
  return rows.map((r) => r.id);
};

/** Of some streams, the events whose personal part is there: all of them, and those that name the person. */
export const privateEvents = async (
  unit: Unit,
  streams: readonly string[],
  needles: readonly Needle[],
): Promise<Map<string, { seq: number; naming: boolean }[]>> => {
  const { rows } = await unit.client.query<{ stream: string; seq: number; naming: boolean }>(
    `select e.stream, e.seq, coalesce(${words} ~* any ($3), false) as naming from shouwen.event e
      where e.org = $1 and e.stream = any ($2) and e.private is not null order by e.stream, e.seq`,
    [unit.org, streams, needles.map(jsonPatternOf)],
  );
  const found = new Map<string, { seq: number; naming: boolean }[]>();
  for (const { stream, ...event } of rows) found.set(stream, [...(found.get(stream) ?? []), event]);
  return found;
};

export type KnownCustomer = { id: string; name: string | null; phone: string | null; address: string | null };

/** Customers among some streams. */
export const customersAmong = async (unit: Unit, ids: readonly string[]): Promise<KnownCustomer[]> => {
  const { rows } = await unit.client.query<KnownCustomer>(
    `select id, name, phone, address from shouwen.customer_view where org = $1 and id = any ($2) order by name, id`,
    [unit.org, ids],
  );
  return rows;
};

/** The matters of some customers, in every run, in which something personal is left. */
export const mattersOf = async (unit: Unit, customers: readonly string[]): Promise<string[]> => {
  const { rows } = await unit.client.query<{ id: string }>(
    `select c.id from shouwen.case_view c where c.org = $1 and c.customer = any ($2)
        and exists (select from shouwen.event e where e.org = c.org and e.private is not null
          and (e.stream = c.id or e.stream in (select a.id from shouwen.approval_view a where a.org = c.org and a.stream = c.id)))
      order by c.registered_at desc`,
    [unit.org, customers],
  );
  return rows.map((r) => r.id);
};

/** Of some customers, how their matters stand: when the last one ended, null while one is open. */
export const endsOf = async (
  unit: Unit,
  customers: readonly string[],
): Promise<Map<string, { open: boolean; ended: number | null }>> => {
  const { rows } = await unit.client.query<{ id: string; open: boolean; ended: number | null }>(
    `select c.customer as id, bool_or(c.state not in ('closed', 'withdrawn')) as open,
            max((select max(e.at) from shouwen.event e where e.org = c.org and e.stream = c.id
                  and e.type in ('case.closed', 'case.withdrawn'))) as ended
       from shouwen.case_view c where c.org = $1 and c.customer = any ($2) group by c.customer`,
    [unit.org, customers],
  );
  return new Map(rows.map((r) => [r.id, { open: r.open, ended: r.ended }]));
};

/** The approvals asked for in some matters: matter → approvals. */
export const approvalsIn = async (unit: Unit, matters: readonly string[]): Promise<Map<string, string[]>> => {
  const { rows } = await unit.client.query<{ id: string; stream: string }>(
    "select id, stream from shouwen.approval_view where org = $1 and stream = any ($2) order by id",
    [unit.org, matters],
  );
  const found = new Map<string, string[]>();
  for (const r of rows) found.set(r.stream, [...(found.get(r.stream) ?? []), r.id]);
  return found;
};
