import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ensureBrowser, findBrowser } from "./browser.ts";

test("CHROMIUM_PATH comes first, and a wrong one is refused", () => {
  assert.equal(ensureBrowser({ CHROMIUM_PATH: process.execPath }), process.execPath);
  assert.throws(
    () => ensureBrowser({ CHROMIUM_PATH: "/no/chromium" }),
    /names \/no\/chromium, which is not a program/,
  );
});

test("else the system's own is found on the PATH", () => {
  const folder = mkdtempSync(join(tmpdir(), "browser-"));
  writeFileSync(join(folder, "google-chrome"), "", { mode: 0o755 });
  assert.equal(findBrowser({ PATH: `/nowhere:${folder}` }), join(folder, "google-chrome"));
  rmSync(folder, { recursive: true });
});
