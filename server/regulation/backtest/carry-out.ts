// Carries a back-test out beside everything else: some matters are read, counted for a few milliseconds, and others are let through.

import { setImmediate } from "node:timers/promises";
import { backtest } from "#domain/backtest/backtest.ts";
import { postsOf } from "#domain/organisation/organisation.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { compile } from "#domain/regulation/run/compile.ts";
import { say } from "#server/http/i18n/say.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { endJob, failJob, type Job, keepProgress, keptOf } from "./job.ts";
import { type Place, someMatters } from "./read.ts";

/** Read at once: some 800 events. */
const batch = 100;
/** Counted without a break: what every other request may have to wait. */
const stretchMs = 2;
const tellEveryMs = 500;

/** Counts matters in short stretches. */
const inStretches = async <T>(items: readonly T[], count: (item: T) => void): Promise<void> => {
  let until = performance.now() + stretchMs;
  for (const item of items) {
    count(item);
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + stretchMs;
  }
};

type Some = Awaited<ReturnType<typeof someMatters>>;

const count = async (world: World, org: string, job: Job, draft: Regulation): Promise<void> => {
  const ground = await reading(world, org, async (unit) => {
    const { directory: d, now } = unit;
    const posts = postsOf(d.organisation);
    const edition = (r: Regulation) => compile(r, posts, d.organisation.figures);
    const before = edition(d.regulation(job.regulation, job.against));
    return { before, after: edition(draft), organisation: d.organisation, calendar: d.calendar, now };
  });
  const { add, result } = backtest(ground.before, ground.after, ground);
  let done = 0;
  let told = performance.now();
  const readFrom = (place: Place | null): Promise<Some> => {
    const some = reading(world, org, (unit) => someMatters(unit, job.period, place, batch));
    // Heard when it is waited for, which may be never.
    some.catch(() => {});
    return some;
  };
  let coming: Promise<Some> | null = readFrom(null);
  while (coming) {
    const { matters, next }: Some = await coming;
    // The database reads the next ones while these are counted.
    coming = next ? readFrom(next) : null;
    await inStretches(matters, (m) => add(m.id, m.events()));
    done += matters.length;
    if (performance.now() - told < tellEveryMs) continue;
    told = performance.now();
    if (!(await keepProgress(world, org, job.id, done))) return;
  }
  await endJob(world, org, job.id, done, keptOf(result()));
};

const attempt = async (world: World, org: string, job: Job, draft: Regulation): Promise<void> => {
  try {
    // Whoever waited long may have given it up.
    if (await keepProgress(world, org, job.id, 0)) await count(world, org, job, draft);
  } catch (error) {
    process.stderr.write(`A back-test stopped: ${(error as Error).message}\n`);
    await failJob(world, org, job.id, say("backtest-broken")).catch(() => {});
  }
};

const queues = new Map<string, Promise<void>>();

/** Carries it out to its end, whatever that is, after those that the organisation began before; never throws. */
export const carryOut = (world: World, org: string, job: Job, draft: Regulation): Promise<void> => {
  const waiting = setInterval(
    () => void keepProgress(world, org, job.id, 0).catch(() => {}),
    tellEveryMs * 40,
  );
  waiting.unref();
  const ended = (queues.get(org) ?? Promise.resolve()).then(() => {
    clearInterval(waiting);
    return attempt(world, org, job, draft);
  });
  queues.set(org, ended);
  return ended;
};
