// What is owed, soonest due first.
import type { z } from "zod";
import type { listObligations, Obligation as Shown } from "#api/obligation.ts";
import type { Obligation } from "#domain/obligation/obligation.ts";
import { showObligation } from "#domain/obligation/show.ts";
import { headOf, holderOf } from "#domain/organisation/organisation.ts";
import { checkClause, checkDepartment } from "#server/http/filter.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import type { Unit } from "#server/log/unit.ts";
import { type Add, byDue, here, never, ownersAre, ownersIn, ownersOf, stateSets, walks } from "./owed.ts";

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

/** What every row must fulfil besides its state and its first owners. */
const conditions = (unit: Unit, q: Query, add: Add): string[] => {
  const where = ["true"];
  if (q.dueBefore) where.push(`${byDue} < ${add(new Date(q.dueBefore).toISOString())}::timestamptz`);
  if (q.clause) {
    checkClause(unit.directory, q.clause);
    where.push(`b.clause = ${add(q.clause)}`);
  }
  const after = readCursor(q.after, ["time?", "id", "text"]);
  if (after) {
    const [due, stream, id] = after;
    const at = due === null ? never : iso(Number(due));
    where.push(`(${byDue}, b.stream, b.id) > (${add(at)}::timestamptz, ${add(stream)}::uuid, ${add(id)})`);
  }
  return where;
};

/** The keys of a page and one more. */
const keys = (unit: Unit, q: Query, me: string, limit: number, add: Add): string => {
  const where = conditions(unit, q, add);
  if (q.department) checkDepartment(unit.directory.organisation, q.department);
  const asked = [
    ...(q.owner ? [ownersOf(unit, q.owner, me)] : []),
    ...(q.department ? [ownersIn(unit, q.department)] : []),
  ];
  const live = q.state === "open" || q.state === "breached";
  const sets = live ? stateSets(q.state, `${add(iso(unit.now))}::timestamptz`) : null;
  const end = (of: string) => `order by ${of}, b.stream, b.id limit ${limit}`;
  // With a clause the rows lie together by that; what is over lies in no index by due time.
  if (sets && !q.clause) {
    const [owners = null, ...more] = asked;
    where.push(...more.map((one) => ownersAre(one, add)));
    return walks(owners, sets, where.join(" and "), end(byDue), add);
  }
  where.push(...asked.map((one) => ownersAre(one, add)));
  if (sets) where.push(`(${sets.join(" or ")})`);
  else if (q.state) where.push(`b.state = ${add(q.state)}`);
  return `select ${byDue} as due, b.stream, b.id from obligation b where ${here} and ${where.join(" and ")} ${end(byDue)}`;
};

/** One page of the list. */
export const findObligations = async (unit: Unit, q: Query, me: string) => {
  const values: unknown[] = [];
  const add: Add = (value) => `$${values.push(value)}`;
  const limit = pageSize(q.limit);
  const page = keys(unit, q, me, limit + 1, add);
  const { rows } = await unit.client.query<Row>(
    `select b.stream, b.id, owner_post, owner_department, owner_member, b.due_at, detail, c.number, c.title,
            case when d.id is not null then jsonb_build_object('id', d.id, 'title', d.title,
              'period', d.period, 'n', d.n, 'of', d.times) end as duty,
            case when p.stream is not null then jsonb_build_object('id', p.stream, 'name', p.name,
              'number', p.number, 'title', p.title) end as paper
       from (select * from (${page}) u order by due, stream, id limit ${limit + 1}) k
       join obligation b on b.org = current_setting('shouwen.org') and b.stream = k.stream and b.id = k.id
       left join case_view c on c.org = b.org and c.id = b.stream
       left join duty_view d on d.org = b.org and d.id = b.stream
       left join paper_view p on p.org = b.org and p.stream = b.stream and p.host = 'paper'
      order by k.due, k.stream, k.id`,
    values,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((r) => show(unit, r)),
    next: last ? writeCursor([last.due_at, last.stream, last.id]) : null,
  };
};
