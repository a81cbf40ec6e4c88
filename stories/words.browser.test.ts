// 用语 at the desk and on a phone: beside the form, in the panel from anywhere, under what is being written.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import {
  hindrances,
  openBrowser,
  openWindow,
  overflow,
  type Size,
  settled,
  signIn,
  untranslated,
  watchAccess,
} from "./browser.ts";
import { complaint, type Office, openOffice, type Person } from "./office.ts";

let office: Office;
let browser: Browser;
let reception: Person;
before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  const admin = await office.signIn("yanlian.admin");
  reception = await office.signIn("yanlian.reception");
  await admin.post("/api/rehearsal/reset", {
    at: "2026-03-04T10:00:00+08:00",
    regulations: ["pm-front-office", "property-window-handbook", "fibre-inspection-bureau"],
  });
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const sit = async (size: Size, path: string) => {
  const window = await openWindow(browser, office, size);
  await watchAccess(window.context);
  await window.page.reload();
  await signIn(window.page, "yanlian.reception");
  await window.page.goto(path);
  await settled(window.page);
  return window;
};

for (const size of ["desk", "phone"] as Size[])
  test(`registering at a ${size}: the words of the moment, and those for an angry caller at a switch`, async () => {
    const { page, context, faults } = await sit(size, "/register");
    const words = page.getByRole("region", { name: "此刻这样说、这样做" });
    await words.getByRole("heading", { name: /激动/ }).first().waitFor({ state: "detached" });
    const shown = words.locator(".prompt-list").first().getByRole("article");
    await shown.first().waitFor();
    const calm = await shown.count();
    await words.getByLabel("客户情绪激动").check();
    await shown.nth(calm).waitFor();
    assert.ok((await shown.count()) > calm);
    await words.getByText(/电话用语 \d+ 条/).click();
    assert.ok((await words.getByRole("article").count()) > (await shown.count()));
    assert.equal(await overflow(page), 0);
    assert.deepEqual([...(await hindrances(page)), ...(await untranslated(page)), ...faults], []);
    await context.close();
  });

for (const size of ["desk", "phone"] as Size[])
  test(`from anywhere at a ${size}: one ${size === "desk" ? "key" : "tap"} opens the words, pinyin finds them, a tap copies`, async () => {
    const { page, context, faults } = await sit(size, "/cases");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    if (size === "desk") await page.keyboard.press("t");
    else await page.getByRole("button", { name: "话术" }).tap();
    const panel = page.getByRole("dialog", { name: "话术" });
    await panel.getByRole("article").first().waitFor();
    await panel.getByRole("tab", { name: /柜台/ }).click();
    await panel.getByRole("searchbox").fill("yonghuqingxu");
    await panel.getByRole("heading", { name: "接听时用户情绪激动" }).first().waitFor();
    assert.match((await panel.getByRole("tab", { selected: true }).textContent()) ?? "", /电话/);
    await panel.getByRole("searchbox").fill("");
    await panel.getByRole("tab", { name: /全部/ }).click();
    const phrase = panel.locator(".phrase").first();
    const said = await phrase.textContent();
    await phrase.click();
    await phrase.getByText("已复制").waitFor();
    assert.equal(await page.evaluate<string>("navigator.clipboard.readText()"), said);
    assert.equal(await overflow(page), 0);
    assert.deepEqual([...(await hindrances(page)), ...(await untranslated(page)), ...faults], []);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await context.close();
  });

test("while a note is typed a forbidden phrase is underlined with its clause; saved, the history says so", async () => {
  const { body } = await reception.post<{ id: string }>(
    "/api/cases",
    complaint({ occurredAt: "2026-03-04T09:00:00+08:00" }),
  );
  const { page, context, faults } = await sit("desk", `/cases/${body.id}`);
  await page.getByRole("button", { name: "备注", exact: true }).click();
  const note = page.getByRole("form", { name: "备注" });
  await note.getByLabel("内容").fill("住户在楼下喂猫，已劝阻。");
  await page.waitForTimeout(800);
  assert.equal(await note.locator("mark").count(), 0);
  await note.getByLabel("内容").fill("这个我也不知道。");
  await note.locator("mark", { hasText: "不知道" }).waitFor();
  assert.equal(await note.locator(".found-phrases .clause-mark").count(), 1);
  assert.deepEqual([...(await hindrances(page)), ...(await untranslated(page))], []);
  await note.getByRole("button", { name: "提交" }).click();
  await page.getByText("内容里有禁语").waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
