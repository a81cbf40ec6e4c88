// Lengths in words: read, written, refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseLength, writeLength } from "./length.ts";

const forms = [
  "10 minutes",
  "1 hour",
  "48 hours",
  "2 days",
  "1 day",
  "3 working days",
  "4 working hours",
  "1 working day",
  "1 week",
  "1 month",
  "10000 minutes",
  "same day",
  "at once",
  "promptly",
];

test("what is written is what was read", () => {
  for (const form of forms) assert.equal(writeLength(parseLength(form)!), form);
});

test("singular and plural, and spaces around, do not matter", () => {
  assert.deepEqual(parseLength("1 working days"), { count: 1, unit: "working days" });
  assert.deepEqual(parseLength(" 2  working day "), { count: 2, unit: "working days" });
});

test("anything else is no length", () => {
  for (const text of [
    "",
    "days",
    "0 days",
    "-1 days",
    "1.5 hours",
    "10001 days",
    "99999999999 days",
    "2 Days",
    "2 years",
    "two days",
    "2days",
    "2 same day",
    "1 dayss",
    "1 constructor",
    "PT10M",
  ])
    assert.equal(parseLength(text), null, text);
});
