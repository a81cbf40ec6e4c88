// `setup-token`: a new one-time token, also for a further organisation on the same server.
import type { Pool } from "pg";
import type { Config } from "#server/config.ts";
import { makeToken, setupAddress } from "./token.ts";

type WithDatabase = <T>(config: Config, work: (pool: Pool) => Promise<T>) => Promise<T>;

/** Prints the address at which an organisation is set up; an earlier one serves no more. */
export const setupTokenCommand =
  (withDatabase: WithDatabase) =>
  (args: readonly string[], config: Config, said: { out: (line: string) => void }): Promise<number> => {
    if (args.length > 0) throw new Error("setup-token takes no arguments.");
    return withDatabase(config, async (pool) => {
      const address = setupAddress(config.publicUrl, await makeToken(pool));
      said.out(`Set up an organisation within 24 hours at ${address}`);
      return 0;
    });
  };
