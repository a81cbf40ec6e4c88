/** Sizes of files and folders. (Those of functions are a rule of Biome's.) */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Checker } from "./checker.ts";

const longest = { source: 200, test: 400 };
const fullest = 14;

/** Made by a program, or read as a list: their length says nothing. */
const exempt = [/^server\/db\/schema\.ts$/, /(^|\/)i18n\//];

export const sizes: Checker = {
  name: "sizes",
  files: ["*.ts", "*.tsx"],
  run(root, files) {
    const faults: string[] = [];
    const entries = new Map<string, Set<string>>();
    for (const file of files) {
      const lines = readFileSync(join(root, file), "utf8").split("\n").length - 1;
      const limit = file.endsWith(".test.ts") ? longest.test : longest.source;
      if (lines >= limit && !exempt.some((pattern) => pattern.test(file))) {
        faults.push(`${file} has ${lines} lines; fewer than ${limit} are allowed`);
      }
      for (let path = file; path !== "."; path = dirname(path)) {
        const folder = dirname(path);
        entries.set(folder, (entries.get(folder) ?? new Set()).add(path.replace(/\.test\.ts$/, ".ts")));
      }
    }
    // A test stands beside what it tests and does not count as an entry of its own.
    for (const [folder, inside] of entries) {
      if (folder !== "." && inside.size > limitOf(folder)) {
        faults.push(`${folder}/ has ${inside.size} entries; up to ${limitOf(folder)} are allowed`);
      }
    }
    return { seen: files, faults };
  },
};

// The ground of each floor holds the folders of all its nouns, and what they all stand on.
function limitOf(folder: string): number {
  return folder.includes("/") ? fullest : 4 * fullest;
}
