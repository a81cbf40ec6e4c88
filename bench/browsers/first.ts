// How soon a page shows its first row on a slow PC, with an empty cache and a full one; and how much is fetched for it.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { median, percentile, say } from "../part.ts";
import { root } from "../server.ts";
import { firstRow, openScreen } from "./screens.ts";

const times = Number(process.env.BENCH_OPENINGS ?? 5);
const dist = join(root, "web/dist");

type Chunk = { file: string; imports?: string[]; css?: string[] };

/** Bytes as sent (Brotli) and as read of what a page needs, its style included. */
const weigh = (entries: readonly string[]): { files: number; sent: number; plain: number } => {
  const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8")) as Record<
    string,
    Chunk
  >;
  const files = new Set<string>();
  const walk = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const other of chunk.imports ?? []) walk(other);
  };
  for (const entry of entries) walk(entry);
  const sum = (ending: string) =>
    [...files].reduce((all, file) => all + statSync(join(dist, file + ending)).size, 0);
  return { files: files.size, sent: sum(".br"), plain: sum("") };
};

const opened = async (browser: Browser, address: string, path: string, slower: number) => {
  const cold: number[] = [];
  const warm: number[] = [];
  const paints: number[] = [];
  for (let n = 0; n < times; n++) {
    const screen = await openScreen(browser, address, "engineering", "");
    const first = await firstRow(screen, path, slower);
    cold.push(first.row);
    paints.push(first.paint);
    await firstRow(screen, path, slower);
    warm.push((await firstRow(screen, path, slower)).row);
    await screen.context.close();
  }
  return { cold, warm, paints };
};

const whole = (list: readonly number[]): string =>
  `${Math.round(median(list))} (${Math.round(percentile(list, 0))}–${Math.round(percentile(list, 1))})`;

/** @param matter an id of a matter with a history */
export const firstContent = async (browser: Browser, address: string, matter: string): Promise<string> => {
  const lines: string[] = [];
  for (const [name, path] of [
    ["the desk", "/"],
    ["a matter", `/cases/${matter}`],
    ["the list of matters", "/cases"],
  ] as const)
    for (const slower of [1, 4]) {
      const { cold, warm } = await opened(browser, address, path, slower);
      lines.push(`| ${name} | ${slower} | ${whole(cold)} | ${whole(warm)} |`);
      say(`  ${lines.at(-1)}`);
    }
  const start = ["index.html", "Desk.tsx", "i18n/zh-CN.json"];
  const weights = Object.entries({
    "the sign-in": ["index.html", "i18n/zh-CN.json"],
    "the desk": start,
    "a matter": [...start, "case/one/CasePage.tsx"],
  }).map(([name, entries]) => {
    const { files, sent, plain } = weigh(entries);
    return `| ${name} | ${files} | ${Math.round(sent / 1000)} | ${Math.round(plain / 1000)} |`;
  });
  return `From the navigation to the first row on the screen in Chromium, signed in, on a CPU slowed down so many times; medians of
${times} windows (least–most), ms. Cold: an empty cache; warm: the third opening. Aim: within 1,000.

| page | CPU slowed | cold | warm |
| --- | --- | --- | --- |
${lines.join("\n")}

| needed for | files | kB sent | kB read |
| --- | --- | --- | --- |
${weights.join("\n")}
`;
};
