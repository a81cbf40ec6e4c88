// When the hour of the daily backup last struck, whatever the clocks of the time zone do.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lastStruck } from "./daily.ts";

const day = 86_400_000;

test("it is the hour, not in the future and at most a day and an hour ago", () => {
  const zones = fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu");
  const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 23 }), zones, (now, hour, zone) => {
      const struck = lastStruck(now, hour, zone);
      assert.ok(struck <= now && now - struck <= day + 3_600_000);
      const at = Temporal.Instant.fromEpochMilliseconds(struck).toZonedDateTimeISO(zone);
      // Where the clocks are put forward over it, the next hour stands in.
      assert.ok([hour, hour + 1].includes(at.hour) && at.minute === 0);
    }),
  );
});

test("03:00 in Shanghai", () => {
  const at = (text: string) => Date.parse(text);
  assert.equal(
    lastStruck(at("2026-11-22T02:59:59+08:00"), 3, "Asia/Shanghai"),
    at("2026-11-21T03:00:00+08:00"),
  );
  assert.equal(
    lastStruck(at("2026-11-22T03:00:00+08:00"), 3, "Asia/Shanghai"),
    at("2026-11-22T03:00:00+08:00"),
  );
});
