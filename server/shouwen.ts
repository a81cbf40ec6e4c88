// The command line: `npm run shouwen -- COMMAND …`, on the same database as the server, also while it runs.
import { readRegulation } from "#domain/regulation/read.ts";
import { checkCommand } from "./command/check.ts";
import { type Command, type Said, withDatabase } from "./command/command.ts";
import { proveCommand } from "./command/prove.ts";
import { verifyCommand } from "./command/verify.ts";
import { ConfigError, readConfig } from "./config.ts";
import { setupTokenCommand } from "./setup/command.ts";

/** Loaded only when asked for: it brings the whole product with it. */
const importCommand: Command = async (args, config, said) => {
  const { importCommand: command } = await import("./import/command.ts");
  return command(withDatabase)(args, config, said);
};

/** Loaded only when asked for: it brings the whole product with it. */
const callCommand: Command = async (args, config, said) => {
  const [{ callCommand: command }, { makeJournal }] = await Promise.all([
    import("./command/call.ts"),
    import("./operating/journal.ts"),
  ]);
  return command(makeJournal)(args, config, said);
};

/** Loaded only when asked for: it brings every kind of stream with it. */
const resetPasswordCommand: Command = async (args, config, said) => {
  const [{ resetPasswordCommand: command }, { withWorld }] = await Promise.all([
    import("./account/command.ts"),
    import("./command/world.ts"),
  ]);
  return command(withWorld)(args, config, said);
};

const backupCommand: Command = async (args, config, said) => {
  const { backupCommand: command } = await import("./backup/command/backup.ts");
  return command(withDatabase)(args, config, said);
};
const restoreCommand: Command = async (args, config, said) => {
  const { restoreCommand: command } = await import("./backup/command/restore.ts");
  return command(withDatabase)(args, config, said);
};
const exportCommand: Command = async (args, config, said) => {
  const { exportCommand: command } = await import("./backup/command/export.ts");
  return command(withDatabase)(args, config, said);
};

const commands: Record<string, Command> = {
  import: importCommand,
  check: checkCommand(readRegulation),
  prove: proveCommand,
  backup: backupCommand,
  restore: restoreCommand,
  export: exportCommand,
  verify: verifyCommand,
  call: callCommand,
  "setup-token": setupTokenCommand(withDatabase),
  "reset-password": resetPasswordCommand,
};

const usage = `Usage: npm run shouwen -- ${Object.keys(commands).join("|")} …`;

/**
 * Carries out one command line.
 * @param args the command and what stands behind it
 * @param env the process's own environment where it is left out
 * @returns the exit code: 0, else not 0 after one clear sentence
 */
export const shouwen = async (
  args: readonly string[],
  said: Said,
  env?: Parameters<typeof readConfig>[0],
): Promise<number> => {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    said.err(name === "" ? usage : `There is no command ${name}. ${usage}`);
    return 2;
  }
  try {
    return await command(rest, readConfig(env), said);
  } catch (error) {
    said.err(error instanceof ConfigError ? error.message : `${name} failed: ${(error as Error).message}`);
    return 1;
  }
};

if (import.meta.main) {
  const said: Said = {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  };
  process.exitCode = await shouwen(process.argv.slice(2), said);
}
