// An action's body holds only what was filled in and, in an amendment, only what was changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { actionInputs, actionNames } from "#api/action.ts";
import { bodyOf, fieldsOf, isWhole } from "./action-fields.ts";

const filled: Record<string, string> = {
  department: "engineering",
  member: "m1",
  to: "manager",
  severity: "major",
  means: "phone",
  satisfied: "yes",
  rating: "5",
  obligation: "o1",
  until: "2026-08-09T18:00",
  amount: "20.5",
  against: "department:engineering",
  occurredAt: "2026-08-05T09:00",
  wantedBy: "2026-08-09T18:00",
};

test("every action's form makes a body that the contract takes", () => {
  for (const name of actionNames) {
    const fields = fieldsOf[name];
    const typed = Object.fromEntries(fields.map((field) => [field.name, filled[field.name] ?? "说明"]));
    const body = bodyOf(fields, typed, {});
    assert.equal(actionInputs[name].safeParse(body).success, true, `${name} ${JSON.stringify(body)}`);
    assert.equal(isWhole(fields, typed), true);
  }
});

test("an amendment sends only what differs", () => {
  const initial = { title: "漏水", description: "B 区", place: "" };
  assert.deepEqual(bodyOf(fieldsOf.amend, { ...initial, place: "车库", title: "" }, initial), {
    place: "车库",
  });
});

test("a form with a needed field blank is not whole", () => {
  assert.equal(isWhole(fieldsOf.return, { reason: " " }), false);
});
