// Splitting text for search: runs of Chinese, runs of digits and words, in one normal form of width and case.

/** A run of one kind. `chain` stands for digit groups written apart, such as 138-0013-8000. */
export type Token =
  | { kind: "han"; text: string }
  | { kind: "digits"; text: string }
  | { kind: "word"; text: string }
  | { kind: "chain"; groups: string[] };

const han = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}";
const pattern = new RegExp(
  [
    `(?<han>[${han}]+)`,
    // Joined by hyphens only in groups of three and more digits: phones and case numbers, not dates.
    "(?<chain>(?<!\\d)\\d{3,20}(?:-\\d{3,20})+(?!\\d)",
    // By spaces only as phones are written (mobile, service line, landline): "1201 8000" is a room and an ending.
    "(?<!\\d)(?:1\\d\\d \\d{4} \\d{4}|[48]00 \\d{3} \\d{4}|0\\d{2,3} \\d{7,8})(?!\\d))",
    "(?<digits>\\d+)",
    `(?<word>(?:(?![${han}\\d])[\\p{L}\\p{M}\\p{N}])+)`,
  ].join("|"),
  "gu",
);

/** The form in which texts and queries are compared: full width becomes half width, capitals small, ü the v that is typed. */
export function normalised(text: string): string {
  // Small letters can fall out of normal form again (İ), so it is made twice.
  return text.normalize("NFKC").toLowerCase().normalize("NFKC").replaceAll("ü", "v");
}

/** The tokens of a text in order; punctuation only separates them. */
export function* tokens(text: string): Generator<Token> {
  for (const { groups } of normalised(text).matchAll(pattern)) {
    if (groups?.chain) yield { kind: "chain", groups: groups.chain.split(/[- ]/) };
    else if (groups?.han) yield { kind: "han", text: groups.han };
    else if (groups?.digits) yield { kind: "digits", text: groups.digits };
    else if (groups?.word) yield { kind: "word", text: groups.word };
  }
}
