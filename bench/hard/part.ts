// Hard days: kills at every step under load, a full disk, connections cut, the clock set back; nothing told may be lost.
import { cpus, totalmem } from "node:os";
import { type Part, percentile, say, thousands } from "../part.ts";
import { again } from "./again.ts";
import { clockSetBack } from "./clock.ts";
import { connectionsCut } from "./cut.ts";
import { diskFull } from "./disk.ts";
import type { Entry } from "./kills.ts";
import { byVictim, writeLog } from "./log.ts";
import { stepNames } from "./points.ts";
import { type Ran, runKills, turns } from "./run.ts";

/** Half of them the server's, half its PostgreSQL's; HARD_KILLS=20 is a quick look. */
const kills = Number(process.env.HARD_KILLS ?? 1000);

const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

const times = (entries: readonly Entry[]): string => {
  const list = entries.map((e) => e.recoveryMs);
  return `${percentile(list, 0.5)} ms in the middle, ${percentile(list, 0.99)} at p99, ${Math.max(...list)} at the slowest`;
};

const sum = (all: readonly Ran[], of: (r: Ran) => number): string =>
  thousands(all.reduce((n, r) => n + of(r), 0));

const numbered = (ran: readonly Ran[]): Entry[] => ran.flatMap((r) => r.entries).map((e, n) => ({ ...e, n }));

/** In a whole run every step is come by: one that never is proves nothing. */
const passed = (entries: readonly Entry[]): string => {
  const never = stepNames.filter((step) => !entries.some((e) => e.place === step && e.fired));
  if (never.length > 0 && kills >= 1000) throw new Error(`Nothing came by: ${never.join("; ")}.`);
  return never.length === 0
    ? `Each of the ${stepNames.length} steps was come by.`
    : `Not come by: ${never.join("; ")}.`;
};

const run = async (): Promise<string> => {
  const from = performance.now();
  const share = (part: number): number => Math.max(2, Math.round(kills * part));
  const runs = [
    () => runKills(turns(share(0.4), ["server"]), 1),
    () => runKills(turns(share(0.5), ["backend", "postmaster"]), 1),
    () => runKills(turns(share(0.1), ["server"]), 2),
    () => runKills(turns(share(0.1), ["connection"]), 1),
  ];
  const ran: Ran[] = [];
  for (const one of runs) {
    ran.push(await one());
    // After each, so that a long run which is broken off leaves what it saw.
    writeLog(numbered(ran), machine);
  }
  const entries = numbered(ran);
  const others: string[] = [];
  for (const scenario of [() => connectionsCut(share(0.2)), diskFull, () => clockSetBack(3)]) {
    others.push(`- ${await scenario()}`);
    say(others.at(-1) ?? "");
  }
  const ofServer = entries.filter((e) => e.victim === "server" && e.servers === 1);
  const ofDatabase = entries.filter((e) => ["backend", "postmaster", "all"].includes(e.victim));
  return `${entries.length} ends with SIGKILL (or of a connection) under the load of six callers who register and handle matters, an act every twentieth of a second, each command
sent again under its key until it is answered. Each end happens at a named step of the work, which the process passes when it
is told to (\`bench/hard/points.ts\`); no hook for it is in the product. After each, what had been acknowledged was looked for in
the log; every fifty, with everybody still: every matter once with each act once and in order, no number twice, each clock
with exactly one outcome and not before its time, wake-ups as derived, each reaction carried out once, every message handed
over, \`verify\`, and the views rebuilt equal to the live ones. All of it held. ${passed(entries)}

${byVictim(entries)}

Back by itself after the end of the server (to the next answer, starting the process included): ${times(ofServer)}; of PostgreSQL: ${times(ofDatabase)}.
${sum(ran, (r) => r.told)} matters, ${sum(ran, (r) => r.breaches)} terms that ran out, ${sum(ran, (r) => r.replays)} commands answered at a second asking from what the first had done,
${sum(ran, (r) => r.checks)} looks at the whole. By step: \`bench/hard/LOG.md\`.

${others.join("\n")}

All together ${((performance.now() - from) / 60_000).toFixed(0)} minutes. Why and how: \`docs/hard-days.md\`.`;
};

/** HARD_STEP="execute: read" carries out kills at that step only, and adds them to the log that is kept. */
const only = process.env.HARD_STEP;

export const part: Part = only
  ? { title: "Hard days, one step again", run: () => again(only, kills, machine) }
  : { title: "Hard days", run };
