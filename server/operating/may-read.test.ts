// Who may read the figures.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FastifyRequest } from "fastify";
import { mayRead } from "./may-read.ts";

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as FastifyRequest;
const token = "0123456789abcdef";
const bearer = { authorization: `Bearer ${token}` };

test("without a token this machine may, unless somebody stands behind it", () => {
  for (const here of ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
    assert.ok(mayRead(from(here), undefined), here);
  assert.equal(mayRead(from("10.0.0.1"), undefined), false);
  assert.equal(mayRead(from("127.0.0.1", bearer), undefined), false);
  for (const name of [
    "x-forwarded-for",
    "x-forwarded-proto",
    "forwarded",
    "via",
    "x-real-ip",
    "cf-connecting-ip",
  ])
    assert.equal(mayRead(from("127.0.0.1", { [name]: "x" }), undefined), false, name);
});

test("with a token nobody may without it, wherever they are", () => {
  assert.ok(mayRead(from("10.0.0.1", bearer), token));
  assert.ok(mayRead(from("10.0.0.1", { ...bearer, "x-forwarded-for": "1.2.3.4" }), token));
  assert.equal(mayRead(from("127.0.0.1"), token), false);
  for (const wrong of ["Bearer", "Bearer x", `Bearer ${token}x`, `Basic ${token}`])
    assert.equal(mayRead(from("127.0.0.1", { authorization: wrong }), token), false, wrong);
});
