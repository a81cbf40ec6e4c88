/** Steps up to the owner of the schema `auth` inside a unit of work, and down again. */
import type { ClientBase } from "pg";

/**
 * Does something to accounts in the transaction of a command, whose own role has no grant there.
 * @param client the unit's; nothing else may be sent on it meanwhile
 */
export async function asOwner<C extends ClientBase, T>(
  client: C,
  work: (client: C) => Promise<T>,
): Promise<T> {
  await client.query("set local role none");
  const done = await work(client);
  await client.query("set local role shouwen_app");
  return done;
}
