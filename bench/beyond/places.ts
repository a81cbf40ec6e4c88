// From a city to a country: what is asked in the busiest minute, and the machines it takes, by the model.
import {
  askedAnew,
  bytesADay,
  type Demand,
  headroom,
  type Machines,
  type Slopes,
  uses,
  waited,
} from "./need.ts";

type Place = { name: string; casesADay: number; organisations: number };

/** Where the figures are from: docs/beyond-one-machine.md. */
export const places: Place[] = [
  { name: "a city of the size of the history", casesADay: 2800, organisations: 1 },
  { name: "Beijing's ordinary day", casesADay: 65_000, organisations: 1 },
  { name: "a province as one organisation", casesADay: 300_000, organisations: 1 },
  { name: "a province of sixteen cities", casesADay: 300_000, organisations: 16 },
  { name: "a country of 333 cities that call as Beijing does", casesADay: 4_200_000, organisations: 333 },
];

/** Acts after the registration in a whole life, and looks before and behind each (bench/room.ts). */
const lived = { acts: 10, reads: 20 };
/** The busiest minute has twice what an even working day of ten hours would have. */
const peak = 2 / 36_000;
/** Beijing: up to 700 on duty for 65,000 a day; three windows elsewhere for each. */
const windowsOfOne = (700 * 4) / 65_000;
/** Clocks of a matter that do run out: asked again, even where nothing was missed. */
const wakesOfOne = 4;

export const demandOf = ({ casesADay, organisations }: Place): Demand => ({
  organisations,
  registrations: casesADay * peak,
  acts: casesADay * lived.acts * peak,
  reads: casesADay * lived.reads * peak,
  windows: Math.round(casesADay * windowsOfOne),
  wakes: casesADay * wakesOfOne * peak,
  actsADay: casesADay * (lived.acts + 1),
  casesADay,
});

/** Nothing is to be fuller than this in the busiest minute. */
const full = 0.6;
/** A disk that takes so many bytes of log a second, durably: an assumption, not measured. */
const walBytes = 100e6;
/** The largest that one database is given here; beyond it organisations are spread over several. */
const most = { processes: 16, cores: 32 };

/** The least with which no part is fuller than wanted: processes and cores of each database, then databases. @returns null where no number is enough */
const leastFor = (demand: Demand, slopes: Slopes): Machines | null => {
  // An organisation is never split.
  for (let databases = 1; databases <= demand.organisations; databases++)
    for (let processes = 1; processes <= most.processes; processes++)
      for (let cores = 1; cores <= most.cores; cores++) {
        const machines = { processes, cores, walBytes, databases };
        if (headroom(demand, slopes, machines) >= 1 / full) return machines;
        // More cores of the primary do not help where something else is too full.
        if ((uses(demand, slopes, machines)[0]?.part ?? "") !== "cores of the primary") break;
      }
  return null;
};

type Answer = {
  machines: Machines;
  /** Whether nothing is too full; else the machines are the largest that there are here. */
  enough: boolean;
  first: { part: string; use: number }[];
  /** Milliseconds of a request in the busiest minute, simulated: half of them, and 99 in 100. */
  half: number;
  ninetyNine: number;
  day: ReturnType<typeof bytesADay>;
};

/** What the least machines for a demand are, how full they are, and how long requests then take. */
export const answerTo = (demand: Demand, slopes: Slopes): Answer => {
  const least = leastFor(demand, slopes);
  const machines = least ?? { ...most, walBytes, databases: demand.organisations };
  const reads = demand.reads + askedAnew(demand, machines);
  const all = demand.registrations + demand.acts + reads + demand.wakes;
  const mean = (which: "server" | "database"): number =>
    (demand.registrations * slopes.registration[which] +
      demand.acts * slopes.act[which] +
      reads * slopes.read[which] +
      demand.wakes * slopes.wake[which]) /
    all;
  const stations = [
    { hands: machines.processes, serviceMs: mean("server") },
    { hands: machines.cores, serviceMs: mean("database") },
  ];
  const times = waited(stations, all / machines.databases, 50_000, 5).sort((a, b) => a - b);
  return {
    machines,
    enough: least !== null,
    first: uses(demand, slopes, machines).slice(0, 3),
    half: times[times.length >> 1] ?? 0,
    ninetyNine: times[Math.floor(times.length * 0.99)] ?? 0,
    day: bytesADay(demand, slopes),
  };
};
