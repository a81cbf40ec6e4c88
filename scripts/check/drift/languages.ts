/**
 * Language for language: every text of the interface is in all three, and none stands in its code; what the server says
 * has its English under the same code, what the domain says has it in the table of the domain.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { made, sourceFile, type Texts } from "../../languages-made.ts";
import type { Checker } from "../checker.ts";
import { chineseIn } from "./chinese.ts";

const englishFile = "web/i18n/en.json";
const server = { source: "server/http/i18n/zh-CN.ts", english: "server/http/i18n/en.ts" };
const domainEnglish = "domain/tongue/english.ts";
/** Chinese that is read, not said: set phrases, tables' heads, notices of holidays, a paper in its own language. */
const readOnly =
  /^domain\/(words\/|tongue\/|office\/notice\.ts|staff\/rows\.ts|paper\/sheet\.ts)|\/testing\//;
/** On the server also: tables of several languages, words looked for in imported tables, the product's own name. */
const tables = new RegExp(
  [
    "/(i18n|texts|testing)/",
    "^server/(china|paper)/",
    "^server/import/reading/",
    "^server/backup/export/words\\.ts$",
    "^server/http/openapi\\.ts$",
  ].join("|"),
);

export const languages: Checker = {
  name: "languages",
  files: ["web/*.ts", "web/*.tsx", "domain/*.ts", "server/*.ts", "api/*.ts", ":!web/i18n", ":!*.test.ts"],
  async run(root, files) {
    const faults = existsSync(join(root, sourceFile)) ? faultsOfTexts(root) : [];
    faults.push(...(await faultsOfServer(root)));
    const english = await tableIn(root, domainEnglish, "english");
    for (const file of files.filter((one) => one.startsWith("domain/") && !readOnly.test(one))) {
      for (const { line, text } of chineseIn(readFileSync(join(root, file), "utf8")))
        if (!Object.hasOwn(english, text))
          faults.push(`${file}:${line} says “${text}”, which has no English`);
    }
    for (const file of files.filter((one) => !one.startsWith("domain/") && !tables.test(one))) {
      const table = file.startsWith("web/") ? sourceFile : server.source;
      for (const { line, text } of chineseIn(readFileSync(join(root, file), "utf8")))
        faults.push(`${file}:${line} says “${text}”, which belongs into ${table}`);
    }
    return { seen: files, faults };
  },
};

/** A table of texts that a file exports; empty where there is no such file. */
async function tableIn(root: string, file: string, name: string): Promise<Record<string, string>> {
  const path = join(root, file);
  if (!existsSync(path)) return {};
  return ((await import(pathToFileURL(path).href)) as Record<string, Record<string, string>>)[name] ?? {};
}

async function faultsOfServer(root: string): Promise<string[]> {
  const source = await tableIn(root, server.source, "simplified");
  const english = await tableIn(root, server.english, "english");
  const filled = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join(" ");
  return [
    ...Object.keys(source).flatMap((code) => (code in english ? [] : [`${server.english} lacks ${code}`])),
    ...Object.keys(english).flatMap((code) => (code in source ? [] : [`${server.source} lacks ${code}`])),
    ...Object.entries(english).flatMap(([code, text]) =>
      code in source && filled(text) !== filled(source[code]!)
        ? [`${code} is filled with ${filled(source[code]!)}, in English with ${filled(text)}`]
        : [],
    ),
  ];
}

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
  for (const [file, text] of made(root)) {
    const path = join(root, file);
    if (!existsSync(path) || readFileSync(path, "utf8") !== text)
      faults.push(`${file} is not what its source makes: run npm run languages`);
  }
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
