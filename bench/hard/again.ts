// More kills at one step, by each victim in turn, added to the log that is kept.
import { readLog, writeLog } from "./log.ts";
import { type StepName, stepNames, type Victim } from "./points.ts";
import { runKills } from "./run.ts";

const victims: Victim[] = ["server", "backend", "postmaster", "connection"];

/**
 * @param step its name, as the log has it
 * @throws where there is no such step, nothing came by it, or something is not as it should be after a kill
 */
export const again = async (step: string, times: number, machine: string): Promise<string> => {
  if (!(stepNames as string[]).includes(step))
    throw new Error(`There is no step ${JSON.stringify(step)}, only ${stepNames.join("; ")}.`);
  const kills = Array.from({ length: times }, (_, n) => ({
    place: step as StepName,
    victim: victims[n % victims.length] as Victim,
    nth: 1 + ((n * 7) % 5),
  }));
  const { entries, told, breaches } = await runKills(kills, 1);
  const at = entries.filter((e) => e.fired).length;
  if (at === 0) throw new Error(`Nothing came by ${step}.`);
  const all = [...readLog(), ...entries];
  writeLog(
    all.map((e, n) => ({ ...e, n })),
    machine,
  );
  return `${times} more ends at the step *${step}*, ${at} of them come by there, by the server, a backend, the postmaster and the
connection in turn: ${told} matters, ${breaches} terms that ran out, all compared as in *Hard days*, all well; added to \`bench/hard/LOG.md\`.`;
};
