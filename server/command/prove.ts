// `prove FILE [CLAUSE …]`: plays the scenarios of a regulation's clauses and says which of them hold.
import { readFileSync } from "node:fs";
import { playable, prove } from "#domain/proof/play.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { carried } from "#server/carried.ts";
import type { Command } from "./command.ts";

/** Prints a line a clause that does not hold, and how many do; 0 only where all do and there was one. */
export const proveCommand: Command = async (args, _config, said) => {
  const [file, ...wanted] = args;
  if (!file) throw new Error("prove needs the file of a regulation: shouwen prove FILE [CLAUSE …]");
  const read = readRegulation(readFileSync(file, "utf8"));
  if ("errors" in read) throw new Error(`${file} is faulty: ${read.errors[0]?.message}`);
  const { regulation } = read;
  const clauses = wanted.length > 0 ? wanted : regulation.clauses.filter(playable).map((c) => c.id);
  let proved = 0;
  for (const id of clauses) {
    const played = prove(regulation, id, (key) => carried(key)?.regulation ?? null);
    if (played.proved) proved += 1;
    else said.err(`${id}: ${played.reason}`);
    if (wanted.length > 0)
      for (const e of played.strip) said.out(`${e.play} ${e.at} ${e.type} ${JSON.stringify(e.data)}`);
  }
  said.out(`${file}: ${proved} of ${clauses.length} proved`);
  return proved === clauses.length && clauses.length > 0 ? 0 : 1;
};
