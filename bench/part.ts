// One part of the benchmarks: it measures by itself and writes its own section of bench/RESULTS.md.
export type Part = {
  /** The section's heading. */
  title: string;
  /** @returns the section's text in Markdown, below its heading */
  run: () => Promise<string>;
};

/** How many matters the largest house holds: a million, or fewer with BENCH_SIZE for a quick look. */
export const largest = Number(process.env.BENCH_SIZE ?? 1_000_000);

/** 10,000, 100,000 and a million, as far as the largest allows. */
export const sizes = [...[10_000, 100_000].filter((n) => n < largest), largest];

export const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
/** @param share 0 to 1, e.g. 0.99 */
export const percentile = (list: readonly number[], share: number): number =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
export const ms = (n: number): string => n.toFixed(1);
export const thousands = (n: number): string => Math.round(n).toLocaleString("en");
/** Tells whoever waits how far it is. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);
