// What a browser loads before a page is usable stays small: gzipped JavaScript of the built interface.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

type Chunk = { file: string; imports?: string[] };

const dist = join(import.meta.dirname, "dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>;

function gzipped(...entries: string[]): number {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    assert.ok(chunk, `${name} is not in the build`);
    if (seen.has(chunk.file)) return;
    seen.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  entries.forEach(visit);
  const bytes = [...seen]
    .filter((file) => file.endsWith(".js"))
    .map((file) => gzipSync(readFileSync(join(dist, file))).length);
  return bytes.reduce((sum, one) => sum + one, 0);
}

const signIn = ["index.html", "i18n/zh-CN.json"];

test("the sign-in takes at most 120 kB", () => {
  assert.ok(gzipped(...signIn) <= 120_000);
});

test("the desk after the sign-in takes at most 250 kB", () => {
  assert.ok(gzipped(...signIn, "Desk.tsx") <= 250_000);
});
