// Search terms: what is stored for a text, and what a query demands. A text is found when it holds all of a query's terms.
import { tokens } from "./token.ts";

/** Letters of a word that are compared; what follows them is not looked at. */
const longestWord = 12;
const longestDigits = 20;
const shortestEnding = 3;
/** Digits from which groups written apart are also taken as one number. */
const shortestChain = 7;

/**
 * The distinct terms to store for a text, in its order: 1- and 2-grams of Chinese, the beginnings (up to 12
 * letters) of words, the beginnings of digit runs and their endings from three digits on.
 */
export function searchTerms(text: string): string[] {
  const terms = new Set<string>();
  for (const token of tokens(text)) {
    if (token.kind === "han") addGrams(terms, token.text);
    else if (token.kind === "word") addBeginnings(terms, token.text);
    else if (token.kind === "digits") addDigits(terms, token.text);
    else addChain(terms, token.groups);
  }
  return [...terms];
}

/**
 * The terms all of which a text must hold to answer a query. A query without letters, digits or characters gives
 * none, which every text would satisfy: the caller takes it as no query.
 */
export function queryTerms(query: string): string[] {
  const terms = new Set<string>();
  for (const token of tokens(query)) {
    if (token.kind === "word") terms.add(firstLetters(token.text, longestWord));
    else if (token.kind === "digits") terms.add(token.text.slice(0, longestDigits));
    else if (token.kind === "chain") for (const term of chainQuery(token.groups)) terms.add(term);
    else {
      const characters = [...token.text];
      if (characters.length === 1) terms.add(token.text);
      for (let at = 0; at + 1 < characters.length; at++) terms.add(characters[at]! + characters[at + 1]!);
    }
  }
  return [...terms];
}

function addGrams(terms: Set<string>, run: string): void {
  let before = "";
  for (const character of run) {
    terms.add(character);
    if (before) terms.add(before + character);
    before = character;
  }
}

/** Adds every beginning of a word up to its first 12 letters. */
export function addBeginnings(terms: Set<string>, word: string, longest = longestWord): void {
  let beginning = "";
  let length = 0;
  for (const letter of word) {
    if (length++ === longest) return;
    beginning += letter;
    terms.add(beginning);
  }
}

function addDigits(terms: Set<string>, run: string): void {
  addBeginnings(terms, run, longestDigits);
  for (let length = shortestEnding; length <= Math.min(run.length, longestDigits); length++)
    terms.add(run.slice(-length));
}

/** Each group by itself, and neighbouring groups as the one number that somebody may type. */
function addChain(terms: Set<string>, groups: string[]): void {
  groups.forEach((group, at) => {
    addDigits(terms, group);
    let joined = group;
    for (const next of groups.slice(at + 1)) {
      joined += next;
      if (joined.length > longestDigits) break;
      if (joined.length >= shortestChain) addDigits(terms, joined);
    }
  });
}

/** A short or overlong chain is asked for group by group, as it is stored. */
function chainQuery(groups: string[]): string[] {
  const joined = groups.join("");
  return joined.length >= shortestChain && joined.length <= longestDigits
    ? [joined]
    : groups.map((group) => group.slice(0, longestDigits));
}

function firstLetters(word: string, count: number): string {
  return [...word].slice(0, count).join("");
}
