/** What a browser must load before it shows something: kept within budgets, so that old machines stay usable. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Checker } from "./checker.ts";

type Chunk = { file: string; css?: string[]; imports?: string[] };
type Manifest = Record<string, Chunk>;

/** In thousands of bytes, gzipped; `chunks` are loaded on top of the page itself. */
const budgets = [
  { name: "sign-in", chunks: [] as string[], most: 120 },
  { name: "first route", chunks: ["Desk.tsx"], most: 250 },
];

export const bundle: Checker = {
  name: "bundle",
  files: [],
  run(root) {
    const page = join(root, "web/dist/.vite/manifest.json");
    if (!existsSync(page)) return { seen: [], faults: ["web/dist is not built: run npm run prepare"] };
    const manifest = JSON.parse(readFileSync(page, "utf8")) as Manifest;
    const faults: string[] = [];
    for (const { name, chunks, most } of budgets) {
      const missing = ["index.html", ...chunks].filter((chunk) => !manifest[chunk]);
      const size = gzipped(join(root, "web/dist"), manifest, ["index.html", ...chunks]);
      if (missing.length > 0) faults.push(`${name}: the build has no ${missing.join(", ")}`);
      else if (size > most) faults.push(`${name}: ${size.toFixed(1)} kB gzipped, and ${most} are allowed`);
    }
    return { seen: [], faults };
  },
};

/** The chunks, all they import from the start, and their styles, together; dynamic imports do not count. */
function gzipped(dist: string, manifest: Manifest, chunks: string[]): number {
  const files = new Set<string>();
  const take = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const one of chunk.imports ?? []) take(one);
  };
  for (const chunk of chunks) take(chunk);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0) / 1000;
}
