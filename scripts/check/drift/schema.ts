/** Schema drift: the row types and the schema's text are those of the migrations. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFiles } from "../../schema-made.ts";
import type { Checker } from "../checker.ts";

export const schema: Checker = {
  name: "schema",
  files: ["migrations/*.sql", "server/db/schema.ts"],
  async run(root, files) {
    const wanted = await schemaFiles(root);
    const faults = [...wanted]
      .filter(
        ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text,
      )
      .map(([path]) => `${path} is not what the migrations make: run npm run schema`);
    return { seen: files, faults };
  },
};
