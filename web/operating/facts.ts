// The facts behind a sign as people read them: instants, sizes and lengths in words.
import { lengthInWords, momentInWords } from "../time.ts";

type Facts = Record<string, string | number | null>;

const instants = new Set(["next", "oldest", "at", "since", "last"]);
const sizes = new Set(["free", "total", "size", "memory"]);

/** 12.4 GB, 380 MB: as much as one needs to compare. */
export function sizeInWords(bytes: number): string {
  const gigabytes = bytes / 1e9;
  if (gigabytes >= 1) return `${gigabytes.toFixed(gigabytes >= 100 ? 0 : 1)} GB`;
  return `${Math.round(bytes / 1e6)} MB`;
}

const inWords = (name: string, value: string | number | null, now: number): string => {
  if (value === null) return "–";
  // A year is named `next` too.
  if (instants.has(name) && typeof value === "string") return momentInWords(value, now);
  if (sizes.has(name)) return sizeInWords(Number(value));
  if (name === "lagSeconds") return lengthInWords(Number(value) * 1000);
  return String(value);
};

export const factsInWords = (facts: Facts, now: number): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, inWords(name, value, now)]));
