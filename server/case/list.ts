// The list of matters: newest registered first, filtered, found by Chinese words, pinyin, numbers and phones.
import type { z } from "zod";
import type { CaseSummary, listCases } from "#api/case.ts";
import { headOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import { queryTerms } from "#domain/search/terms.ts";
import { checkDepartment, ownerNamed } from "#server/http/filter.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import type { Unit } from "#server/log/unit.ts";

type Query = z.output<NonNullable<typeof listCases.query>>;

type Row = {
  id: string;
  number: string;
  version: number;
  kind: string;
  severity: string | null;
  state: string;
  paused: boolean;
  upheld: boolean | null;
  round: number;
  missing: string[];
  title: string;
  channel: string;
  holder: string | null;
  holder_department: string | null;
  first_asked: string | null;
  department: string | null;
  received_at: number;
  registered_at: number;
  next_due_at: number | null;
  breached: boolean;
};

const iso = (ms: number): string => new Date(ms).toISOString();

const show = (o: OrganisationState, r: Row, now: number): CaseSummary => ({
  id: r.id,
  number: r.number,
  version: r.version,
  kind: r.kind as CaseSummary["kind"],
  severity: r.severity as CaseSummary["severity"],
  state: r.state as CaseSummary["state"],
  paused: r.paused,
  upheld: r.upheld,
  round: r.round,
  missing: r.missing,
  title: r.title,
  channel: r.channel as CaseSummary["channel"],
  owner: r.holder ?? (r.holder_department ? (headOf(o, r.holder_department)?.id ?? null) : null),
  firstAsked: r.first_asked,
  department: r.department,
  receivedAt: iso(r.received_at),
  registeredAt: iso(r.registered_at),
  nextDueAt: r.next_due_at === null || r.next_due_at < now ? null : iso(r.next_due_at),
  overdue: r.breached || (r.next_due_at !== null && r.next_due_at < now),
});

/** Conditions of the filters, with their values appended to `values`. */
const conditions = (unit: Unit, q: Query, me: string, values: unknown[]): string[] => {
  const found: string[] = [
    "org = current_setting('shouwen.org')",
    "run = current_setting('shouwen.run')::integer",
  ];
  const add = (text: (n: string) => string, value: unknown) => {
    values.push(value);
    found.push(text(`$${values.length}`));
  };
  if (q.kind) add((n) => `kind = ${n}`, q.kind);
  if (q.state) add((n) => `state = ${n}`, q.state);
  if (q.severity) add((n) => `severity = ${n}`, q.severity);
  if (q.department) {
    checkDepartment(unit.directory.organisation, q.department);
    add((n) => `department = ${n}`, q.department);
  }
  if (q.overdue) {
    const late = (n: string) => `(breached or next_due_at < ${n})`;
    add((n) => (q.overdue === "true" ? late(n) : `not coalesce(${late(n)}, false)`), iso(unit.now));
  }
  if (q.owner) {
    const o = unit.directory.organisation;
    const member = ownerNamed(o, q.owner, me).member?.id ?? null;
    const heads = o.departments.filter((d) => headOf(o, d.key)?.id === member).map((d) => d.key);
    add(
      (n) => `(holder = ${n} or (holder is null and holder_department = any ($${values.length + 1})))`,
      member,
    );
    values.push(heads);
  }
  return found;
};

/** Ids of the matters whose own words, or whose customer's, hold every term; null without a query. */
const search = async (unit: Unit, text: string | undefined): Promise<string[] | null> => {
  const terms = queryTerms(text ?? "");
  if (text === undefined || text.trim() === "") return null;
  if (terms.length === 0) return [];
  const { rows } = await unit.client.query<{ id: string }>(
    `select search_cases as id from search_cases($1, 1000)
     union
     select c.id from search_customers($1, 200) as s(id) join case_view c
       on c.org = current_setting('shouwen.org') and c.customer = s.id`,
    [terms],
  );
  return rows.map((r) => r.id);
};

/** One page of the list. */
export const findCases = async (unit: Unit, q: Query, me: string) => {
  const values: unknown[] = [];
  const where = conditions(unit, q, me, values);
  const found = await search(unit, q.q);
  if (found) {
    values.push(found);
    where.push(`id = any ($${values.length})`);
  }
  const after = readCursor(q.after, ["time", "id"]);
  if (after) {
    values.push(iso(Number(after[0])), String(after[1]));
    where.push(`(registered_at, id) < ($${values.length - 1}::timestamptz, $${values.length}::uuid)`);
  }
  const limit = pageSize(q.limit);
  values.push(limit + 1);
  const { rows } = await unit.client.query<Row>(
    `select id, number, version, kind, severity, state, paused, upheld, round, missing, title, channel, holder,
            holder_department, first_asked, department, received_at, registered_at, next_due_at, breached
       from case_view where ${where.join(" and ")} order by registered_at desc, id desc limit $${values.length}`,
    values,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((r) => show(unit.directory.organisation, r, unit.now)),
    next: last ? writeCursor([last.registered_at, last.id]) : null,
  };
};
