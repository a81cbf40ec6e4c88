/** The texts for Taiwan, as they must stand in `web/i18n/`: made from the simplified ones. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { english } from "../domain/tongue/english.ts";
import { chinese } from "../domain/tongue/said.ts";
import { taiwan } from "../server/china/taiwan.ts";

export const sourceFile = "web/i18n/zh-CN.json";
export const taiwanFile = "web/i18n/zh-TW.json";
/** What the domain says, for the browser, which has no converter: the Chinese text → Taiwan's. */
const taiwanDomainFile = "web/i18n/domain.zh-TW.json";

/** Texts by key; a key may lead to more keys. */
export type Texts = { [key: string]: string | Texts };

/** Every file that is made, with its text. @param root the folder of the program. */
export function made(root: string): Map<string, string> {
  const source = JSON.parse(readFileSync(join(root, sourceFile), "utf8")) as Texts;
  const files = new Map([[taiwanFile, textOf(inTaiwan(source))]]);
  if (existsSync(join(root, "domain/tongue"))) files.set(taiwanDomainFile, textOf(domainInTaiwan()));
  return files;
}

const textOf = (texts: Texts): string => `${JSON.stringify(texts, null, 2)}\n`;

function domainInTaiwan(): Texts {
  const said = Object.keys(english).map((key) => [key, taiwan(chinese(key))] as const);
  return Object.fromEntries(said.filter(([key, text]) => key !== text));
}

function inTaiwan(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      typeof text === "string" ? taiwan(text) : inTaiwan(text),
    ]),
  );
}
