/** Accounts and API keys as rows: whoever signs in is a member of one organisation. */
import type { ClientBase, Pool } from "pg";
import { foldName } from "#domain/account/name.ts";
import { newToken, tokenHash } from "./token.ts";

/** An account to be made; `passwordHash` comes from `hashPassword` and may be shared by many. */
export type NewAccount = {
  id: string;
  username: string;
  name: string;
  org: string;
  member: string;
  passwordHash: string;
};

type Client = Pool | ClientBase;

/** Adds accounts, and brings those with a known id up to date, all in one statement. */
export async function createAccounts(client: Client, accounts: readonly NewAccount[]): Promise<void> {
  const column = (of: (account: NewAccount) => string) => accounts.map(of);
  // Every account needs an address; nobody's real one is kept here, and `.invalid` can't receive any mail.
  await client.query(
    `with given as (
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         as given (id, username, name, org, member, hash)),
     people as (
       insert into auth."user" (id, username, name, email, org, member)
       select id, username, name, id || '@account.invalid', org, member from given
       on conflict (id) do update set username = excluded.username, name = excluded.name,
         org = excluded.org, member = excluded.member, updated_at = now())
     insert into auth.account (id, account_id, provider_id, user_id, password)
     select id, id, 'credential', id, hash from given
     on conflict (id) do update set password = excluded.password, updated_at = now()`,
    [
      column((account) => account.id),
      column((account) => account.username.toLowerCase()),
      column((account) => account.name),
      column((account) => account.org),
      column((account) => account.member),
      column((account) => account.passwordHash),
    ],
  );
}

/** Who can sign in to these organisations, by username. */
export async function listUsernames(
  client: Client,
  orgs: readonly string[],
): Promise<{ username: string; name: string; org: string; member: string }[]> {
  const { rows } = await client.query(
    `select username, name, org, member from auth."user"
      where org = any ($1) and username is not null order by org, username`,
    [orgs],
  );
  return rows;
}

/** The open account behind a sign-in name, or null. */
export async function findAccount(
  client: Client,
  name: string,
): Promise<{ id: string; username: string; org: string; member: string } | null> {
  const { rows } = await client.query(
    `select id, username, org, member from auth."user"
      where (username = $1 or second_name = $1) and closed_at is null
      order by second_name is not distinct from $1 limit 1`,
    [foldName(name)],
  );
  return rows[0] ?? null;
}

/**
 * Makes an API key with which a program acts as this member.
 * @returns the key, which can't be read again later, and the id under which it is revoked.
 */
export async function issueApiKey(
  client: Client,
  to: { org: string; member: string; name: string; expiresAt?: Date },
): Promise<{ id: string; key: string }> {
  const key = `sw_${newToken()}`;
  const { rows } = await client.query<{ id: string }>(
    "insert into auth.api_key (hash, name, org, member, expires_at) values ($1, $2, $3, $4, $5) returning id",
    [tokenHash(key), to.name, to.org, to.member, to.expiresAt ?? null],
  );
  return { id: rows[0]!.id, key };
}

/** Ends a key of this organisation; every process refuses it within 5 seconds. */
export async function revokeApiKey(client: Client, org: string, id: string): Promise<void> {
  await client.query("delete from auth.api_key where org = $1 and id = $2", [org, id]);
}

/** A key as its owner sees it; the key itself is nowhere. */
export type KeyRow = {
  id: string;
  name: string;
  member: string;
  createdAt: string;
  expiresAt: string | null;
};

/** The keys of an organisation, newest first. */
export async function listApiKeys(client: Client, org: string): Promise<KeyRow[]> {
  const { rows } = await client.query<KeyRow>(
    `select id, name, member, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
            to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "expiresAt"
       from auth.api_key where org = $1 order by created_at desc, id`,
    [org],
  );
  return rows;
}

/** Whose key this is; null where it is unknown, revoked or too old. */
export async function findApiKey(
  client: Client,
  key: string,
): Promise<{ id: string; org: string; member: string } | null> {
  const { rows } = await client.query<{ id: string; org: string; member: string }>(
    "select id, org, member from auth.api_key where hash = $1 and (expires_at is null or expires_at > now())",
    [tokenHash(key)],
  );
  return rows[0] ?? null;
}
