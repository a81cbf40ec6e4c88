// What happened to a matter, in a word, for sentences that name it.
import { caseVocabulary } from "#domain/case/vocabulary.ts";

/** Event type → its Chinese name. */
export const actionTexts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(caseVocabulary.events).map(([type, { name }]) => [type, name]),
);
