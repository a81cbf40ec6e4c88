// Tallies: what a clause counts is what somebody would count with a pencil, whoever, whichever value, in which window.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { caseKind } from "#domain/case/case.ts";
import type { CaseState } from "#domain/case/state.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import { always, at } from "#domain/time/testing/calendars.ts";
import { run, trial } from "../testing/files.ts";
import { type Count, countIn, countsOf, type RunningTally } from "./tally.ts";

const windows = ["day", "week", "month", "quarter", "year", "ever"] as const;
const whose = ["customer", "member", "department", "against"] as const;
type Whose = (typeof whose)[number];

const tally = (block: string): RunningTally => {
  const [found] = run(trial({ 1: `tally: { name: 次数, ${block} }` })).tallies;
  assert.ok(found);
  return found;
};

/** A happening of one of three matters, at some hour of a year, by one of two people. */
type Happening = { matter: number; hour: number; type: string; by: string; n: number };
const types = ["noted", "reported", "reopened", "forwarded", "graded"];
const happenings = fc.array(
  fc.record({
    matter: fc.nat(2),
    hour: fc.nat(24 * 400),
    type: fc.constantFrom(...types),
    by: fc.constantFrom("anna", "bert"),
    n: fc.nat(5),
  }),
  { maxLength: 60 },
);
const begin = at("2026-01-01 00:00");
const hour = 3_600_000;
const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;
const dataOf = ({ type, n }: Happening): Facts => {
  if (type === "forwarded") return { department: pick(["service", "other"], n) };
  return type === "graded" ? { severity: pick(["minor", "major"], n) } : { reason: "r" };
};

/** Matters with different customers, against different departments. */
const first = (matter: number): StreamEvent => ({
  seq: 1,
  type: "case.registered",
  at: begin,
  recordedAt: begin,
  by: "anna",
  data: {
    kind: pick(["complaint", "request"], matter),
    customer: pick(["c1", "c2"], matter),
    against: pick([{ department: "service" }, { member: "bert" }, null], matter),
  },
});

/** What happened in all matters, in order, with each one's state after it. */
const told = (list: readonly Happening[]): { event: StreamEvent; state: CaseState }[] => {
  const states = [0, 1, 2].map((m) => caseKind.evolve(caseKind.initial, first(m)));
  return list
    .toSorted((a, b) => a.hour - b.hour)
    .map((h, n) => {
      const instant = begin + h.hour * hour;
      const event = {
        seq: n + 2,
        type: `case.${h.type}`,
        at: instant,
        recordedAt: instant,
        by: h.by,
        data: dataOf(h),
      };
      states[h.matter] = caseKind.evolve(states[h.matter] as CaseState, event);
      return { event, state: states[h.matter] as CaseState };
    });
};

const holder = (w: Whose | null, state: CaseState, by: string): string => {
  if (w === null) return "";
  if (w === "member") return by;
  if (w === "against") return state.against?.member ?? state.against?.department ?? "";
  return state[w] ?? "";
};

/** The window in which a day lies, as a name: two days with one name lie in one window. */
const named = (window: (typeof windows)[number], instant: number): string => {
  const date = Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO("Asia/Shanghai")
    .toPlainDate();
  if (window === "day") return date.toString();
  if (window === "week") return `${date.yearOfWeek}-${date.weekOfYear}`;
  if (window === "month") return date.toPlainYearMonth().toString();
  if (window === "quarter") return `${date.year}-${Math.ceil(date.month / 3)}`;
  return window === "year" ? String(date.year) : "";
};

test("the count is the pencil's: the same happening, the same holder, the same window, not later than now", () => {
  fc.assert(
    fc.property(
      happenings,
      fc.constantFrom(...windows),
      fc.constantFrom(null, ...whose),
      fc.nat(24 * 400),
      (list, window, w, hours) => {
        const t = tally(
          `of: [case.noted, case.reopened], while: { kind: complaint }, ${w ? `whose: ${w}, ` : ""}in: ${window}`,
        );
        const now = begin + hours * hour;
        const story = told(list);
        const counts = story.flatMap(({ event, state }) => countsOf([t], event, state));
        const pencil = new Map<string, number>();
        for (const { event, state } of story) {
          if (!["case.noted", "case.reopened"].includes(event.type) || state.kind !== "complaint") continue;
          if (event.at > now || named(window, event.at) !== named(window, now)) continue;
          const who = holder(w, state, event.by);
          pencil.set(who, (pencil.get(who) ?? 0) + 1);
        }
        for (const who of ["", "c1", "c2", "anna", "bert", "service", "other", "nobody"])
          assert.equal(countIn(t, always, counts, who, now), pencil.get(who) ?? 0, who);
      },
    ),
    { numRuns: 400 },
  );
});

test("split by a field, the parts add up to the whole, each with its own value", () => {
  const t = tally("of: case.graded, by: severity, in: ever");
  fc.assert(
    fc.property(happenings, (list) => {
      const story = told(list);
      const counts = story.flatMap(({ event, state }) => countsOf([t], event, state));
      const graded = story.filter(({ event }) => event.type === "case.graded");
      for (const value of ["minor", "major"])
        assert.equal(
          counts.filter((c) => c.split === value).length,
          graded.filter(({ event }) => event.data.severity === value).length,
        );
      assert.equal(counts.length, graded.length);
    }),
    { numRuns: 100 },
  );
});

test("another clause's counts are not mine, and what cannot be told is not counted", () => {
  const t = tally("of: case.noted, while: { amount: { over: 100 } }, in: month");
  const event = { ...first(0), type: "case.noted", data: {} };
  const state = caseKind.evolve(caseKind.initial, first(0));
  assert.deepEqual(countsOf([t], event, state), []);
  assert.equal(countsOf([t], event, { ...state, amount: 101 }).length, 1);
  const others: Count[] = [{ clause: "trial/2", whose: "", split: "", at: begin }];
  assert.equal(countIn(t, always, others, "", begin), 0);
});
