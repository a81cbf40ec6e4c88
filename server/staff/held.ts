// What somebody holds: by name, and through posts that nobody else holds.
import type { Held } from "#api/staff.ts";
import { type Member, type OrganisationState, postsOf } from "#domain/organisation/organisation.ts";
import { hasAdmin, withMember } from "#domain/staff/form.ts";
import type { Unit } from "#server/log/unit.ts";

const shown = 50;
const mine = "org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer";

/** The posts that would stand empty without this member, and whether somebody must take them. */
export const emptyWithout = (o: OrganisationState, m: Member): Held["posts"] => {
  const others = o.members.filter((x) => x.id !== m.id);
  const alone = m.posts.filter((p) => !others.some((x) => x.posts.includes(p)));
  const admin = hasAdmin(withMember(o, { ...m, posts: [] }));
  return o.posts
    .filter((p) => alone.includes(p.key))
    .map(({ key, name, grants }) => ({
      ...{ key, name },
      needed: key === o.head || (!admin && grants.includes("admin")),
    }));
};

type Row = { id: string; name: string };

const some = async (unit: Unit, sql: string, values: unknown[]) => {
  const { rows } = await unit.client.query<Row>(`${sql} limit ${shown + 1}`, values);
  if (rows.length <= shown) return { count: rows.length, items: rows };
  const counted = await unit.client.query<{ n: number }>(
    `select count(*)::integer as n from (${sql}) x`,
    values,
  );
  return { count: counted.rows[0]?.n ?? rows.length, items: rows.slice(0, shown) };
};

const count = async (unit: Unit, sql: string, values: unknown[]): Promise<number> => {
  const { rows } = await unit.client.query<{ n: number }>(
    `select count(*)::integer as n from ${sql}`,
    values,
  );
  return rows[0]?.n ?? 0;
};

/** Open matters in which this member was asked first or which are with them. */
const matters = `select id, number || ' ' || title as name from case_view where ${mine}
   and state not in ('closed', 'withdrawn') and (first_asked = $1 or holder = $1
     or exists (select from obligation o where o.org = case_view.org and o.stream = case_view.id
                 and o.owner_member = $1 and o.state = 'open'))`;
const approvals = `select a.id, coalesce(c.number || ' ' || c.title, '') as name
   from approval_view a left join case_view c on c.org = a.org and c.id = a.stream
  where a.org = current_setting('shouwen.org') and a.run = current_setting('shouwen.run')::integer
    and a.state = 'waiting' and (a.asked_by = $1 or $1 = any (a.members))`;

/** Roles that only posts of these stand for. */
const rolesOf = (o: OrganisationState, posts: readonly string[]): string[] =>
  Object.keys(o.roles).filter((role) => postsOf(o)(role).every((p) => posts.includes(p)));

/** What somebody holds. */
export const heldBy = async (unit: Unit, m: Member): Promise<Held> => {
  const { organisation: o } = unit.directory;
  const posts = emptyWithout(o, m);
  const alone = posts.map((p) => p.key);
  const own = `obligation where ${mine} and state = 'open'`;
  const deputies = Object.entries(o.deputies).flatMap(([of, named]) =>
    named.filter((d) => (of === m.id || d.deputy === m.id) && d.to >= unit.now),
  );
  return {
    matters: await some(unit, `${matters} order by number`, [m.id]),
    approvals: await some(unit, `${approvals} order by asked_at`, [m.id]),
    obligations: await count(
      unit,
      `${own} and (owner_member = $1 or (owner_member is null and owner_post = any ($2)))`,
      [m.id, alone],
    ),
    duties: await count(
      unit,
      `duty_view d where d.org = current_setting('shouwen.org') and d.run = current_setting('shouwen.run')::integer
         and exists (select from obligation o where o.org = d.org and o.stream = d.id and o.state = 'open'
                      and o.owner_post = any ($1))`,
      [alone],
    ),
    papers: await count(unit, `paper_view where ${mine} and turn = any ($1)`, [rolesOf(o, alone)]),
    deputies: deputies.length,
    posts,
  };
};
