// A real office's first day: from the console's token to the first complaint signed for, through the pages alone.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { freshDatabase } from "#server/db/template.ts";
import { openBrowser, overflow, settled, sizes, untranslated } from "../browser.ts";
import { freePort, type Served, serve } from "../serve.ts";
import { departments, notice, people, posts, roles, sheetOfPeople } from "./first-day.ts";
import { countingHand, minutesOf, sumOf, writeEffort } from "./hand.ts";
import { picture } from "./picture.ts";

const hand = countingHand();
const password = "a-quiet-morning-7";
let database: Awaited<ReturnType<typeof freshDatabase>>;
let dataDir: string;
let served: Served;
let browser: Browser;
/** Who set the office up, who is invited, who signs for the complaint. */
let admin: Page;
let reception: Page;
const invitations: string[] = [];
const faults: string[] = [];

before(async () => {
  database = await freshDatabase();
  dataDir = mkdtempSync(join(tmpdir(), "shouwen-first-day-"));
  served = await serve({
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    DEMO: "off",
  });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await served?.end();
  await database?.drop();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
});

const windowFor = async (path: string): Promise<Page> => {
  const context: BrowserContext = await browser.newContext({
    baseURL: served.address,
    locale: "zh-CN",
    viewport: sizes.desk,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    const text = message.text();
    if (["error", "warning"].includes(message.type()) && !/status of 4\d\d/.test(text)) faults.push(text);
  });
  await page.goto(path);
  return page;
};
const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole("button", { name, exact: true });
const region = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });

/** A step on the checklist that is shown. */
const step = (name: string): Locator =>
  admin
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: admin.getByRole("heading", { name: new RegExp(`^${name} `) }) });
/** Back to the checklist, and on to a step by its button. */
const goFor = async (name: string, heading: string): Promise<void> => {
  hand.at(name);
  await hand.click(admin.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "开办清单" }));
  await hand.opened(admin, "开办清单");
  await hand.click(step(name).getByRole("link"));
  await hand.opened(admin, heading);
  assert.equal(await overflow(admin), 0, name);
  assert.deepEqual(await untranslated(admin), [], name);
};
/** Saves what stands in a part of a page. */
const save = async (within: Locator, said: string): Promise<void> => {
  await hand.click(button(within, "保存"));
  await within.getByText(said, { exact: true }).waitFor();
};

test("the console gives an address; there the organisation and its administrator are founded", async () => {
  const address = /\S*\/setup\?token=\S+/.exec(served.said())?.[0];
  assert.ok(address, `no address on the console: ${served.said()}`);
  const page = await windowFor(new URL(address).pathname + new URL(address).search);
  hand.at("单位");
  await hand.opened(page);
  await hand.type(page.getByLabel("单位名称"), "青山物业服务中心");
  await hand.type(page.getByLabel("单位代码"), "qingshan");
  await hand.type(page.getByLabel("姓名"), "钱敏");
  await hand.type(page.getByLabel("工号"), "001");
  await page.getByText("您的登录名：qingshan.001").waitFor();
  await hand.type(page.getByLabel("新密码"), password);
  await hand.type(page.getByLabel("再输入一遍"), password);
  await page.evaluate("scrollTo(0, 0)");
  await picture(page, "setup");
  await hand.click(button(page, "建立单位并登录"));
  await page.waitForURL(/\/setup-list$/);
  await hand.opened(page, "开办清单");
  await page.getByText("目前只有您一个人。").waitFor();
  assert.equal(await overflow(page), 0);
  assert.deepEqual(await untranslated(page), []);
  admin = page;
});

test("hours with a lunch break, and the coming year's days off pasted from the notice", async () => {
  await goFor("服务时间和节假日", "单位设置");
  const hours = region(admin, "服务时间与时区");
  await hand.type(hours.getByLabel("周一第 2 段开始"), "13:30");
  await hand.type(hours.getByLabel("周一第 2 段结束"), "17:30");
  await hand.click(button(hours, "周二至周五照此"));
  await picture(admin, "office");
  await hand.click(button(hours, "看会影响哪些时限"));
  await save(hours, "已保存，时限已重新计算");
  const days = region(admin, "放假与调休");
  await hand.click(days.getByText(/^粘贴 \d+ 年的放假通知$/));
  hand.elsewhere("", 4);
  await days.getByLabel("通知的文字，或一列日期").fill(notice);
  await days.getByText("放假 15 天：").waitFor();
  await hand.click(days.getByRole("button", { name: /^用在 \d+ 年$/ }));
  await hand.click(button(days, "看会影响哪些时限"));
  await hand.click(button(days, "保存"));
  await days.getByText("本单位填写").first().waitFor();
});

/** Saves a line of a list; the list may tell of it before the form, whose 保存 has another name meanwhile, has closed. */
const saveLine = async (shown: Locator): Promise<void> => {
  await hand.click(button(admin, "保存"));
  await button(admin, "取消").waitFor({ state: "hidden" });
  await shown.waitFor();
};

test("three departments, then the posts, then who leads each department", async () => {
  await goFor("部门", "部门");
  for (const [name] of departments) {
    await hand.click(button(admin, "添加部门"));
    await hand.type(admin.getByLabel("部门名称"), name);
    await saveLine(button(admin, `修改${name}`));
  }
  await goFor("岗位", "岗位");
  for (const [name, grants] of posts) {
    await hand.click(button(admin, "添加岗位"));
    await hand.type(admin.getByLabel("岗位名称"), name);
    for (const grant of grants)
      await hand.click(admin.getByRole("checkbox", { name: new RegExp(`^${grant}`) }));
    await saveLine(button(admin, `修改${name}`));
  }
  await goFor("部门", "部门");
  for (const [name, head] of departments) {
    await hand.click(button(admin, `修改${name}`));
    await hand.choose(admin.getByLabel("负责岗位"), head);
    await saveLine(admin.getByText(`由${head}负责`));
  }
});

test("the checklist shows what is done and what comes next", async () => {
  await goFor("人员", "人员");
  await admin.goBack();
  await admin.getByText("目前只有您一个人。").waitFor();
  await picture(admin, "setup-list");
});

test("twelve people come by a sheet, seen row by row before they are taken", async () => {
  await goFor("人员", "人员");
  await hand.click(admin.getByRole("link", { name: "导入人员" }));
  await hand.opened(admin, "导入人员");
  for (const person of people) hand.elsewhere(person.join(""));
  await admin.locator("input[type=file]").setInputFiles({
    name: "人员.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: await sheetOfPeople(),
  });
  await admin.getByText("新增 12 人，更新 0 人，不变 0 人，有误 0 行。").waitFor();
  await picture(admin, "staff-import");
  await hand.click(button(admin, "导入 12 人"));
  await admin.getByText(/^已导入：新增 12 人/).waitFor();
});

/** What somebody invited does with the link. */
const accept = async (link: string): Promise<Page> => {
  const { pathname, search } = new URL(link);
  const page = await windowFor(pathname + search);
  await hand.opened(page);
  await hand.type(page.getByLabel("新密码"), password);
  await hand.type(page.getByLabel("再输入一遍"), password);
  await hand.click(button(page, "设置密码并登录"));
  await hand.opened(page, "我的工作台");
  return page;
};

test("two are invited by a link; the receptionist sets a password of her own and is at her desk", async () => {
  await hand.click(admin.getByRole("link", { name: "接下来：发邀请或打印登录单" }));
  await hand.opened(admin, "账号");
  for (const name of ["林晓", "吴建"]) {
    await hand.click(button(admin, `邀请链接 ${name}`));
    const told = admin.getByRole("status").filter({ hasText: `${name} 的邀请链接` });
    invitations.push(await told.locator("code").innerText());
  }
  reception = await accept(invitations[0] ?? "");
  await reception.getByText("手上没有待办").waitFor();
});

test("the head of the organisation is named, and the letterhead", async () => {
  await goFor("单位", "单位设置");
  const naming = region(admin, "名称与负责人");
  await hand.choose(naming.getByLabel("单位负责人的岗位"), "总经理");
  await save(naming, "已保存");
  hand.at("表头和徽标");
  const print = region(admin, "打印的抬头、标志与纸张");
  await hand.type(print.getByLabel("抬头"), "青山物业服务中心 客户服务部");
  await save(print, "已保存");
});

test("one regulation is adopted, its roles are mapped, and its blanks get figures", async () => {
  await goFor("采用制度", "采用制度");
  await hand.type(admin.getByLabel("查找制度"), "PM集团经营部");
  await hand.click(admin.getByRole("main").getByRole("checkbox").first());
  await picture(admin, "adopt");
  await hand.click(button(admin, "采用 1 部"));
  await hand.click(admin.getByRole("link", { name: "给 6 个角色选岗位" }));
  hand.at("角色对应岗位");
  await hand.opened(admin, "角色");
  for (const [role, post] of roles) {
    const choice = admin.getByRole("group", { name: `担任“${role}”的岗位`, exact: true });
    await hand.click(choice.getByRole("checkbox", { name: post, exact: true }));
  }
  await save(admin.getByRole("main"), "已保存");
  await goFor("填上空着的时限", "设定的时限");
  for (const words of ["立即", "及时"]) {
    await hand.type(admin.getByLabel(`时限的数：${words}`, { exact: true }), "30");
    await hand.choose(admin.getByLabel(`时限的单位：${words}`, { exact: true }), "分钟");
  }
  await save(admin.getByRole("main"), "已保存");
});

test("a backup is made, and can not be said to be there; what can wait is put off, and the list says what is left", async () => {
  const said = await admin.request.put("/api/setup/list", {
    headers: { origin: new URL(served.address).origin },
    data: { later: [], settled: ["backup"], away: false },
  });
  assert.equal(said.status(), 200);
  await admin.goto("/setup-list");
  await step("第一次备份").getByText("还没有备份。").waitFor();
  assert.equal(await step("第一次备份").getByText("已办", { exact: true }).count(), 0);
  await goFor("第一次备份", "备份与导出");
  await hand.click(button(admin, "现在备份"));
  await region(admin, "做过的备份与导出").getByText("已完成").waitFor();
  await hand.click(admin.getByRole("link", { name: "回到开办清单" }));
  await hand.opened(admin, "开办清单");
  await hand.click(button(step("邮件或群机器人"), "以后再办"));
  await step("邮件或群机器人").getByText("以后再办", { exact: true }).waitFor();
  for (const name of [
    "部门",
    "岗位",
    "人员",
    "采用制度",
    "角色对应岗位",
    "填上空着的时限",
    "表头和徽标",
    "第一次备份",
  ])
    await step(name).getByText("已办", { exact: true }).waitFor();
  await step("第一件投诉").getByText("还没有登记过。").waitFor();
});

test("the receptionist registers the first complaint, forwards it, and the department signs for it", async () => {
  hand.at("第一件投诉");
  await hand.press(reception, "n");
  await hand.opened(reception, "登记");
  await hand.click(reception.getByText("重要", { exact: true }));
  await hand.type(reception.getByLabel("客户", { exact: true }), "张伟民");
  await hand.type(reception.getByLabel("联系电话"), "13900000001");
  await hand.type(reception.getByLabel("标题"), "三号楼电梯反复困人");
  await hand.type(reception.getByLabel("事件经过"), "晚八点电梯停在五楼，住户被困四十分钟。");
  await hand.type(reception.getByLabel("发生时间"), "2026-11-20T20:00");
  await hand.type(reception.getByLabel("发生地点"), "三号楼");
  await hand.choose(reception.getByLabel("被投诉人或部门"), "工程部");
  await hand.type(reception.getByLabel("客户要求"), "查明原因，当面道歉");
  const preview = region(reception, "将启动的时限");
  await preview.getByText("二.9(4)a").waitFor();
  await hand.press(reception, "Control+Enter");
  await hand.opened(reception, "三号楼电梯反复困人");
  await region(reception, "时限").getByText("二.9(4)a").first().waitFor();
  await hand.click(button(region(reception, "现在可以做的"), "转送部门"));
  const form = reception.getByRole("form", { name: "转送部门" });
  await hand.choose(form.getByLabel("部门"), "工程部");
  await hand.click(button(form, "提交"));
  await region(reception, "经过").locator('[data-type="obligation.met"]').first().waitFor();
  const head = await accept(invitations[1] ?? "");
  await hand.press(head, "3");
  await hand.opened(head, "部门收件");
  await region(head, "待签收").getByText("三号楼电梯反复困人").waitFor();
  await hand.press(head, "j", "s");
  await region(head, "办理中").getByText("三号楼电梯反复困人").waitFor();
  await admin.goto("/");
  await settled(admin);
  const card = region(admin, "开办清单");
  await card.getByText("12 / 13").waitFor();
  assert.deepEqual(faults, []);
});

test("a person of no haste would have needed less than thirty minutes", () => {
  const all = sumOf([...hand.efforts.values()]);
  assert.ok(hand.efforts.size >= 10 && all.clicks > 100, JSON.stringify(all));
  assert.ok(minutesOf(all) <= 30, `${minutesOf(all)} minutes`);
  writeEffort(hand.efforts);
});
