// Every rule of the regulation by itself: its trigger, then the act a millisecond before, at and after the limit, and none.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Condition, isEvery, type Pattern, type Rule, type Test } from "#domain/regulation/file/rule.ts";
import { filled, frontOffice, posts, run } from "#domain/regulation/testing/files.ts";
import { list } from "#domain/regulation/wording/name.ts";
import type { Facts } from "#domain/stream/event.ts";
import { at } from "#domain/time/testing/calendars.ts";
import { Matter } from "./testing/matter.ts";

const begin = at("2026-11-18 10:00");
const midnight = (days: number): number => at("2026-11-18 24:00") + days * 86_400_000;
/** The limits of this regulation, counted here by hand. */
const limits: Record<string, number> = {
  "10 minutes": begin + 600_000,
  "15 minutes": begin + 900_000,
  "1 hour": begin + 3_600_000,
  "4 hours": begin + 14_400_000,
  "same day": midnight(0),
  "2 days": midnight(2),
  "3 days": midnight(3),
  "10 days": midnight(10),
};

const eventOf = (p: Pattern): string => (typeof p === "string" ? p : p.event);
/** Every way to say yes to a test that names its values. */
const values = (t: Test): unknown[] => (Array.isArray(t) ? t : [t]);
const carried = (p: Pattern): Facts[] => {
  if (typeof p === "string") return [{}];
  return (Object.entries(p.with ?? {}) as [string, Test][]).reduce<Facts[]>(
    (made, [field, t]) =>
      made.flatMap((m) => values(t).map((v) => ({ ...m, [field]: field === "to" ? posts[String(v)] : v }))),
    [{}],
  );
};
const fits = (condition: Condition | undefined): Facts =>
  Object.fromEntries(
    (Object.entries(condition ?? {}) as [string, Test][]).map(([field, t]) => [field, values(t)[0]]),
  );

type Act = { type: string; data: Facts };
const acts = (p: Pattern): Act[] =>
  carried(p).map((data) => ({ type: eventOf(p).slice(5), data: { department: "e", ...data } }));
/** Each way to keep the rule: one act, or one for each step. */
const ways = (rule: Rule): Act[][] => {
  const duty = rule.must ?? rule.should ?? [];
  if (typeof duty === "object" && "steps" in duty)
    return duty.steps.reduce<Act[][]>(
      (made, step) =>
        made.flatMap((way) => list<Pattern>(step).flatMap((p) => acts(p).map((a) => [...way, a]))),
      [[]],
    );
  return list<Pattern>(duty).flatMap((p) => acts(p).map((a) => [a]));
};

const running = run(frontOffice, filled);
const triggered = (rule: Rule, trigger: Pattern, more: Facts = {}): Matter => {
  const type = eventOf(trigger).slice(5);
  const m = new Matter(running).registers(begin, { ...fits(rule.while), ...more });
  if (type === "registered") return m;
  return m.does(begin, type, { department: "e", ...carried(trigger)[0] });
};
const limit = (id: string, rule: Rule): number | null => {
  const { within } = rule;
  if (within === undefined) return null;
  const own = filled[`${frontOffice.regulation}/${id}`];
  const due = limits[own ?? (typeof within === "object" && "field" in within ? within.else : String(within))];
  assert.ok(due !== undefined, `no limit is known for ${JSON.stringify(within)}`);
  return due;
};
const outcome = (m: Matter, id: string, way: Act[], when: number): string => {
  for (const a of way) m.does(when, a.type, a.data);
  return m.owes(id).state;
};

/** Those that run and that a matter starts; what the calendar raises is shown by its own scenario. */
const rules = frontOffice.clauses.flatMap(({ id, rule }) =>
  rule && !isEvery(rule.when) && running.rules.some((r) => r.clause.endsWith(`/${id}`)) ? [{ id, rule }] : [],
);

test("the regulation has its rules", () => assert.equal(rules.length, 16));

for (const { id, rule } of rules)
  for (const trigger of list<Pattern>(rule.when as Pattern))
    describe(`${id} after ${eventOf(trigger)}`, () => {
      const due = limit(id, rule);
      test("the trigger starts exactly one clock, due when the text says", () => {
        const m = triggered(rule, trigger);
        const mine = m
          .obligations()
          .filter((o) => o.clause.endsWith(`/${id}`) && o.trigger === m.owes(id).trigger);
        assert.deepEqual(
          mine.map((o) => [o.state, o.dueAt, o.strength]),
          [["open", due, rule.must ? "must" : "should"]],
        );
      });
      for (const way of ways(rule)) {
        const said = way.map((a) => `${a.type} ${JSON.stringify(a.data)}`).join(", ");
        if (due === null)
          test(`whenever it is done it is kept: ${said}`, () => {
            assert.equal(outcome(triggered(rule, trigger), id, way, begin + 400 * 86_400_000), "met");
          });
        else
          test(`before, at and after the limit: ${said}`, () => {
            assert.equal(outcome(triggered(rule, trigger), id, way, due - 1), "met");
            assert.equal(outcome(triggered(rule, trigger), id, way, due), "met");
            assert.equal(outcome(triggered(rule, trigger), id, way, due + 1), "late");
          });
      }
      test("nothing done", () => {
        const m = triggered(rule, trigger);
        assert.equal(m.owes(id, due ?? begin).state, "open");
        assert.equal(m.owes(id, (due ?? begin) + 1).state, due === null ? "open" : "breached");
      });
      test("in another matter it says nothing", () => {
        const m = triggered(rule, trigger, { kind: "praise" });
        assert.ok(!m.obligations().some((o) => o.clause.endsWith(`/${id}`)));
      });
    });
