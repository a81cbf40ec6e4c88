/** `npm run languages`: writes the interface's texts and the pages of help for Taiwan, after a simplified text changed. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { taiwanFile, taiwanText } from "./languages-made.ts";
import { usingInTaiwan } from "./using-made.ts";

const root = join(import.meta.dirname, "..");
writeFileSync(join(root, taiwanFile), taiwanText(root));
for (const [file, text] of usingInTaiwan(root)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
