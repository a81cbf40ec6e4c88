// The desk while something else goes on: the newest matters, one matter, a registration, again and again.
import { setTimeout as sleep } from "node:timers/promises";
import { percentile } from "../part.ts";
import { signIn } from "../server.ts";
import { org } from "./office.ts";

export type Times = { n: number; p50: number; p99: number };
export type Desk = { list: Times; open: Times; register: Times };

const timesOf = (list: readonly number[]): Times => ({
  n: list.length,
  p50: percentile(list, 0.5),
  p99: percentile(list, 0.99),
});

/** Ten of each a second at most, as some busy people together. */
const pauseMs = 100;
const patienceMs = 60_000;

/**
 * Works at a desk until told to stop.
 * @param ids matters that may be opened
 * @returns what it felt; a request that fails ends the measurement
 */
export const startDesk = async (
  address: string,
  ids: readonly string[],
): Promise<{ stop: () => Promise<Desk> }> => {
  const cookie = await signIn(address, `${org}.reception`);
  let running = true;
  const call = async (path: string, init: RequestInit = {}): Promise<void> => {
    const headers = { cookie, origin: address, "content-type": "application/json" };
    const answer = await fetch(address + path, {
      ...init,
      headers,
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 200)}`);
  };
  const again = async (work: (n: number) => Promise<void>): Promise<Times> => {
    const times: number[] = [];
    for (let n = 0; running; n++) {
      const from = performance.now();
      await work(n);
      times.push(performance.now() - from);
      await sleep(pauseMs);
    }
    return timesOf(times);
  };
  const body = JSON.stringify({
    ...{ kind: "request", title: "路灯不亮", description: "楼前两盏路灯三天不亮。", channel: "phone" },
    customer: {},
  });
  const all = Promise.all([
    again(() => call("/api/cases?limit=50")),
    again((n) => call(`/api/cases/${ids[(n * 7919) % ids.length]}`)),
    again(() => call("/api/cases", { method: "POST", body })),
  ]);
  all.catch(() => {});
  return {
    stop: async () => {
      running = false;
      const [list, open, register] = await all;
      return { list, open, register };
    },
  };
};
