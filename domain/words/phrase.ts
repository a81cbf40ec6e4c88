// A set phrase as a regulation writes it, made ready to be looked for: its characters, its blanks, its tone.
import { fold, lettersOf, type Normalise } from "./fold.ts";

/** What is looked for is `parts` with up to a few characters in the blanks between them. */
export type Phrase = {
  /** As the regulation writes it. */
  written: string;
  /** One pattern a reading: `事情（问题）` is read with either word. */
  readings: readonly Reading[];
};
export type Reading = {
  parts: readonly string[];
  /** Characters without blanks. */
  length: number;
  /** Written with an exclamation mark: a short one counts in that tone only. */
  loud: boolean;
};

const mostInBlank = 12;
/** `…` `**` `xx` `××` `__` `某某` and one lone x among Chinese characters stand for a name, a figure, a place. */
const blank = /…+|\.{3,}|[*＊_＿×✕○□]+|某某+|(?<![a-z])[xх]+(?![a-z])/giu;
const bracket = /^(.*?)[（(]([^（）()]{1,12})[）)](.*)$/su;
/** Each bracket may be read in three ways: from the fourth on they are read as they stand. */
const mostBrackets = 3;

/** With brackets: without them, with their text after, and with it instead of as many characters before. */
const variants = (written: string, left = mostBrackets): string[] => {
  const found = left > 0 ? bracket.exec(written) : null;
  if (!found) return [written];
  const [, before = "", inside = "", after = ""] = found;
  const instead = before.slice(0, Math.max(0, before.length - inside.length));
  const each = [`${before}${after}`, `${before}${inside}${after}`, `${instead}${inside}${after}`];
  return [...new Set(each.flatMap((v) => variants(v, left - 1)))];
};

const readingOf = (written: string, normalise: Normalise | undefined): Reading => {
  const folded = fold(written, normalise);
  const parts = folded
    .split(blank)
    .map((p) => lettersOf(p).text)
    .filter((p) => p !== "");
  return { parts, length: parts.join("").length, loud: /!\s*$/.test(folded) };
};

/** How many blanks a phrase has. */
export const blanksIn = (written: string): number => fold(written).match(blank)?.length ?? 0;

/** Compiles one phrase; one that holds nothing but blanks and punctuation has no readings and is never found. */
export const phraseOf = (written: string, normalise?: Normalise): Phrase => ({
  written,
  readings: variants(written)
    .map((v) => readingOf(v, normalise))
    .filter((r) => r.length > 0),
});

/** Where the parts from the `k`-th on end, each after a short blank from `from` on; null where they do not follow. */
const endOf = (
  parts: readonly string[],
  letters: string,
  k: number,
  from: number,
  dead: Set<number>,
): number | null => {
  const part = parts[k];
  if (part === undefined) return from;
  // Each place is tried once: else a text made for it would be searched for ever.
  const tried = k * (letters.length + 1) + from;
  if (dead.has(tried)) return null;
  for (let at = from; at <= from + mostInBlank; at++) {
    if (!letters.startsWith(part, at)) continue;
    const end = endOf(parts, letters, k + 1, at + part.length, dead);
    if (end !== null) return end;
  }
  dead.add(tried);
  return null;
};

/** Where a reading stands in a text's letters: half-open ranges, one after another. */
export function* placesOf({ parts }: Reading, letters: string): Generator<[number, number]> {
  const [first = ""] = parts;
  const dead = new Set<number>();
  let i = letters.indexOf(first);
  while (i >= 0) {
    const end = endOf(parts, letters, 1, i + first.length, dead);
    if (end !== null) yield [i, end];
    // Those of one part may overlap: 喂喂喂.
    i = letters.indexOf(first, end !== null && parts.length > 1 ? end : i + 1);
  }
}
