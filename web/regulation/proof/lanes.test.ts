import assert from "node:assert/strict";
import { test } from "node:test";
import { actOf, lanesOf } from "./lanes.ts";

const shown = (play: string, at: string, type: string, state?: string) => ({
  play,
  at,
  type,
  by: "clerk",
  data: state ? { state } : {},
});

test("each try is a lane with its gaps and its outcome", () => {
  const lanes = lanesOf([
    shown("before-due", "2026-03-04T02:00:00Z", "case.registered"),
    shown("before-due", "2026-03-04T02:09:59Z", "case.forwarded"),
    shown("before-due", "2026-03-04T02:09:59Z", "obligation.met", "met"),
    shown("never-done", "2026-03-04T02:00:00Z", "case.registered"),
    shown("never-done", "2026-03-04T02:10:01Z", "obligation.breached", "breached"),
  ]);
  assert.deepEqual(
    lanes.map(({ play, outcome, tone, steps }) => [play, outcome, tone, steps.map((s) => s.after)]),
    [
      ["before-due", "met", "kept", [0, 599_000]],
      ["never-done", "breached", "late", [0, 601_000]],
    ],
  );
});

test("done too late: the clock runs out first, and late is how it ends", () => {
  const [lane] = lanesOf([
    shown("after-due", "2026-03-04T02:00:00Z", "case.registered"),
    shown("after-due", "2026-03-04T02:10:01Z", "case.forwarded"),
    shown("after-due", "2026-03-04T02:10:00Z", "obligation.breached", "late"),
    shown("after-due", "2026-03-04T02:10:01Z", "obligation.met", "late"),
  ]);
  assert.deepEqual(
    lane?.steps.map((one) => one.type),
    ["case.registered", "obligation.breached", "case.forwarded"],
  );
  assert.equal(lane?.outcome, "late");
});

test("a refused act is told from the scenario, since it leaves no event", () => {
  const [lane] = lanesOf([shown("refused", "2026-03-04T02:00:00Z", "case.registered")], {
    refused: { close: {}, as: "desk" },
  });
  assert.equal(lane?.outcome, "refused");
  assert.equal(actOf(lane?.refused ?? {}).name, "close");
});
