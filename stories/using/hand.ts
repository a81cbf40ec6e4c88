// Somebody's hand at a browser: what it clicks, types and opens is counted, to tell how long a person would need.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { programDir, readTestConfig } from "#server/config.ts";
import { settled } from "../browser.ts";

export type Effort = { pages: number; clicks: number; keys: number };

/** Generous seconds of somebody who does it for the first time: reading a page, finding a control, pressing a key. */
const seconds = { pages: 15, clicks: 4, keys: 0.5 };
/** A Chinese character is typed as pinyin and chosen. */
const keysOf = (text: string): number => [...text].reduce((n, c) => n + (/[ -~]/.test(c) ? 1 : 4), 0);

export const minutesOf = ({ pages, clicks, keys }: Effort): number =>
  (pages * seconds.pages + clicks * seconds.clicks + keys * seconds.keys) / 60;

export const sumOf = (efforts: readonly Effort[]): Effort => ({
  pages: efforts.reduce((n, e) => n + e.pages, 0),
  clicks: efforts.reduce((n, e) => n + e.clicks, 0),
  keys: efforts.reduce((n, e) => n + e.keys, 0),
});

/** A hand that counts, by the step it is at. */
export type Hand = {
  efforts: Map<string, Effort>;
  /** From now on it works at this step. */
  at: (step: string) => void;
  /** A page to be read. */
  opened: (page: Page, heading?: string) => Promise<void>;
  click: (on: Locator) => Promise<void>;
  /** Clicks into a field and types in the place of what stands there. */
  type: (into: Locator, text: string) => Promise<void>;
  choose: (from: Locator, label: string) => Promise<void>;
  press: (page: Page, ...keys: string[]) => Promise<void>;
  /** Text that is typed elsewhere, such as in a sheet, or pasted (`keys` then says how many). */
  elsewhere: (text: string, keys?: number) => void;
};

export const countingHand = (): Hand => {
  const efforts = new Map<string, Effort>();
  let step = "";
  const count = (more: Partial<Effort>): void => {
    const so = efforts.get(step) ?? { pages: 0, clicks: 0, keys: 0 };
    efforts.set(step, sumOf([so, { pages: 0, clicks: 0, keys: 0, ...more }]));
  };
  return {
    efforts,
    at: (next) => {
      step = next;
    },
    opened: async (page, heading) => {
      count({ pages: 1 });
      if (heading) await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      if ((await page.locator("#main").count()) > 0) await settled(page);
    },
    click: async (on) => {
      count({ clicks: 1 });
      await on.click();
    },
    type: async (into, text) => {
      count({ clicks: 1, keys: keysOf(text) });
      await into.fill(text);
    },
    choose: async (from, label) => {
      count({ clicks: 2 });
      await from.selectOption({ label });
    },
    press: async (page, ...keys) => {
      count({ keys: keys.length });
      for (const key of keys) await page.keyboard.press(key);
    },
    elsewhere: (text, keys = keysOf(text)) => count({ keys }),
  };
};

/** Writes the count as a page of docs/using, with the pictures; other runs leave it as it is. */
export const writeEffort = (efforts: ReadonlyMap<string, Effort>): void => {
  if (!readTestConfig().takesPictures) return;
  const all = sumOf([...efforts.values()]);
  const line = (name: string, e: Effort): string =>
    `| ${name} | ${e.pages} | ${e.clicks} | ${e.keys} | ${minutesOf(e).toFixed(1)} |`;
  const text = [
    "# The first day, counted",
    "",
    "Written by `npm run pictures` from `stories/using/first-day.browser.test.ts`, which sets up an office of thirteen people",
    "through the pages alone, from the console's token to the first complaint that a department signs for, and fails above",
    "thirty minutes.",
    "",
    `Counted for somebody who does it for the first time: ${seconds.pages} seconds a page, ${seconds.clicks} a click, ${seconds.keys} a key, four keys a`,
    "Chinese character. The sheet with twelve people is counted as typed by hand.",
    "",
    "| step | pages | clicks | keys | minutes |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...[...efforts].map(([name, e]) => line(name, e)),
    line("together", all),
    "",
  ];
  writeFileSync(join(programDir, "docs/using/first-day.md"), text.join("\n"));
};
