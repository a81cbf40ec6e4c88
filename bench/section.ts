// One part of bench/RESULTS.md: whoever measures writes its own and leaves the others.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const results = join(import.meta.dirname, "RESULTS.md");

/** Puts the part in the place of the earlier one under its heading, at the end where there is none. */
export const writeSection = (title: string, part: string): void => {
  const whole = readFileSync(results, "utf8");
  const from = whole.indexOf(title);
  const next = from < 0 ? -1 : whole.indexOf("\n## ", from + title.length);
  const after = next < 0 ? "" : whole.slice(next);
  const before = from < 0 ? `${whole.trimEnd()}\n\n` : whole.slice(0, from);
  writeFileSync(results, `${before}${part}${after}`);
};
