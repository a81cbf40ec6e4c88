// `export ORGANISATION FOLDER|FILE`: everything a person can read; with --audit the log and its proof.
import type { Command } from "./command.ts";

export const exportCommand: Command = async () => {
  throw new Error("not yet");
};
