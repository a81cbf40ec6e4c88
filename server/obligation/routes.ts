// What is owed, and how much of it: lists and counts over the obligation rows.
import type { z } from "zod";
import { getCounts, listObligations, type Obligation as Shown } from "#api/obligation.ts";
import type { Obligation } from "#domain/obligation/obligation.ts";
import { showObligation } from "#domain/obligation/show.ts";
import { headOf, holderOf, memberOf } from "#domain/organisation/organisation.ts";
import { checkClause, checkDepartment, ownerNamed } from "#server/http/filter.ts";
import { approvalStateIs, askedOf, decidersFor } from "#server/http/matter/approval.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import { type Routes, route } from "#server/http/route.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

type Row = {
  stream: string;
  id: string;
  owner_post: string | null;
  owner_department: string | null;
  owner_member: string | null;
  due_at: number | null;
  detail: Obligation;
  number: string | null;
  title: string | null;
  duty: Shown["duty"];
  paper: Shown["paper"];
};
type Query = z.output<NonNullable<typeof listObligations.query>>;

const iso = (ms: number): string => new Date(ms).toISOString();
/** Where a list by due time puts what has none. */
const never = "9999-12-31T00:00:00.000Z";
/** Breached in every answer at once, whether or not a wake-up has fired. */
const lapsed = (n: string) =>
  `(state = 'open' and paused_at is null and awaiting is null and coalesce(due_at < ${n}, false))`;

const owedBy = (unit: Unit, ref: string, me: string) => {
  const o = unit.directory.organisation;
  const { member, posts } = ownerNamed(o, ref, me);
  const heads = o.departments.filter((d) => member && headOf(o, d.key)?.id === member.id).map((d) => d.key);
  return { member: member?.id ?? "", posts, heads };
};

const ownerIs = (member: string, posts: string, heads: string) =>
  `(owner_member = ${member} or (owner_member is null and (owner_post = any (${posts}) or owner_department = any (${heads}))))`;

/** What a department owes: as one, or through its people and the posts they hold. */
const departmentIs = (department: string, members: string, posts: string) =>
  `(owner_department = ${department} or owner_member = any (${members}) or (owner_member is null and owner_post = any (${posts})))`;

const peopleOf = (unit: Unit, department: string) => {
  const people = unit.directory.organisation.members.filter((m) => m.department === department);
  return { members: people.map((m) => m.id), posts: people.flatMap((m) => m.posts) };
};

const stateIs = (state: string, now: string): string => {
  if (state === "breached") return `(state = 'breached' or ${lapsed(now)})`;
  if (state === "open") return `(state = 'open' and not ${lapsed(now)})`;
  return `state = '${state}'`;
};

const show = (unit: Unit, r: Row): Shown => {
  const o = unit.directory.organisation;
  const post = r.owner_post ? holderOf(o, r.owner_post)?.id : undefined;
  const head = r.owner_department ? headOf(o, r.owner_department)?.id : undefined;
  const shown = showObligation(r.detail, {
    stream: r.stream,
    calendar: unit.directory.calendar.always ? "always" : unit.directory.calendar.key,
    now: unit.now,
    owner: r.owner_member ?? post ?? head ?? null,
    ownerPost: r.owner_post,
    department: r.owner_department,
    says: "",
    iso,
  });
  if (r.number === null) return { ...shown, case: null, duty: r.duty, paper: r.paper };
  return { ...shown, caseNumber: r.number, caseTitle: r.title ?? "", duty: null, paper: null };
};

const list = async (unit: Unit, q: Query, me: string) => {
  const values: unknown[] = [iso(unit.now)];
  const add = (value: unknown): string => {
    values.push(value);
    return `$${values.length}`;
  };
  const where = ["b.org = current_setting('shouwen.org')", "b.run = current_setting('shouwen.run')::integer"];
  if (q.state)
    where.push(
      stateIs(q.state, "$1::timestamptz").replaceAll(/\b(state|due_at|paused_at|awaiting)\b/g, "b.$1"),
    );
  if (q.owner) {
    const owes = owedBy(unit, q.owner, me);
    where.push(ownerIs(add(owes.member), add(owes.posts), add(owes.heads)));
  }
  if (q.department) {
    checkDepartment(unit.directory.organisation, q.department);
    const of = peopleOf(unit, q.department);
    where.push(departmentIs(add(q.department), add(of.members), add(of.posts)));
  }
  if (q.dueBefore) where.push(`b.due_at < ${add(new Date(q.dueBefore).toISOString())}`);
  if (q.clause) {
    checkClause(unit.directory, q.clause);
    where.push(`b.clause = ${add(q.clause)}`);
  }
  const after = readCursor(q.after, ["time?", "id", "text"]);
  if (after) {
    const [due, stream, id] = after;
    const at = due === null ? never : iso(Number(due));
    where.push(
      `(coalesce(b.due_at, '${never}'), b.stream, b.id) > (${add(at)}::timestamptz, ${add(stream)}::uuid, ${add(id)})`,
    );
  }
  const limit = pageSize(q.limit);
  const { rows } = await unit.client.query<Row>(
    `select b.stream, b.id, owner_post, owner_department, owner_member, b.due_at, detail, c.number, c.title,
            case when d.id is not null then jsonb_build_object('id', d.id, 'title', d.title,
              'period', d.period, 'n', d.n, 'of', d.times) end as duty,
            case when p.stream is not null then jsonb_build_object('id', p.stream, 'name', p.name,
              'number', p.number, 'title', p.title) end as paper
       from obligation b
       left join case_view c on c.org = b.org and c.id = b.stream
       left join duty_view d on d.org = b.org and d.id = b.stream
       left join paper_view p on p.org = b.org and p.stream = b.stream and p.host = 'paper'
      where $1::timestamptz is not null and ${where.join(" and ")}
      order by coalesce(b.due_at, '${never}'), b.stream, b.id limit ${add(limit + 1)}`,
    values,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((r) => show(unit, r)),
    next: last ? writeCursor([last.due_at, last.stream, last.id]) : null,
  };
};

/** Counted up to a thousand; what lies beyond is only said to be more. */
const most = 1000;
const counted = (n: number) => ({ count: Math.min(n, most), more: n > most });

const counts = async (unit: Unit, me: string) => {
  const o = unit.directory.organisation;
  const member = memberOf(o, me);
  const { posts, heads } = owedBy(unit, me, me);
  const department = member?.department ?? "";
  const ours = peopleOf(unit, department);
  const here = "org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer";
  const live = "state in ('open', 'breached')";
  const { rows } = await unit.client.query<{
    mine: number;
    department: number;
    overdue: number;
    approvals: number;
    acknowledgements: number;
  }>(
    `select
       (select count(*) from (select 1 from obligation where ${here} and ${live} and ${ownerIs("$1", "$2", "$3")} limit ${most + 1}) x) as mine,
       (select count(*) from (select 1 from obligation where ${here} and ${live} and ${departmentIs("$4", "$6", "$7")} limit ${most + 1}) x) as department,
       (select count(*) from (select 1 from obligation where ${here} and (state = 'breached' or ${lapsed("$5::timestamptz")}) limit ${most + 1}) x) as overdue,
       (select count(*) from (select 1 from approval_view a where ${here} and ${approvalStateIs("waiting", "$5::timestamptz")} and ${askedOf("$1", "$8")} limit ${most + 1}) x) as approvals,
       (select count(*) from (select 1 from circulation where ${here} and member = $1 and acknowledged_at is null limit ${most + 1}) x) as acknowledgements`,
    [
      me,
      posts,
      heads,
      department,
      iso(unit.now),
      ours.members,
      ours.posts,
      decidersFor(unit.directory, me, unit.now),
    ],
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

/** Registers the routes of obligations. */
export const obligationRoutes = (routes: Routes, world: World): void => {
  route(routes, listObligations, ({ query, caller }) =>
    reading(world, caller.org, (unit) => list(unit, query, caller.member)),
  );
  route(routes, getCounts, ({ caller }) => reading(world, caller.org, (unit) => counts(unit, caller.member)));
};
