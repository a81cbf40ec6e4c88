// What is fixed once stays so: properties of the fold over thousands of random tales.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { caseKind } from "#domain/case/case.ts";
import { frontOffice, run, trial } from "#domain/regulation/testing/files.ts";
import type { StreamEvent } from "#domain/stream/event.ts";
import { always, at } from "#domain/time/testing/calendars.ts";
import { type Derived, derive } from "./derive.ts";
import type { Obligation } from "./obligation.ts";
import { Matter } from "./testing/matter.ts";
import { end, ground, type Happening, start, tale, tell } from "./testing/tale.ts";

const runs = { numRuns: 400 };
const fold = (events: readonly StreamEvent[], now: number, ignoreRecords = false): Derived<never> =>
  derive(caseKind as never, { running: ground, calendar: always, ignoreRecords }, events, now);
/** Without numbers, which shift when other events stand between. */
const unnumbered = (list: readonly Obligation[]) =>
  list.map(({ id: _id, trigger: _trigger, ...o }) => ({ ...o, pauses: o.pauses, extensions: o.extensions }));

test("step by step with recorded outcomes equals from scratch without them", () => {
  fc.assert(
    fc.property(start, tale, (first, happenings) => {
      const m = tell(first, happenings);
      for (let n = 1; n <= m.events.length; n++) {
        const next = m.events[n];
        // Only between commands: an act and its outcomes are one transaction.
        if (next?.type.startsWith("obligation.")) continue;
        const prefix = m.events.slice(0, n);
        const now = prefix.at(-1)?.at ?? 0;
        const trusted = fold(prefix, now);
        assert.deepEqual(trusted.obligations, fold(prefix, now, true).obligations);
        assert.deepEqual(trusted.outcomes, []);
      }
      assert.deepEqual(fold(m.events, end).obligations, fold(m.events, end, true).obligations);
    }),
    runs,
  );
});

const final = new Set(["met", "late", "waived"]);

test("results once fixed survive any further events, and ids are unique", () => {
  fc.assert(
    fc.property(start, tale, tale, (first, before, after) => {
      const early = tell(first, before);
      const late = tell(first, [...before, ...after]);
      const then = new Map(late.obligations(end).map((o) => [o.id, o]));
      assert.equal(then.size, late.obligations(end).length);
      for (const o of early.obligations()) {
        const now = then.get(o.id);
        assert.ok(now, `${o.id} is still there`);
        if (final.has(o.state)) assert.deepEqual(now, o);
        if (o.state === "breached") {
          assert.ok(now.state === "breached" || now.state === "late");
          assert.equal(now.dueAt, o.dueAt);
        }
      }
    }),
    runs,
  );
});

test("what is on record is told once", () => {
  fc.assert(
    fc.property(start, tale, (first, happenings) => {
      const m = tell(first, happenings).wakes(end).wakes(end);
      const once = m.events.flatMap((e) =>
        /breached|met|waived/.test(e.type) && e.type.startsWith("obligation.")
          ? [`${e.type} ${e.data.obligation}`]
          : [],
      );
      assert.equal(new Set(once).size, once.length);
    }),
    runs,
  );
});

test("noise changes nothing", () => {
  const noise = ["assigned", "investigated", "attached", "confirmed"];
  fc.assert(
    fc.property(start, tale, fc.array(fc.tuple(fc.nat(24), fc.nat(3))), (first, happenings, places) => {
      const noisy = [...happenings];
      for (const [place, n] of places)
        noisy.splice(place % (noisy.length + 1), 0, { gap: 0, what: noise[n] ?? "", n });
      const quiet = tell(first, happenings);
      assert.deepEqual(unnumbered(tell(first, noisy).obligations(end)), unnumbered(quiet.obligations(end)));
    }),
    runs,
  );
});

/** The same tale with wake-ups at other times: the gaps of what happens stay as they are. */
const woken = (
  first: Parameters<typeof tell>[0],
  happenings: readonly Happening[],
  shares: readonly number[],
): Matter[] => {
  const plain = tell(first, happenings);
  const acts = plain.events.filter((e) => e.type.startsWith("case."));
  const busy = new Matter(ground);
  for (const [i, e] of acts.entries()) {
    for (const share of shares) {
      const gap = e.at - busy.now;
      if (i > 0) busy.wakes(busy.now + Math.floor(gap * share)).wakes(busy.now);
    }
    const data = { ...e.data };
    // Obligations are numbered by their trigger, and records shift the numbers.
    if (data.obligation) data.obligation = renumbered(plain, busy, String(data.obligation));
    busy.does(e.at, e.type.slice(5), data);
  }
  return [plain, busy];
};
const renumbered = (from: Matter, to: Matter, id: string): string => {
  const nth = from.obligations(end).findIndex((o) => o.id === id);
  const o = from.obligations(end)[nth];
  const same = (list: Obligation[]) => list.filter((x) => x.clause === o?.clause);
  const place = same(from.obligations(end)).findIndex((x) => x.id === id);
  return same(to.obligations())[place]?.id ?? id;
};

test("early, late and double wake-ups change nothing", () => {
  fc.assert(
    fc.property(
      start,
      tale,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
      (first, happenings, shares) => {
        const [plain, busy] = woken(
          first,
          happenings.filter((h) => h.what !== "wake"),
          shares,
        );
        assert.ok(plain && busy);
        assert.deepEqual(unnumbered(busy.obligations(end)), unnumbered(plain.obligations(end)));
      },
    ),
    runs,
  );
});

test("looking at a matter at any time before changes nothing later", () => {
  fc.assert(
    fc.property(start, tale, fc.integer({ min: 0, max: 30 * 86_400_000 }), (first, happenings, ahead) => {
      const m = tell(first, happenings);
      const before = structuredClone(m.events);
      fold(m.events, m.now + ahead);
      assert.deepEqual(m.events, before);
      const { next } = fold(m.events, m.now);
      if (next === null) return;
      // Nothing moves before the wake-up, something does at it.
      assert.deepEqual(fold(m.events, next - 1).outcomes, []);
      assert.ok(fold(m.events, next).outcomes.length > 0);
    }),
    runs,
  );
});

test("a later edition does not rewrite what is on record", () => {
  const rule = (within: string) =>
    `rule: { when: case.registered, must: case.resolved, who: desk, within: ${within} }`;
  const m = new Matter(run(trial({ 1: rule("1 hour") })))
    .registers("2026-11-18 10:00")
    .wakes("2026-11-18 12:00");
  const later = (within: string, more: StreamEvent[] = []) =>
    derive(
      caseKind as never,
      { running: [run(trial({ 1: rule(within) }))], calendar: always },
      [...m.events, ...more],
      at("2026-11-18 13:00"),
    ).obligations.map((o) => [o.state, o.dueAt]);
  assert.deepEqual(later("1 day"), [["breached", at("2026-11-18 11:00")]]);
  assert.deepEqual(later("10 minutes"), [["breached", at("2026-11-18 11:00")]]);
});

test("an obligation whose rule is gone is shown from its record", () => {
  const m = new Matter(run(frontOffice))
    .registers("2026-11-18 10:00", { severity: "minor" })
    .wakes("2026-11-18 12:00");
  const gone = derive(caseKind as never, { running: [], calendar: always }, m.events, m.now);
  assert.deepEqual(
    gone.obligations.map((o) => [o.clause.split("/")[1], o.state, o.dueAt]),
    [["2.9.4a", "breached", at("2026-11-18 10:10")]],
  );
});

test("what follows a recorded breach begins with it: it runs out once, in its own time", () => {
  const m = new Matter(
    run(
      trial({
        1: "rule: { when: case.registered, must: case.resolved, who: desk, within: 1 hour }",
        2: 'rule: { when: { breach: "1" }, must: case.informed, who: desk, within: 2 hours }',
      }),
    ),
  );
  m.registers("2026-11-18 10:00").wakes("2026-11-18 11:01").wakes("2026-11-18 13:01");
  const [first, second, ...more] = m.obligations("2026-11-18 14:00");
  assert.deepEqual(
    [first?.state, second?.state, second?.bornLate, more.length],
    ["breached", "breached", false, 0],
  );
  assert.deepEqual(m.derived(at("2026-11-18 14:00")).outcomes, []);
});
