// What a page asks while its code is on the way, and who gets the answer.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { askAhead, firstAsked, forgetAhead, takeAhead } from "./ahead.ts";

const asked: string[] = [];
globalThis.fetch = (async (address: string) => {
  asked.push(address);
  return new Response("{}", { status: address.endsWith("gone") ? 404 : 200 });
}) as unknown as typeof fetch;

beforeEach(() => {
  asked.length = 0;
  forgetAhead();
});

test("a desk asks for its duties and a matter for itself, without waiting for who is signed in", () => {
  const desk = firstAsked({ pathname: "/", search: "" });
  assert.ok(desk.includes("/api/obligations?owner=me&state=open"));
  assert.ok(firstAsked({ pathname: "/cases/a", search: "" }).includes("/api/cases/a"));
});

test("of a page with a choice in its address only what every page shows is asked", () => {
  const chosen = firstAsked({ pathname: "/", search: "?whose=department" });
  assert.ok(chosen.includes("/api/counts"));
  assert.ok(!chosen.some((address) => address.startsWith("/api/obligations")));
});

test("an answer is given once, and a refusal is asked again by who wants it", async () => {
  askAhead(["/api/counts", "/api/gone"], "en");
  assert.deepEqual(asked, ["/api/counts", "/api/gone"]);
  assert.equal((await takeAhead("/api/counts"))?.ok, true);
  assert.equal(takeAhead("/api/counts"), undefined);
  assert.equal(await takeAhead("/api/gone"), undefined);
});

test("what was asked before somebody acts is not shown after", () => {
  askAhead(["/api/counts"], "en");
  forgetAhead();
  assert.equal(takeAhead("/api/counts"), undefined);
});
