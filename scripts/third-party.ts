/** `npm run third-party`: writes THIRD-PARTY.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { thirdParty } from "./packages.ts";

const root = join(import.meta.dirname, "..");
writeFileSync(join(root, "THIRD-PARTY.md"), thirdParty(root));
