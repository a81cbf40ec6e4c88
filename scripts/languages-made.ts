/** The texts of the interface for Taiwan, as they must stand in `web/i18n/`: made from the simplified ones. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { taiwan } from "../server/china/taiwan.ts";

export const sourceFile = "web/i18n/zh-CN.json";
export const taiwanFile = "web/i18n/zh-TW.json";

/** Texts by key; a key may lead to more keys. */
export type Texts = { [key: string]: string | Texts };

/** What `zh-TW.json` must hold. @param root the folder of the program. */
export function taiwanText(root: string): string {
  const source = JSON.parse(readFileSync(join(root, sourceFile), "utf8")) as Texts;
  return `${JSON.stringify(inTaiwan(source), null, 2)}\n`;
}

function inTaiwan(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      typeof text === "string" ? taiwan(text) : inTaiwan(text),
    ]),
  );
}
