// The agenda: every duty is raised once, however it is woken; editions, adoption and absence change what is owed as they should.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Every } from "#domain/regulation/file/rule.ts";
import { always, at, office, shown } from "#domain/time/testing/calendars.ts";
import { type AgendaGround, nextLook, type Place, stepSome, stepTo } from "./look.ts";
import type { Opening } from "./openings.ts";
import type { Recurring } from "./recurring.ts";

const duty = (clause: string, every: Every): Recurring =>
  ({ rule: {}, every, within: undefined, clause, who: "", evidence: null }) as unknown as Recurring;
const ground = (...rules: Recurring[]): AgendaGround => ({
  calendar: always,
  rulesAt: () => rules,
  changes: [],
});
const told = (o: Opening): string =>
  `${o.recurring.clause} ${o.period.id} ${o.n}/${o.of} ${shown(o.opensAt)}`;
const from = (begun: string) => ({ since: {}, upTo: at(begun) - 1, floor: at(begun) });
const raised = (g: AgendaGround, begun: string, to: string): string[] =>
  stepTo(from(begun), g, at(to)).openings.map(told);

test("the first period owed is the first that begins once the regulation is adopted", () => {
  const monthly = ground(duty("a", { every: "month" }));
  assert.deepEqual(raised(monthly, "2026-03-04 10:00", "2026-05-15 00:00"), [
    "a 2026-04 1/1 2026-03-31 24:00",
    "a 2026-05 1/1 2026-04-30 24:00",
  ]);
  // One that begins at that very instant lies wholly under it.
  assert.deepEqual(raised(monthly, "2026-03-01 00:00", "2026-03-15 00:00"), [
    "a 2026-03 1/1 2026-02-28 24:00",
  ]);
  // The month's 25th is still to come, but the month began before the regulation.
  const late = ground(duty("a", { every: "month", on: { day: 25 } }));
  assert.deepEqual(raised(late, "2026-03-04 10:00", "2026-04-27 00:00"), ["a 2026-04 1/1 2026-04-24 24:00"]);
});

test("twice a month are two duties, several periods in one rule are raised each", () => {
  assert.deepEqual(
    raised(ground(duty("a", { every: "month", times: 2 })), "2026-03-04 10:00", "2026-04-02 00:00"),
    ["a 2026-04 1/2 2026-03-31 24:00", "a 2026-04 2/2 2026-03-31 24:00"],
  );
  const several = ground(duty("a", { every: ["month", "quarter"] }));
  assert.deepEqual(raised(several, "2026-03-04 10:00", "2026-04-02 00:00").sort(), [
    "a 2026-04 1/1 2026-03-31 24:00",
    "a 2026-Q2 1/1 2026-03-31 24:00",
  ]);
});

test("working days are those of the official calendar", () => {
  const g = { ...ground(duty("a", { every: "working day" })), calendar: office };
  assert.deepEqual(
    raised(g, "2026-09-30 10:00", "2026-10-12 12:00").map((t) => t.split(" ")[1]),
    ["2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12"],
  );
});

test("another edition takes over from its day on, and what it leaves out is no longer raised", () => {
  const change = at("2026-03-10 00:00");
  const [daily, weekly] = [duty("a", { every: "day" }), duty("b", { every: "week" })];
  const g: AgendaGround = {
    calendar: always,
    rulesAt: (instant) => (instant < change ? [daily] : [weekly]),
    changes: [change],
  };
  assert.deepEqual(
    raised(g, "2026-03-07 10:00", "2026-03-17 00:00").map((t) => t.slice(0, 12)),
    ["a 2026-03-08", "a 2026-03-09", "b 2026-W12 1"],
  );
  assert.equal(nextLook({ a: 0 }, at("2026-03-09 00:00"), g), change);
});

test("what is put in force today begins today, not with the agenda's last look", () => {
  const g = ground(duty("old", { every: "month" }), duty("new", { every: "day" }));
  const place = { since: { old: 0 }, upTo: at("2026-03-01 00:00"), floor: at("2026-03-20 10:00") };
  const step = stepTo(place, g, at("2026-03-20 10:00"));
  assert.deepEqual(step.openings, []);
  assert.equal(nextLook(step.since, step.upTo, g), at("2026-03-21 00:00"));
});

const everies: fc.Arbitrary<Every> = fc.oneof(
  fc.record({
    every: fc.constantFrom("day", "working day", "week", "2 weeks", "month", "quarter"),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.constant<Every>({ every: ["month", "year"], on: { day: 10 } }),
  fc.constant<Every>({ every: "day", on: { time: "08:30" } }),
  fc.constant<Every>({ every: "month", on: { workingDay: 2, next: true } }),
);

test("however often and late it is woken, everything is raised exactly once and in order", () => {
  fc.assert(
    fc.property(
      fc.array(everies, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 60 * 24 * 30 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 20 }),
      (rules, minutes, most) => {
        const g = ground(...rules.map((every, n) => duty(String(n), every)));
        const begun = at("2026-08-20 10:00");
        const start = { since: {}, upTo: begun - 1, floor: begun };
        let state: Place = start;
        const found: Opening[] = [];
        let now = begun;
        for (const m of minutes) {
          now += m * 60_000;
          do {
            const step = stepSome(state, g, now, most);
            found.push(...step.openings);
            state = { ...state, since: step.since, upTo: step.upTo };
          } while (state.upTo < now);
        }
        const whole = stepTo(start, g, now).openings;
        assert.deepEqual(found.map(told).sort(), whole.map(told).sort());
        assert.equal(new Set(found.map(told)).size, found.length);
        const next = nextLook(state.since, state.upTo, g);
        assert.ok(next !== null && next > now);
        assert.equal(stepTo(state, g, next - 1).openings.length, 0);
        assert.ok(stepTo(state, g, next).openings.length > 0);
      },
    ),
    { numRuns: 200 },
  );
});
