// What a command of the command line is given, as `server/command/` has it.
import type { Pool } from "pg";
import type { Config } from "#server/config.ts";

export type Said = { out: (line: string) => void; err: (line: string) => void };
/** Opens the database that the server uses. */
export type WithDatabase = <T>(config: Config, work: (pool: Pool, url: string) => Promise<T>) => Promise<T>;
type Command = (args: readonly string[], config: Config, said: Said) => Promise<number>;
/** A command, once it is told how to open the database. */
export type CommandOn = (withDatabase: WithDatabase) => Command;
