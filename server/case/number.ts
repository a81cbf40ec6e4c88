// Numbers of matters: taken in blocks by each process, so that no registration waits for another's commit.
import { localDate } from "#domain/time/calendar.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

const block = 50;
type Block = { next: number; end: number };
const blocks = new Map<string, Promise<Block>>();

const take = async (world: World, org: string, key: string): Promise<Block> => {
  const { rows } = await world.side.query<{ next: number }>(
    `insert into shouwen.counter (org, key, next) values ($1, $2, $3 + 1)
     on conflict (org, key) do update set next = counter.next + $3 returning next`,
    [org, key, block],
  );
  const end = rows[0]?.next ?? block + 1;
  return { next: end - block, end };
};

/**
 * The next number of the day, `20261121-0001`. Unique and rising within a process; a stopped process leaves a gap,
 * since no clause asks for matters without one (papers with 连号 take theirs under a guard).
 */
export const nextNumber = async (world: World, unit: Unit): Promise<string> => {
  const day = localDate(unit.directory.calendar, unit.now).replaceAll("-", "");
  const key = `case/${unit.run}/${day}`;
  const name = `${unit.org}/${key}`;
  for (;;) {
    let current = blocks.get(name);
    if (!current) {
      // The map holds one block a day and organisation; yesterday's are let go.
      if (blocks.size > 500) blocks.clear();
      current = take(world, unit.org, key);
      blocks.set(name, current);
      current.catch(() => blocks.delete(name));
    }
    const b = await current;
    if (b.next < b.end) return `${day}-${String(b.next++).padStart(4, "0")}`;
    if (blocks.get(name) === current) blocks.delete(name);
  }
};
