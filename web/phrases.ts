// The regulations' words in the browser, by the server's own code: what to say now, and set phrases in what is typed.
import { useQuery } from "@tanstack/react-query";
import { getRules } from "#api/regulation.ts";
import type { Rules } from "#domain/case/preview.ts";
import type { Facts } from "#domain/stream/event.ts";
import { buildCalendar } from "#domain/time/calendar.ts";
import type { Finding, Writing } from "#domain/words/find.ts";
import { type Hours, hoursAt } from "#domain/words/hours.ts";
import { type Place, type Prompt, promptsAt, promptsFor } from "#domain/words/prompts.ts";
import { call } from "./call.ts";

export type AtHand = {
  /** The words of an act, by the event that it makes. */
  act: (event: string, facts: Facts) => Prompt[];
  place: (place: Place, facts: Facts) => Prompt[];
  /** @param now epoch ms */
  hours: (now: number) => Hours;
};

const minutes = 60_000;
const rules = async (): Promise<Rules> => (await call(getRules)) as unknown as Rules;

async function loadAtHand(): Promise<AtHand> {
  const { regulations, calendar } = await rules();
  const built = buildCalendar(calendar);
  return {
    act: (event, facts) => promptsFor(regulations, event, facts),
    place: (place, facts) => promptsAt(regulations, place, facts),
    hours: (now) => hoursAt(built, now),
  };
}

/** The words at hand, once they are loaded. */
export const useAtHand = (): AtHand | undefined =>
  useQuery({ queryKey: ["words", "at-hand"], queryFn: loadAtHand, staleTime: 5 * minutes }).data;

export type Finder = (text: string, at?: Writing) => Finding[];

async function loadFinder(): Promise<{ find: Finder }> {
  const [{ phraseFinder }, { Converter }, { regulations }] = await Promise.all([
    import("#domain/words/find.ts"),
    import("opencc-js/t2cn"),
    rules(),
  ]);
  return { find: phraseFinder(regulations, Converter({ from: "t", to: "cn" })) };
}

/** Finds set phrases as one types; loaded when the first letter is there. */
export const useFinder = (wanted: boolean): Finder | undefined =>
  useQuery({
    queryKey: ["words", "finder"],
    queryFn: loadFinder,
    staleTime: 5 * minutes,
    enabled: wanted,
  }).data?.find;
