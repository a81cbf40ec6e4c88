// The terms of one record (a case, a customer): names and titles by pinyin too, other texts by what they say.
import { addBeginnings, searchTerms } from "./terms.ts";
import { normalised, tokens } from "./token.ts";

/** How Chinese is read: `full` one syllable a character without tones (lv for lü), `initials` their first letters. */
export type Reading = { full: string[]; initials: string };

/** Reads Chinese aloud; `name` asks for the readings that surnames have (单 Shan, 曾 Zeng). */
export type Pinyin = (text: string, name: boolean) => Reading;

/** What a record is found by. */
export type Searched = {
  /** Names of people and firms: found by the pinyin and the initials of their first 40 characters, from any on. */
  names: string[];
  /** Titles: the same, without the readings of surnames. */
  titles: string[];
  /** Everything else: numbers, phones, addresses, descriptions. The most important first. */
  texts: string[];
};

const mostTerms = 4000;
const longestRead = 40;
const longestInitials = 8;

/** The distinct terms of a record, at most 4000: beyond that the end of the last texts is no longer found. */
export function recordTerms({ names, titles, texts }: Searched, pinyin: Pinyin): string[] {
  const terms = new Set<string>();
  for (const text of [...names, ...titles]) for (const term of searchTerms(text)) terms.add(term);
  for (const name of names) {
    addPinyin(terms, name, (run) => pinyin(run, true));
    // A firm's name may begin with a character that is read otherwise as a surname.
    addPinyin(terms, name, (run) => pinyin(run, false));
  }
  for (const title of titles) addPinyin(terms, title, (run) => pinyin(run, false));
  for (const text of texts) {
    if (terms.size >= mostTerms) break;
    for (const term of searchTerms(text)) terms.add(term);
  }
  return [...terms].slice(0, mostTerms);
}

/** From each character on: the full pinyin's beginnings up to 12 letters, and the initials up to 8. */
function addPinyin(terms: Set<string>, text: string, read: (run: string) => Reading): void {
  const beginning = [...normalised(text)].slice(0, longestRead).join("");
  for (const token of tokens(beginning)) {
    if (token.kind !== "han") continue;
    const { full, initials } = read(token.text);
    for (let at = 0; at < full.length; at++) addBeginnings(terms, full.slice(at, at + 12).join(""));
    for (let at = 0; at < initials.length; at++) addBeginnings(terms, initials.slice(at), longestInitials);
  }
}
