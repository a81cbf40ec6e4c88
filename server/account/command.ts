// `reset-password USERNAME`: a way back in for the last administrator.
import type { Pool } from "pg";
import type { Config } from "#server/config.ts";
import { findAccount } from "#server/http/session/account.ts";
import { newStarting, startPassword } from "#server/http/session/member/invitation.ts";
import type { World } from "#server/log/world.ts";
import { changeAccounts } from "./change.ts";

type WithWorld = <T>(config: Config, work: (world: World, pool: Pool) => Promise<T>) => Promise<T>;

/** Prints a password that must be changed at the next sign-in; all sessions of the account end. */
export const resetPasswordCommand =
  (withWorld: WithWorld) =>
  (args: readonly string[], config: Config, said: { out: (line: string) => void }): Promise<number> => {
    const [username, ...more] = args;
    if (!username || more.length > 0) throw new Error("Usage: npm run shouwen -- reset-password USERNAME");
    return withWorld(config, async (world, pool) => {
      const account = await findAccount(pool, username);
      if (!account) throw new Error(`there is no open account ${username}.`);
      const { org, member } = account;
      const starting = await newStarting();
      const whose = { members: [member], what: "starting-password", byAdmin: false } as const;
      await changeAccounts(world, { org, member }, whose, async (client) => {
        await startPassword(client, org, member, starting);
        return { done: null };
      });
      said.out(
        `The password of ${account.username} is ${starting.password} until it is changed at the next sign-in.`,
      );
      return 0;
    });
  };
