// When the page of health says good, look, or act.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clocksSign, diskSign, holidaysSign, outboxSign, sealsSign, worst } from "./judge.ts";
import type { Standing } from "./signs.ts";

const now = Date.parse("2026-11-22T10:00:00Z");
const standing: Standing = {
  org: "office",
  still: false,
  now,
  wakeAt: now + 60_000,
  overdue: 0,
  outbox: 0,
  outboxOldest: null,
  unsealed: 0,
  unsealedOldest: null,
  seal: 7,
  sealAt: now - 3_600_000,
  published: 7,
};
const said = ({ health, why }: { health: string; why: string }): string => `${health} ${why}`;

test("clocks are late when the earliest wake-up is", () => {
  assert.equal(said(clocksSign(standing)), "good running");
  assert.equal(said(clocksSign({ ...standing, wakeAt: null })), "good nothing");
  assert.equal(said(clocksSign({ ...standing, wakeAt: now - 14_000 })), "good running");
  assert.equal(said(clocksSign({ ...standing, wakeAt: now - 16_000, overdue: 3 })), "attention behind");
  assert.equal(said(clocksSign({ ...standing, wakeAt: now - 121_000 })), "fault stopped");
  assert.equal(said(clocksSign({ ...standing, still: true, wakeAt: null })), "good still");
});

test("the outbox by its oldest reaction, however many wait", () => {
  assert.equal(said(outboxSign(standing)), "good empty");
  assert.equal(said(outboxSign({ ...standing, outbox: 900, outboxOldest: now - 5000 })), "good moving");
  assert.equal(said(outboxSign({ ...standing, outbox: 1, outboxOldest: now - 31_000 })), "attention slow");
  assert.equal(said(outboxSign({ ...standing, outbox: 1, outboxOldest: now - 601_000 })), "fault stuck");
});

test("seals by the oldest change without one: an office at rest is well, however old its last seal", () => {
  assert.equal(said(sealsSign({ ...standing, sealAt: now - 90 * 86_400_000 })), "good sealed");
  assert.equal(said(sealsSign({ ...standing, seal: null, sealAt: null, published: null })), "good none");
  assert.equal(
    said(sealsSign({ ...standing, unsealed: 1, unsealedOldest: now - 301_000 })),
    "attention behind",
  );
  assert.equal(
    said(sealsSign({ ...standing, unsealed: 1, unsealedOldest: now - 1_801_000 })),
    "fault stopped",
  );
  assert.equal(said(sealsSign({ ...standing, published: 6 })), "attention unpublished");
  assert.equal(said(sealsSign({ ...standing, published: 6, sealAt: now - 1000 })), "good sealed");
});

test("the holidays of this year must be known, those of the next from October on", () => {
  assert.equal(said(holidaysSign("2026-11-22", [2026])), "attention missingNext");
  assert.equal(said(holidaysSign("2026-09-30", [2026])), "good later");
  assert.equal(said(holidaysSign("2026-11-22", [2026, 2027])), "good known");
  assert.equal(said(holidaysSign("2027-01-01", [2026])), "fault missing");
});

test("room on the disk by bytes and by share", () => {
  assert.equal(said(diskSign(50e9, 100e9)), "good room");
  assert.equal(said(diskSign(9e9, 100e9)), "attention low");
  assert.equal(said(diskSign(4e9, 10e9)), "attention low");
  assert.equal(said(diskSign(0.5e9, 10e9)), "fault full");
  assert.equal(worst([diskSign(50e9, 100e9), holidaysSign("2026-11-22", [2026])]), "attention");
});
