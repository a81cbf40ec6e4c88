// The words of streams that the product does not have yet: files that use them are checked and shown, and wait.

import type { Fields, Vocabulary } from "../vocabulary.ts";
import type { Kind } from "./kind.ts";
import { peopleKinds } from "./people.ts";
import { shiftKinds } from "./shifts.ts";

const vocabularyOf = (kind: string, k: Kind): Vocabulary => {
  const fields: Fields = Object.fromEntries(
    Object.entries(k.fields).map(([f, [type, name]]) => [f, { type, name }]),
  );
  const named = (words: Kind["events"]) =>
    Object.fromEntries(Object.entries(words).map(([w, name]) => [`${kind}.${w}`, { name, fields }]));
  return {
    kind,
    name: k.name,
    waiting: k.waits,
    state: fields,
    events: named(k.events),
    actions: named(k.actions),
  };
};

export const futureVocabularies: readonly Vocabulary[] = Object.entries({
  ...shiftKinds,
  ...peopleKinds,
}).map(([kind, k]) => vocabularyOf(kind, k));
