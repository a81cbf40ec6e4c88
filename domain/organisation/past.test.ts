// Who held a post when something was recorded: between two changes one and the same organisation.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { StreamEvent } from "#domain/stream/event.ts";
import { organisationOf, organisationPast } from "./past.ts";

const event = (seq: number, type: string, at: number, data: Record<string, unknown>): StreamEvent => ({
  ...{ seq, type, at, recordedAt: at, by: "a", data },
});
const founded = { name: "x", posts: [{ key: "p", name: "P", grants: [] }], members: [], head: "p" };

test("at every instant it is what the events until then fold to", () => {
  const change = fc.record({
    member: fc.integer({ min: 0, max: 3 }),
    at: fc.integer({ min: 2, max: 40 }),
    post: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), fc.integer({ min: 1, max: 45 }), (changes, when) => {
      const own = { kind: "organisation", events: [event(1, "organisation.founded", 1, founded)] };
      const staff = [0, 1, 2, 3].map((n) => {
        const theirs = changes.filter((c) => c.member === n).sort((a, b) => a.at - b.at);
        const events = theirs.map((c, k) =>
          event(k + 1, k === 0 ? "staff.joined" : "staff.changed", c.at, {
            member: `x.s${n}`,
            posts: c.post ? ["p"] : [],
          }),
        );
        return { kind: "staff", events };
      });
      const streams = [own, ...staff];
      const past = organisationPast(streams, organisationOf(streams));
      const cut = streams.map((s) => ({ ...s, events: s.events.filter((e) => e.recordedAt <= when) }));
      assert.deepEqual(past(when), organisationOf(cut));
      assert.equal(past(when), past(when));
      assert.deepEqual(past(0), past(1));
    }),
  );
});
