// What somebody holds goes to a successor: whatever happened before, nothing is theirs afterwards, and nothing else changes.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { approvalKind } from "#domain/approval/approval.ts";
import { currentStep, places } from "#domain/approval/stage.ts";
import { caseKind } from "#domain/case/case.ts";
import { type Facts, replay, type StreamEvent } from "#domain/stream/event.ts";

const people = ["a", "b", "c", "d"];
const person = fc.constantFrom(...people);
const told = (events: readonly { type: string; by: string; data: Facts }[]): StreamEvent[] =>
  events.map((e, n) => ({ ...e, seq: n + 1, at: 1000 * n, recordedAt: 1000 * n }));

const act = fc.oneof(
  fc.constant({ type: "case.forwarded", data: { department: "x" } }),
  fc.constant({ type: "case.signed", data: { department: "x" } }),
  fc.constant({ type: "case.handed-back", data: { department: "x" } }),
  fc.constant({ type: "case.reopened", data: {} }),
  person.map((member) => ({ type: "case.assigned", data: { member } })),
  fc.tuple(person, person).map(([from, to]) => ({ type: "case.handed-over", data: { from, to } })),
);

test("a matter handed over is the successor's, and otherwise as it was", () => {
  fc.assert(
    fc.property(person, fc.array(act, { maxLength: 12 }), person, person, (by, acts, from, to) => {
      const registered = {
        type: "case.registered",
        by,
        data: { number: "1", kind: "complaint", title: "x" },
      };
      const before = told([registered, ...acts.map((a) => ({ ...a, by: "z" }))]);
      const last = {
        type: "case.handed-over",
        by: "z",
        data: { from, to },
        seq: 99,
        at: 99_000,
        recordedAt: 99_000,
      };
      const was = replay(caseKind, before);
      const now = replay(caseKind, [...before, last]);
      if (from !== to) assert.ok(now.firstAsked !== from && now.assignee !== from);
      const heir = (held: string | null) => (held === from ? to : held);
      assert.deepEqual(now, { ...was, firstAsked: heir(was.firstAsked), assignee: heir(was.assignee) });
    }),
  );
});

const deed = fc.record({
  what: fc.constantFrom("signed", "handed-on", "signer-added", "sent-back", "transferred"),
  by: person,
  one: person,
  other: person,
  step: fc.integer({ min: 1, max: 2 }),
  seat: fc.integer({ min: 1, max: 2 }),
});

test("an approval passed on asks nobody who has gone, and keeps every consent", () => {
  fc.assert(
    fc.property(person, fc.array(deed, { maxLength: 10 }), person, person, (asker, deeds, from, to) => {
      fc.pre(from !== to);
      const chain = {
        steps: [
          { of: [["p"], ["q"]], all: true },
          { of: [["r"]], all: false },
        ],
        within: null,
        cc: [],
      };
      const asked = {
        type: "approval.asked",
        by: asker,
        data: { case: "c", action: "close", clause: "k/1", chain },
      };
      const rest = deeds.map(({ what, by, one, other, step, seat }) => ({
        type: `approval.${what}`,
        by,
        data: {
          step,
          seat,
          ...(what === "sent-back"
            ? { to: 1 }
            : what === "transferred"
              ? { from: one, to: other }
              : { to: one, member: one, place: "before" }),
        },
      }));
      const before = told([asked, ...rest]);
      const last = {
        type: "approval.transferred",
        by: "z",
        data: { from, to },
        seq: 99,
        at: 99_000,
        recordedAt: 99_000,
      };
      const was = replay(approvalKind, before);
      const now = replay(approvalKind, [...before, last]);
      const open = places(now.stages).filter((p) => p.signer.consent === null);
      assert.ok(open.every((p) => p.signer.member !== from));
      assert.notEqual(now.askedBy, from);
      const consents = (s: typeof was) => places(s.stages).map((p) => p.signer.consent);
      assert.deepEqual(consents(now), consents(was));
      assert.deepEqual(
        [now.state, currentStep(now.stages), now.since],
        [was.state, currentStep(was.stages), was.since],
      );
    }),
  );
});
