// What a back-test is made of, each by itself in this process: reading, making events, folding and comparing.
import { cpuUsage } from "node:process";
import { backtest } from "#domain/backtest/backtest.ts";
import { postsOf } from "#domain/organisation/organisation.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { compile } from "#domain/regulation/run/compile.ts";
import type { StreamEvent } from "#domain/stream/event.ts";
import { openPool } from "#server/db/pool.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import { makeWorld } from "#server/log/world.ts";
import { modules } from "#server/modules.ts";
import { type Place, someMatters } from "#server/regulation/backtest/read.ts";
import { largest } from "../part.ts";
import { key } from "./folding.ts";

const org = "wuye";
const most = Math.min(largest, 40_000);
const period = { from: Date.UTC(2015, 0), to: Date.UTC(2030, 0) };

type Read = Awaited<ReturnType<typeof someMatters>>;

/** Seconds of this process's core that some work takes. */
const cpu = (work: () => void): number => {
  const before = cpuUsage();
  work();
  const { user, system } = cpuUsage(before);
  return (user + system) / 1e6;
};

const grounds = (unit: Unit, draft: string) => {
  const { directory: d, now } = unit;
  const read = readRegulation(draft);
  if (!("regulation" in read)) throw new Error("The changed edition is faulty.");
  const edition = d.inForceAt(now)[key];
  if (edition === undefined) throw new Error(`No edition of ${key} is in force.`);
  const compiled = [d.regulation(key, edition), read.regulation].map((r) =>
    compile(r, postsOf(d.organisation), d.organisation.figures),
  );
  return { compiled, organisation: d.organisation, calendar: d.calendar, now };
};

/** Some matters read a hundred at a time as a back-test reads them, then made events of, then weighed; a second each. */
export const apart = async (url: string, draft: string) => {
  const pools = { pool: openPool(url, 1), side: openPool(url, 1) };
  const world = makeWorld(pools, modules, () => {}, "/tmp");
  try {
    const ground = await reading(world, org, async (unit) => grounds(unit, draft));
    const texts: Read["matters"] = [];
    let after: Place | null = null;
    const from = performance.now();
    do {
      const place: Place | null = after;
      const some: Read = await reading(world, org, (unit) => someMatters(unit, period, place, 100));
      texts.push(...some.matters);
      after = some.next;
    } while (after && texts.length < most);
    const read = (performance.now() - from) / 1000;
    let all: { id: string; events: StreamEvent[] }[] = [];
    const decoded = cpu(() => {
      all = texts.map((t) => ({ id: t.id, events: t.events() }));
    });
    const [before, changed] = ground.compiled;
    if (!before || !changed) throw new Error("Two editions are needed.");
    const { add } = backtest(before, changed, ground);
    const weighed = cpu(() => {
      for (const m of all) add(m.id, m.events);
    });
    const events = all.reduce((n, m) => n + m.events.length, 0) / all.length;
    const rows = texts.length;
    return { read: rows / read, decoded: rows / decoded, weighed: rows / weighed, events, rows };
  } finally {
    await Promise.all([pools.pool.end(), pools.side.end()]);
  }
};
