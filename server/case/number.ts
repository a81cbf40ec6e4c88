// Numbers of matters: taken in blocks by each process, so that no registration waits for another's commit.
import { numberKey, writeNumber } from "#domain/case/values.ts";
import { localDate } from "#domain/time/calendar.ts";
import { takeNumbers } from "#server/db/counter.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

const largest = 64;
/** A block used up faster than this is followed by one twice as large; a quiet desk takes one number at a time. */
const quickMs = 1000;
type Block = { next: number; end: number; size: number; takenAt: number };
const blocks = new Map<string, Promise<Block>>();

const take = async (world: World, org: string, key: string, last: Block | null): Promise<Block> => {
  const takenAt = performance.now();
  const quick = last !== null && takenAt - last.takenAt < quickMs;
  const size = quick ? Math.min(largest, last.size * 2) : 1;
  const next = (await takeNumbers(world.side, org, new Map([[key, size]]))).get(key) ?? 1;
  return { next, end: next + size, size, takenAt };
};

/**
 * The next number of the day, `20261121-0001`. Unique and rising within a process; a busy process that is stopped
 * leaves a gap, since no clause asks for matters without one (papers with 连号 take theirs under a guard).
 */
export const nextNumber = async (world: World, unit: Unit): Promise<string> => {
  const date = localDate(unit.directory.calendar, unit.now);
  const key = numberKey(unit.run, date);
  const name = `${unit.org}/${key}`;
  let last: Block | null = null;
  for (;;) {
    let current = blocks.get(name);
    if (!current) {
      // The map holds one block a day and organisation; yesterday's are let go.
      if (blocks.size > 500) blocks.clear();
      current = take(world, unit.org, key, last);
      blocks.set(name, current);
      current.catch(() => blocks.delete(name));
    }
    const b = await current;
    if (b.next < b.end) return writeNumber(date, b.next++);
    if (blocks.get(name) === current) blocks.delete(name);
    last = b;
  }
};
