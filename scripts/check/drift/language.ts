/** Language drift: the JSON Schema for editors is the one that the language makes. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { languageFile, languageText } from "../../language-made.ts";
import type { Checker } from "../checker.ts";

export const language: Checker = {
  name: "language",
  files: [languageFile],
  async run(root, files) {
    const path = join(root, languageFile);
    const same = existsSync(path) && readFileSync(path, "utf8") === languageText();
    const faults = same
      ? []
      : [`${languageFile} is not what the language makes: run npm run language-schema`];
    return { seen: files, faults };
  },
};
