// One organisation that cannot be asked stops no other's clocks.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { World } from "../world.ts";
import { startWaker } from "./wake.ts";

test("where one organisation fails, those behind it are asked in the same round", async () => {
  const due = ["first", "second"].map((org) => ({ org, due: 0, now: 1 }));
  const asked: string[] = [];
  const world = {
    modules: new Map(),
    side: { query: async (text: string) => ({ rows: text.includes("wake_at") ? due : [] }) },
    pool: {
      connect: async () => {
        throw new Error(`no. ${asked.length + 1}`);
      },
    },
  } as unknown as World;
  const both = Promise.withResolvers<void>();
  const waker = startWaker(world, {}, (error) => {
    if (asked.push((error as Error).message) === 2) both.resolve();
  });
  const from = performance.now();
  await both.promise;
  assert.ok(performance.now() - from < 900, "in the same round");
  waker.nudge();
  await waker.stop();
  assert.deepEqual(asked.slice(0, 2), ["no. 1", "no. 2"]);
});
