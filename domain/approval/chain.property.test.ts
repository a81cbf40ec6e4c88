// Whatever people do to a request in whatever order: no consent is invented, none is lost, one refusal ends it.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Deputy } from "#domain/organisation/organisation.ts";
import type { Chain } from "./chain.ts";
import type { ApprovalAct } from "./decide.ts";
import { candidates, turnOf } from "./office.ts";
import { currentStep, places, stageDone } from "./stage.ts";
import { inTurn, office, Request } from "./testing/request.ts";

const posts = ["clerk", "sales", "finance", "law", "vice", "head", "left"];
const people = office.members.map((m) => m.id);
const steps = fc.array(
  fc.record({
    roles: fc.uniqueArray(fc.constantFrom(...posts), { minLength: 1, maxLength: 3 }),
    all: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);
const chain = steps.map((list) => ({
  ...inTurn([], { within: "1 day" }),
  steps: list.map((s) => ({
    of: s.roles.map((r) => [r]),
    all: s.all,
    roles: s.roles.map((r) => `text/${r}`),
  })),
}));
/** Some people hold a second post. */
const seconds = fc.array(fc.record({ who: fc.constantFrom(...people), post: fc.constantFrom(...posts) }), {
  maxLength: 3,
});
const deputies = fc.array(fc.record({ of: fc.constantFrom(...people), deputy: fc.constantFrom(...people) }), {
  maxLength: 2,
});
const deed: fc.Arbitrary<ApprovalAct> = fc.oneof(
  { weight: 10, arbitrary: fc.constant<ApprovalAct>({ act: "approve" }) },
  { weight: 1, arbitrary: fc.constant<ApprovalAct>({ act: "reject" }) },
  { weight: 2, arbitrary: fc.nat(4).map((to): ApprovalAct => ({ act: "send-back", to })) },
  { weight: 2, arbitrary: fc.constantFrom(...people).map((to): ApprovalAct => ({ act: "hand-on", to })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...people), fc.constantFrom("before" as const, "after" as const))
      .map(([member, place]): ApprovalAct => ({ act: "add-signer", member, place })),
  },
);
const doing = fc.array(fc.record({ by: fc.constantFrom(...people), act: deed }), {
  maxLength: 40,
  size: "max",
});

const begin = (c: Chain, held: { who: string; post: string }[], named: { of: string; deputy: string }[]) => {
  const members = office.members.map((m) => ({
    ...m,
    posts: [...new Set([...m.posts, ...held.filter((h) => h.who === m.id).map((h) => h.post)])],
  }));
  const r = new Request(c, "Clerk", { ...office, members });
  // Who holds all of it is never asked to ask.
  fc.pre(r.step !== null);
  const all = named.map((d) => [d.of, [{ deputy: d.deputy, from: 0, to: r.now * 2 }]] as [string, Deputy[]]);
  r.o = { ...r.o, deputies: Object.fromEntries(all) };
  return r;
};

/** Every consent by somebody who was entitled, every step before the current one complete, nothing beyond it signed. */
const sound = (r: Request): void => {
  const s = r.state;
  for (const p of places(s.stages)) {
    const c = p.signer.consent;
    if (c === null) continue;
    if (c.why === "asker") assert.equal(c.by, "Clerk");
    else {
      assert.notEqual(c.by, "Clerk", "nobody decides their own request");
      assert.ok(candidates(r.o, s, p.signer).members.includes(c.for ?? c.by), "somebody entitled");
    }
    if (c.why === "same-person")
      assert.ok(
        places(s.stages).some(
          ({ signer: { consent: x } }) => x?.why === "signed" && [x.by, x.for].includes(c.by),
        ),
        "who counts as having signed has signed",
      );
  }
  const current = currentStep(s.stages) ?? s.stages.length + 1;
  for (const [n, stage] of s.stages.entries()) {
    if (n + 1 < current) assert.ok(stageDone(stage));
    if (n + 1 > current)
      for (const seat of stage.seats)
        for (const l of seat.line) assert.notEqual(l.consent?.why, "signed", "order is kept");
  }
};

test("no chain is granted without every step's consent, in order, each by somebody entitled", () => {
  fc.assert(
    fc.property(chain, seconds, deputies, doing, (c, held, named, deeds) => {
      const r = begin(c, held, named);
      for (const { by, act } of deeds) {
        const before = r.state;
        const turn = turnOf(r.o, before, by, r.now);
        const said = r.does(by, act);
        if (before.state !== "waiting") assert.equal(said, "approval-decided");
        else if (said === "done") assert.ok(turn, "only whose turn it is");
        sound(r);
        const { state, stages } = r.state;
        if (state === "granted") assert.equal(currentStep(stages), null);
        if (currentStep(stages) === null) assert.equal(state, "granted");
        if (said === "done" && act.act === "reject") assert.equal(state, "refused");
      }
    }),
    { numRuns: 1000 },
  );
});

test("one refusal ends it, whatever was signed before and whatever is tried after", () => {
  fc.assert(
    fc.property(chain, seconds, doing, doing, (c, held, before, after) => {
      const r = begin(c, held, []);
      for (const { by, act } of before) r.does(by, act);
      const who = people.find((p) => turnOf(r.o, r.state, p, r.now));
      fc.pre(who !== undefined);
      assert.equal(r.does(who ?? "", { act: "reject" }), "done");
      for (const { by, act } of after) assert.equal(r.does(by, act), "approval-decided");
      assert.equal(r.status, "refused");
    }),
    { numRuns: 300 },
  );
});

test("nobody is asked twice: once everybody on turn has granted as often as asked, it is granted", () => {
  fc.assert(
    fc.property(chain, seconds, (c, held) => {
      const r = begin(c, held, []);
      const signed: string[] = [];
      while (r.status === "waiting") {
        const who = people.find((p) => turnOf(r.o, r.state, p, r.now));
        // Only a chain of which the asker is the head and holds all that is left has nobody to ask.
        if (who === undefined) return;
        assert.equal(r.does(who, { act: "approve" }), "done");
        signed.push(who);
      }
      assert.equal(r.status, "granted");
      assert.equal(new Set(signed).size, signed.length);
    }),
    { numRuns: 1000 },
  );
});
