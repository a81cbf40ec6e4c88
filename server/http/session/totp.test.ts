// One-time codes as RFC 6238 writes them.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { authenticatorAddress, codeAt, newSecret, stepFor, stepOf } from "./totp.ts";

// Appendix B: "12345678901234567890" in base32; the last six of its eight digits.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const known: [number, string][] = [
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
];
for (const [seconds, code] of known)
  test(`the code at ${seconds} s`, () => assert.equal(codeAt(secret, stepOf(seconds * 1000)), code));

test("a code serves in its step and beside it, and never twice", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2e9, max: 4e12 }), fc.integer({ min: -3, max: 3 }), (now, away) => {
      const own = newSecret();
      const step = stepOf(now) + away;
      const code = codeAt(own, step);
      const taken = stepFor(own, code, now, 0);
      if (Math.abs(away) <= 1) assert.notEqual(taken, null);
      if (taken !== null) assert.equal(codeAt(own, taken), code);
      if (taken !== null) assert.notEqual(stepFor(own, code, now, taken), taken);
    }),
  );
});

test("the address carries name and secret", () => {
  const address = new URL(authenticatorAddress(secret, "qingshan.王 五", "Shouwen"));
  assert.equal(address.searchParams.get("secret"), secret);
  assert.equal(decodeURIComponent(address.pathname), "/Shouwen:qingshan.王 五");
});
