// Reads Chinese as pinyin for the search terms; a small cache, since the same customers come again and again.
import { pinyin as read } from "pinyin-pro";
import type { Pinyin, Reading } from "#domain/search/case.ts";

const mostKept = 5000;
const kept = new Map<string, Reading>();

/** The reading of Chinese text: syllables without tones (ü as v) and their first letters, other characters left out. */
export const pinyin: Pinyin = (text, name) => {
  const key = `${name ? "name" : "text"}:${text}`;
  const known = kept.get(key);
  if (known) return known;
  const full = read(text, {
    toneType: "none",
    type: "array",
    v: true,
    nonZh: "removed",
    surname: name ? "head" : "off",
  });
  const reading = { full, initials: full.map((syllable) => syllable.slice(0, 1)).join("") };
  // The oldest goes: a Map keeps the order of arrival, and a missed reading costs microseconds only.
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
  kept.set(key, reading);
  return reading;
};
