/** Language for language: every text of the interface is in all three, and none stands in its code. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceFile, type Texts, taiwanFile, taiwanText } from "../../languages-made.ts";
import type { Checker } from "../checker.ts";
import { chineseIn } from "./chinese.ts";

const englishFile = "web/i18n/en.json";

export const languages: Checker = {
  name: "languages",
  files: ["web/*.ts", "web/*.tsx", ":!web/i18n", ":!*.test.ts"],
  run(root, files) {
    const faults = existsSync(join(root, sourceFile)) ? faultsOfTexts(root) : [];
    for (const file of files) {
      for (const { line, text } of chineseIn(readFileSync(join(root, file), "utf8")))
        faults.push(`${file}:${line} says “${text}”, which belongs into ${sourceFile}`);
    }
    return { seen: files, faults };
  },
};

function faultsOfTexts(root: string): string[] {
  const texts = (file: string) => flat(JSON.parse(readFileSync(join(root, file), "utf8")) as Texts);
  if (!existsSync(join(root, englishFile))) return [`${englishFile} is missing`];
  const source = texts(sourceFile);
  const english = texts(englishFile);
  const faults = [
    ...[...source.keys()].filter((key) => !english.has(key)).map((key) => `${englishFile} lacks ${key}`),
    ...[...english.keys()].filter((key) => !source.has(key)).map((key) => `${sourceFile} lacks ${key}`),
  ];
  for (const [key, text] of english) {
    if (/\p{Script=Han}/u.test(text)) faults.push(`${englishFile} has Chinese letters at ${key}`);
    const wanted = source.get(key);
    if (wanted !== undefined && fillings(wanted) !== fillings(text))
      faults.push(
        `${key} is filled with ${fillings(wanted)} in ${sourceFile}, with ${fillings(text)} in ${englishFile}`,
      );
  }
  const taiwan = join(root, taiwanFile);
  if (!existsSync(taiwan) || readFileSync(taiwan, "utf8") !== taiwanText(root))
    faults.push(`${taiwanFile} is not what ${sourceFile} makes: run npm run languages`);
  return faults;
}

/** Key by key, `a.b.c` → text. */
function flat(texts: Texts, before = ""): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, text]) =>
      typeof text === "string" ? [[before + key, text] as const] : [...flat(text, `${before}${key}.`)],
    ),
  );
}

/** What a text is filled with, each once, in order: `n, who`. In English `{{n, case|cases}}` is n too. */
const fillings = (text: string): string =>
  [...new Set([...text.matchAll(/\{\{([^},]+)[^}]*\}\}/g)].map((found) => found[1]!.trim()))]
    .sort()
    .join(", ");
