// `node bench/backtest.ts`: how quickly matters are folded and a period is weighed, and what others feel of it; writes its part of bench/RESULTS.md.
import { readFileSync } from "node:fs";
import { cpuUsage } from "node:process";
import pg from "pg";
import type { Backtest } from "#api/backtest.ts";
import { caseKind } from "#domain/case/case.ts";
import { derive } from "#domain/obligation/derive.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { compile, type Running } from "#domain/regulation/run/compile.ts";
import type { StreamEvent } from "#domain/stream/event.ts";
import { buildCalendar } from "#domain/time/calendar.ts";
import type { Part } from "./part.ts";
import { fill, settle } from "./reading/desk.ts";
import { type Bench, signIn, startBench } from "./server.ts";

const key = "pm-front-office";
const file = new URL(`../regulations/${key}.yaml`, import.meta.url);
const wantedRules = 18;
const cases = 20_000;
const matters = 20_000;
const minute = 60_000;

/** The office's own regulation, with its blanks filled and some rules twice until there are eighteen. */
const regulation = (): Running => {
  const read = readRegulation(readFileSync(file, "utf8"));
  if (!("regulation" in read)) throw new Error("The regulation is faulty.");
  const running = compile(read.regulation, () => ["manager"], {
    "at once": "5 minutes",
    promptly: "2 hours",
  });
  const more = running.rules.slice(0, Math.max(0, wantedRules - running.rules.length));
  return { ...running, rules: [...running.rules, ...more.map((r) => ({ ...r, clause: `${r.clause}'` }))] };
};

const story: [string, number, Record<string, unknown>][] = [
  ["case.forwarded", 5, { department: "engineering" }],
  ["case.signed", 10, { department: "engineering" }],
  ["case.reported", 12, { to: ["manager"] }],
  ["case.settled", 60, { remedy: "更换", amount: 100 }],
  ["case.resolved", 1800, { department: "engineering", outcome: "已修复" }],
  ["case.informed", 1860, { means: "phone" }],
  ["case.closed", 3000, {}],
];
const start = Date.UTC(2026, 2, 4, 2);

/** A matter of eight events. */
const matter = (n: number): StreamEvent[] => {
  const from = start + n * minute;
  const event = (seq: number, type: string, after: number, data: Record<string, unknown>): StreamEvent => {
    const at = from + after * minute;
    return { seq, type, at, recordedAt: at, by: "desk", data };
  };
  const registered = {
    kind: "complaint",
    severity: n % 2 ? "minor" : "important",
    title: "照明损坏",
    description: "夜间看不清路面",
    channel: "phone",
    receivedAt: new Date(from).toISOString(),
    number: String(n),
    editions: {},
  };
  return [
    event(1, "case.registered", 0, registered),
    ...story.map(([type, after, data], i) => event(i + 2, type, after, data)),
  ];
};

/** Cases folded in one second of one core's time; the best of some rounds, since others share the machine. */
const folding = () => {
  const running = regulation();
  const week = "always" as const;
  const source = { key: "bench", timeZone: "Asia/Shanghai", week, days: {}, published: [2026] };
  const calendar = buildCalendar({ ...source, years: [2025, 2027] });
  const ground = { running: [running], calendar, ignoreRecords: true };
  const all = Array.from({ length: cases }, (_, n) => matter(n));
  let best = 0;
  let clocks = 0;
  for (let round = 0; round < 8; round++) {
    const before = cpuUsage();
    clocks = 0;
    for (const events of all) clocks += derive(caseKind, ground, events, start + 1e10).obligations.length;
    const { user, system } = cpuUsage(before);
    best = Math.max(best, cases / ((user + system) / 1e6));
  }
  return { best, rules: running.rules.length, clocks: clocks / cases };
};

const p = (times: number[], share: number): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

/** Somebody else's list, one after another, until `until` is over; ms each. */
const meanwhile = async (bench: Bench, until: Promise<unknown>): Promise<number[]> => {
  let over = false;
  void until.finally(() => {
    over = true;
  });
  const times: number[] = [];
  while (!over) {
    const from = performance.now();
    const response = await fetch(`${bench.address}/api/cases?state=resolved&limit=50`, {
      headers: { cookie: bench.cookie },
    });
    await response.text();
    times.push(performance.now() - from);
  }
  return times;
};

/** A period of imported matters weighed over HTTP, with somebody else at work beside it. */
const weighing = async (bench: Bench) => {
  await fill(bench, 0, matters);
  await settle(bench);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(
    "select avg(length)::float8 as n from shouwen.stream where kind = 'case'",
  );
  await client.end();
  const alone = await meanwhile(bench, new Promise((resolve) => setTimeout(resolve, 3000)));
  const cookie = await signIn(bench.address, "wuye.admin");
  const body = {
    edition: readFileSync(file, "utf8"),
    from: "2024-01-01T00:00:00Z",
    to: "2027-01-01T00:00:00Z",
    wait: 60,
  };
  const started = performance.now();
  const answer = fetch(`${bench.address}/api/regulations/${key}/backtest`, {
    method: "POST",
    headers: { cookie, origin: bench.address, "content-type": "application/json" },
    body: JSON.stringify(body),
  }).then(async (response) => ({
    test: (await response.json()) as Backtest,
    ms: performance.now() - started,
  }));
  const beside = await meanwhile(bench, answer);
  const { test, ms } = await answer;
  if (test.state !== "done" || test.done !== matters)
    throw new Error(`The back-test is ${test.state}: ${test.done}`);
  return { events: rows[0]?.n ?? 0, alone, beside, ms };
};

/** The figures as a part of the results. */
const backtestFigures = async (bench: Bench): Promise<string> => {
  const { best, rules, clocks } = folding();
  const { events, alone, beside, ms } = await weighing(bench);
  const line = (name: string, times: number[]) =>
    `| ${name} | ${p(times, 0.5).toFixed(1)} | ${p(times, 0.99).toFixed(1)} |`;
  return `Folding in memory, one edition: **${Math.round(best / 1000)},000 matters a second of one core** (aim: 90,000), each of 8 events under
${rules} rules, ${clocks.toFixed(1)} clocks each.

Weighing ${matters.toLocaleString("en")} imported matters over HTTP, ${events.toFixed(1)} events each, under two editions with gates asked again: ${(ms / 1000).toFixed(1)} s,
**${Math.round(matters / (ms / 1000)).toLocaleString("en")} matters a second** read, decoded, folded twice and compared. Somebody else's list meanwhile, ms:

| | p50 | p99 |
| --- | --- | --- |
${line("alone", alone)}
${line("beside a back-test", beside)}
`;
};

/** The figures, taken on a server of their own. */
const weighed = async (): Promise<string> => {
  const bench = await startBench();
  try {
    return await backtestFigures(bench);
  } finally {
    await bench.stop();
  }
};

export const part: Part = { title: "Back-tests", run: weighed };
