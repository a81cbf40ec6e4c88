// Commands that only begin streams share transactions: those that arrive while one is being committed go together
// in the next, so that a busy desk pays for one packet and one flush, not for one each.
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Appended, append } from "./append.ts";
import { type Caller, type Command, type Outcome, open, tell, type Verdict } from "./command.ts";
import { inUnit, takeGuards, type Unit } from "./unit.ts";
import type { World } from "./world.ts";

type Waiting = {
  caller: Caller;
  command: Command<unknown>;
  resolve: (outcome: Outcome<unknown>) => void;
  reject: (error: unknown) => void;
};

/** Two at a time per organisation: one is decided while the other is flushed to disk. */
const mostRunning = 2;
const largest = 32;

type Queue = { waiting: Waiting[]; running: number };
const queues = new WeakMap<World, Map<string, Queue>>();

const queueOf = (world: World, org: string): Queue => {
  const all = queues.get(world) ?? new Map<string, Queue>();
  queues.set(world, all);
  const queue = all.get(org) ?? { waiting: [], running: 0 };
  all.set(org, queue);
  return queue;
};

type Settled = { waiting: Waiting; outcome: Outcome<unknown> } | { waiting: Waiting; error: unknown };

type Decided = { waiting: Waiting; verdict: Verdict<unknown> } | { waiting: Waiting; error: unknown };

/** Decides each by itself: one that is refused or fails does not concern the others. */
const decideAll = (unit: Unit, batch: readonly Waiting[]) =>
  Promise.all(
    batch.map(async (waiting): Promise<Decided> => {
      try {
        return { waiting, verdict: await waiting.command.decide(unit, () => undefined) };
      } catch (error) {
        return { waiting, error: error ?? new Error("Nothing was said.") };
      }
    }),
  );

const together = async (world: World, org: string, batch: readonly Waiting[]): Promise<Settled[]> => {
  let all: Appended[] = [];
  const settled = await inUnit(world, org, {}, async (unit) => {
    await takeGuards(
      unit,
      batch.flatMap((w) => w.command.guards ?? []),
    );
    const decided = await decideAll(unit, batch);
    const opened = decided.flatMap((d) =>
      "verdict" in d && "changes" in d.verdict
        ? d.verdict.changes.map((c) => open(unit, c, undefined, d.waiting.caller.member))
        : [],
    );
    all = append(world, unit, opened);
    const done = { unit, appended: all };
    const result = await Promise.all(
      decided.map(async (d): Promise<Settled> => {
        if ("error" in d) return d;
        if ("refused" in d.verdict) return { waiting: d.waiting, outcome: d.verdict };
        return { waiting: d.waiting, outcome: { answer: await d.verdict.answer(done) } };
      }),
    );
    return { result, commit: opened.length > 0 };
  });
  tell(world, org, all);
  return settled;
};

const run = async (world: World, org: string, batch: readonly Waiting[]): Promise<void> => {
  try {
    for (const s of await together(world, org, batch))
      if ("error" in s) s.waiting.reject(s.error);
      else s.waiting.resolve(s.outcome);
  } catch (error) {
    // What breaks a transaction is one command's fault: each is tried alone, so that only that one fails.
    if (batch.length === 1) batch[0]?.reject(error);
    else for (const waiting of batch) await run(world, org, [waiting]);
  }
};

const drain = async (world: World, org: string, queue: Queue): Promise<void> => {
  queue.running += 1;
  while (queue.waiting.length > 0) {
    // Whoever's request lies in a socket already comes along; on a quiet desk this costs microseconds.
    await nextTurn();
    await run(world, org, queue.waiting.splice(0, largest));
  }
  queue.running -= 1;
};

/** Carries out a command that only begins streams, in one transaction with those that came at the same time. */
export const coalesce = <T>(world: World, caller: Caller, command: Command<T>): Promise<Outcome<T>> => {
  const queue = queueOf(world, caller.org);
  return new Promise<Outcome<T>>((resolve, reject) => {
    const waiting = { caller, command, resolve, reject } as unknown as Waiting;
    queue.waiting.push(waiting);
    if (queue.running < mostRunning) void drain(world, caller.org, queue);
  });
};
