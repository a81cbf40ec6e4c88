// How quickly one core folds matters in memory: made-up ones of eight events under eighteen rules.
import { readFileSync } from "node:fs";
import { cpuUsage } from "node:process";
import { caseKind } from "#domain/case/case.ts";
import { derive } from "#domain/obligation/derive.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { compile, type Running } from "#domain/regulation/run/compile.ts";
import type { StreamEvent } from "#domain/stream/event.ts";
import { buildCalendar } from "#domain/time/calendar.ts";

export const key = "pm-front-office";
export const file = new URL(`../../regulations/${key}.yaml`, import.meta.url);
const wantedRules = 18;
const cases = 20_000;
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
export const folding = (): { best: number; rules: number; clocks: number } => {
  const running = regulation();
  const week = "always" as const;
  const source = { key: "bench", timeZone: "Asia/Shanghai", week, days: {}, published: [2026] };
  const calendar = buildCalendar({ ...source, years: [2025, 2027] });
  const ground = { running: [running], calendar, ignoreRecords: true };
  const all = Array.from({ length: cases }, (_, n) => matter(n));
  let best = 0;
  let clocks = 0;
  for (let round = 0; round < 12; round++) {
    const before = cpuUsage();
    clocks = 0;
    for (const events of all) clocks += derive(caseKind, ground, events, start + 1e10).obligations.length;
    const { user, system } = cpuUsage(before);
    best = Math.max(best, cases / ((user + system) / 1e6));
  }
  return { best, rules: running.rules.length, clocks: clocks / cases };
};
