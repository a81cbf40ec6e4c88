// The published file of seals on a disk that takes less than it was given.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openFolder, openPublished } from "./published.ts";

const seal = (number: number) => ({
  number,
  at: "2026-11-22T00:00:00.000Z",
  heads: {},
  hash: "0".repeat(64),
});

test("a write that is cut short without an error is brought to its end", async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-published-"));
  mkdirSync(join(dataDir, "seals"), { recursive: true });
  await openFolder(dataDir);
  const any = await open(import.meta.filename);
  const shared = Object.getPrototypeOf(any) as FileHandle;
  await any.close();
  const whole = shared.write as (...args: unknown[]) => unknown;
  const short = function (this: FileHandle, from: Uint8Array, at: number, length: number, to: number) {
    return whole.call(this, from, at, Math.min(length, 100), to);
  };
  t.mock.method(shared, "write", short as never);
  try {
    const file = await openPublished(dataDir, "one");
    await file.append([seal(1), seal(2)] as never);
    await file.append([seal(3)] as never);
    await file.close();
    const lines = readFileSync(join(dataDir, "seals", "one.jsonl"), "utf8")
      .trimEnd()
      .split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      [seal(1), seal(2), seal(3)],
    );
    const again = await openPublished(dataDir, "one");
    assert.equal(again.last, 3);
    await again.close();
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
