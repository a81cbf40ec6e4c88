// The loop that lets notices leave the house: every channel by itself, each message by one process only.
import type { World } from "#server/log/world.ts";
import { forget, type Lane, look, nextBatch, underLock } from "./queue.ts";
import { deliver, type Outside } from "./send.ts";

/** Another process may have set something due and died before it told us. */
const longestSleepMs = 5000;
/** A channel that failed, or that another process serves, is looked at again after this. */
const restMs = 1000;
const mostLanes = 6;
/** After so many messages a channel lets the others have their turn. */
const mostAtOnce = 50;
const forgetEveryMs = 3_600_000;
/** News may come by the thousand; it is looked for at most this often. */
const nudgeMs = 200;
const graceMs = 4000;

export type Deliveries = { nudge: () => void; stop: () => Promise<void> };

/** Sends what is due in a lane. @returns whether it has to rest */
const serve = async (
  world: World,
  outside: Outside,
  lane: Lane,
  until: { running: () => boolean; ending: AbortSignal },
): Promise<boolean> => {
  const client = await world.pool.connect();
  let broken: Error | undefined;
  const busy: string[] = [];
  try {
    for (let n = 0; n < mostAtOnce && until.running(); n++) {
      const batch = await nextBatch(world, lane, busy);
      if (!batch) return true;
      let well = true;
      const mine = await underLock(client, batch, async () => {
        well = await deliver(world, outside, batch, until.ending);
      });
      if (!mine) busy.push(batch.id);
      if (!well) return true;
    }
    return false;
  } catch (error) {
    // With the connection go its locks.
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
};

/**
 * Runs the loop until stopped. At rest it asks one index for the next row.
 * @param log is told of what went wrong in the house itself; what another side answered stands on the row
 * @returns `nudge` to look soon; `stop` lets what is being sent end, for some seconds
 */
export const startDeliveries = (
  world: World,
  outside: Outside,
  log: (error: unknown) => void,
): Deliveries => {
  const ending = new AbortController();
  let running = true;
  let asked = false;
  let wakeUp: () => void = () => {};
  let nudged: NodeJS.Timeout | null = null;
  let forgot = Date.now();
  const serving = new Map<string, Promise<void>>();
  const resting = new Map<string, number>();

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, asked ? 0 : ms);
      asked = false;
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const wake = (): void => {
    asked = true;
    wakeUp();
  };
  const begin = (key: string, lane: Lane): void => {
    const work = serve(world, outside, lane, { running: () => running, ending: ending.signal })
      .catch((error: unknown) => {
        log(error);
        return true;
      })
      .then((rest) => {
        serving.delete(key);
        if (rest) resting.set(key, Date.now() + restMs);
        wake();
      });
    serving.set(key, work);
  };
  /** @returns how long to sleep */
  const round = async (): Promise<number> => {
    const { due, next, now } = await look(world.side);
    let wait = Math.min(longestSleepMs, next === null ? longestSleepMs : Math.max(next - now, 0));
    for (const [key, until] of resting) if (until <= Date.now()) resting.delete(key);
    for (const lane of due) {
      const key = `${lane.org}/${lane.channel}`;
      const until = resting.get(key);
      if (until !== undefined) wait = Math.min(wait, Math.max(until - Date.now(), 10));
      else if (!serving.has(key) && serving.size < mostLanes) begin(key, lane);
    }
    if (Date.now() - forgot > forgetEveryMs) {
      forgot = Date.now();
      await forget(world.side);
    }
    return wait;
  };
  const loop = (async () => {
    while (running) {
      const wait = await round().catch((error: unknown) => {
        log(error);
        return restMs;
      });
      if (running) await sleep(wait);
    }
  })();
  return {
    nudge: () => {
      nudged ??= setTimeout(() => {
        nudged = null;
        wake();
      }, nudgeMs);
    },
    stop: async () => {
      running = false;
      if (nudged) clearTimeout(nudged);
      wake();
      const cut = setTimeout(() => ending.abort(), graceMs);
      await loop;
      await Promise.all(serving.values());
      clearTimeout(cut);
    },
  };
};
