// The log of all kills: one line each, packed; and its summary by step.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { median } from "../part.ts";
import type { Entry } from "./kills.ts";

/** Larger files do not belong in a repository. */
const most = 300_000;

const line = (name: string, list: readonly Entry[]): string => {
  const times = list.map((e) => e.recoveryMs);
  const missed = list.filter((e) => e.place !== "anywhere" && e.place !== "starting" && !e.fired).length;
  const well = list.filter((e) => e.verdict === "well").length;
  const inFlight = list.reduce((n, e) => n + e.waiting.length, 0);
  return `| ${name} | ${list.length} | ${missed} | ${inFlight} | ${median(times)} | ${Math.max(...times)} | ${well} |`;
};

const grouped = (heading: string, entries: readonly Entry[], by: (e: Entry) => string): string =>
  [
    `| ${heading} | kills | step not passed | commands in flight | median ms back | slowest ms | well |`,
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...[...Map.groupBy(entries, by)].map(([name, list]) => line(name, list)),
  ].join("\n");

const victimOf = (e: Entry): string =>
  `${e.victim === "backend" ? "a backend of PostgreSQL" : e.victim === "postmaster" ? "the postmaster" : e.victim === "all" ? "all of PostgreSQL" : e.victim === "connection" ? "a connection" : "the server"}${e.servers > 1 ? ", one of two" : ""}`;

export const byVictim = (entries: readonly Entry[]): string => grouped("what was killed", entries, victimOf);

const packedAt = join(import.meta.dirname, "log.ndjson.gz");

/** Every line that is kept. */
export const readLog = (): Entry[] =>
  gunzipSync(readFileSync(packedAt))
    .toString()
    .trim()
    .split("\n")
    .map((one) => JSON.parse(one) as Entry);

/** Writes bench/hard/LOG.md, and beside it every line. */
export const writeLog = (entries: readonly Entry[], machine: string): void => {
  const packed = gzipSync(entries.map((e) => `${JSON.stringify(e)}\n`).join(""), { level: 9 });
  const kept = packed.length <= most;
  if (kept) writeFileSync(packedAt, packed);
  const text = `# The log of the kills

Written by \`npm run bench -- hard\` on ${machine}: ${entries.length} kills, ${entries[0]?.at ?? ""} to ${entries.at(-1)?.at ?? ""}.
${kept ? "Every kill with its instant, its step, the statement, the commands in flight and the verdict stands in `log.ndjson.gz` (`zcat log.ndjson.gz`)." : "The whole log was too large to be kept."}

${byVictim(entries)}

${grouped("step", entries, (e) => e.place)}
`;
  writeFileSync(join(import.meta.dirname, "LOG.md"), text);
};
