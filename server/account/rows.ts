// What accounts look like to their owners and to the administrator, read as the owner of the schema `auth`.
import type { z } from "zod";
import type { getAccount, linkedAccount } from "#api/account.ts";
import type { listAccounts } from "#api/accounts.ts";
import type { Member } from "#domain/organisation/organisation.ts";
import { linkedAccounts } from "#server/http/session/member/link.ts";
import type { Who } from "#server/http/session/who.ts";
import type { World } from "#server/log/world.ts";

type Own = z.output<typeof getAccount.output>;
type Row = z.output<typeof listAccounts.output>["items"][number];

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** One's accounts elsewhere, as far as each organisation may know of the other. */
export const linksOf = async (world: World, userId: string): Promise<z.output<typeof linkedAccount>[]> => {
  const linked = await linkedAccounts(world.side, userId);
  return linked.map(({ username, name, org, organisationName, twoFactor }) => ({
    username,
    name,
    organisation: org,
    organisationName,
    twoFactor,
  }));
};

const ownRow = `select u.username, u.second_name as second,
    t.user_id is not null as on, coalesce(array_length(t.backup_codes, 1), 0) as left
  from auth."user" u left join auth.two_factor t on t.user_id = u.id and t.confirmed_at is not null
  where u.id = $1`;

/** One's own account as its page shows it. */
export const ownOf = async (world: World, who: Who): Promise<Own> => {
  const [own, sessions, links] = await Promise.all([
    world.side.query<{ username: string; second: string | null; on: boolean; left: number }>(ownRow, [
      who.user,
    ]),
    world.side.query<{ id: string; since: string; device: string }>(
      `select id, ${instant("created_at")} as since, coalesce(user_agent, '') as device from auth.session
        where user_id = $1 and expires_at > now() order by created_at desc, id`,
      [who.user],
    ),
    linksOf(world, who.user),
  ]);
  const row = own.rows[0] ?? { username: "", second: null, on: false, left: 0 };
  return {
    username: row.username,
    second: row.second,
    twoFactor: { on: row.on, backupCodesLeft: row.left },
    sessions: sessions.rows.map((s) => ({ ...s, current: s.id === who.session })),
    links,
  };
};

const memberRows = `select u.member, u.username, u.second_name as second,
    case when u.closed_at is not null then 'closed'
         when i.user_id is not null then 'invited'
         when a.password is null then 'none'
         when u.must_change then 'starting' else 'active' end as state,
    ${instant("coalesce(i.expires_at, u.start_until)")} as until,
    t.user_id is not null as "twoFactor",
    (select count(*)::integer from auth.session s where s.user_id = u.id and s.expires_at > now()) as sessions
  from auth."user" u
  left join auth.account a on a.user_id = u.id
  left join auth.invitation i on i.user_id = u.id and i.expires_at > now()
  left join auth.two_factor t on t.user_id = u.id and t.confirmed_at is not null
  where u.org = $1`;

const none = { second: null, state: "none", until: null, twoFactor: false, sessions: 0 } as const;

/** The account of each of these members, in their order. */
export const accountRows = async (world: World, org: string, members: readonly Member[]): Promise<Row[]> => {
  const { rows } = await world.side.query<Omit<Row, "name">>(memberRows, [org]);
  const byMember = new Map(rows.map((row) => [row.member, row]));
  return members.flatMap((m): Row[] => {
    const row = byMember.get(m.id);
    // Whoever has left and never had an account has no business here.
    if (!row) return m.left ? [] : [{ ...none, member: m.id, name: m.name, username: m.username }];
    return [{ ...row, name: m.name }];
  });
};
