import assert from "node:assert/strict";
import test from "node:test";
import { figuresAt, organisationKind } from "#domain/organisation/organisation.ts";
import { frontOffice, trial } from "#domain/regulation/testing/files.ts";
import { replay, type StreamEvent } from "#domain/stream/event.ts";
import { blankOf, fillFault } from "./blank.ts";
import { acknowledge, boundBy, circulationKind } from "./circulation.ts";
import { compareRegulations } from "./compare.ts";
import { pinnedEditions } from "./pinned.ts";
import { clausesByRole } from "./roles.ts";

const rule = (within: string) =>
  `rule: { when: case.registered, must: case.forwarded, who: desk, within: ${within} }`;
const event = (seq: number, type: string, data: Record<string, unknown>, by = "ann"): StreamEvent => ({
  seq,
  type,
  at: seq * 1000,
  recordedAt: seq * 1000,
  by,
  data,
});

test("an edition compared with itself changes nothing", () => {
  assert.deepEqual(compareRegulations(frontOffice, frontOffice), {
    same: frontOffice.clauses.length,
    items: [],
  });
});

test("clauses added, taken out and changed stand in the order of the new edition", () => {
  const before = trial({ "1": rule("2 days"), "2": "waiting: 暂无", "3": rule("1 hours") });
  const after = trial({ "1": rule("1 days"), "3": rule("1 hours"), "4": "waiting: 暂无" });
  const { same, items } = compareRegulations(before, after);
  assert.equal(same, 1);
  assert.deepEqual(
    items.map((i) => [i.clause, i.change]),
    [
      ["trial/1", "changed"],
      ["trial/2", "removed"],
      ["trial/4", "added"],
    ],
  );
  const [changed] = items;
  assert.deepEqual(changed?.parts, ["rule"]);
  assert.match(changed?.before?.sentence ?? "", /2天/);
  assert.match(changed?.after?.sentence ?? "", /1天/);
  assert.match(changed?.after?.block ?? "", /within: 1 days/);
});

test("what ends every clock of the file changes each of its rules", () => {
  const before = trial({ "1": rule("2 days"), "2": "waiting: 暂无" });
  const { items } = compareRegulations(before, { ...before, until: [] });
  assert.deepEqual(
    items.map((i) => [i.clause, i.parts]),
    [["trial/1", ["rule"]]],
  );
});

test("a stream stands under the editions of its beginning until it is moved", () => {
  const editions = { trial: "beginning", other: "2026-01-01" };
  const first = event(1, "case.registered", { editions });
  const moved = event(2, "case.edition-moved", { regulation: "trial", edition: "2026-03-01", reason: "试" });
  assert.deepEqual(pinnedEditions([first]), editions);
  assert.deepEqual(pinnedEditions([first, moved]), { trial: "2026-03-01", other: "2026-01-01" });
});

const office = replay(organisationKind, [
  event(1, "organisation.founded", {
    members: [
      { id: "ann", name: "安", username: "ann", posts: ["front"], department: null },
      { id: "bo", name: "博", username: "bo", posts: ["boss"], department: null },
      { id: "cy", name: "岑", username: "cy", posts: ["guard"], department: null },
    ],
    head: "boss",
    roles: { "trial/desk": ["front"] },
    figures: { promptly: "2 hours" },
  }),
  event(5, "organisation.figures-set", { figures: { "trial/1": "30 minutes" } }, "bo"),
  event(9, "organisation.figures-set", { figures: { "trial/1": null, promptly: "1 hours" } }, "bo"),
]);

test("an edition is sent to the holders of its roles, and each signs once", () => {
  const to = boundBy(trial({ "1": rule("2 days") }), office);
  // The roles without a post fall to the head.
  assert.deepEqual(to, ["ann", "bo"]);
  const sent = event(1, "regulation.sent", { regulation: "trial", edition: "2026-03-01", to, dueAt: null });
  const state = replay(circulationKind, [sent]);
  assert.ok("accepted" in acknowledge(state, "ann"));
  assert.ok("refused" in acknowledge(state, "cy"));
  const signed = replay(circulationKind, [sent, event(2, "regulation.acknowledged", {})]);
  assert.equal(signed.copies.ann?.acknowledgedAt, 2000);
  assert.ok("refused" in acknowledge(signed, "ann"));
  const again = replay(circulationKind, [sent, event(2, "regulation.acknowledged", {}), { ...sent, seq: 3 }]);
  assert.ok("accepted" in acknowledge(again, "ann"));
});

test("figures stand as they stood at each instant", () => {
  assert.deepEqual(figuresAt(office, 4000), { promptly: "2 hours" });
  assert.deepEqual(figuresAt(office, 5000), { promptly: "2 hours", "trial/1": "30 minutes" });
  assert.deepEqual(figuresAt(office, 9000), { promptly: "1 hours" });
  assert.deepEqual(office.figures, { promptly: "1 hours" });
});

test("a blank takes a length, a blank period takes a period", () => {
  const [at, prompt, unset, every, timed] = trial({
    "1": rule("at once"),
    "2": rule("promptly"),
    "3": rule("unset"),
    "4": "rule: { when: { every: unset }, who: desk }",
    "5": rule("2 days"),
  }).clauses.map(blankOf);
  assert.deepEqual([at, prompt, unset, every, timed], ["at once", "promptly", "unset", "every", null]);
  assert.equal(fillFault("unset", "30 minutes"), null);
  assert.equal(fillFault("unset", null), null);
  assert.equal(fillFault("unset", "promptly"), "figure-not-length");
  assert.equal(fillFault("every", "month"), null);
  assert.equal(fillFault("every", "30 minutes"), "figure-not-period");
  assert.equal(fillFault(undefined, "30 minutes"), "figure-unknown");
});

test("a role knows the clauses that name it", () => {
  const r = trial({
    "1": rule("2 days"),
    "2": "gate: { do: case.settle, need: [{ approval: { inTurn: [chief, director] } }] }",
    "3": "waiting: 主管",
  });
  assert.deepEqual(Object.fromEntries(clausesByRole(r)), {
    desk: ["trial/1"],
    chief: ["trial/2"],
    director: ["trial/2"],
  });
});
