// The list's filters as conditions, each set of which an index serves newest first.
import type { z } from "zod";
import type { listCases } from "#api/case.ts";
import { headOf } from "#domain/organisation/organisation.ts";
import { checkDepartment, ownerNamed } from "#server/http/filter.ts";
import type { Unit } from "#server/log/unit.ts";

export type Query = z.output<NonNullable<typeof listCases.query>>;

/** Where in the list: registered at (epoch ms), then by id. */
export type Spot = { registered_at: number; id: string };

/** What is asked for of the matters `v`; a matter answers when one of the branches holds, and never two. */
export type Filter = { values: readonly unknown[]; branches: readonly string[] };

type Add = (value: unknown) => string;

const late = (now: string) => `(v.breached or coalesce(v.next_due_at < ${now}, false))`;

/** Whose: one branch for what they hold by name, one for each department that they head. */
const ownedBy = (unit: Unit, ref: string, me: string, add: Add): string[] => {
  const o = unit.directory.organisation;
  const member = ownerNamed(o, ref, me).member?.id;
  if (member === undefined) return ["false"];
  const heads = o.departments.filter((d) => headOf(o, d.key)?.id === member).map((d) => d.key);
  const headed = heads.map((key) => `v.holder is null and v.holder_department = ${add(key)}`);
  return [`v.holder = ${add(member)}`, ...headed];
};

const here = (view: string) =>
  `${view}.org = current_setting('shouwen.org') and ${view}.run = current_setting('shouwen.run')::integer`;

/**
 * Late by an obligation that ran out, or by one that no wake-up has reached yet. The latter are few and taken out first:
 * else the list is walked from its newest for some that may not be there, through a hundred thousand matters.
 */
const lateOnes = (now: string): string[] => [
  "v.breached",
  `not v.breached and v.id = any (array(select x.id from case_view x where ${here("x")} and x.next_due_at < ${now}))`,
];

/** Reads the filters; throws ProblemError for names that the organisation does not know. */
export const filterOf = (unit: Unit, q: Query, me: string): Filter => {
  const values: unknown[] = [];
  const add: Add = (value) => `$${values.push(value)}`;
  const all = [here("v")];
  if (q.kind) all.push(`v.kind = ${add(q.kind)}`);
  if (q.state) all.push(`v.state = ${add(q.state)}`);
  if (q.severity) all.push(`v.severity = ${add(q.severity)}`);
  if (q.department) {
    checkDepartment(unit.directory.organisation, q.department);
    all.push(`v.department = ${add(q.department)}`);
  }
  const now = `${add(new Date(unit.now).toISOString())}::timestamptz`;
  all.push(`${now} is not null`);
  if (q.overdue === "false") all.push(`not ${late(now)}`);
  const owners = q.owner ? ownedBy(unit, q.owner, me, add) : ["true"];
  const lates = q.overdue === "true" ? lateOnes(now) : ["true"];
  const both = owners.flatMap((owner) => lates.map((one) => `${owner} and ${one}`));
  return { values, branches: both.map((one) => [...all, one].join(" and ")) };
};

/**
 * The newest matters that answer a filter, as a query.
 * @param before only those that stand behind this place of the list
 */
export const newest = (
  { values, branches }: Filter,
  columns: string,
  before: Spot | null,
  limit: number,
): { text: string; values: unknown[] } => {
  const all = [...values];
  const add: Add = (value) => `$${all.push(value)}`;
  const at = before && add(new Date(before.registered_at).toISOString());
  const behind = before ? `and (v.registered_at, v.id) < (${at}::timestamptz, ${add(before.id)}::uuid)` : "";
  const end = `order by registered_at desc, id desc limit ${add(limit)}`;
  const parts = branches.map((b) => `(select ${columns} from case_view v where ${b} ${behind} ${end})`);
  return { text: `select * from (${parts.join(" union all ")}) u ${end}`, values: all };
};
