// The languages of what the domain says: English by its table, Taiwan's by conversion, made at the first need.
import { english } from "#domain/tongue/english.ts";
import { chinese, type Tongue, tongueOf } from "#domain/tongue/said.ts";
import { taiwan } from "#server/china/taiwan.ts";
import { type Language, language } from "./language.ts";

const converted = new Map<string, string>();

/** A text of the product as Taiwan reads it. */
export const traditional: Tongue = (text) => {
  const known = converted.get(text);
  if (known !== undefined) return known;
  const made = taiwan(text);
  converted.set(text, made);
  return made;
};

const tongues: Record<Language, Tongue> = {
  "zh-CN": chinese,
  en: tongueOf(english),
  // What an office wrote stays as it is: only what stands in the table is the product's.
  "zh-TW": (text) => (Object.hasOwn(english, text) ? traditional(chinese(text)) : text),
};

/** How the domain's sentences are said in a language; without one in that of the request being answered. */
export const tongueIn = (of: Language = language()): Tongue => tongues[of];
