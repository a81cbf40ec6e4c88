// What a hotline needs, from what one act costs: how busy each part is, which is full first, and how long people wait.

/** What is asked of the whole: per second in its busiest minute, unless it says otherwise. */
export type Demand = {
  /** Matters registered. */
  registrations: number;
  /** Acts on matters that are there already. */
  acts: number;
  /** Lists and matters looked at. */
  reads: number;
  /** Organisations among which all of it is spread evenly; nobody hears of another's. */
  organisations: number;
  /** Open windows that are told of every change of their organisation. */
  windows: number;
  /** Clocks that run out. */
  wakes: number;
  /** Acts in a whole day, registrations among them. */
  actsADay: number;
  /** Matters registered in a whole day. */
  casesADay: number;
};

/** What one of each costs: milliseconds of a core of the server and of the database, and bytes. */
export type Cost = { server: number; database: number };
export type Slopes = {
  registration: Cost;
  act: Cost;
  read: Cost;
  wake: Cost;
  /** Telling one window of one change, ms of the server's core. */
  told: number;
  /** Sealing one changed matter, ms, by one process for the whole database. */
  sealed: number;
  /** Most registrations a second of one organisation through one process, whatever the cores. */
  lane: number;
  bytes: { wal: number; life: number; seal: number };
};

export type Machines = {
  /** Server processes; each has one thread that decides. */
  processes: number;
  /** Cores of the primary. */
  cores: number;
  /** Bytes a second that the primary's disk takes durably. */
  walBytes: number;
  /** Databases over which whole organisations are spread. */
  databases: number;
};

/** Windows that are not concerned ask again within 60 ms for each of them, half of that on average (server/http/live/live.ts). */
const shareMs = 60 / 2;
/** So many questions does a window ask then: six at a department's desk, fewer elsewhere (bench/browsers/desks.ts). */
const asked = 5.3;
/** Each process gathers what changed for so long before it tells (there too). */
const gatherMs = 100;
/** A seal is taken about every minute. */
const minute = 60_000;

const changesOfOne = ({ acts, registrations, organisations }: Demand): number =>
  (acts + registrations) / organisations;

type Use = { part: string; use: number };

/** Reads a second that windows ask for themselves because they were told: bounded by how they are spread over time. */
export const askedAnew = (demand: Demand, { processes, databases }: Machines): number => {
  const each = demand.windows / (processes * databases);
  const rounds = Math.min(changesOfOne(demand), 1000 / Math.max(1, each * shareMs));
  return rounds * each * asked * processes * databases;
};

/** How much of the primary's work is looks at lists and matters, 0 to 1. */
export const looks = (demand: Demand, slopes: Slopes, machines: Machines): number => {
  const { databases, cores } = machines;
  const all = uses(demand, slopes, machines).find((u) => u.part === "cores of the primary")?.use ?? 0;
  const reads = (demand.reads + askedAnew(demand, machines)) / databases;
  return (reads * slopes.read.database) / (all * cores * 1000);
};

/** Times a second at which one window is written to. */
export const tellings = (demand: Demand): number => Math.min(changesOfOne(demand), 1000 / gatherMs);

/**
 * How busy each part is in the busiest minute: 1 is full. Demand is spread evenly over the databases, and over the
 * processes of each.
 * @returns the fullest first
 */
export const uses = (demand: Demand, slopes: Slopes, machines: Machines): Use[] => {
  const share = 1 / machines.databases;
  const reads = (demand.reads + askedAnew(demand, machines)) * share;
  const changes = (demand.acts + demand.registrations) * share;
  const work = (which: keyof Cost): number =>
    demand.registrations * share * slopes.registration[which] +
    demand.acts * share * slopes.act[which] +
    reads * slopes.read[which] +
    demand.wakes * share * slopes.wake[which];
  const telling = tellings(demand) * demand.windows * share * slopes.told;
  const parts = {
    "server processes": (work("server") + telling) / 1000 / machines.processes,
    "cores of the primary": work("database") / 1000 / machines.cores,
    "its write-ahead log": (changes * slopes.bytes.wal) / machines.walBytes,
    "one organisation's lane of registering":
      demand.registrations / demand.organisations / (slopes.lane * machines.processes),
    "the sealer": (changes * 60 * slopes.sealed) / minute,
  };
  return Object.entries(parts)
    .map(([part, use]) => ({ part, use }))
    .sort((a, b) => b.use - a.use);
};

/** How many times the demand the machines would take until their fullest part is full. */
export const headroom = (demand: Demand, slopes: Slopes, machines: Machines): number =>
  1 / (uses(demand, slopes, machines)[0]?.use ?? 1);

/** Bytes that a day adds: what matters need, and what proves them. */
export const bytesADay = ({ casesADay, actsADay }: Demand, { bytes }: Slopes) => ({
  matters: casesADay * bytes.life,
  seals: actsADay * bytes.seal,
  wal: actsADay * bytes.wal,
});

/** A place at which work waits for one of several hands. */
type Station = { hands: number; serviceMs: number };

/** Numbers from 0 to 1, the same for the same seed. */
const chance = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

/**
 * Lets acts come by chance (Poisson) and go through the stations one after the other, first come first served, with
 * service times by chance (exponential).
 * @param rate acts a second
 * @returns milliseconds from coming to leaving, of each act in the order in which they came
 */
export const waited = (stations: readonly Station[], rate: number, acts: number, seed: number): number[] => {
  const next = chance(seed);
  const exponential = (mean: number): number => -mean * Math.log(1 - next());
  const came: number[] = [];
  for (let n = 0, at = 0; n < acts; n++) {
    at += exponential(1000 / rate);
    came.push(at);
  }
  let ready = came.map((at, act) => ({ at, act }));
  for (const { hands, serviceMs } of stations) {
    const free = Array.from({ length: hands }, () => 0);
    ready.sort((a, b) => a.at - b.at);
    ready = ready.map(({ at, act }) => {
      const hand = free.indexOf(Math.min(...free));
      const done = Math.max(at, free[hand] ?? 0) + exponential(serviceMs);
      free[hand] = done;
      return { at: done, act };
    });
  }
  const left = ready.toSorted((a, b) => a.act - b.act);
  return left.map(({ at }, act) => at - (came[act] ?? 0));
};
