/** How somebody gets into their account for the first time, or again: by a link, or by a starting password. */
import type { ClientBase, Pool } from "pg";
import { hashPassword } from "../password.ts";
import { newToken, tokenHash, writtenCode } from "../token.ts";
import { setPassword } from "./account.ts";

type Client = Pool | ClientBase;

/** What is told once; it serves for seven days. */
export type Invitation = { username: string; token: string; expiresAt: Date };

/**
 * Makes the link with which a member sets a password of their own; an earlier one serves no more.
 * @returns null where the member has no account, or a closed one
 */
export async function inviteMember(client: Client, org: string, member: string): Promise<Invitation | null> {
  const token = newToken();
  const { rows } = await client.query<{ username: string; expires: string }>(
    `with given as (
       insert into auth.invitation (user_id, hash, expires_at)
       select id, $3, now() + interval '7 days' from auth."user"
        where org = $1 and member = $2 and closed_at is null and username is not null
       on conflict (user_id) do update set hash = excluded.hash, made_at = now(), expires_at = excluded.expires_at
       returning user_id, expires_at)
     select u.username, g.expires_at::text as expires from given g join auth."user" u on u.id = g.user_id`,
    [org, member, tokenHash(token)],
  );
  const [row] = rows;
  return row ? { username: row.username, token, expiresAt: new Date(row.expires) } : null;
}

/** A password that can be read from paper, and its hash, which takes too long to be made in a transaction. */
export type Starting = { password: string; hash: string };

export async function newStarting(): Promise<Starting> {
  const password = writtenCode(3);
  return { password, hash: await hashPassword(password) };
}

/**
 * Gives a member a password that must be changed at once, and ends every session; two-factor stays.
 * @returns null where the member has no account, or a closed one
 */
export async function startPassword(
  client: Client,
  org: string,
  member: string,
  { password, hash }: Starting,
): Promise<{ username: string; password: string } | null> {
  const { rows } = await client.query<{ id: string; username: string }>(
    `select id, username from auth."user"
      where org = $1 and member = $2 and closed_at is null and username is not null for update`,
    [org, member],
  );
  const [row] = rows;
  if (!row) return null;
  await setPassword(client, row.id, hash, { start: true });
  return { username: row.username, password };
}

/** Whose invitation this is. */
export type Invited = {
  id: string;
  username: string;
  second: string | null;
  name: string;
  org: string;
  member: string;
  organisationName: string;
  twoFactor: boolean;
};

/** Null where it is unknown, used, superseded or too old. */
export async function findInvitation(client: Client, token: string, lock = false): Promise<Invited | null> {
  const { rows } = await client.query<Invited>(
    `select u.id, u.username, u.second_name as second, u.name, u.org, u.member, o.name as "organisationName",
            exists (select from auth.two_factor t where t.user_id = u.id and t.confirmed_at is not null) as "twoFactor"
       from auth.invitation i join auth."user" u on u.id = i.user_id join shouwen.organisation o on o.org = u.org
      where i.hash = $1 and i.expires_at > now() and u.closed_at is null ${lock ? "for update of i" : ""}`,
    [tokenHash(token)],
  );
  return rows[0] ?? null;
}
