/** `npm run schema`: writes the row types and the schema's text, after a migration was added. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFiles } from "./schema-made.ts";

const root = join(import.meta.dirname, "..");
for (const [path, text] of await schemaFiles(root)) writeFileSync(join(root, path), text);
