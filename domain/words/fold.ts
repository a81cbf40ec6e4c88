// Text in the form in which phrases are compared: width, case and script folded, every character still at its place.

/** Turns traditional characters into simplified ones; the domain itself carries no such table. */
export type Normalise = (text: string) => string;

/** The characters that count (letters, Chinese characters, figures), and where each stands in the text. */
export type Letters = { text: string; at: readonly number[]; ends: readonly number[] };

const asItIs: Normalise = (text) => text;

/** Applied as a whole where it keeps the length, else to each character that stays one. */
const keeping = (text: string, change: (part: string) => string): string => {
  const whole = change(text);
  if (whole.length === text.length) return whole;
  return Array.from(text, (c) => {
    const changed = change(c);
    return changed.length === c.length ? changed : c;
  }).join("");
};

/** Full width becomes half width, capitals small, traditional simplified; as long as the text itself. */
export const fold = (text: string, normalise: Normalise = asItIs): string =>
  keeping(
    keeping(text, (t) => t.normalize("NFKC").toLowerCase()),
    normalise,
  );

const counts = /[\p{L}\p{N}]/u;
/** Leaves out spacing and punctuation of a folded text. */
export const lettersOf = (folded: string): Letters => {
  const at: number[] = [];
  const ends: number[] = [];
  let text = "";
  let i = 0;
  for (const c of folded) {
    const from = i;
    i += c.length;
    if (!counts.test(c)) continue;
    text += c;
    // A character of two code units stands at both, so that places in `text` and in the lists agree.
    for (let k = 0; k < c.length; k++) {
      at.push(from);
      ends.push(i);
    }
  }
  return { text, at, ends };
};
