// `verify`: is the log whole, and what is the first thing that is wrong.
import { verify } from "#server/log/proof/verify.ts";
import { type Command, withDatabase } from "./command.ts";

/** Prints `{streams, events, seals, firstBad}` as one line of JSON; 0 only where nothing is wrong. */
export const verifyCommand: Command = (args, config, said) => {
  if (args.length > 0) throw new Error("verify takes no arguments.");
  return withDatabase(config, async (pool) => {
    const verified = await verify(pool, config.dataDir);
    said.out(JSON.stringify(verified));
    return verified.firstBad === null ? 0 : 1;
  });
};
