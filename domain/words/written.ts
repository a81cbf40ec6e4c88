// What staff write in the acts on a matter, and what is noted beside it when set phrases are found there.
import { asText, type Facts, type NewEvent } from "#domain/stream/event.ts";
import type { Finding, Writing } from "./find.ts";

/** Event → the fields of it that staff write themselves; what only repeats a customer's wish is not among them. */
export const writtenIn: Readonly<Record<string, readonly string[]>> = {
  "case.returned": ["reason"],
  "case.noted": ["text"],
  "case.investigated": ["finding"],
  "case.settled": ["remedy"],
  "case.rejected": ["reason"],
  "case.resolved": ["outcome"],
  "case.informed": ["text"],
  "case.called-back": ["text"],
  "case.promised": ["text"],
  "case.extension-asked": ["reason"],
};

/** One phrase in one field of an act; advice, never a refusal. */
export const foundEvent = "words.found";
export type Found = {
  clause: string;
  phrase: string;
  field: string;
  kind: Finding["kind"];
  /** The event in which it is written. */
  act: string;
};

/**
 * What to note beside some accepted events.
 * @param matter what is known of the matter; the event's own data stand above it
 */
export const foundIn = (
  find: (text: string, at?: Writing) => Finding[],
  accepted: readonly NewEvent[],
  matter: Facts,
): (NewEvent & { data: Found })[] =>
  accepted.flatMap(({ type, data, by }) =>
    (writtenIn[type] ?? []).flatMap((field) => {
      const found = find(asText(data[field]) ?? "", { event: type, facts: { ...matter, ...data } });
      const once = new Map(found.map((f) => [`${f.clause} ${f.phrase}`, f]));
      return [...once.values()].map(({ clause, phrase, kind }) => ({
        type: foundEvent,
        data: { clause, phrase, field, kind, act: type },
        ...(by === undefined ? {} : { by }),
      }));
    }),
  );
