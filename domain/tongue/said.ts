// Sentences of the product before anybody reads them: a Chinese template with what is filled in, written in a language.

/** How a text of the product is said in a language; what it does not know stays as it is. The Chinese is the key. */
export type Tongue = (text: string) => string;

export type Part = string | number | Said;
/** A sentence whose words are the product's and whose parts are anybody's. */
export type Said = { readonly text: string; readonly parts: readonly Part[] };

/** A language by its table: Chinese text → what is said instead, with `{0}`, `{1}` … where the parts go. */
export const tongueOf =
  (table: Readonly<Record<string, string>>): Tongue =>
  (text) =>
    (Object.hasOwn(table, text) ? table[text] : undefined) ?? text;

/** What Chinese says in one way and other languages in two: its key is a name instead of the Chinese itself. */
export const forms: Readonly<Record<string, string>> = {
  "@to": "{0}{1}",
  "@counted": "{0}{1}次",
  "@first": "先{0}",
  "@before-due": "到期前",
  "@at-due": "到期时",
  "@after-due": "到期后",
  "@still-open": "到期仍未办",
  "@never-done": "一直未办",
  "@done": "办了",
  "@allowed": "准许",
  "@free": "无须批准",
};

/** Chinese as it is written in the code. */
export const chinese: Tongue = tongueOf(forms);

/** A sentence: said`条款 ${id} 重复`. Its key is `条款 {0} 重复`. */
export const said = (texts: TemplateStringsArray, ...parts: readonly Part[]): Said => ({
  text: texts.reduce((before, text, n) => `${before}{${n - 1}}${text}`),
  parts,
});

/** A word or sentence of the product with nothing to fill in. */
export const word = (text: string): Said => ({ text, parts: [] });

/** Names one after another, with the mark that stands between them; both are the product's. */
export const listed = (names: readonly Part[], mark = "、"): Said => ({
  text: names.map((_, n) => `{${n}}`).join(`{${names.length}}`),
  parts: [...names, word(mark)],
});

/** Writes a sentence out. Parts that are plain text or figures stay as they are, whatever they say. */
export const write = (tongue: Tongue, { text, parts }: Said): string =>
  tongue(text).replace(/\{(\d+)\}/g, (_, n: string) => {
    const part = parts[Number(n)] ?? "";
    return typeof part === "object" ? write(tongue, part) : String(part);
  });
