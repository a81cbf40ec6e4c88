/** The account of a member as a row: its names, whether it is open, and what ends with it. */
import type { ClientBase, Pool } from "pg";

type Client = Pool | ClientBase;

/** A member's account to be; the names come from `signInNames`. Its id is the member's. */
export type Named = {
  org: string;
  member: string;
  name: string;
  username: string;
  second: string | null;
};

/**
 * Makes a member's account where there is none, without a password, and brings its names up to date.
 * The client must be the owner's, and of a command that `configures`, so that no two look at once.
 * @returns which of the names somebody else has, or null
 */
export async function nameAccount(client: Client, of: Named): Promise<"username" | "second" | null> {
  const { rows } = await client.query<{ taken: string }>(
    `select unnest(array[username, second_name]) as taken from auth."user"
      where (org, member) <> ($1, $2) and (username = any ($3) or second_name = any ($3))`,
    [of.org, of.member, [of.username, of.second]],
  );
  const taken = new Set(rows.map((row) => row.taken));
  if (taken.has(of.username)) return "username";
  if (of.second !== null && taken.has(of.second)) return "second";
  await client.query(
    `insert into auth."user" (id, username, second_name, name, email, org, member)
     values ($2, $4, $5, $3, $2 || '@account.invalid', $1, $2)
     on conflict (org, member) do update
       set username = excluded.username, second_name = excluded.second_name, name = excluded.name, updated_at = now()`,
    [of.org, of.member, of.name, of.username, of.second],
  );
  return null;
}

const accountsOf = `select id from auth."user" where org = $1 and member = $2`;

/** Ends a member's sessions, as when a post is left; every process refuses them within 5 seconds. */
export async function endSessions(client: Client, org: string, member: string): Promise<void> {
  await client.query(`delete from auth.session where user_id in (${accountsOf})`, [org, member]);
}

/** Shuts a member out: sign-in is refused as for an unknown name; sessions, keys, invitation and links end. */
export async function closeAccount(client: Client, org: string, member: string): Promise<void> {
  await client.query(
    `with closed as (
       update auth."user" set closed_at = now(), updated_at = now() where org = $1 and member = $2 returning id),
     sessions as (delete from auth.session where user_id in (select id from closed)),
     invitations as (delete from auth.invitation where user_id in (select id from closed)),
     links as (delete from auth.link where one in (select id from closed) or other in (select id from closed))
     delete from auth.api_key where org = $1 and member = $2`,
    [org, member],
  );
}

/** Lets a member in again with the password they had; keys and links stay gone. */
export async function reopenAccount(client: Client, org: string, member: string): Promise<void> {
  await client.query(
    `update auth."user" set closed_at = null, updated_at = now() where org = $1 and member = $2`,
    [org, member],
  );
}

/** Sets a password, and ends all sessions but one. Links end too: whoever knew the old one may have made them. */
export async function setPassword(
  client: Client,
  userId: string,
  hash: string,
  { keep = null, start = false }: { keep?: string | null; start?: boolean } = {},
): Promise<void> {
  await client.query(
    `with password as (
       insert into auth.account (id, account_id, provider_id, user_id, password)
       values ($1, $1, 'credential', $1, $2)
       on conflict (id) do update set password = excluded.password, updated_at = now()),
     invitation as (delete from auth.invitation where user_id = $1),
     links as (delete from auth.link where $1 in (one, other)),
     ended as (delete from auth.session where user_id = $1 and id is distinct from $3)
     update auth."user" set must_change = $4, updated_at = now(),
            start_until = case when $4 then now() + interval '7 days' end
      where id = $1`,
    [userId, hash, keep, start],
  );
}

/** Switches two-factor off, for who does not want it any more or has lost the telephone; false where it was off. */
export async function endTwoFactor(client: Client, org: string, member: string): Promise<boolean> {
  const { rowCount } = await client.query(`delete from auth.two_factor where user_id in (${accountsOf})`, [
    org,
    member,
  ]);
  return (rowCount ?? 0) > 0;
}

/**
 * Removes the accounts of members whose data were erased, and what answers kept of them; harmless where there are none.
 * @param client acts as the owner
 */
export async function removeAccounts(client: Client, org: string, members: readonly string[]): Promise<void> {
  if (members.length === 0) return;
  const values = [org, members];
  await client.query(
    `delete from auth.failure where username in (select unnest(array[username, second_name]) from auth."user"
       where org = $1 and member = any ($2))`,
    values,
  );
  await client.query("delete from auth.api_key where org = $1 and member = any ($2)", values);
  // What else belongs to an account goes with it.
  await client.query('delete from auth."user" where org = $1 and member = any ($2)', values);
  await client.query(
    `update shouwen.idempotency set answer = jsonb_build_object('status', answer::jsonb -> 'status', 'body',
         jsonb_build_object('id', answer::jsonb #> '{body,id}'))::text
      where org = $1 and answer is not null and exists (select from unnest($2::text[]) as m(id)
        where position('"' || m.id || '"' in answer) > 0 or m.id = any (string_to_array(path, '/')))`,
    values,
  );
}
