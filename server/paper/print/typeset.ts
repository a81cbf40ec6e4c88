// Makes a PDF of a sheet, with the font's used glyphs inside it.
import { fileURLToPath } from "node:url";
import { type Font, openSync } from "fontkit";
import pdfmake from "pdfmake";
import { lettersOf, type Sheet } from "#domain/paper/sheet.ts";
import { layOut } from "./layout.ts";
import { type Print, plainPrint } from "./office.ts";

/** Characters that no font of ours has: they are named, never left blank. */
export class MissingLetters extends Error {
  readonly letters: string;
  constructor(letters: string) {
    super(`The font lacks ${letters}`);
    this.letters = letters;
  }
}

const path = fileURLToPath(
  import.meta.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"),
);
const font = openSync(path) as Font;
const faces = { normal: path, bold: path, italics: path, bolditalics: path };
pdfmake.setFonts({ Song: faces });
// Only the font and what the sheet itself carries is ever opened.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((file) => file === path);

/** What is set in type as nothing at all: line ends. */
const unseen = new Set(["\n", "\r", "\t"]);

const missing = (text: string): string =>
  [...new Set(text)]
    .filter((c) => !unseen.has(c) && !font.hasGlyphForCodePoint(c.codePointAt(0) ?? 0))
    .slice(0, 20)
    .join("");

/**
 * Sets a sheet in type.
 * @throws MissingLetters where the font lacks a character
 */
export const typeset = async (sheet: Sheet, print: Print = plainPrint): Promise<Buffer> => {
  const lacking = missing(lettersOf(sheet) + (print.header ?? ""));
  if (lacking !== "") throw new MissingLetters(lacking);
  return pdfmake.createPdf(layOut(sheet, print)).getBuffer();
};
