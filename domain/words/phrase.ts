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
  pattern: RegExp | null;
};

const mostInBlank = 12;
/** `…` `**` `xx` `××` `__` `某某` and one lone x among Chinese characters stand for a name, a figure, a place. */
const blank = /…+|\.{3,}|[*＊_＿×✕○□]+|某某+|(?<![a-z])[xх]+(?![a-z])/giu;
const bracket = /^(.*?)[（(]([^（）()]{1,12})[）)](.*)$/su;
const special = /[\\^$.*+?()[\]{}|]/g;

/** With brackets: without them, with their text after, and with it instead of as many characters before. */
const variants = (written: string): string[] => {
  const found = bracket.exec(written);
  if (!found) return [written];
  const [, before = "", inside = "", after = ""] = found;
  const instead = before.slice(0, Math.max(0, before.length - inside.length));
  const each = [`${before}${after}`, `${before}${inside}${after}`, `${instead}${inside}${after}`];
  return [...new Set(each)].flatMap(variants);
};

const readingOf = (written: string, normalise: Normalise | undefined): Reading => {
  const folded = fold(written, normalise);
  const parts = folded
    .split(blank)
    .map((p) => lettersOf(p).text)
    .filter((p) => p !== "");
  const gap = `.{0,${mostInBlank}}?`;
  const pattern =
    parts.length > 1 ? new RegExp(parts.map((p) => p.replace(special, "\\$&")).join(gap), "gsu") : null;
  return { parts, length: parts.join("").length, loud: /!\s*$/.test(folded), pattern };
};

/** Compiles one phrase; one that holds nothing but blanks and punctuation has no readings and is never found. */
export const phraseOf = (written: string, normalise?: Normalise): Phrase => ({
  written,
  readings: variants(written)
    .map((v) => readingOf(v, normalise))
    .filter((r) => r.length > 0),
});

/** Where a reading stands in a text's letters: half-open ranges, every one. */
export const placesOf = (reading: Reading, letters: string): [number, number][] => {
  if (reading.pattern)
    return Array.from(letters.matchAll(reading.pattern), (m) => [m.index, m.index + m[0].length]);
  const [part = ""] = reading.parts;
  const found: [number, number][] = [];
  for (let i = letters.indexOf(part); i >= 0; i = letters.indexOf(part, i + 1))
    found.push([i, i + part.length]);
  return found;
};
