// Somebody is found however the name or the telephone is written around, and never by what only looks like a rule.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { needleOf, speaksOf } from "./needle.ts";

const finds = (typed: string, text: string): boolean => {
  const needle = needleOf(typed);
  return needle !== null && speaksOf([needle], text);
};

test("a telephone is found with blanks and dashes, with and without its country, and not by half of it", () => {
  for (const text of ["13755556666", "137 5555 6666", "+86 137-5555-6666", "(137) 55556666"])
    for (const typed of ["13755556666", "+86 137 5555 6666", "0086-13755556666", "5556666"])
      assert.ok(finds(typed, text), `${typed} in ${text}`);
  assert.ok(!finds("13755556666", "13755556667"));
  assert.ok(!finds("13755556666", "137 某人 55556666"));
});

test("what is too short to mean somebody finds nobody", () => {
  for (const typed of ["", " ", "王", "1234", "+1"]) assert.equal(needleOf(typed), null, typed);
});

test("whatever a name is made of, it finds itself in any text and is no rule", () => {
  const name = fc.string({ minLength: 2, maxLength: 12, unit: "grapheme" });
  fc.assert(
    fc.property(name, fc.string(), fc.string(), (typed, before, after) => {
      const needle = needleOf(typed);
      if (needle === null || "digits" in needle) return;
      assert.ok(speaksOf([needle], `${before}${needle.text}${after}`));
    }),
  );
  assert.ok(!finds(".*", "王小明"));
  assert.ok(finds("a(b", "说 A(b 的人"));
});
