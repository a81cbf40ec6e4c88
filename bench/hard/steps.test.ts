// The short version of the hard days: one end at each kind of step, then everything is compared.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Kill } from "./kills.ts";
import { plan } from "./kills.ts";
import { stepNames } from "./points.ts";
import { runKills } from "./run.ts";

const chosen: Kill[] = [
  { victim: "server", place: "execute: committed, not answered", nth: 3 },
  { victim: "connection", place: "execute: commit sent", nth: 2 },
  { victim: "backend", place: "execute: key looked up", nth: 2 },
  { victim: "server", place: "outbox: marked", nth: 1 },
  { victim: "backend", place: "clocks: before commit", nth: 1 },
  { victim: "server", place: "sealer: in the file, not noted", nth: 1 },
  { victim: "postmaster", place: "delivery: sent, not noted", nth: 1 },
];

test("ended at a step of each kind under load: back by itself, nothing told is lost or doubled", async (t) => {
  const { entries, told, breaches } = await runKills(chosen, 1);
  for (const e of entries) {
    t.diagnostic(`${e.victim} at ${e.place}: back after ${e.recoveryMs} ms`);
    assert.equal(e.verdict, "well");
    assert.ok(e.fired, `${e.place} was passed`);
  }
  assert.ok(told > 5 && breaches > 0);
});

test("a long run of kills comes by every step with every victim", () => {
  const victims = ["backend", "postmaster"] as const;
  const kills = Array.from({ length: 500 }, (_, n) => plan(n, victims));
  for (const victim of victims)
    for (const step of stepNames)
      assert.ok(
        kills.some((k) => k.place === step && (k.victim === victim || k.victim === "all")),
        step,
      );
});
