// Commands whose part of the product is not there yet: they say so and do nothing.
import type { Command } from "./command.ts";

/** @param name as it is typed */
export const absentCommand =
  (name: string): Command =>
  async (_args, _config, said) => {
    said.err(`${name} is not there yet in this version.`);
    return 2;
  };
