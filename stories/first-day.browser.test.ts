// A real office's first day: from the console's token to the first complaint signed for, through the pages alone.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import exceljs from "exceljs";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { freshDatabase } from "#server/db/template.ts";
import { openBrowser, overflow, sizes, untranslated } from "./browser.ts";
import { countingHand, minutesOf, sumOf } from "./hand.ts";
import { picture } from "./picture.ts";
import { type Served, serve } from "./serve.ts";

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
  served = await serve({ PORT: "0", DATA_DIR: dataDir, DATABASE_URL: database.url, DEMO: "off" });
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

/** Back to the checklist, and on to a step by its button. */
const goFor = async (step: string, heading: string): Promise<void> => {
  hand.at(step);
  await hand.click(admin.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "开办清单" }));
  await hand.opened(admin, "开办清单");
  const line = admin
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: admin.getByRole("heading", { name: step }) });
  await hand.click(line.getByRole("link"));
  await hand.opened(admin, heading);
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
  await page.getByText("您的登录名：qingshan.001。").waitFor();
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

/** By a call, as the pages do it. */
const ask = async (method: string, path: string, data?: unknown): Promise<unknown> => {
  const answer = await admin.request.fetch(path, {
    method,
    headers: { origin: served.address },
    ...(data === undefined ? {} : { data }),
  });
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
};
const day = [
  ["09:00", "12:00"],
  ["13:30", "17:30"],
];

test("hours with a lunch break, the coming year's holidays", async () => {
  await ask("PUT", "/api/office", {
    week: { "1": day, "2": day, "3": day, "4": day, "5": day, "6": [], "7": [] },
    holidays: { "2027": { closed: ["2027-01-01", "2027-10-01"], worked: [] } },
  });
});

const departments = ["客服部", "工程部", "保安部"];
const posts: [string, string[]][] = [
  ["前台接待", ["desk"]],
  ["物业经理", ["desk", "head", "import"]],
  ["总经理", ["chief"]],
  ["工程部负责人", ["head"]],
  ["保安部负责人", ["head"]],
  ["工程师傅", []],
  ["审计员", ["audit"]],
];

test("three departments and the posts", async () => {
  for (const [name, grants] of posts) await ask("POST", "/api/posts", { name, grants });
  for (const name of departments) await ask("POST", "/api/departments", { name });
  const { items } = (await ask("GET", "/api/posts")) as { items: { key: string; name: string }[] };
  const keyOf = (name: string) => items.find((one) => one.name === name)?.key;
  const rows = (await ask("GET", "/api/departments")) as { items: { key: string; name: string }[] };
  for (const [name, head] of [
    ["客服部", "物业经理"],
    ["工程部", "工程部负责人"],
    ["保安部", "保安部负责人"],
  ]) {
    const key = rows.items.find((one) => one.name === name)?.key;
    await ask("PUT", `/api/departments/${key}`, { name, head: keyOf(head ?? "") });
  }
});

test("the checklist shows what is done and what comes next", async () => {
  await admin.goto("/setup-list");
  await settled(admin);
  await admin.getByText("3 个部门。").waitFor();
  await admin.getByText("目前只有您一个人。").waitFor();
  await picture(admin, "setup-list");
});

const people = [
  ["林晓", "101", "13900000101", "客服部", "前台接待"],
  ["何苗", "102", "13900000102", "客服部", "前台接待"],
  ["罗毅", "103", "13900000103", "客服部", "物业经理"],
  ["方远", "104", "13900000104", "", "总经理"],
  ["吴建", "201", "13900000201", "工程部", "工程部负责人"],
  ["赵强", "202", "13900000202", "工程部", "工程师傅"],
  ["孙立", "203", "13900000203", "工程部", "工程师傅"],
  ["周洋", "204", "13900000204", "工程部", "工程师傅"],
  ["郑虎", "301", "13900000301", "保安部", "保安部负责人"],
  ["冯勇", "302", "13900000302", "保安部", ""],
  ["陈刚", "303", "13900000303", "保安部", ""],
  ["卫敏", "401", "13900000401", "", "审计员"],
];

/** The sheet as the office's own programme wrote it. */
const sheetOfPeople = async (): Promise<Buffer> => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet("人员");
  sheet.addRow(["姓名", "工号", "手机", "部门", "岗位"]);
  for (const person of people) sheet.addRow(person);
  return Buffer.from(await book.xlsx.writeBuffer());
};

test("twelve people come by a sheet", async () => {
  const answer = await admin.request.post("/api/staff/import", {
    headers: { origin: served.address },
    multipart: {
      file: {
        name: "people.xlsx",
        mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        buffer: await sheetOfPeople(),
      },
    },
  });
  assert.ok(answer.ok(), await answer.text());
});

test("everybody is invited; the receptionist and a head set passwords of their own and are signed in", async () => {
  hand.at("人员");
  await admin.goto("/accounts");
  await hand.opened(admin, "账号");
  for (const name of ["林晓", "吴建"]) {
    await hand.click(admin.getByRole("button", { name: `邀请链接 ${name}` }));
    const told = admin.getByRole("status").filter({ hasText: `${name} 的邀请链接` });
    invitations.push(await told.locator("code").innerText());
  }
  reception = await accept(invitations[0] ?? "");
  await reception.getByText("手上没有待办").waitFor();
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

test("one regulation is adopted", async () => {
  await ask("POST", "/api/regulations/adopt", { keys: ["pm-front-office"] });
});

test("its roles are mapped to the posts, and its blanks get figures", async () => {
  await goFor("角色对应岗位", "角色");
  const mapped: [string, string][] = [
    ["接待员", "前台接待"],
    ["主管经理", "物业经理"],
    ["经营部经理", "物业经理"],
    ["管理部主管经理", "物业经理"],
    ["总经理", "总经理"],
    ["主管领导", "物业经理"],
  ];
  for (const [role, post] of mapped) {
    const posts = admin.getByRole("group", { name: `担任“${role}”的岗位`, exact: true });
    await hand.click(posts.getByRole("checkbox", { name: post, exact: true }));
  }
  await hand.click(button(admin, "保存"));
  await admin.getByText("已保存").waitFor();
  await goFor("填上空着的时限", "设定的时限");
  for (const words of ["立即", "及时"]) {
    await hand.type(admin.getByLabel(`时限的数：${words}`, { exact: true }), "30");
    await hand.choose(admin.getByLabel(`时限的单位：${words}`, { exact: true }), "分钟");
  }
  await hand.click(button(admin, "保存"));
  await admin.getByText("已保存").waitFor();
});

test("what can wait is put off, and the list says so", async () => {
  await admin.goto("/setup-list");
  await hand.opened(admin, "开办清单");
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
  assert.deepEqual(faults, []);
});

test("a person of no haste would have needed less than thirty minutes", () => {
  const rows = [...hand.efforts].map(([step, effort]) => ({
    step,
    ...effort,
    minutes: Number(minutesOf(effort).toFixed(1)),
  }));
  console.table(rows);
  const all = sumOf([...hand.efforts.values()]);
  console.log(all, minutesOf(all).toFixed(1));
  assert.ok(minutesOf(all) <= 30, `${minutesOf(all)} minutes`);
});
