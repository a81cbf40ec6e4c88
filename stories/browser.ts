// People at their browsers: each has a window of their own, and what a window complains of is kept.
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { ensureBrowser, ensureChineseFont } from "../scripts/browser.ts";
import texts from "../web/i18n/zh-CN.json" with { type: "json" };
import type { Office } from "./office.ts";

export const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
export type Size = keyof typeof sizes;

/** Somebody's window. */
export type Window = {
  page: Page;
  context: BrowserContext;
  /** What the console complained of. That a request was refused is told there too, and is no fault. */
  faults: string[];
};

/** Longer than anything takes on a slow machine with other work. */
const patience = 45_000;
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--lang=zh-CN",
];

export const openBrowser = (): Promise<Browser> => {
  const executablePath = ensureBrowser(process.env);
  ensureChineseFont();
  return chromium.launch({ executablePath, args: quiet, env: { ...process.env, LANGUAGE: "zh_CN" } });
};

/** A new window at the sign-in of an office; `path` is where to go afterwards. */
export const openWindow = async (
  browser: Browser,
  office: Office,
  size: Size = "desk",
  path = "/",
): Promise<Window> => {
  const viewport = sizes[size];
  const phone = size === "phone";
  const context = await browser.newContext({
    baseURL: office.address,
    locale: "zh-CN",
    // The time is the organisation's, wherever one sits.
    timezoneId: "Europe/Lisbon",
    viewport,
    isMobile: phone,
    hasTouch: phone,
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    const text = message.text();
    const expected = /^Failed to load resource: the server responded with a status of 4\d\d/;
    if (["error", "warning"].includes(message.type()) && !expected.test(text)) faults.push(text);
  });
  await page.goto(path);
  await page.getByRole("button", { name: "登录", exact: true }).waitFor();
  return { page, context, faults };
};

/** Types name and password at a sign-in that is shown. */
export const signIn = async (page: Page, username: string): Promise<void> => {
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码").fill("shouwen-demo");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await settled(page);
};

/** A window in which somebody is signed in. */
export const sit = async (
  browser: Browser,
  office: Office,
  username: string,
  size: Size = "desk",
  path = "/",
): Promise<Window> => {
  const window = await openWindow(browser, office, size, path);
  await signIn(window.page, username);
  return window;
};

/** Everything that was asked for is there. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator("#main h1").waitFor();
  await page.locator(".loading").first().waitFor({ state: "detached" });
};

/** Words on the page that are the key of a text instead of the text; a sign-in name looks alike. */
export const untranslated = async (page: Page): Promise<string[]> => {
  const text = await page.locator("body").innerText();
  return text
    .split(/[\s，。：、]+/)
    .filter((word) => /^[a-zA-Z]+\.[\w.-]+$/.test(word) && word.slice(0, word.indexOf(".")) in texts);
};

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

/** Nothing must be scrolled to see this. */
export const inSight = async (what: Locator): Promise<boolean> => {
  const box = await what.boundingBox();
  const height = what.page().viewportSize()?.height ?? 0;
  return box !== null && box.y >= 0 && box.y + box.height <= height;
};

type Violation = {
  id: string;
  impact: string | null;
  nodes: { target: unknown[]; failureSummary?: string }[];
};

/** What hinders people who cannot see, hear or point well: the serious and critical findings. */
export const hindrances = async (page: Page): Promise<string[]> => {
  const loaded = await page.evaluate<boolean>("'axe' in window");
  if (!loaded) throw new Error("Call watchAccess before the page is opened");
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    "axe.run({ resultTypes: ['violations'] })",
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 4)
          .map((one) => `${one.target.join(" ")} (${one.failureSummary ?? ""})`)
          .join("; ")}`,
    );
};

/** From the next page on, this window can be asked for `hindrances`. */
export const watchAccess = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript({ content: axe.source });
