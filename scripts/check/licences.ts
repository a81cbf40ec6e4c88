/** Licences: only those that let anybody run, change and pass on the whole; and THIRD-PARTY.md is up to date. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { productionPackages, thirdParty } from "../packages.ts";
import type { Checker } from "./checker.ts";

const allowed = new Set([
  ...["MIT", "MIT-0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "Unlicense", "CC0-1.0"],
  ...["BlueOak-1.0.0", "Zlib", "Python-2.0", "PostgreSQL"],
  // Fonts: may be run, changed, passed on and put into documents, only not sold by themselves.
  "OFL-1.1",
]);

export const licences: Checker = {
  name: "licences",
  files: ["package-lock.json", "THIRD-PARTY.md"],
  run(root, files) {
    const faults = productionPackages(root)
      .filter(({ licence }) => !permits(licence))
      .map(
        ({ name, version, licence }) => `${name} ${version} is under "${licence}", which is not on the list`,
      );
    const page = join(root, "THIRD-PARTY.md");
    if (!existsSync(page) || readFileSync(page, "utf8") !== thirdParty(root)) {
      faults.push("THIRD-PARTY.md is not up to date: run npm run third-party");
    }
    return { seen: files, faults };
  },
};

/** `(MIT OR GPL-3.0)` permits if one does, `MIT AND Zlib` only if all do. */
function permits(expression: string): boolean {
  const bare = expression.replace(/[()]/g, "");
  return bare.split(/ or /i).some((choice) => choice.split(/ and /i).every((one) => allowed.has(one.trim())));
}
