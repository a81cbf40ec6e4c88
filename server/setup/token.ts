// The one-time token with which an organisation is founded: printed on the console, kept as its hash.
import type { ClientBase, Pool } from "pg";
import { newToken, tokenHash } from "#server/http/session/token.ts";

type Client = Pool | ClientBase;

/** Whether there is no organisation yet. */
export const isNeeded = async (client: Client): Promise<boolean> => {
  const { rows } = await client.query<{ needed: boolean }>(
    "select not exists (select from shouwen.organisation where loaded) as needed",
  );
  return rows[0]?.needed ?? false;
};

/** Makes a token for a day; an earlier one serves no more, so that several processes share the newest. */
export const makeToken = async (client: Client): Promise<string> => {
  const token = newToken();
  await client.query(
    `with earlier as (delete from auth.setup_token)
     insert into auth.setup_token (hash, expires_at) values ($1, now() + interval '24 hours')`,
    [tokenHash(token)],
  );
  return token;
};

/** Where the token is typed in. */
export const setupAddress = (publicUrl: string, token: string): string => `${publicUrl}/setup?token=${token}`;

/** Whether it serves. */
export const serves = async (client: Client, token: string): Promise<boolean> => {
  const { rowCount } = await client.query(
    "select from auth.setup_token where hash = $1 and expires_at > now()",
    [tokenHash(token)],
  );
  return (rowCount ?? 0) > 0;
};

/** Spends it. @returns false where it serves no more */
export const spend = async (client: Client, token: string): Promise<boolean> => {
  const { rowCount } = await client.query(
    "delete from auth.setup_token where hash = $1 and expires_at > now()",
    [tokenHash(token)],
  );
  return (rowCount ?? 0) > 0;
};

/**
 * Offers a token on the console while a server has no organisation.
 * @param say prints one line
 */
export const offerSetup = async (
  client: Client,
  publicUrl: string,
  say: (line: string) => void,
): Promise<void> => {
  if (!(await isNeeded(client))) return;
  const address = setupAddress(publicUrl, await makeToken(client));
  say(`There is no organisation yet: set one up within 24 hours at ${address}`);
};
