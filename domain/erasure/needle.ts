// What a person is looked for by: a name, or the figures of a telephone; found again in free text.

/** Something to look for: as it stands, or a row of figures with whatever is written between them. */
export type Needle = { text: string } | { digits: string };

const phoneLike = /^[\d\s()+.-]*$/;
/** Fewer figures would fit half of everything. */
const fewestDigits = 5;

/** Reads what was typed; null for what is too short to mean somebody. */
export const needleOf = (typed: string): Needle | null => {
  const text = typed.trim().replace(/\s+/g, " ");
  if (phoneLike.test(text)) {
    const digits = text.replace(/\D/g, "").replace(/^(?:0086|86)(?=1\d{10}$)/, "");
    return digits.length >= fewestDigits ? { digits } : null;
  }
  return [...text].length >= 2 ? { text } : null;
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** A regular expression that JavaScript and PostgreSQL read alike; to be used without regard to case. */
export const patternOf = (needle: Needle): string =>
  "digits" in needle ? [...needle.digits].join("[ ().-]{0,2}") : escaped(needle.text);

/** The same for a text that is written as JSON. */
export const jsonPatternOf = (needle: Needle): string =>
  "digits" in needle ? patternOf(needle) : escaped(JSON.stringify(needle.text).slice(1, -1));

/** Does a text speak of any of them. */
export const speaksOf = (needles: readonly Needle[], text: string): boolean =>
  needles.some((n) => new RegExp(patternOf(n), "i").test(text));
