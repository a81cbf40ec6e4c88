/** `npm run check`: all checkers in one go, then a table. Names given as arguments run only those. */
import { join } from "node:path";
import { arrows } from "./arrows/arrows.ts";
import { bundle } from "./bundle.ts";
import { judge, type Verdict } from "./checker.ts";
import { deadCode } from "./dead-code/dead-code.ts";
import { docs } from "./docs.ts";
import { language } from "./drift/language.ts";
import { languages } from "./drift/languages.ts";
import { schema } from "./drift/schema.ts";
import { licences } from "./licences.ts";
import { lint } from "./lint.ts";
import { names } from "./names.ts";
import { regulationNames } from "./regulation-names.ts";
import { sizes } from "./sizes.ts";
import { types } from "./types.ts";

const all = [
  types,
  lint,
  arrows,
  sizes,
  names,
  regulationNames,
  deadCode,
  schema,
  language,
  languages,
  docs,
  licences,
  bundle,
];
const root = join(import.meta.dirname, "../..");
const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? all : all.filter(({ name }) => wanted.includes(name));
if (chosen.length === 0) {
  console.log(`The checkers are: ${all.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}

const verdicts: Verdict[] = [];
for (const checker of chosen) verdicts.push(await judge(checker, root));

for (const { name, faults } of verdicts.filter(({ faults }) => faults.length > 0)) {
  console.log(`\n${name}:\n  ${faults.join("\n  ")}`);
}
console.log("\ncheck             files   time  faults");
for (const { name, files, seconds, faults } of verdicts) {
  const columns = [name.padEnd(16), String(files).padStart(6), `${seconds.toFixed(1)} s`.padStart(7)];
  console.log(`${columns.join(" ")} ${String(faults.length || "✔").padStart(7)}`);
}
process.exitCode = verdicts.some(({ faults }) => faults.length > 0) ? 1 : 0;
