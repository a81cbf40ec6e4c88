// One part of bench/RESULTS.md: whoever measures writes its own and leaves the others.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const results = join(import.meta.dirname, "RESULTS.md");

/** Puts the part in the place of the earlier one under its heading, at the end where there is none. */
export const writeSection = (title: string, part: string): void => {
  const whole = readFileSync(results, "utf8");
  const heading = `## ${title}\n`;
  const from = whole.indexOf(`\n${heading}`) + 1;
  const next = from === 0 ? -1 : whole.indexOf("\n## ", from + heading.length);
  const after = next < 0 ? "" : whole.slice(next);
  const before = from === 0 ? `${whole.trimEnd()}\n\n` : whole.slice(0, from);
  writeFileSync(results, `${before}${heading}\n${part}${after}`);
};

/** The words above the first section, with the machine of this run. */
export const writeHead = (machine: string): void => {
  const whole = readFileSync(results, "utf8");
  const first = whole.indexOf("\n## ");
  const head = `# Figures

Written by \`npm run bench\` (\`npm run bench -- intake reading\` measures some parts only; \`BENCH_SIZE=10000\` is a quick look) on
one machine: ${machine}. The server, PostgreSQL (durable: fsync and synchronous commit on) and the callers share the cores.
Ratios carry from machine to machine; single times do not. Each section names the command that measured it.
`;
  writeFileSync(results, head + (first < 0 ? "" : whole.slice(first)));
};
