// What is typed becomes a registration without inventing anything.
import assert from "node:assert/strict";
import { test } from "node:test";
import { registration } from "#api/registration.ts";
import { blanks, emptyDraft, isLate, toRegistration } from "./draft.ts";

test("an empty form is a registration whose blanks are named, and none is refused", () => {
  const draft = { ...emptyDraft, title: "漏水" };
  const body = JSON.parse(JSON.stringify(toRegistration(draft)));
  assert.deepEqual(body, {
    kind: "complaint",
    title: "漏水",
    description: "",
    channel: "phone",
    customer: {},
  });
  assert.ok(registration.safeParse(body).success);
  assert.deepEqual(blanks(draft), ["description", "customer", "occurredAt", "place", "against", "demand"]);
});

test("a full form is taken as it was typed", () => {
  const draft = {
    ...emptyDraft,
    title: "漏水",
    description: "B 区",
    phone: "13900000001",
    occurredAt: "2026-08-05T09:00",
    place: "车库",
    against: "department:engineering",
    demand: "维修",
    amount: "12.5",
  };
  const body = JSON.parse(JSON.stringify(toRegistration(draft)));
  assert.ok(registration.safeParse(body).success);
  assert.deepEqual(body.against, { department: "engineering" });
  assert.equal(body.occurredAt, "2026-08-05T01:00:00Z");
  assert.deepEqual(blanks(draft), []);
});

test("a customer that was found is named by id alone", () => {
  const draft = { ...emptyDraft, customerId: "k1", phone: "139" };
  assert.deepEqual(toRegistration(draft).customer, { id: "k1" });
});

test("received more than five minutes ago asks for the reason", () => {
  const now = Date.parse("2026-08-05T10:00:00+08:00");
  assert.equal(isLate({ ...emptyDraft, receivedAt: "2026-08-05T09:55" }, now), false);
  assert.equal(isLate({ ...emptyDraft, receivedAt: "2026-08-05T09:54" }, now), true);
  assert.equal(isLate(emptyDraft, now), false);
});
