/** `npm run languages`: writes the interface's texts for Taiwan, after a simplified text changed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { taiwanFile, taiwanText } from "./languages-made.ts";

const root = join(import.meta.dirname, "..");
writeFileSync(join(root, taiwanFile), taiwanText(root));
