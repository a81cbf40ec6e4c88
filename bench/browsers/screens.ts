// Real browsers among the desks: when a row came to the screen, what a tab holds, and when a page shows its first row.
import { setTimeout as wait } from "node:timers/promises";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { openBrowser } from "../../stories/browser.ts";
import { signIn } from "../server.ts";

/** Keeps when each marked title came to stand on the page, and when the first row of a page did. */
const watch = `(() => {
  const seen = (window.__seen = {});
  const look = (node) => {
    const text = node.textContent || "";
    for (const [, n] of text.matchAll(/【(\\d+)】/g)) seen[n] ??= Date.now();
  };
  const rows = ".duties li, .happened, .cases tbody tr";
  const changed = (changes) => {
    for (const c of changes) {
      if (c.type === "characterData") look(c.target);
      for (const node of c.addedNodes) look(node);
    }
    if (window.__first !== undefined || !document.querySelector(rows)) return;
    window.__first = 0;
    requestAnimationFrame(() => setTimeout(() => (window.__first = performance.now())));
  };
  new MutationObserver(changed).observe(document, { childList: true, subtree: true, characterData: true });
})()`;

export type Screen = {
  page: Page;
  context: BrowserContext;
  protocol: CDPSession;
  /** Calls that it made since the last `forget`. */
  asked: () => number;
  forget: () => void;
};

/** A window at a page, signed in already. */
export const openScreen = async (
  browser: Browser,
  address: string,
  who: string,
  path: string,
): Promise<Screen> => {
  const context = await browser.newContext({ baseURL: address, locale: "zh-CN" });
  context.setDefaultTimeout(60_000);
  const cookies = (await signIn(address, `wuye.${who}`)).split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: address };
  });
  await context.addCookies(cookies);
  await context.addInitScript(`localStorage.setItem("lastUsername", "wuye.${who}")`);
  await context.addInitScript(watch);
  const page = await context.newPage();
  let asked = 0;
  page.on("request", (sent) => {
    if (sent.url().includes("/api/")) asked++;
  });
  const protocol = await context.newCDPSession(page);
  if (path !== "") await page.goto(path);
  return {
    page,
    context,
    protocol,
    asked: () => asked,
    forget: () => {
      asked = 0;
    },
  };
};

/** When each marked title came to the screen. */
export const seenOn = async ({ page }: Screen): Promise<Map<number, number>> => {
  const seen = await page.evaluate<Record<string, number>>("window.__seen");
  return new Map(Object.entries(seen).map(([n, at]) => [Number(n), at]));
};

export type Held = { heap: number; nodes: number; listeners: number };
/** What a tab holds once what nobody needs is thrown away: MiB, nodes, listeners. */
export const held = async ({ protocol }: Screen): Promise<Held> => {
  await protocol.send("HeapProfiler.collectGarbage");
  await protocol.send("Performance.enable");
  const { metrics } = await protocol.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((m) => m.name === name)?.value ?? 0;
  return { heap: of("JSHeapUsedSize") / 2 ** 20, nodes: of("Nodes"), listeners: of("JSEventListeners") };
};

/** Milliseconds from the navigation to the first row, on a CPU that is so many times slower. */
export const firstRow = async (
  { page, protocol }: Screen,
  path: string,
  slower: number,
): Promise<{ row: number; paint: number }> => {
  await protocol.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.goto(path, { waitUntil: "commit" });
  let row = 0;
  // The page's own rules forbid a condition given as text, so it is looked at now and then.
  for (let tries = 0; tries < 300 && !row; tries++) {
    await wait(100);
    row = await page.evaluate<number>("window.__first || 0");
  }
  if (!row) throw new Error(`No row came to the screen of ${path}.`);
  const paint = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0",
  );
  return { row, paint };
};

export { openBrowser };
