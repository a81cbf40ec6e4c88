/** `npm run languages`: writes the texts and the pages of help for Taiwan, after a simplified text changed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { made } from "./languages-made.ts";
import { usingInTaiwan } from "./using-made.ts";

const root = join(import.meta.dirname, "..");
for (const [file, text] of [...made(root), ...usingInTaiwan(root)]) writeFileSync(join(root, file), text);
