// Text in the form in which phrases are compared: width, case and script folded, every character still at its place.

/** Turns traditional characters into simplified ones; the domain itself carries no such table. */
export type Normalise = (text: string) => string;

/** The characters that count (letters, Chinese characters, figures), and where each stands in the text. */
export type Letters = { text: string; at: readonly number[]; ends: readonly number[] };

/** Changed one by one, so that a phrase and a text change alike whatever stands beside; only what stays as long. */
const each = (text: string, change: (character: string) => string): string =>
  Array.from(text, (c) => {
    const changed = change(c);
    return changed.length === c.length ? changed : c;
  }).join("");

/** Remembers each character: the same few thousand come again and again. */
export const remembering = (normalise: Normalise): Normalise => {
  const known = new Map<string, string>();
  return (c) => {
    const before = known.get(c);
    if (before !== undefined) return before;
    const changed = normalise(c);
    known.set(c, changed);
    return changed;
  };
};

/** Full width becomes half width, capitals small, traditional simplified; as long as the text itself. */
export const fold = (text: string, normalise?: Normalise): string => {
  const plain = each(text, (c) => c.normalize("NFKC").toLowerCase());
  return normalise ? each(plain, normalise) : plain;
};

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
