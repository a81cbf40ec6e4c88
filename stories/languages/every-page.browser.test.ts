// Every page that one can go to, in English and in Taiwan's Chinese: no text of the product in another language, no key
// of a text, nothing wider than the window.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { parse } from "yaml";
import { english } from "#domain/tongue/english.ts";
import { chinese } from "#domain/tongue/said.ts";
import { simplified } from "#server/http/i18n/zh-CN.ts";
import { places } from "../../web/shell/places.ts";
import { openBrowser, overflow, settled, untranslated } from "../browser.ts";
import { complaint, type Office, openOffice } from "../office.ts";

let office: Office;
let browser: Browser;
let matter: string;

before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  const reception = await office.signIn("wuye.reception");
  matter = (await reception.post<{ id: string }>("/api/cases", complaint())).body.id;
  await reception.act(matter, "forward", { department: "engineering" });
});
after(async () => {
  await browser?.close();
  await office?.close();
});

type Texts = { [key: string]: string | Texts };
const flat = (texts: Texts): string[] =>
  Object.values(texts).flatMap((text) => (typeof text === "string" ? [text] : flat(text)));
const file = (name: string): Texts =>
  JSON.parse(readFileSync(new URL(`../../web/i18n/${name}`, import.meta.url), "utf8")) as Texts;

/** Texts with whatever is filled in, as patterns. */
const patternsOf = (texts: readonly string[]): RegExp[] =>
  texts
    .filter((text) => (text.match(/\p{Script=Han}/gu) ?? []).length > 1)
    .map((text) => {
      const literal = text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
      return new RegExp(`^${literal.replace(/\{\{?[^{}]+\}?\}/g, ".+?").replace(/[{}]/g, "\\$&")}$`, "u");
    });
/** What the product itself says in simplified Chinese. */
const spoken = patternsOf([
  ...flat(file("zh-CN.json")),
  ...Object.values(simplified),
  ...Object.keys(english).map(chinese),
]);

/** Every text of the regulations and organisations: what is theirs stays as they wrote it. */
const data = new Set<string>();
const keep = (value: unknown): void => {
  if (typeof value === "string") data.add(value);
  else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) keep(one);
};
const root = join(import.meta.dirname, "../..");
for (const name of globSync("{regulations,organisations}/**/*.yaml", { cwd: root }))
  keep(parse(readFileSync(join(root, name), "utf8"), { logLevel: "silent" }));

/** Texts of the page in the wrong language: what stands there, and what only a reader of labels hears. */
const foreign = async (page: Page, own: readonly RegExp[]): Promise<string[]> => {
  const shown = await page.evaluate<string[]>(`(() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("option")) found.push(walk.currentNode.data);
    for (const one of document.querySelectorAll("[aria-label], [placeholder], [title]"))
      found.push(one.getAttribute("aria-label"), one.getAttribute("placeholder"), one.getAttribute("title"));
    return found.filter((text) => text && /\\p{Script=Han}/u.test(text)).map((text) => text.trim());
  })()`);
  const says = (patterns: readonly RegExp[], text: string) => patterns.some((one) => one.test(text));
  return [...new Set(shown)].filter((text) => !data.has(text) && says(spoken, text) && !says(own, text));
};

const names = new Set(Object.keys(file("zh-CN.json")));
/** Keys of texts shown instead of the texts. */
const keysShown = async (page: Page): Promise<string[]> =>
  (await untranslated(page)).filter((key) => names.has(key.split(".")[0] ?? ""));

/** A picture follows a window that became narrower a little later. */
const restingOverflow = async (page: Page): Promise<number> => {
  const narrow = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
  await page.waitForFunction(narrow, undefined, { timeout: 5000 }).catch(() => {});
  return overflow(page);
};

const desk = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
type Tour = { language: "en" | "zh-TW"; username: string; paths: readonly string[] };

/** Everything wrong on somebody's pages in a language. */
const tour = async ({ language, username, paths }: Tour): Promise<string[]> => {
  const texts = file(`${language}.json`);
  // Taiwan writes many a word as the mainland does.
  const own = language === "en" ? [] : patternsOf([...flat(texts), ...flat(file("domain.zh-TW.json"))]);
  const locale = language === "en" ? "en-GB" : "zh-TW";
  const context = await browser.newContext({ baseURL: office.address, locale, viewport: desk });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const found: string[] = [];
  const look = async (path: string): Promise<void> => {
    const wrong = [
      ...(await foreign(page, own)).map((text) => `says ${text}`),
      ...(await keysShown(page)).map((key) => `shows ${key}`),
    ];
    for (const size of [phone, desk]) {
      await page.setViewportSize(size);
      const wide = await restingOverflow(page);
      if (wide > 0) wrong.push(`${wide} px wider than ${size.width}`);
    }
    found.push(...wrong.map((one) => `${language} ${username} ${path} ${one}`));
  };
  const session = texts.session as Record<string, string>;
  const enter = page.getByRole("button", { name: session.enter, exact: true });
  await page.goto("/");
  await enter.waitFor();
  await look("sign-in");
  await page.getByLabel(session.username!).fill(username);
  await page.getByLabel(session.password!).fill("shouwen-demo");
  await enter.click();
  await settled(page);
  for (const path of paths) {
    await page.goto(path);
    await settled(page);
    await look(path);
  }
  await context.close();
  return found;
};

for (const language of ["en", "zh-TW"] as const) {
  test(`every page in ${language}, on a desk and on a phone`, async () => {
    const regulation = "/regulations/pm-front-office";
    const all = places.map(({ to }) => to);
    const doors = [regulation, `${regulation}/editions`, `${regulation}/edit`, `${regulation}/backtest`];
    const tours = [
      { language, username: "wuye.admin", paths: [...all, ...doors] },
      { language, username: "wuye.reception", paths: ["/", "/register", `/cases/${matter}`] },
      { language, username: "wuye.engineering", paths: ["/inbox", `/cases/${matter}`] },
      { language, username: "yanlian.admin", paths: ["/rehearsal"] },
    ];
    const found: string[] = [];
    for (const one of tours) found.push(...(await tour(one)));
    assert.deepEqual(found, []);
  });
}
