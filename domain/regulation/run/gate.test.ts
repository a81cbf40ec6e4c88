// Every gate of the regulation: the good command, the bare one, the wrong person's; and small gates for the rest of the language.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import type { Need } from "../file/rule.ts";
import { frontOffice, posts, run, trial } from "../testing/files.ts";
import { list } from "../wording/name.ts";
import { type Asked, askGates } from "./gate.ts";

const ask = (
  gates: ReturnType<typeof run>["gates"],
  action: string,
  facts: Facts,
  { blank = [], ...more }: Partial<Asked> & { blank?: readonly string[] } = {},
) => {
  const answer = askGates(gates, {
    action,
    facts,
    events: [],
    posts: [],
    paper: () => ({ blank, unsigned: [] }),
    met: () => false,
    counted: () => null,
    ...more,
  });
  if ("allowed" in answer) return { allowed: true, clause: answer.clause };
  // Whose consent it waits for, whatever the shape of the chain.
  return "approval" in answer
    ? { ...answer, approval: answer.approval.steps.flatMap((s) => s.of.flat()) }
    : answer;
};
type Answered = ReturnType<typeof ask>;
const desk = run(frontOffice).gates;
const full = (id: string): string => `${frontOffice.regulation}/${id}`;
const nobody = { kind: "praise", clause: full("2.9.9") };

const gates = frontOffice.clauses.flatMap((c) => (c.gate ? [{ id: c.id, gate: c.gate }] : []));
test("the regulation has its gates", () =>
  assert.deepEqual(
    gates.map((g) => g.id),
    ["2.8.4c", "2.10.1b", "2.10.1d"],
  ));

const fieldsOf = (need: Need): string[] =>
  "paper" in need
    ? (frontOffice.clauses.find((c) => c.paper?.key === need.paper)?.paper?.fields.map((f) => f.field) ?? [])
    : [];

const nameOf = (need: Need, field: string): string | undefined =>
  "paper" in need
    ? frontOffice.clauses
        .find((c) => c.paper?.key === need.paper)
        ?.paper?.fields.find((f) => f.field === field)?.name
    : undefined;

for (const { id, gate } of gates)
  describe(id, () => {
    const action = list<string>(gate.do)[0] ?? "";
    const clauses = list(gate.while?.clause ?? []).map((c) => full(String(c)));
    const cases: Facts[] =
      clauses.length > 0 ? clauses.map((clause) => ({ kind: "complaint", clause })) : [{ kind: "complaint" }];
    for (const facts of cases)
      for (const need of gate.need ?? []) {
        if ("paper" in need)
          test("the form complete passes; any blank of it refuses, with this clause", () => {
            assert.deepEqual(ask(desk, action, facts), { allowed: true, clause: full(id) });
            for (const blank of fieldsOf(need))
              assert.deepEqual(ask(desk, action, facts, { blank: [blank] }), {
                refused: {
                  code: "form-incomplete",
                  clause: full(id),
                  fields: [blank],
                  names: [nameOf(need, blank)],
                  paper: "住户投诉意见表",
                },
              });
          });
        if ("approval" in need && typeof need.approval === "string") {
          const by = posts[need.approval] ?? [];
          test(`${String(facts.clause)} waits for ${need.approval}, whoever else asks or answers`, () => {
            const waits = { approval: by, clause: full(id) };
            assert.deepEqual(ask(desk, action, facts), waits);
            assert.deepEqual(ask(desk, action, facts, { posts: ["engineering"] }), waits);
            assert.deepEqual(ask(desk, action, facts, { approvedBy: ["engineering", "reception"] }), waits);
            assert.deepEqual(ask(desk, action, facts, { approvedBy: by }), {
              allowed: true,
              clause: full(id),
            });
            assert.deepEqual(ask(desk, action, facts, { posts: by }), { allowed: true, clause: full(id) });
          });
        }
      }
    test("elsewhere it says nothing", () => {
      assert.deepEqual(ask(desk, action, nobody, { blank: ["place"] }), {
        allowed: true,
        clause: undefined,
      });
      assert.deepEqual(ask(desk, "case.note", { kind: "complaint", clause: full("2.10.1a") }), {
        allowed: true,
        clause: undefined,
      });
    });
  });

test("each level's overtime has its own approver", () => {
  const approver = (clause: string) => ask(desk, "case.extend", { kind: "complaint", clause: full(clause) });
  assert.deepEqual(approver("2.10.1a"), { approval: ["manager"], clause: full("2.10.1b") });
  assert.deepEqual(approver("2.9.3d"), { approval: ["manager"], clause: full("2.10.1b") });
  assert.deepEqual(approver("2.10.1c"), { approval: ["gm"], clause: full("2.10.1d") });
  assert.deepEqual(approver("2.10.2b"), { allowed: true, clause: undefined });
});

const tiers = run(
  trial({
    27: "gate: { do: case.settle, need: [{ approval: [{ while: { amount: { under: 1000 } }, by: desk }, { while: { amount: { atMost: 5000 } }, by: chief }, { by: director }] }] }",
  }),
).gates;

test("authority by amount: the first line that fits wins, the figure itself where the line says", () => {
  const by = (amount: unknown) => ask(tiers, "case.settle", { amount });
  assert.deepEqual(by(999.99), { approval: ["reception"], clause: "trial/27" });
  assert.deepEqual(by(1000), { approval: ["manager"], clause: "trial/27" });
  assert.deepEqual(by(5000), { approval: ["manager"], clause: "trial/27" });
  assert.deepEqual(by(5000.01), { approval: ["gm"], clause: "trial/27" });
});

test("a fact that is absent refuses: it never falls to a later line", () => {
  for (const amount of [null, undefined, "900"])
    assert.deepEqual(ask(tiers, "case.settle", { amount }), {
      refused: { code: "condition-fails", clause: "trial/27" },
    });
});

test("an earlier step, a condition, a ban", () => {
  const { gates: g } = run(
    trial({
      1: "gate: { do: case.resolve, need: [{ done: case.investigated }] }",
      2: "gate: { do: case.close, while: { kind: complaint }, need: [{ holds: { satisfied: true } }] }",
      3: "gate: { do: [case.pause, case.resume], never: true }",
      4: "gate: { do: case.report, while: { to: director }, need: [{ done: { event: case.reported, with: { to: chief } } }] }",
    }),
  );
  const event = (type: string, data: Facts = {}): StreamEvent => ({
    seq: 1,
    type,
    at: 0,
    recordedAt: 0,
    by: "x",
    data,
  });
  const code = (a: Answered) => ("refused" in a ? a.refused.code : "allowed" in a);
  assert.equal(code(ask(g, "case.resolve", {})), "step-missing");
  assert.equal(code(ask(g, "case.resolve", {}, { events: [event("case.investigated")] })), true);
  assert.equal(code(ask(g, "case.close", { kind: "complaint", satisfied: false })), "condition-fails");
  assert.equal(code(ask(g, "case.close", { kind: "complaint", satisfied: null })), "condition-fails");
  assert.equal(code(ask(g, "case.close", { kind: "complaint", satisfied: true })), true);
  assert.equal(code(ask(g, "case.close", { kind: "praise" })), true);
  assert.equal(code(ask(g, "case.pause", {})), "never");
  assert.equal(code(ask(g, "case.resume", {})), "never");
  assert.equal(code(ask(g, "case.report", { to: ["gm"] })), "step-missing");
  assert.equal(
    code(ask(g, "case.report", { to: ["gm"] }, { events: [event("case.reported", { to: ["manager"] })] })),
    true,
  );
  assert.equal(code(ask(g, "case.report", { to: ["manager"] })), true);
});

test("a refusal goes before an approval, and of several approvals each is needed", () => {
  const { gates: g } = run(
    trial({
      1: "gate: { do: case.settle, need: [{ approval: chief }] }",
      2: "gate: { do: case.settle, need: [{ approval: director }] }",
      3: "gate: { do: case.settle, need: [{ done: case.investigated }] }",
    }),
  );
  assert.ok("refused" in ask(g, "case.settle", {}));
  assert.deepEqual(ask(g.slice(0, 2), "case.settle", {}), { approval: ["manager", "gm"], clause: "trial/1" });
  assert.deepEqual(ask(g.slice(0, 2), "case.settle", {}, { approvedBy: ["manager"] }), {
    approval: ["gm"],
    clause: "trial/2",
  });
});
