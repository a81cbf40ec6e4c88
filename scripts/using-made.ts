/** The pages of help: those for Taiwan as made from the simplified ones, and the pictures that the pages show. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { taiwan } from "../server/china/taiwan.ts";

const using = "docs/using";
export const picturesFolder: string = `${using}/pictures`;

/** File → what it must hold. @param root the folder of the program. */
export function usingInTaiwan(root: string): Map<string, string> {
  const names = readdirSync(join(root, using, "zh-CN")).filter((name) => name.endsWith(".md"));
  return new Map(
    names.map((name) => [
      `${using}/zh-TW/${name}`,
      taiwan(readFileSync(join(root, using, "zh-CN", name), "utf8")),
    ]),
  );
}

/** The names of the pictures that these Markdown files show. */
export function picturesShown(root: string, files: readonly string[]): Set<string> {
  return new Set(
    files.flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(/\/pictures\/([\w-]+)\.webp/g)].map(
        ([, name = ""]) => name,
      ),
    ),
  );
}
