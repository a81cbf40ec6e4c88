// A run of kills in one house, looked at as a whole every fifty.
import { type Load, startLoad, type Told } from "../../stories/load.ts";
import { say } from "../part.ts";
import { type House, openHard } from "./house.ts";
import { carryOut, type Entry, type Kill, plan } from "./kills.ts";
import { checkWhole } from "./whole.ts";

const callers = 6;
const every = 50;

export type Ran = {
  entries: Entry[];
  told: number;
  breaches: number;
  checks: number;
  faults: string[];
  replays: number;
};

type Going = { house: House; kills: readonly Kill[]; ran: Ran; told: Told[] };

/** Some kills under one load, which then comes to rest and is compared. */
const stretch = async ({ house, kills, ran, told }: Going, from: number, to: number): Promise<void> => {
  const load: Load = startLoad(house.people, callers, `hard-${from}`);
  try {
    await load.served(callers, 60_000);
    for (let n = from; n < to; n++) {
      const entry = await carryOut(house, load, kills[n] as Kill, n);
      ran.entries.push(entry);
      if (entry.verdict !== "well") say(`kill ${n}: ${JSON.stringify(entry)}`);
    }
    await load.stop();
  } catch (error) {
    load.abandon();
    throw error;
  }
  told.push(...load.told);
  ran.faults.push(...load.faults);
  ran.replays += load.replays();
  ran.breaches = await checkWhole(house, told);
  ran.checks += 1;
  ran.told = told.length;
  say(
    `  ${to} of ${kills.length} kills (${[...new Set(kills.map((k) => k.victim))].join()}, ${house.seats.length} serving), ${ran.told} matters, ${ran.breaches} terms ran out: well`,
  );
};

/** So many kills, by turns of victim and step. */
export const turns = (times: number, victims: readonly Kill["victim"][]): Kill[] =>
  Array.from({ length: times }, (_, n) => plan(n, victims));

/**
 * Carries out kills in a house of their own.
 * @param servers how many processes serve
 * @throws with the first thing that is not as it should be
 */
export const runKills = async (kills: readonly Kill[], servers: number): Promise<Ran> => {
  const house = await openHard(servers);
  const ran: Ran = { entries: [], told: 0, breaches: 0, checks: 0, faults: [], replays: 0 };
  try {
    const going = { house, kills, ran, told: [] };
    for (let from = 0; from < kills.length; from += every)
      await stretch(going, from, Math.min(kills.length, from + every));
    const wrong = ran.entries.find((e) => e.verdict !== "well");
    if (wrong) throw new Error(`After kill ${wrong.n} (${wrong.victim}, ${wrong.place}): ${wrong.verdict}`);
    if (ran.faults.length > 0) throw new Error(ran.faults.slice(0, 3).join("\n"));
    return ran;
  } finally {
    await house.close();
  }
};
