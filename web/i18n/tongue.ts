// What the domain says (sentences of clauses, faults of a file, names of events and fields) in the reader's language.
import type { Fields } from "#domain/regulation/vocabulary.ts";
import { chinese, type Tongue, tongueOf } from "#domain/tongue/said.ts";
import { type Language, language } from "./language.ts";

const learnt: Record<Language, () => Promise<Tongue>> = {
  "zh-CN": async () => chinese,
  "zh-TW": async () => tongueOf((await import("./domain.zh-TW.json")).default),
  en: async () => tongueOf((await import("#domain/tongue/english.ts")).english),
};

let known: Tongue = chinese;

/** The reader's tongue; Chinese until it is learnt. */
export const tongue: Tongue = (text) => known(text);

/** Loads it; to be awaited before anything of the domain is shown. */
export async function learnTongue(): Promise<void> {
  known = await learnt[language]();
}

/** Fields as the reader calls them; those that the office made keep their names. */
export const fieldsInWords = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([path, field]) => {
      if (field.own) return [path, field];
      const labels = Object.entries(field.labels ?? {}).map(([value, label]) => [value, tongue(label)]);
      return [path, { ...field, name: tongue(field.name), labels: Object.fromEntries(labels) }];
    }),
  );
