// The movable clock as people see it: an administrator moves it on the strip, and what is not done runs out, in words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { openBrowser, sit, type Window } from "./browser.ts";
import { type Office, openOffice } from "./office.ts";

const title = "地下车库大面积渗水";
const tenMinutes = "条款 二.9(4)a";

let office: Office;
let browser: Browser;
let admin: Window;
let reception: Window;
before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  admin = await sit(browser, office, "yanlian.admin");
  reception = await sit(browser, office, "yanlian.reception");
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const strip = (page: Page): Locator => page.getByRole("region", { name: "演练", exact: true });
const region = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole("button", { name, exact: true });
/** Both people's strips show this time, the receptionist's without a reload. */
const stands = async (at: string): Promise<void> => {
  for (const { page } of [admin, reception])
    await strip(page).locator(".num").first().getByText(at, { exact: true }).waitFor();
};
const go = (page: Page, place: string): Promise<void> =>
  page
    .getByRole("navigation", { name: "主导航" })
    .getByRole("link", { name: new RegExp(`^${place}`) })
    .click();
const advanceTo = async (local: string): Promise<void> => {
  const form = strip(admin.page).getByRole("form", { name: "推进到" });
  await form.getByLabel("推进到").fill(local);
  await button(form, "推进").click();
};

test("the administrator begins a rehearsal on a Wednesday morning; only she can move the clock", async () => {
  const { page } = admin;
  await button(strip(page), "更多").click();
  const form = strip(page).getByRole("form", { name: "重新开始演练" });
  await form.getByLabel("从什么时候开始").fill("2026-11-18T10:00");
  assert.equal(await form.getByRole("checkbox", { checked: true }).count(), 1);
  assert.ok(await form.getByLabel("PM集团经营部客户服务标准").isChecked());
  await button(form, "重新开始演练").click();
  await stands("2026年11月18日周三 10:00");
  await strip(reception.page).getByText("演练时钟由管理员推动").waitFor();
  assert.equal(await strip(reception.page).getByRole("button").count(), 0);
});

test("a major complaint is registered, and five clocks start", async () => {
  const { page } = reception;
  await go(page, "登记");
  await page.getByText("重大", { exact: true }).click();
  await page.getByLabel("标题").fill(title);
  await region(page, "将启动的时限").getByText("今天 10:10 到期").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await region(page, "时限").getByText("5 项进行中").waitFor();
});

test("the tenth minute is still in time; a minute later the desk and the board say so in words", async () => {
  const { page } = admin;
  await go(reception.page, "我的工作台");
  await region(reception.page, "今天到期").getByText("还剩 10 分").waitFor();
  await button(strip(page), "快进 10 分钟").click();
  await stands("2026年11月18日周三 10:10");
  await region(reception.page, "今天到期").getByText("还剩 不到 1 分钟").waitFor();
  assert.equal(await region(reception.page, "已超时，仍要办").count(), 0);

  await advanceTo("2026-11-18T10:11");
  await stands("2026年11月18日周三 10:11");
  const fired = strip(page).getByRole("status").filter({ hasText: "推进途中发生了" });
  await fired
    .getByRole("listitem")
    .filter({ hasText: "超时" })
    .getByRole("link", { name: tenMinutes })
    .waitFor();

  const late = region(reception.page, "已超时，仍要办").getByRole("listitem").filter({ hasText: title });
  await late.getByText("已超时 1 分", { exact: true }).waitFor();
  await late.getByText("今天 10:10").waitFor();
  await late.getByRole("link", { name: tenMinutes }).waitFor();
  await go(page, "超时看板");
  const board = page.getByRole("main").getByRole("listitem").filter({ hasText: title });
  await board.getByText("已超时 1 分", { exact: true }).waitFor();
  await board.getByRole("link", { name: tenMinutes }).waitFor();
  await page.getByRole("main").getByText("经营部", { exact: true }).waitFor();
  await page.getByText("按条款").click();
  await page.getByRole("heading", { level: 2 }).getByRole("link", { name: tenMinutes }).waitFor();
});

test("moved on until nothing of it is left, every clock has run out", async () => {
  const { page } = admin;
  await button(strip(page), /^到下一个时刻/).click();
  await advanceTo("2026-11-29T00:01");
  await stands("2026年11月29日周日 00:01");
  await page.getByText("按部门").click();
  const board = page.getByRole("main").locator(".duty").filter({ hasText: title });
  await board.nth(4).waitFor();
  const overdue = await board.locator(".time-left").allInnerTexts();
  assert.equal(overdue.length, 5);
  assert.ok(
    overdue.every((words) => /^已超时 /.test(words)),
    overdue.join(),
  );

  await board
    .first()
    .getByRole("link", { name: new RegExp(title) })
    .click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  const clocks = region(page, "时限").locator(".clock");
  assert.equal(await clocks.count(), 5);
  assert.equal(await region(page, "时限").locator('.clock[data-state="breached"]').count(), 5);
  const ran = region(page, "经过").locator('[data-type="obligation.breached"]');
  const told = await ran.locator(".clause-mark").allInnerTexts();
  assert.deepEqual(told, ["二.9(4)a", "二.9(3)b", "二.9(4)c", "二.10(2)a", "二.10(2)b"]);
  await region(page, "时限").getByText("宜").first().waitFor();
  await region(page, "时限").getByText("怎么算的").first().click();
  await region(page, "时限").getByText("时长 10 分钟，条款规定").waitFor();
});

test("what was rehearsed is gone with the next rehearsal, and nobody's console complained", async () => {
  const form = strip(admin.page).getByRole("form", { name: "重新开始演练" });
  await form.getByLabel("从什么时候开始").fill("2026-12-01T09:00");
  await button(form, "重新开始演练").click();
  await stands("2026年12月1日周二 09:00");
  await reception.page.getByText("手上没有待办").waitFor();
  await go(admin.page, "超时看板");
  await admin.page.getByText("没有超时的事项").waitFor();
  assert.deepEqual([...admin.faults, ...reception.faults], []);
});
