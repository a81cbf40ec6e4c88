// The card of keys opens on every page, and each key that it lists does what it says.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { openBrowser, overflow, settled, sit } from "../browser.ts";
import { complaint, type Office, openOffice } from "../office.ts";
import { picture } from "./picture.ts";

let office: Office;
let browser: Browser;
const matters: string[] = [];
before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  const reception = await office.signIn("wuye.reception");
  for (const title of ["电梯困人", "车库漏水", "门禁坏了"]) {
    const { body } = await reception.post<{ id: string }>("/api/cases", complaint({ title }));
    await reception.act(body.id, "forward", { department: "engineering" });
    matters.push(body.id);
  }
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const card = (page: Page): Locator => page.getByRole("dialog", { name: "快捷键" });
const keysOf = (page: Page, section: string): Promise<string[]> =>
  card(page).getByRole("region", { name: section }).locator("kbd").allInnerTexts();
const open = async (page: Page): Promise<void> => {
  await page.keyboard.press("?");
  await card(page).waitFor();
};
const close = async (page: Page): Promise<void> => {
  await page.keyboard.press("Escape");
  await card(page).waitFor({ state: "detached" });
};
const visit = async (page: Page, path: string): Promise<void> => {
  await page.goto(path);
  await settled(page);
};
const focused = (page: Page): Promise<string> =>
  page.evaluate("document.activeElement?.id || document.activeElement?.textContent || ''");

test("? opens the card on every place of the rail, and each key that leads somewhere leads there", async () => {
  for (const name of ["wuye.engineering", "wuye.admin", "wuye.reception"]) {
    const { page, context, faults } = await sit(browser, office, name);
    const rail = page.getByRole("navigation", { name: "主导航" });
    const paths = await rail
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => String((link as { pathname?: unknown }).pathname)));
    assert.ok(paths.length >= 9, `${name} sees ${paths.length} places`);
    for (const path of name === "wuye.admin" ? paths : ["/inbox"]) {
      await visit(page, path);
      await page.getByRole("heading", { level: 1 }).click();
      await open(page);
      await close(page);
    }
    await visit(page, "/");
    await open(page);
    const keys = await keysOf(page, "去哪里");
    const names = await card(page).getByRole("region", { name: "去哪里" }).locator("dd").allInnerTexts();
    await close(page);
    for (const [n, key] of keys.entries()) {
      await visit(page, n % 2 ? "/" : "/notices");
      await page.getByRole("heading", { level: 1 }).click();
      await page.keyboard.press(key);
      await page.getByRole("heading", { level: 1, name: names[n] ?? "", exact: true }).waitFor();
    }
    assert.deepEqual(faults, [], name);
    await context.close();
  }
});

test("the keys that work everywhere: search, words, the card itself", async () => {
  const { page, context } = await sit(browser, office, "wuye.reception");
  await open(page);
  assert.deepEqual(await keysOf(page, "随处可用"), ["/", "?", "t"]);
  assert.ok((await overflow(page)) === 0);
  await picture(page, "keys");
  await close(page);
  await page.keyboard.press("/");
  assert.equal(await focused(page), "search");
  await page.keyboard.type("?/t1");
  assert.equal(await page.getByRole("searchbox").inputValue(), "?/t1");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("t");
  await page.getByRole("dialog", { name: "话术" }).waitFor();
  await context.close();
});

test("in the inbox j, k, s, b, w, h and Enter do what the card says", async () => {
  const { page, context, faults } = await sit(browser, office, "wuye.engineering", "desk", "/inbox");
  const shelf = (name: string) => page.getByRole("region", { name, exact: true });
  await shelf("待签收").getByText("门禁坏了").waitFor();
  await open(page);
  assert.deepEqual(await keysOf(page, "在部门收件里（本页）"), ["j", "k", "s", "b", "w", "h", "Enter"]);
  // Behind the card nothing is signed for.
  await page.keyboard.press("j");
  await page.keyboard.press("s");
  await close(page);
  assert.equal(await shelf("待签收").getByRole("listitem").count(), 3);
  await page.keyboard.press("j");
  const first = await focused(page);
  await page.keyboard.press("j");
  assert.notEqual(await focused(page), first);
  await page.keyboard.press("k");
  assert.equal(await focused(page), first);
  await page.keyboard.press("s");
  await shelf("办理中").getByRole("listitem").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("b");
  await page.getByRole("form", { name: "退回" }).waitFor();
  await page.keyboard.press("Escape");
  await visit(page, "/inbox");
  await shelf("办理中").getByRole("listitem").first().getByRole("link").first().focus();
  await page.keyboard.press("w");
  const resolving = page.getByRole("form", { name: "处理完毕" });
  await resolving.getByRole("textbox").first().fill("门机已更换");
  await page.keyboard.press("Control+Enter");
  await shelf("处理完毕，待交回意见表").getByRole("listitem").first().waitFor();
  await shelf("处理完毕，待交回意见表").getByRole("listitem").first().getByRole("link").first().focus();
  await page.keyboard.press("h");
  await shelf("处理完毕，待交回意见表").waitFor({ state: "detached" });
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cases\//);
  assert.deepEqual(faults, []);
  await context.close();
});

test("on a case a goes to the first thing to do; in its form Esc puts it away", async () => {
  const path = `/cases/${matters[2]}`;
  const { page, context } = await sit(browser, office, "wuye.reception", "desk", path);
  await page.getByRole("region", { name: "现在可以做的" }).getByRole("button").first().waitFor();
  await open(page);
  assert.deepEqual(await keysOf(page, "在一件事里（本页）"), ["a"]);
  await close(page);
  await page.keyboard.press("a");
  const act = await focused(page);
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", { name: act });
  await form.locator(":focus").waitFor();
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "detached" });
  await context.close();
});
