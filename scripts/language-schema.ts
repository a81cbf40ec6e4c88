/** `npm run language-schema`: writes the JSON Schema of a regulation file, after the language or a vocabulary changed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { languageFile, languageText } from "./language-made.ts";

writeFileSync(join(import.meta.dirname, "..", languageFile), languageText());
