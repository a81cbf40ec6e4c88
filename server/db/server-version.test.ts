// An older PostgreSQL is refused in one sentence before anything is made of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tooOld } from "./server-version.ts";

test("18 and whatever comes later will do", () => {
  for (const number of [180_000, 180_004, 190_001, 250_000]) assert.equal(tooOld(number), null);
});

test("an older server is refused with its version", () => {
  assert.equal(tooOld(170_006), "This server is PostgreSQL 17, and Shouwen needs PostgreSQL 18 or later.");
  assert.equal(tooOld(150_018), "This server is PostgreSQL 15, and Shouwen needs PostgreSQL 18 or later.");
  assert.match(tooOld(90_624) ?? "", /PostgreSQL 9,/);
});
