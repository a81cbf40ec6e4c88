// Sign-in names and passwords.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { codePattern, foldName, signInNames } from "./name.ts";
import { passwordFault } from "./password.ts";

test("the name is the code with the number, else with the telephone", () => {
  const names = (number?: string | null, phone?: string | null) => signInNames("wuye", { number, phone });
  assert.deepEqual(names("A01", "139 0000-0001"), { username: "wuye.a01", second: "wuye.13900000001" });
  assert.deepEqual(names(null, "+86 139 0000 0001"), { username: "wuye.13900000001", second: null });
  assert.deepEqual(names("13900000001", "13900000001"), { username: "wuye.13900000001", second: null });
  assert.deepEqual(names("007"), { username: "wuye.007", second: null });
  assert.deepEqual(names(" ", ""), { username: null, second: null });
});

test("a name folds to the same however often it is folded", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (typed) => foldName(foldName(typed)) === foldName(typed)),
  );
  assert.equal(foldName(" ＷＵＹＥ。００１ "), "wuye.001");
});

test("a code begins with a letter and is short", () => {
  for (const good of ["ab", "wuye", "a1-b2"]) assert.match(good, codePattern);
  for (const bad of ["a", "1ab", "Ab", "a.b", "a_b", "", "a".repeat(31)])
    assert.doesNotMatch(bad, codePattern);
});

test("what everybody tries first is refused, and so is one's own name", () => {
  const fault = (password: string) => passwordFault(password, ["wuye.a01", "wuye.13900000001"]);
  assert.equal(fault("abc"), "too-short");
  assert.equal(fault("七个汉字的密码"), "too-short");
  assert.equal(fault("x".repeat(201)), "too-long");
  for (const own of ["wuye.a01", "WUYE.A01", "13900000001"]) assert.equal(fault(own), "is-name");
  for (const common of [
    "12345678",
    "88888888",
    "abcabcabc",
    "Password1",
    "qwertyuiop",
    "woaini1314",
    "１２３４５６７８",
  ])
    assert.equal(fault(common), "too-common", common);
  for (const good of ["shouwen-demo", "八个汉字组成密码", "tr0ubador&3"])
    assert.equal(fault(good), null, good);
});
