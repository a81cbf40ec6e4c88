// The English of what the domain says: the Chinese text → the English one; `{0}`, `{1}` … are the parts.
import { futureVocabularies } from "#domain/regulation/future/future.ts";
import { checks } from "./i18n/checks.ts";
import { future } from "./i18n/future.ts";
import { proof } from "./i18n/proof.ts";
import { sentences } from "./i18n/sentences.ts";
import { words } from "./i18n/words.ts";

/** What does not run yet is called by its own English name: `exam.passed` is passed, `shift.hand-over` is hand over. */
const named = Object.fromEntries(
  futureVocabularies
    .flatMap(({ events, actions }) => [...Object.keys(events), ...Object.keys(actions)])
    .map((id) => [id, id.slice(id.indexOf(".") + 1).replaceAll("-", " ")]),
);

export const english: Readonly<Record<string, string>> = {
  ...named,
  ...words,
  ...sentences,
  ...checks,
  ...proof,
  ...future,
};
