// The figures of one process and of the work of all, as Prometheus reads them.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Live } from "#server/http/live/live.ts";
import { knownFolder } from "#server/log/proof/published.ts";
import type { World } from "#server/log/world.ts";
import type { Probe } from "#server/probe.ts";
import { mostCounted, readStandings, type Standing } from "./signs.ts";

export type Measured = {
  world: World;
  live: Pick<Live, "listening">;
  probes: readonly Probe[];
};

/** What is read from the database counts this long, so that nobody loads it by asking often. */
const freshMs = 2000;
const patienceMs = 3000;

const ages = (all: readonly Standing[], of: (s: Standing) => number | null): number =>
  Math.max(0, ...all.map((s) => (of(s) === null ? 0 : (s.now - Number(of(s))) / 1000)));
const newest = (all: readonly Standing[]): number => {
  const found = all.flatMap((s) => (s.sealAt === null ? [] : [(s.now - s.sealAt) / 1000]));
  return found.length > 0 ? Math.min(...found) : 0;
};
const sum = (all: readonly Standing[], of: (s: Standing) => number): number =>
  all.reduce((n, s) => n + of(s), 0);

/** Name, what it says, and how it comes from the standings of all organisations. */
const ofWork: readonly [string, string, (all: readonly Standing[]) => number][] = [
  ["wake_up_lag_seconds", "How late the earliest wake-up is", (all) => ages(all, (s) => s.wakeAt)],
  [
    "wake_ups_overdue",
    `Streams that are due now, up to ${mostCounted} an organisation`,
    (all) => sum(all, (s) => s.overdue),
  ],
  [
    "outbox_waiting",
    `Reactions that wait, up to ${mostCounted} an organisation`,
    (all) => sum(all, (s) => s.outbox),
  ],
  ["outbox_oldest_seconds", "How long the oldest reaction waits", (all) => ages(all, (s) => s.outboxOldest)],
  [
    "unsealed_streams",
    `Streams changed since their last seal, up to ${mostCounted} an organisation`,
    (all) => sum(all, (s) => s.unsealed),
  ],
  [
    "unsealed_oldest_seconds",
    "How long the oldest change waits for a seal",
    (all) => ages(all, (s) => s.unsealedOldest),
  ],
  ["seal_age_seconds", "Age of the newest seal; 0 where there is none", (all) => newest(all)],
  ["organisations", "Organisations served", (all) => all.length],
];

const within = async <T>(work: Promise<T>): Promise<T | null> => {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, patienceMs, null);
  return Promise.race([work.catch(() => null), promise]).finally(() => clearTimeout(timer));
};

const perProcess = (registry: Registry, { world, live }: Measured): void => {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name: `shouwen_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  new Counter({
    name: "shouwen_events_appended_total",
    help: "Events appended by this process",
    registers,
    collect() {
      this.reset();
      this.inc(world.done.events);
    },
  });
  gauge("live_streams_open", "Browsers that listen for live updates", live.listening);
  for (const [name, pool] of [
    ["work", world.pool],
    ["side", world.side],
  ] as const) {
    gauge(`pool_${name}_connections`, `Connections of the ${name} pool`, () => pool.totalCount);
    gauge(`pool_${name}_idle`, `Idle connections of the ${name} pool`, () => pool.idleCount);
    gauge(
      `pool_${name}_waiting`,
      `Work that waits for a connection of the ${name} pool`,
      () => pool.waitingCount,
    );
  }
};

/** What the database tells, asked anew at most every two seconds. */
const fromDatabase = (registry: Registry, { world, probes }: Measured): (() => Promise<void>) => {
  const registers = [registry];
  const gauges = new Map<string, Gauge>();
  const set = (name: string, help: string, value: number): void => {
    const known = gauges.get(name) ?? new Gauge({ name: `shouwen_${name}`, help, registers });
    gauges.set(name, known);
    known.set(value);
  };
  const read = async (): Promise<void> => {
    const from = performance.now();
    const all = await within(readStandings(world.side, knownFolder(world.dataDir)));
    set("database_up", "1 where the database answered", all ? 1 : 0);
    for (const [name, help, of] of ofWork) if (all) set(name, help, of(all));
    for (const probe of probes)
      for (const [name, value] of Object.entries<number>(
        (await within(probe.gauges?.(world) ?? Promise.resolve({}))) ?? {},
      ))
        set(name, name.replaceAll("_", " "), value);
    set("metrics_read_seconds", "How long reading these figures took", (performance.now() - from) / 1000);
  };
  let last = { at: Number.NEGATIVE_INFINITY, done: Promise.resolve() };
  return () => {
    if (performance.now() - last.at > freshMs) last = { at: performance.now(), done: read() };
    return last.done;
  };
};

/** The figures of a process. */
export type Meters = {
  /** Counts an answered request. */
  answered: (route: string, method: string, status: number, ms: number) => void;
  /** All figures as text. */
  text: () => Promise<string>;
  type: string;
};

/** Makes the figures; each process, and each server of a test, has its own. */
export const makeMeters = (measured: Measured): Meters => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  perProcess(registry, measured);
  const refresh = fromDatabase(registry, measured);
  const durations = new Histogram({
    name: "shouwen_request_seconds",
    help: "Requests answered, by route, method and status",
    labelNames: ["route", "method", "status"] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    answered: (route, method, status, ms) =>
      durations.observe({ route, method, status: String(status) }, ms / 1000),
    text: async () => {
      await refresh();
      return registry.metrics();
    },
    type: registry.contentType,
  };
};
