import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { compile } from "#domain/regulation/run/compile.ts";
import { posts, trial } from "#domain/regulation/testing/files.ts";
import type { StreamEvent } from "#domain/stream/event.ts";
import { buildCalendar } from "#domain/time/calendar.ts";
import { backtest } from "./backtest.ts";

const week = "always" as const;
const calendar = buildCalendar({
  key: "test",
  timeZone: "Asia/Shanghai",
  week,
  days: {},
  published: [2026],
  years: [2025, 2028],
});
const start = Date.UTC(2026, 2, 4, 2);
const hour = 3_600_000;
const now = start + 400 * hour;
const organisation = {
  name: "试行",
  timeZone: "Asia/Shanghai",
  rehearsal: false,
  week,
  posts: ["desk", "chief", "director"].map((key) => ({ key, name: key, grants: [] })),
  departments: [{ key: "works", name: "工程部", head: "works-head" }],
  members: [
    { id: "ann", name: "安", username: "ann", posts: ["desk"], department: null },
    { id: "bo", name: "博", username: "bo", posts: ["works-head"], department: "works" },
  ],
  head: "director",
  adopts: [],
  figures: {},
  roles: {},
  deputies: {},
  holidays: {},
  settings: {},
};
const grounds = { organisation, calendar, now };

const rules = (days: number) => ({
  "1": "rule: { when: case.registered, must: case.forwarded, who: desk, within: 2 hours }",
  "2": `rule: { when: case.registered, while: { kind: complaint }, must: case.informed, who: desk, within: ${days} days, pause: [weather] }`,
  "3": "rule: { when: case.forwarded, must: case.resolved, who: trigger.department, within: 20 hours }",
});
const edition = (clauses: Record<string, string>) =>
  compile(trial(clauses), (role) => posts[role] ?? [role.split("/")[1] ?? role], {});

type Act = { type: string; data: Record<string, unknown>; after: number };
const act: fc.Arbitrary<Act> = fc
  .constantFrom(
    ["case.forwarded", { department: "works" }],
    ["case.signed", { department: "works" }],
    ["case.resolved", { department: "works", outcome: "修好" }],
    ["case.informed", { means: "phone" }],
    ["case.paused", { reason: "weather" }],
    ["case.resumed", {}],
    ["case.withdrawn", { reason: "不投诉了" }],
    ["case.settled", { remedy: "退款", amount: 1200 }],
  )
  .chain(([type, data]) =>
    fc.integer({ min: 0, max: 40 * hour }).map((after) => ({
      type: type as string,
      data: data as Record<string, unknown>,
      after,
    })),
  );
const matter = fc
  .tuple(fc.constantFrom("complaint", "request"), fc.array(act, { maxLength: 8 }))
  .map(([kind, acts]): StreamEvent[] => {
    const data = { kind, title: "路灯不亮", number: "1", channel: "phone", post: "desk", editions: {} };
    const events: StreamEvent[] = [
      { seq: 1, type: "case.registered", at: start, recordedAt: start, by: "ann", data },
    ];
    for (const { type, data: carried, after } of acts) {
      const at = (events.at(-1)?.at ?? start) + after;
      events.push({ seq: events.length + 1, type, at, recordedAt: at, by: "ann", data: carried });
    }
    return events;
  });

const counted = (
  before: ReturnType<typeof edition>,
  after: ReturnType<typeof edition>,
  all: StreamEvent[][],
) => {
  const { add, result } = backtest(before, after, grounds);
  for (const [n, events] of all.entries()) add(`m${n}`, events);
  return result();
};

test("a back-test with the edition in force differs nowhere", () => {
  fc.assert(
    fc.property(fc.array(matter, { maxLength: 10 }), (all) => {
      const found = counted(edition(rules(2)), edition(rules(2)), all);
      assert.equal(found.differing, 0);
      assert.deepEqual(found.differs, []);
      assert.deepEqual(found.totals.before, found.totals.after);
      for (const { before, after } of found.clauses.values()) assert.deepEqual(before, after);
    }),
    { numRuns: 200 },
  );
});

test("with a day less nothing becomes timely, and what differs is of that clause alone", () => {
  fc.assert(
    fc.property(fc.array(matter, { maxLength: 10 }), (all) => {
      const found = counted(edition(rules(2)), edition(rules(1)), all);
      const bad = ({ late, breached }: { late: number; breached: number }) => late + breached;
      assert.ok(bad(found.totals.after) >= bad(found.totals.before));
      assert.ok(found.differs.every((d) => d.clause === "trial/2"));
      const wasBad = (state: string | undefined) => state === "late" || state === "breached";
      for (const d of found.differs) assert.ok(!wasBad(d.before?.state) || wasBad(d.after?.state));
    }),
    { numRuns: 200 },
  );
});

test("the parts add up to the whole", () => {
  fc.assert(
    fc.property(fc.array(matter, { maxLength: 10 }), (all) => {
      const { totals, clauses, departments, persons } = counted(edition(rules(2)), edition(rules(1)), all);
      for (const side of ["before", "after"] as const)
        for (const parts of [clauses, departments, persons]) {
          const sum = [...parts.values()].reduce((n, p) => n + p[side].obligations, 0);
          assert.equal(sum, totals[side].obligations);
        }
    }),
    { numRuns: 100 },
  );
});

const kept = (type: string, hours: number, data: Record<string, unknown>, seq: number): StreamEvent => ({
  seq,
  type,
  at: start + hours * hour,
  recordedAt: start + hours * hour,
  by: "bo",
  data,
});
const first = kept(
  "case.registered",
  0,
  { kind: "complaint", title: "漏水", number: "1", channel: "phone" },
  1,
);

test("recorded outcomes are counted anew, and the newly late stand first", () => {
  const done = kept("case.informed", 30, { means: "phone" }, 2);
  const recorded = { obligation: "trial/2:1", clause: "trial/2", state: "met", trigger: 1, person: "bo" };
  const events = [first, done, kept("obligation.met", 30, recorded, 3)];
  const found = counted(
    edition(rules(2)),
    edition({ ...rules(2), "2": rules(1)["2"].replace("1 days", "20 hours") }),
    [events],
  );
  const [d] = found.differs;
  assert.deepEqual([d?.clause, d?.before?.state, d?.after?.state], ["trial/2", "met", "late"]);
  // Who held it when it was decided answers for it.
  assert.equal(found.persons.get("bo")?.after.late, 1);
});

test("acts on record are asked of the gates again: whose approval they would have needed", () => {
  const gate = (limit: number) => ({
    "5": `gate: { do: case.settle, while: { amount: { over: ${limit} } }, need: [{ approval: chief }] }`,
    "6": "gate: { do: case.resolve, need: [{ done: case.investigated }] }",
  });
  const events = [
    first,
    kept("case.forwarded", 1, { department: "works" }, 2),
    kept("case.settled", 3, { remedy: "退款", amount: 800 }, 3),
    kept("case.resolved", 4, { department: "works" }, 4),
  ];
  const found = counted(edition(gate(1000)), edition(gate(500)), [events]);
  assert.deepEqual([found.totals.before.approvals, found.totals.after.approvals], [0, 1]);
  assert.deepEqual([...found.approvals.values()], [{ before: 0, after: 1 }]);
  assert.deepEqual([found.totals.before.refusals, found.totals.after.refusals], [1, 1]);
});
