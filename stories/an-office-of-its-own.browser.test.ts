// The administrator shapes the office from its pages: departments, posts, staff, hours, days off, print, regulations.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ExcelJS from "exceljs";
import type { Browser, Page } from "playwright-core";
import {
  hindrances,
  openBrowser,
  openWindow,
  overflow,
  settled,
  signIn,
  sit,
  untranslated,
  type Window,
  watchAccess,
} from "./browser.ts";
import { type Office, openOffice } from "./office.ts";

let office: Office;
let browser: Browser;
let window: Window;
let page: Page;

before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  window = await sit(browser, office, "wuye.admin");
  page = window.page;
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const go = async (path: string): Promise<void> => {
  await page.goto(path);
  await settled(page);
};
const button = (name: string | RegExp) => page.getByRole("button", { name });

test("a department and a post", async () => {
  await go("/departments");
  await button("添加部门").click();
  await page.getByLabel("部门名称").fill("绿化部");
  await button("保存").click();
  await page.getByRole("button", { name: "修改绿化部" }).waitFor();
  await go("/posts");
  await button("添加岗位").click();
  await page.getByLabel("岗位名称").fill("绿化主管");
  await page.getByRole("checkbox", { name: /部门负责人/ }).check();
  await button("保存").click();
  await page.getByRole("button", { name: "修改绿化主管" }).waitFor();
  await go("/departments");
  await button("修改绿化部").click();
  await page.getByLabel("负责岗位").selectOption({ label: "绿化主管" });
  await button("保存").click();
  await page.getByText("由绿化主管负责").waitFor();
  await button("撤销工程部").click();
  await page.getByRole("alert").filter({ hasText: "还不能撤销" }).waitFor();
});

test("somebody by hand, with a fault told at its field", async () => {
  await go("/staff?add=one");
  await page.getByLabel("姓名", { exact: true }).fill("黄绿");
  await page.getByLabel("手机号", { exact: true }).fill("12");
  await button("保存").click();
  await page.locator(".field", { hasText: "手机号" }).locator(".wrong").waitFor();
  await page.getByLabel("手机号", { exact: true }).fill("13911112222");
  await page.getByLabel("部门").first().selectOption({ label: "绿化部" });
  await page.getByRole("checkbox", { name: "绿化主管" }).check();
  await button("保存").click();
  await page.getByRole("heading", { name: "黄绿" }).waitFor();
  await page.getByRole("cell", { name: "wuye.13911112222" }).waitFor();
});

const book = async (rows: string[][]): Promise<Buffer> => {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("人员").addRows(rows);
  return Buffer.from(await workbook.xlsx.writeBuffer());
};

test("a table of people: the faulty row is named, mended, and all are taken", async () => {
  await go("/staff/import");
  const head = ["姓名", "工号", "部门"];
  const choose = async (rows: string[][]) => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByText("选择文件", { exact: true }).last().click();
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    await (await chooser).setFiles({
      name: "人员.xlsx",
      mimeType: type,
      buffer: await book([head, ...rows]),
    });
  };
  await choose([
    ["甲", "101", "绿化部"],
    ["乙", "101", "绿花部"],
  ]);
  const faulty = page.getByRole("row").filter({ hasText: "有误" });
  await faulty.getByText("与第 2 行是同一个人").waitFor();
  assert.equal(await button(/^导入 \d+ 人$/).isDisabled(), true);
  await choose([
    ["甲", "101", "绿化部"],
    ["乙", "102", "绿化部"],
  ]);
  await page.getByText("新增 2 人，更新 0 人，不变 0 人，有误 0 行。").waitFor();
  await button("导入 2 人").click();
  await page.getByText("已导入：新增 2 人").waitFor();
});

test("somebody leaves, and the page asks who takes over the post", async () => {
  await go("/staff?id=wuye.engineering");
  await button("办理离职").click();
  await page.getByLabel("岗位由谁接任").selectOption({ label: "黄绿" });
  await page.getByLabel("原因").fill("退休");
  await button("确认离职").click();
  await page.getByText("已离职：不能登录").waitFor();
  await go("/cases");
  assert.equal(await page.getByRole("option", { name: "吴建平" }).count(), 0);
});

test("hours with a break, what they move, a year that is pasted, and the sample sheet", async () => {
  await go("/office");
  const hours = page.getByRole("region", { name: "服务时间与时区" });
  await hours.getByText("按钟点").click();
  await hours.getByLabel("周一第 1 段开始").fill("08:30");
  await hours.getByRole("button", { name: "周二至周五照此" }).click();
  await hours.getByRole("button", { name: "看会影响哪些时限" }).click();
  await hours.getByText(/正在计时的 \d+ 个时限/).waitFor();
  await hours.getByRole("button", { name: "保存" }).click();
  await hours.getByText("已保存，时限已重新计算").waitFor();
  const days = page.getByRole("region", { name: "放假与调休" });
  const year = await days.locator("label:has(input:checked)").innerText();
  await days.getByText(`粘贴 ${year} 年的放假通知`).click();
  await days
    .getByLabel("通知的文字，或一列日期")
    .fill("元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日上班。");
  await days.getByText("放假 3 天：").waitFor();
  await days.getByRole("button", { name: `用在 ${year} 年` }).click();
  const january = days.getByRole("region", { name: "1月", exact: true });
  await january.getByRole("button", { name: /^2 日，放假/ }).waitFor();
  await days.getByRole("button", { name: "看会影响哪些时限" }).click();
  await days.getByRole("button", { name: "保存" }).click();
  await days.getByText("本单位填写").waitFor();
  const print = page.getByRole("region", { name: /打印的抬头/ });
  await print.getByLabel("抬头", { exact: true }).fill("荣安物业\n客户服务中心");
  await print.getByRole("button", { name: "保存" }).click();
  await print.getByText("已保存").waitFor();
});

test("a carried regulation with a click, and what comes next", async () => {
  await go("/adopt");
  await page.getByLabel("查找制度").fill("医院");
  await page.getByRole("checkbox").first().check();
  await button("采用 1 部").click();
  await page.getByRole("link", { name: /给 \d+ 个角色选岗位/ }).waitFor();
});

test("each page at both widths: nothing hinders, overflows, complains or shows a key", async () => {
  assert.deepEqual(window.faults, []);
  const paths = [
    "/staff",
    "/staff?add=one",
    "/staff?id=wuye.manager",
    "/staff/import",
    "/departments",
    "/posts",
    "/office",
    "/adopt",
  ];
  for (const size of ["desk", "phone"] as const) {
    const other = await openWindow(browser, office, size);
    await watchAccess(other.context);
    await other.page.reload();
    await signIn(other.page, "wuye.admin");
    for (const path of paths) {
      await other.page.goto(path);
      await settled(other.page);
      const keys = (await untranslated(other.page)).filter((word) => !word.startsWith("wuye."));
      assert.deepEqual(keys, [], path);
      assert.ok((await overflow(other.page)) <= 0, `${path} overflows at ${size}`);
      assert.deepEqual(await hindrances(other.page), [], `${path} ${size}`);
    }
    assert.deepEqual(other.faults, []);
    await other.context.close();
  }
});
