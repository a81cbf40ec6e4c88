/** Accounts of one person in several organisations, linked after both passwords were shown. */
import type { ClientBase, Pool } from "pg";
import { foldName } from "#domain/account/name.ts";
import type { Account } from "../prove.ts";

type Client = Pool | ClientBase;

/** An account that one may change over to; with two-factor it asks for its code first. */
export type Linked = Account & { organisationName: string; twoFactor: boolean };

const linked = `select u.id, u.username, u.name, u.org, u.member, o.name as "organisationName",
    t.user_id is not null as "twoFactor"
  from auth.link l
  join auth."user" u on u.id = case when l.one = $1 then l.other else l.one end
  join shouwen.organisation o on o.org = u.org
  left join auth.two_factor t on t.user_id = u.id and t.confirmed_at is not null
  where $1 in (l.one, l.other) and u.closed_at is null and u.username is not null`;

/** The open accounts linked with this one. */
export async function linkedAccounts(client: Client, userId: string): Promise<Linked[]> {
  const { rows } = await client.query<Linked>(`${linked} order by u.org, u.username`, [userId]);
  return rows;
}

/** The one of this name, or undefined. */
export async function linkedAccount(
  client: Client,
  userId: string,
  username: string,
): Promise<Linked | undefined> {
  const { rows } = await client.query<Linked>(`${linked} and $2 in (u.username, u.second_name)`, [
    userId,
    foldName(username),
  ]);
  return rows[0];
}

const pair = (a: string, b: string): [string, string] => (a < b ? [a, b] : [b, a]);

/** Links two accounts, once. */
export async function link(client: Client, a: string, b: string): Promise<void> {
  await client.query("insert into auth.link (one, other) values ($1, $2) on conflict do nothing", pair(a, b));
}

/** Takes a link away; either side may. */
export async function unlink(client: Client, a: string, b: string): Promise<void> {
  await client.query("delete from auth.link where one = $1 and other = $2", pair(a, b));
}
