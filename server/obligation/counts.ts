// How much is owed: the figures at the desk's head, each counted up to a thousand.
import { memberOf } from "#domain/organisation/organisation.ts";
import { approvalStateIs, askedOf, decidersFor } from "#server/http/matter/approval.ts";
import type { Unit } from "#server/log/unit.ts";
import { type Add, ownersIn, ownersOf, stateSets, walks } from "./owed.ts";

/** What lies beyond is only said to be more. */
const most = 1000;
const counted = (n: number) => ({ count: Math.min(n, most), more: n > most });

type Row = { mine: number; department: number; overdue: number; approvals: number; acknowledgements: number };

/** The figures of one member. */
export const countsOf = async (unit: Unit, me: string) => {
  const department = memberOf(unit.directory.organisation, me)?.department;
  const values: unknown[] = [me];
  const add: Add = (value) => `$${values.push(value)}`;
  const now = `${add(new Date(unit.now).toISOString())}::timestamptz`;
  const deciders = add(decidersFor(unit.directory, me, unit.now));
  const end = `limit ${most + 1}`;
  const live = ["b.state = 'open'", "b.state = 'breached'"];
  const number = (rows: string) => `(select count(*) from (select 1 from (${rows}) r ${end}) x)`;
  const key = "b.stream, b.id";
  const mine = walks(ownersOf(unit, me, me), live, "true", end, add, key);
  const ours = department
    ? walks(ownersIn(unit, department), live, "true", end, add, key)
    : "select 1 where false";
  const late = walks(null, stateSets("breached", now) ?? [], "true", end, add, key);
  const here = "org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer";
  const { rows } = await unit.client.query<Row>(
    `select ${number(mine)} as mine, ${number(ours)} as department, ${number(late)} as overdue,
       ${number(`select 1 from approval_view a where ${here} and ${approvalStateIs("waiting", now)} and ${askedOf("$1", deciders)} ${end}`)} as approvals,
       ${number(`select 1 from circulation where ${here} and member = $1 and acknowledged_at is null ${end}`)} as acknowledgements`,
    values,
  );
  const row = rows[0] ?? { mine: 0, department: 0, overdue: 0, approvals: 0, acknowledgements: 0 };
  return {
    mine: counted(row.mine),
    department: counted(row.department),
    overdue: counted(row.overdue),
    approvals: counted(row.approvals),
    acknowledgements: counted(row.acknowledgements),
  };
};
