// Kills at every step of a server's work, one after another under load; after each it is seen what became of it.
import { setTimeout as sleep } from "node:timers/promises";
import type { Load, Told } from "../../stories/load.ts";
import { serve } from "../../stories/serve.ts";
import { ask, carriedOut, give, type House, isThere, killAll, type Seat, takeBack } from "./house.ts";
import { type Fired, type Order, type StepName, stepNames, type Victim } from "./points.ts";

/** `anywhere`: at no particular step; `starting`: the next process on its way up. */
export type Place = StepName | "anywhere" | "starting";
/** `all`: every process of PostgreSQL at once. */
export type Kill = { place: Place; victim: Victim | "all"; nth: number };

/** One line of the log. */
export type Entry = Kill & {
  n: number;
  at: string;
  /** Which of the processes, and of how many. */
  seat: number;
  servers: number;
  /** What it was at when it ended; null where the step was not passed in time and it was ended anyhow. */
  fired: Fired | null;
  /** Commands that had been sent and not answered. */
  waiting: string[];
  acknowledged: number;
  /** From the kill until a caller had its next answer. */
  recoveryMs: number;
  /** From calling the next process until it said that it serves. */
  readyMs: number | null;
  verdict: "well" | string;
};

const patienceMs = 60_000;
/** A step that is not passed within this is not waited for; the kill happens all the same. */
const stepMs = 8000;

/** The n-th kill of so many: by turns of every step, victim and count. */
export const plan = (n: number, victims: readonly Kill["victim"][]): Kill => {
  const victim = victims[n % victims.length] ?? "server";
  const places: Place[] =
    victim === "server" ? [...stepNames, "anywhere", "starting"] : [...stepNames, "anywhere"];
  const place = places[Math.floor(n / victims.length) % places.length] ?? "anywhere";
  // What callers wait for is passed often, what happens behind it now and then.
  const often = place.startsWith("execute");
  return {
    place,
    victim: victim === "postmaster" && n % 10 === 1 ? "all" : victim,
    nth: often ? 1 + ((n * 7) % 5) : 1,
  };
};

const anywhere = async (house: House, seat: Seat, { victim, nth }: Kill): Promise<void> => {
  await sleep(nth * 37);
  if (victim === "server") return seat.served?.kill();
  const all = house.postgres();
  // The postmaster came first; any other is a backend or a helper of it.
  killAll(victim === "all" ? all : victim === "postmaster" ? all.slice(0, 1) : all.slice(-1));
};

/** What was told is in the log: once, and in its order. */
const kept = async (house: House, told: readonly Told[]): Promise<string> => {
  const wanted = told.map(({ id, acts }) => ({ id, acts: ["case.registered", ...acts] }));
  return ask(house, async (client) => {
    const { rows } = await client.query<{ stream: string; types: string[] }>(
      `select stream, array_agg(type order by seq) as types from shouwen.event where org = 'wuye' and stream = any ($1)
          and type like 'case.%' and type <> 'case.escalated' group by stream`,
      [wanted.map((w) => w.id)],
    );
    const found = new Map(rows.map((r) => [r.stream, r.types]));
    const wrong = wanted.find(({ id, acts }) => acts.some((act, n) => found.get(id)?.[n] !== act));
    return wrong
      ? `${wrong.id}: told ${wrong.acts.join()}, kept ${found.get(wrong.id)?.join() ?? "nothing"}`
      : "well";
  });
};

type Struck = { seat: Seat; fired: Fired | null };

/** Whichever of the processes comes by the step first is the one; where none does, the one whose turn it is. */
const strike = async (house: House, turn: Seat, order: Order | null, kill: Kill): Promise<Struck> => {
  const hit = order ? await carriedOut(house.seats, order.id, stepMs) : null;
  if (order) for (const seat of house.seats) takeBack(seat);
  if (!hit) await anywhere(house, turn, kill);
  return hit ?? { seat: turn, fired: null };
};

/** The process that was killed is started again; where `order` waits for it, it is killed on its way up first. */
const seatAgain = async (seat: Seat, order: Order | null): Promise<number> => {
  if (order) {
    seat.served = null;
    give(seat, order);
    const early = await serve(seat.env).catch(() => null);
    if (early) await carriedOut([seat], order.id, stepMs);
    await early?.kill();
    takeBack(seat);
  }
  seat.served = await serve(seat.env);
  return seat.served.readyMs;
};

/** Another may have come by the same step at the same moment: somebody is to be left. */
const others = async (house: House, killed: Seat): Promise<void> => {
  await sleep(200);
  for (const other of house.seats) if (other !== killed && !isThere(other)) await seatAgain(other, null);
};

/** Carries out one kill and waits until the house serves again by itself. */
export const carryOut = async (house: House, load: Load, kill: Kill, n: number): Promise<Entry> => {
  const turn = house.seats[n % house.seats.length] as Seat;
  const named = kill.place !== "anywhere" && kill.place !== "starting";
  const victim = kill.victim === "all" ? "postmaster" : kill.victim;
  const order = named ? { id: n, step: kill.place as StepName, nth: kill.nth, victim } : null;
  if (order) for (const seat of house.seats) give(seat, order);
  const { seat, fired } = await strike(house, turn, order, kill);
  if (kill.victim === "all") killAll(house.postgres());
  const from = fired?.at ?? Date.now();
  const waiting = load.waiting();
  const told = load.told.slice(-40).map((t) => ({ ...t, acts: [...t.acts] }));
  let readyMs: number | null = null;
  if (kill.victim === "server") {
    await seat.served?.kill();
    const alone = house.seats.length === 1;
    const early = {
      id: n,
      step: stepNames[n % stepNames.length] as StepName,
      nth: 1 + (n % 7),
      victim: "server",
    } as const;
    const again = () => seatAgain(seat, kill.place === "starting" ? early : null);
    if (alone) readyMs = await again();
    else await others(house, seat);
    await load.served(1, patienceMs);
    if (!alone) readyMs = await again();
  } else {
    // Answers that were on their way are no sign of life.
    await sleep(60);
    await load.served(3, patienceMs);
  }
  const recoveryMs = Date.now() - from;
  return {
    ...kill,
    n,
    at: new Date(from).toISOString(),
    seat: house.seats.indexOf(seat),
    servers: house.seats.length,
    fired,
    waiting,
    acknowledged: load.acknowledged(),
    recoveryMs,
    readyMs: readyMs === null ? null : Math.round(readyMs),
    verdict: load.faults[0] ?? (await kept(house, told)),
  };
};
