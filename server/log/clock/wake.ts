// The loop that lets clocks run out: asks the domain again for every stream that is due, in batches.
import { asText } from "#domain/stream/event.ts";
import { append, type Opened } from "../append.ts";
import { type Change, open, type Seen, see, tell } from "../command.ts";
import { type Reactor, react, reacting } from "../outbox.ts";
import { inUnit, readMore, type Unit } from "../unit.ts";
import type { World } from "../world.ts";
import { replanChanged } from "./replan.ts";

/** Enough that a commit costs little, few enough that a desk does not feel it. */
const batch = 100;
/** So many batches of what follows are carried out before the clocks have their turn again. */
const fewTurns = 4;
/** Another process may have set an earlier wake-up and died before it told us. */
const longestSleepMs = 5000;

/** The streams that are due, taken by this process alone; a busy one is asked again by who keeps it busy. */
const takeDue = async (unit: Unit, until: string): Promise<string[]> => {
  const { rows } = await unit.client.query<{ id: string }>(
    `select id from stream where org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer
        and wake_at <= $1::timestamptz order by wake_at, id limit ${batch} for update skip locked`,
    [until],
  );
  return rows.map((r) => r.id).sort();
};

export type Lapsed = {
  stream: string;
  /** The matter that it is about, where it is not one itself. */
  matter: string | null;
  kind: string;
  /** The number by which people know it, where it has one. */
  number: string | null;
  type: string;
  at: number;
  clause: string | null;
};

/** A stream asked again, with what its own kind brings about now. */
const woken = async (world: World, unit: Unit, seen: Seen): Promise<Opened[]> => {
  const brought = (await world.modules.get(seen.kind)?.due?.(unit, seen)) ?? [];
  const itself: Change = brought.find((c) => c.stream === seen.id) ?? {
    stream: seen.id,
    kind: seen.kind,
    events: [],
  };
  const others = brought.filter((c) => c !== itself);
  return [open(unit, itself, seen, "clock"), ...others.map((c) => open(unit, c, undefined, "clock"))];
};

/**
 * Asks a batch of due streams of one organisation again and writes what came about, in one transaction.
 * @param at the instant asked for, epoch ms; null is the organisation's time now
 * @returns what came about, and whether more may be due
 */
export const lapseDue = async (
  world: World,
  org: string,
  at: number | null,
): Promise<{ fired: Lapsed[]; more: boolean }> => {
  let told: (() => void) | undefined;
  const result = await inUnit(world, org, {}, async (unit) => {
    const moved = at === null ? unit : { ...unit, now: Math.max(at, unit.now) };
    const ids = await takeDue(moved, new Date(moved.now).toISOString());
    const opened: Opened[] = [];
    for (const history of await readMore(moved, ids, true))
      opened.push(...(await woken(world, moved, see(world, moved, history))));
    const appended = opened.length > 0 ? append(world, moved, opened) : [];
    told = () => tell(world, org, appended);
    const fired = appended.flatMap((a) =>
      a.turned.fresh.map((e) => ({
        stream: a.opened.id,
        matter: asText(a.turned.after.state.case),
        kind: a.opened.kind,
        number: asText(a.turned.after.state.number),
        type: e.type,
        at: e.at,
        clause: asText(e.data.clause),
      })),
    );
    // What catches up in pieces is due again at once.
    const again = appended.some((a) => a.next !== null && a.next <= moved.now);
    return { result: { fired, more: again || ids.length === batch }, commit: true };
  });
  told?.();
  return result;
};

type Due = { org: string; due: number };

/** Organisations with something due now, and when the next is; rehearsals keep their own clock. */
const nextDue = async (world: World): Promise<{ due: string[]; next: number | null }> => {
  const { rows } = await world.side.query<Due & { now: number }>(
    `select o.org, min(s.wake_at) as due, clock_timestamp() as now
       from shouwen.organisation o
       cross join lateral (select wake_at from shouwen.stream s
                            where s.org = o.org and s.run = o.run and s.wake_at is not null
                            order by s.wake_at limit 1) s
      where o.clock_at is null group by o.org`,
  );
  const due = rows.filter((r) => r.due <= r.now);
  const later = rows.filter((r) => r.due > r.now).map((r) => r.due - r.now);
  return { due: due.map((r) => r.org), next: later.length > 0 ? Math.min(...later) : null };
};

export type Waker = { nudge: () => void; stop: () => Promise<void> };

/**
 * Runs the loop until stopped: clocks first, then what follows from them. A database that goes away is waited for.
 * @param reactors how each reaction is carried out
 */
export const startWaker = (
  world: World,
  reactors: Record<string, Reactor>,
  log: (error: unknown) => void,
): Waker => {
  let running = true;
  let wakeUp: () => void = () => {};
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const round = async (): Promise<number> => {
    await replanChanged(world, log);
    const { due, next } = await nextDue(world);
    let failed = false;
    // Where one organisation cannot be asked, the others' clocks run on; it is asked again a little later.
    const alone = async (work: Promise<unknown>): Promise<void> => {
      await work.catch((error: unknown) => {
        failed = true;
        log(error);
      });
    };
    // One batch each and round again, so that an organisation with much to catch up keeps nobody waiting.
    for (const org of due) if (running) await alone(lapseDue(world, org, null));
    let more = due.length > 0;
    for (const org of await reacting(world)) {
      if (running)
        await alone(
          react(world, org, reactors, fewTurns).then((n) => {
            more ||= n > 0;
          }),
        );
    }
    if (failed) return 1000;
    return more ? 0 : Math.min(next ?? longestSleepMs, longestSleepMs);
  };
  const loop = (async () => {
    while (running) {
      const wait = await round().catch((error: unknown) => {
        log(error);
        return 1000;
      });
      if (running && wait > 0) await sleep(wait);
    }
  })();
  return {
    nudge: () => wakeUp(),
    stop: async () => {
      running = false;
      wakeUp();
      await loop;
    },
  };
};
