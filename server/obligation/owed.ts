// Who owes an obligation, and in what state it is at this instant: conditions, and the ways an index walks to them.
import { headOf } from "#domain/organisation/organisation.ts";
import { ownerNamed } from "#server/http/filter.ts";
import type { Unit } from "#server/log/unit.ts";

export type Add = (value: unknown) => string;

/** Where a list by due time puts what has none. */
export const never = "9999-12-31T00:00:00.000Z";
/** The order of such a list, as its indexes have it: `case`, since no index is walked by `coalesce` under row-level security. */
export const byDue = `case when b.due_at is null then '9999-12-31 00:00:00+00'::timestamptz else b.due_at end`;
export const here =
  "b.org = current_setting('shouwen.org') and b.run = current_setting('shouwen.run')::integer";

/** Breached in every answer at once, whether or not a wake-up has fired. */
export const lapsed = (now: string) =>
  `(b.state = 'open' and b.paused_at is null and b.awaiting is null and ${byDue} < ${now})`;

/** The rows of a state, each set of which lies together in the indexes by due time; null for a state that has none. */
export const stateSets = (state: string | undefined, now: string): string[] | null => {
  if (state === "breached") return ["b.state = 'breached'", lapsed(now)];
  return state === "open" ? [`b.state = 'open' and not ${lapsed(now)}`] : null;
};

/** A set of owners, of which each has its obligations together in an index. */
export type Owners = { column: string; of: readonly string[]; also: string };

const own = "b.owner_member is null and ";

/** Whose are those of `ref`: by name, by post, as the head of a department. */
export const ownersOf = (unit: Unit, ref: string, me: string): Owners[] => {
  const o = unit.directory.organisation;
  const { member, posts } = ownerNamed(o, ref, me);
  const heads = o.departments.filter((d) => member && headOf(o, d.key)?.id === member.id).map((d) => d.key);
  return [
    { column: "owner_member", of: member ? [member.id] : [], also: "" },
    { column: "owner_post", of: posts, also: own },
    { column: "owner_department", of: heads, also: own },
  ];
};

/** What a department owes: as one, or through its people and the posts they hold. */
export const ownersIn = (unit: Unit, department: string): Owners[] => {
  const people = unit.directory.organisation.members.filter((m) => m.department === department);
  return [
    { column: "owner_department", of: [department], also: "" },
    { column: "owner_member", of: people.map((m) => m.id), also: "" },
    { column: "owner_post", of: people.flatMap((m) => m.posts), also: own },
  ];
};

/** The owners as one condition. */
export const ownersAre = (owners: readonly Owners[], add: Add): string =>
  `(${owners.map(({ column, of, also }) => `${also}b.${column} = any (${add(of)}::text[])`).join(" or ")})`;

/**
 * The first keys of obligations `b`, each set of owners walked by its own index.
 * @param owners null for everybody's
 * @param sets conditions of which each row fulfils one
 * @param rest what every row must fulfil besides
 * @param end order and limit of each walk
 * @param wanted what is given of each: for counting only what the indexes hold, so that no row itself is read
 */
export const walks = (
  owners: readonly Owners[] | null,
  sets: readonly string[],
  rest: string,
  end: string,
  add: Add,
  wanted = `${byDue} as due, b.stream, b.id`,
) => {
  const keys = `select ${wanted} from obligation b where ${here}`;
  const one = (also: string, set: string) => `(${keys} and ${also} ${set} and ${rest} ${end})`;
  if (!owners) return sets.map((set) => one("", set)).join(" union ");
  return owners
    .filter(({ of }) => of.length > 0)
    .flatMap(({ column, of, also }) => {
      const whom = add([...new Set(of)]);
      return sets.map(
        (set) => `(select x.* from unnest(${whom}::text[]) w(who)
          cross join lateral ${one(`${also}b.${column} = w.who and`, set)} x)`,
      );
    })
    .join(" union ");
};
