// Pictures for the pages of help, taken by the stories of real states, so that they stay true.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { programDir, readTestConfig } from "#server/config.ts";

const folder = join(programDir, "docs/using/pictures");
const most = 120_000;
const window = { width: 1280, height: 800 };

const written = new Set<string>();

/**
 * Takes a picture of what a page shows now; only `npm run pictures` writes it, other runs go on at once.
 * @param name the file's name without its ending; a page of help must show it
 */
export const picture = async (page: Page, name: string): Promise<void> => {
  if (!readTestConfig().takesPictures) return;
  assert.ok(!written.has(name), `the picture ${name} is taken twice`);
  written.add(name);
  const size = page.viewportSize() ?? window;
  const phone = size.width < 500;
  if (!phone) await page.setViewportSize(window);
  await page.evaluate("document.activeElement?.blur?.(); document.fonts.ready");
  await page.mouse.move(0, 0);
  await page.waitForTimeout(400);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 70 });
  await session.detach();
  const bytes = Buffer.from(data, "base64");
  assert.ok(bytes.length <= most, `the picture ${name} has ${bytes.length} bytes; up to ${most} are allowed`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.webp`), bytes);
  if (!phone) await page.setViewportSize(size);
};
