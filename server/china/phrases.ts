// Set phrases in what an act writes, under the regulations of its matter.
import type { Facts, NewEvent } from "#domain/stream/event.ts";
import { phraseFinder } from "#domain/words/find.ts";
import { foundEvent, foundIn } from "#domain/words/written.ts";
import type { Directory } from "#server/log/directory.ts";
import type { Rows, Turned } from "#server/log/world.ts";
import { simplified } from "./simplified.ts";

type Finder = ReturnType<typeof phraseFinder>;
const kept = new WeakMap<Directory, Map<string, Finder>>();

/** Finds the phrases of some editions (regulation → edition); made once for each directory. */
export const finderOf = (directory: Directory, editions: Readonly<Record<string, string>>): Finder => {
  const finders = kept.get(directory) ?? new Map<string, Finder>();
  kept.set(directory, finders);
  const name = JSON.stringify(editions);
  const known = finders.get(name);
  if (known) return known;
  const regulations = Object.entries(editions).map(([key, edition]) => directory.regulation(key, edition));
  const made = phraseFinder(regulations, simplified);
  finders.set(name, made);
  return made;
};

/** The accepted events of a matter, each followed in the same turn by what its words hold that they should not. */
export const withPhrases = (
  directory: Directory,
  matter: Facts & { editions: Readonly<Record<string, string>> },
  accepted: readonly NewEvent[],
): NewEvent[] => [...accepted, ...foundIn(finderOf(directory, matter.editions), accepted, matter)];

/** The rows of what was found in a turn: evidence of the clauses. */
export const foundRows = ({
  directory,
  id,
  run,
  fresh,
}: Pick<Turned, "directory" | "id" | "run" | "fresh">): Rows[string] =>
  fresh
    .filter((e) => e.type === foundEvent)
    .map((e) => ({
      org: directory.org,
      run,
      stream: id,
      seq: e.seq,
      clause: String(e.data.clause),
      kind: String(e.data.kind),
      phrase: String(e.data.phrase),
      at: new Date(e.at).toISOString(),
      member: e.by,
    }));
