// Commands that only begin streams share transactions: those that arrive while one is being committed go together
// in the next, so that a busy desk pays for one packet and one flush, not for one each.
import { setImmediate as nextTurn } from "node:timers/promises";
import { together } from "#server/db/pool.ts";
import { type Appended, append } from "./append.ts";
import { type Caller, type Command, type Done, type Outcome, open, tell, type Verdict } from "./command.ts";
import { answeredBefore, type Key, rememberAll } from "./idempotency.ts";
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

type Decided = { waiting: Waiting; verdict: Verdict<unknown> } | Settled;

/** What stands under the keys of a batch already; the others are still to be decided. */
const earlierIn = async (unit: Unit, batch: readonly Waiting[]): Promise<Map<Waiting, Outcome<unknown>>> => {
  const keyed = batch.filter((w) => w.command.idempotency);
  const asked = keyed.map((w) => ({ member: w.caller.member, key: w.command.idempotency as Key }));
  const answers = await answeredBefore(unit.client, asked);
  return new Map(
    keyed.flatMap((w, n) => {
      const earlier = answers[n];
      if (!earlier) return [];
      return [[w, "refused" in earlier ? earlier : { replay: earlier }] as const];
    }),
  );
};

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

const answerAll = (decided: readonly Decided[], done: Done): Promise<Settled[]> =>
  Promise.all(
    decided.map(async (d): Promise<Settled> => {
      if (!("verdict" in d)) return d;
      if ("refused" in d.verdict) return { waiting: d.waiting, outcome: d.verdict };
      return { waiting: d.waiting, outcome: { answer: await d.verdict.answer(done) } };
    }),
  );

/** Keeps the answers of those with a key. */
const keep = (unit: Unit, settled: readonly Settled[]): void =>
  rememberAll(
    unit,
    settled.flatMap((s) => {
      const { idempotency: key, status } = s.waiting.command;
      if (!key || !("outcome" in s) || !("answer" in s.outcome)) return [];
      const { answer } = s.outcome;
      return [{ member: s.waiting.caller.member, key, status: status?.(answer) ?? 200, answer }];
    }),
  );

/** One of a batch was carried out before: what the others decided may rest on what it would have begun. */
class CarriedOutBefore extends Error {}

/**
 * Guards, keys and whatever the decisions read go out in one packet: a connection carries them out in this order, so
 * what is read is read under the guards, and whoever was answered before is known in time.
 */
const decide = async (unit: Unit, batch: readonly Waiting[]): Promise<Decided[]> => {
  const guards = batch.flatMap((w) => w.command.guards ?? []);
  const [, earlier, decided] = await together(unit.client, () =>
    Promise.all([takeGuards(unit, guards), earlierIn(unit, batch), decideAll(unit, batch)]),
  );
  if (earlier.size > 0 && batch.length > 1) throw new CarriedOutBefore();
  return decided.map((d) => {
    const outcome = earlier.get(d.waiting);
    return outcome ? { waiting: d.waiting, outcome } : d;
  });
};

const carryOut = async (world: World, org: string, batch: readonly Waiting[]): Promise<Settled[]> => {
  let all: Appended[] = [];
  const settled = await inUnit(world, org, {}, async (unit) => {
    const decided = await decide(unit, batch);
    const opened = decided.flatMap((d) =>
      "verdict" in d && "changes" in d.verdict
        ? d.verdict.changes.map((c) => open(unit, c, undefined, d.waiting.caller.member))
        : [],
    );
    all = append(world, unit, opened);
    const result = await answerAll(decided, { unit, appended: all });
    keep(unit, result);
    return { result, commit: opened.length > 0 };
  });
  tell(world, org, all);
  return settled;
};

const run = async (world: World, org: string, batch: readonly Waiting[]): Promise<void> => {
  try {
    for (const s of await carryOut(world, org, batch))
      if ("error" in s) s.waiting.reject(s.error);
      else s.waiting.resolve(s.outcome);
  } catch (error) {
    // What breaks a transaction is one command's fault: each is tried alone, so that only that one fails. One whose
    // key was taken before finds the answer under it then.
    if (batch.length === 1) batch[0]?.reject(error);
    else for (const waiting of batch) await run(world, org, [waiting]);
  }
};

/** The next to go together: of those with the same key one, so that the others find its answer. */
const nextBatch = (queue: Queue): Waiting[] => {
  const taken = new Set<string>();
  const batch: Waiting[] = [];
  const later: Waiting[] = [];
  for (const w of queue.waiting.splice(0, largest)) {
    const key = w.command.idempotency;
    const name = key ? JSON.stringify([w.caller.member, key.path, key.key]) : null;
    if (name !== null && taken.has(name)) later.push(w);
    else batch.push(w);
    if (name !== null) taken.add(name);
  }
  queue.waiting.unshift(...later);
  return batch;
};

const drain = async (world: World, org: string, queue: Queue): Promise<void> => {
  queue.running += 1;
  while (queue.waiting.length > 0) {
    // Whoever's request lies in a socket already comes along; on a quiet desk this costs microseconds.
    await nextTurn();
    await run(world, org, nextBatch(queue));
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
