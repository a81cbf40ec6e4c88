// `node bench/hard/again.ts STEP [TIMES]`: more kills at one step, by each victim in turn, added to the log that is kept.
import { cpus, totalmem } from "node:os";
import { readLog, writeLog } from "./log.ts";
import { type StepName, stepNames, type Victim } from "./points.ts";
import { runKills } from "./run.ts";

const victims: Victim[] = ["server", "backend", "postmaster", "connection"];

const [step = "", times = "100"] = process.argv.slice(2);
if (!(stepNames as string[]).includes(step))
  throw new Error(`There is no step ${JSON.stringify(step)}, only ${stepNames.join("; ")}.`);
const kills = Array.from({ length: Number(times) }, (_, n) => ({
  place: step as StepName,
  victim: victims[n % victims.length] as Victim,
  nth: 1 + ((n * 7) % 5),
}));
const { entries } = await runKills(kills, 1);
const missed = entries.filter((e) => !e.fired).length;
if (missed === entries.length) throw new Error(`Nothing came by ${step}.`);
const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
writeLog(
  [...readLog(), ...entries].map((e, n) => ({ ...e, n })),
  machine,
);
