// What the part says in the end.
import { ms, percentile, thousands } from "../part.ts";
import type { Held } from "./screens.ts";
import type { Spent } from "./spent.ts";
import type { Work } from "./work.ts";

/** How many desks are open. */
export const most = Number(process.env.BENCH_DESKS ?? 300);

export type Phase = {
  name: string;
  seconds: number;
  work: Work | null;
  used: Spent;
  calls: number;
  took: number[];
};

/** One line of the table of phases. */
export const rowOf = ({ name, seconds, work, used, calls, took }: Phase): string => {
  const cells = [
    name,
    work ? (work.acts / seconds).toFixed(1) : "–",
    `${Math.round(used.server)} %`,
    `${Math.round(used.database)} %`,
    thousands(calls / seconds),
    work ? (calls / Math.max(1, work.acts)).toFixed(1) : "–",
    took.length > 0 ? `${ms(percentile(took, 0.5))} / ${ms(percentile(took, 0.99))}` : "–",
    work ? `${ms(percentile(work.took, 0.5))} / ${ms(percentile(work.took, 0.99))}` : "–",
    used.memory,
  ];
  return `| ${cells.join(" | ")} |`;
};

type Found = {
  first: string;
  phases: Phase[];
  seen: string[];
  memory: number;
  long: { from: Held; to: Held; rounds: number };
  grown: number;
};

/** The section's text. */
export const report = ({ first, phases, seen, memory, long, grown }: Found): string => {
  const busy = phases.at(-1);
  const each = busy ? (busy.used.server + busy.used.database) / most : 0;
  return `### Open desks

${most} connections for live updates by plain HTTP callers that run the browser's own code for asking again (web/stale.ts): one of each
of the five people whom the work concerns, all others of two whom it does not; five of six at the desk, one at the list of matters,
and two Chromium windows among them. Work: whole lives of complaints, each act at its time. CPU in per cent of one core.

| | acts a second | server | PostgreSQL | questions a second | questions an act | their answers ms, p50 / p99 | acts ms, p50 / p99 | server MiB |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${phases.map(rowOf).join("\n")}

At the liveliest one desk costs ${each.toFixed(2)} % of a core. Memory of the server a desk that listens: ${memory.toFixed(2)} MiB.

From an act's acknowledgement to its row on the screen of a real browser, ms:

| | acts | p50 | p99 | not seen |
| --- | --- | --- | --- | --- |
${seen.join("\n")}

Whom an act concerns (who owes something by it, is told of it, did it) asks at once, then at rests that grow with the number of
windows that it concerns and with the time that answers take; everybody else within 60 ms for each open window, at a time of
their own.

Memory of the tab at the desk after all that: ${long.from.heap.toFixed(1)} MiB; after ${long.rounds} more rounds ${long.to.heap.toFixed(1)} MiB (nodes ${long.from.nodes} → ${long.to.nodes}, listeners
${long.from.listeners} → ${long.to.listeners}). At a round every two seconds an hour would add ${grown.toFixed(1)} MiB.

### First content

${first}`;
};
