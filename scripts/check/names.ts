/** Names that say nothing: what they would hold belongs to a noun. */
import type { Checker } from "./checker.ts";

const banned = [
  ...["util", "helper", "manager", "common", "misc", "shared", "service", "impl", "base", "dto", "handler"],
  ...["controller", "model", "lib", "core", "index", "constants", "types", "stuff", "temp", "new", "old"],
];
const word = new RegExp(`^(${banned.join("|")})s?$`, "i");

/** Names that tools want, or that mean the word itself. */
const exempt = new Set(["web/index.html", "scripts/check/types.ts"]);

export const names: Checker = {
  name: "names",
  files: ["server", "api", "domain", "web", "scripts", "stories", "bench", "migrations"],
  run(_root, files) {
    const faults = files
      .filter((file) => !exempt.has(file) && file.split("/").some(saysNothing))
      .map((file) => `${file}: a name such as this says nothing; name the noun or the verb`);
    return { seen: files, faults };
  },
};

function saysNothing(part: string): boolean {
  const words = part
    .replace(/\..*$/, "")
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .split(/[-_]/);
  return words.length === 1 && word.test(words[0] ?? "");
}
