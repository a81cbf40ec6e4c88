// Builds the interface into hashed files; while developing, the server on port 3000 answers /api.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { using } from "./using.config.ts";

/** Every text file also lies there compressed, so that the server need not do it at each request. */
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  writeBundle({ dir }, files) {
    for (const name of Object.keys(files).filter((one) => /\.(js|css|html|svg)$/.test(one))) {
      const file = join(dir ?? "", name);
      const bytes = readFileSync(file);
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      writeFileSync(`${file}.br`, brotliCompressSync(bytes));
    }
  },
};

/**
 * What is needed together lies in one file: on a slow machine each file costs some milliseconds even out of the cache.
 * A group takes its first files and all that they import, so no group needs what needs it; small files that pages share
 * are not put together, since files merged by size alone may be read before what they need.
 * The files by which the build's list names the page and the desk stay by themselves.
 */
const groups = [
  { name: "start", tags: ["$initial" as const], test: /^(?!.*(main\.tsx|index\.html)).*$/, priority: 3 },
  { name: "desk", test: /\/web\/(first|live|router)\.tsx?$/, priority: 2 },
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [using, react(), compressed],
  // The contract's files are schemas, of which the browser needs only method and path: 24 kB less.
  resolve: { alias: { zod: join(import.meta.dirname, "unchecked.ts") } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    // A preload polyfill would be an inline script, which the content security policy refuses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { port: 5173, proxy: { "/api": "http://127.0.0.1:3000" } },
});
