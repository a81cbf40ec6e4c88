// What the pages of help promise is there: each post's pages, and the guided first case, left and resumed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser, overflow, settled, sit, untranslated } from "../browser.ts";
import { complaint, type Office, openOffice, type Person } from "../office.ts";
import { picture } from "./picture.ts";

let office: Office;
let browser: Browser;
/** A matter that is being handled and waits for an approval. */
let handled = "";
const hours = (ago: number) => new Date(Date.now() - ago * 3_600_000).toISOString();
const past = (ago: number) => ({
  occurredAt: hours(ago + 2),
  receivedAt: hours(ago),
  lateReason: "夜班先记在纸上",
});

const fill = async (reception: Person, engineering: Person): Promise<void> => {
  const register = async (more: Record<string, unknown>) =>
    (await reception.post<{ id: string }>("/api/cases", complaint(more))).body.id;
  const forward = (id: string) => reception.act(id, "forward", { department: "engineering" });
  const leak = await register({ title: "车库顶板漏水，滴在车上", severity: "minor", ...past(90) });
  const noise = await register({ title: "楼上深夜装修，多次劝阻无效", severity: "major", ...past(30) });
  handled = await register({ title: "三号楼电梯反复困人" });
  for (const id of [leak, noise, handled]) await forward(id);
  await engineering.act(leak, "sign");
  const signed = await engineering.act(handled, "sign");
  const term = signed.obligations.find((one) => one.clause.endsWith("2.10.1c"));
  const until = new Date(Date.parse(term?.dueAt ?? "") + 86_400_000).toISOString();
  await engineering.act(handled, "extend", { obligation: term?.id, until, reason: "等门机配件到货" }, 202);
  await forward(await register({ title: "单元门禁坏了，谁都能进", severity: "minor" }));
  await register({ title: "快递柜挡住消防通道", severity: "important" });
};

before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  await fill(await office.signIn("wuye.reception"), await office.signIn("wuye.engineering"));
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const show = async (page: Page, path: string, heading: string | RegExp): Promise<void> => {
  await page.goto(path);
  await settled(page);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
};

test("the receptionist's desk, register and case are as her page says", async () => {
  const { page, context, faults } = await sit(browser, office, "wuye.reception");
  await page.getByRole("region", { name: "已超时，仍要办" }).waitFor();
  await picture(page, "desk");
  await show(page, `/cases/${handled}`, "三号楼电梯反复困人");
  await page.getByRole("region", { name: "时限" }).getByRole("listitem").first().waitFor();
  await picture(page, "case");
  await show(page, "/register", "登记");
  await page.getByLabel("标题").fill("楼道灯不亮，老人摔了一跤");
  await page.getByRole("radio", { name: "重要" }).check();
  await page.getByRole("region", { name: "将启动的时限" }).getByRole("listitem").nth(2).waitFor();
  await picture(page, "register");
  assert.deepEqual(faults, []);
  await context.close();
  const phone = await sit(browser, office, "wuye.reception", "phone");
  await phone.page.getByRole("region", { name: "已超时，仍要办" }).waitFor();
  await picture(phone.page, "desk-phone");
  await phone.context.close();
});

test("the head's inbox is as his page says, on a desk and on a telephone", async () => {
  const { page, context, faults } = await sit(browser, office, "wuye.engineering", "desk", "/inbox");
  await page.getByRole("region", { name: "待签收" }).getByText("单元门禁坏了").waitFor();
  await picture(page, "inbox");
  const phone = await sit(browser, office, "wuye.engineering", "phone", "/inbox");
  await phone.page.getByRole("region", { name: "待签收" }).waitFor();
  await picture(phone.page, "inbox-phone");
  assert.deepEqual([...faults, ...phone.faults], []);
  await context.close();
  await phone.context.close();
});

test("manager, general manager, administrator and auditor find what their pages name", async () => {
  const manager = await sit(browser, office, "wuye.manager", "desk", "/overdue");
  await manager.page.getByRole("main").getByText("车库顶板漏水").first().waitFor();
  await picture(manager.page, "overdue");
  const chief = await sit(browser, office, "wuye.gm", "desk", "/approvals");
  await chief.page.getByText("等门机配件到货").first().waitFor();
  await picture(chief.page, "approvals");
  await show(chief.page, "/compliance", "合规");
  await picture(chief.page, "compliance");
  const admin = await sit(browser, office, "wuye.admin", "desk", "/roles");
  await admin.page.getByRole("checkbox").first().waitFor();
  await picture(admin.page, "roles");
  await show(admin.page, "/regulations?clause=pm-front-office/2.9.4a", /./);
  await picture(admin.page, "room");
  for (const { context, faults } of [manager, chief, admin]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test("the first case is guided step by step beside the real pages, with keys, and can be left and resumed", async () => {
  const { page, context, faults } = await sit(browser, office, "wuye.reception", "desk", "/help");
  const strip = page.getByRole("complementary", { name: "带着走一遍" });
  await page.getByRole("link", { name: /^接待员/ }).click();
  await page.getByRole("heading", { level: 1, name: "接待员" }).waitFor();
  await page.getByRole("button", { name: "带我走一遍第一件" }).click();
  await page.getByRole("heading", { level: 1, name: "登记" }).waitFor();
  await strip.getByText("第 1 步，共 7 步").waitFor();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press(".");
  await strip.getByText("第 2 步，共 7 步").waitFor();
  await page.keyboard.press(",");
  await strip.getByText("第 1 步，共 7 步").waitFor();
  for (let n = 2; n <= 6; n++) {
    await page.keyboard.press(".");
    await strip.getByText(`第 ${n} 步，共 7 步`).waitFor();
  }
  await page.getByRole("heading", { level: 1, name: "我的工作台" }).waitFor();
  await picture(page, "guide");
  await strip.getByRole("button", { name: "先离开" }).click();
  await strip.waitFor({ state: "detached" });
  await page.reload();
  await settled(page);
  await page.keyboard.press("0");
  await page.getByText("《接待员》走到第 6 步").waitFor();
  await page.getByRole("button", { name: "接着走" }).click();
  await strip.getByText("第 6 步，共 7 步").waitFor();
  await page.keyboard.press(".");
  await strip.getByText("第 7 步，共 7 步").waitFor();
  await page.keyboard.press(".");
  await page.getByRole("heading", { level: 1, name: "接待员" }).waitFor();
  await strip.waitFor({ state: "detached" });
  assert.deepEqual(faults, []);
  await context.close();
});

test("each page of help opens in each language at both widths, and each begins a guide", async () => {
  const posts = ["receptionist", "head", "manager", "general-manager", "administrator", "auditor"];
  for (const size of ["desk", "phone"] as const) {
    const { page, context, faults } = await sit(browser, office, "wuye.admin", size, "/help");
    for (const language of ["zh-CN", "zh-TW", "en"]) {
      await page.evaluate(`localStorage.setItem("language", "${language}")`);
      for (const post of posts) {
        await page.goto(`/help/${post}`);
        await settled(page);
        await page.locator(".help-page ol li").nth(3).waitFor();
        assert.equal(await overflow(page), 0, `${post} in ${language} on a ${size}`);
        assert.deepEqual(await untranslated(page), []);
        const text = await page.locator(".help-page").innerText();
        if (language === "en") assert.doesNotMatch(text, /[\u4e00-\u9fff]/, post);
      }
    }
    assert.deepEqual(faults, []);
    await context.close();
  }
});
