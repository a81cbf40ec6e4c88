// The account of somebody who has left goes with their data: name, sign-in, sessions, keys.
import type { ClientBase } from "pg";

/**
 * Removes the accounts of some members; harmless where there are none.
 * @param client acts as the owner of the schema `auth`
 */
export const removeAccounts = async (
  client: ClientBase,
  org: string,
  members: readonly string[],
): Promise<void> => {
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
};
