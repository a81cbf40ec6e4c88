/** `npm run languages`: writes the texts for Taiwan, after a simplified text changed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { made } from "./languages-made.ts";

const root = join(import.meta.dirname, "..");
for (const [file, text] of made(root)) writeFileSync(join(root, file), text);
