// Papers in the browser: a complaint form filled and printed, a voucher that the customer signs by hand, a return form
// with its copies, and an entry of a register that stands alone.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import type { CaseWhole } from "#api/case.ts";
import {
  hindrances,
  openBrowser,
  openWindow,
  overflow,
  type Size,
  settled,
  signIn,
  sit,
  untranslated,
  watchAccess,
} from "./browser.ts";
import { complaint, type Office, openOffice, type Person } from "./office.ts";

const regulation = "software-after-sales";
let office: Office;
let browser: Browser;
let reception: Person;
before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  const admin = await office.signIn("yanlian.admin");
  const reset = await admin.post("/api/rehearsal/reset", {
    at: "2026-10-14T10:00:00+08:00",
    regulations: [regulation],
  });
  assert.equal(reset.status, 200, JSON.stringify(reset.body));
  reception = await office.signIn("yanlian.reception");
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/paper-${name}.png`, fullPage: true });
};
const register = async (by: Person, more: Record<string, unknown>): Promise<CaseWhole> => {
  const answer = await by.post<CaseWhole>("/api/cases", complaint(more));
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
};
const card = (page: Page, name: string): Locator => page.getByRole("article", { name, exact: true });

/** A line drawn as with a pen. */
const scrawl = async (page: Page, on: Locator): Promise<void> => {
  const canvas = on.getByRole("img", { name: /手写签名/ });
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox()) ?? assert.fail("nothing to draw on");
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  for (const [x, y] of [
    [90, 120],
    [130, 50],
    [170, 130],
    [230, 70],
  ] as const)
    await page.mouse.move(box.x + x, box.y + y, { steps: 6 });
  await page.mouse.up();
};
const signWithAccount = async (on: Locator, step: string, password = "shouwen-demo"): Promise<void> => {
  const form = on.getByRole("form", { name: `签署：${step}` });
  const button = on.getByRole("button", { name: `签署：${step}` });
  if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
  await form.getByLabel("再次输入登录密码").fill(password);
  await form.getByRole("button", { name: "确认签署" }).click();
};

test("the complaint form shows the matter, is filled where it is blank, and is printed", async () => {
  const wuye = await office.signIn("wuye.reception");
  const matter = await register(wuye, { place: undefined, demand: undefined });
  const { page, faults } = await sit(browser, office, "wuye.reception", "desk", `/cases/${matter.id}`);
  const form = card(page, "住户投诉意见表");
  await form.getByText("还缺：发生地点", { exact: false }).waitFor();
  await form.getByRole("button", { name: "填写" }).click();
  await form.getByLabel("发生地点", { exact: false }).fill("三号楼大厅");
  await page.reload();
  await settled(page);
  await form.getByRole("button", { name: "填写" }).click();
  assert.equal(await form.getByLabel("发生地点", { exact: false }).inputValue(), "三号楼大厅");
  await form.getByLabel("要求", { exact: false }).fill("当面道歉，更换门机");
  await look(page, "complaint-filling");
  await page.keyboard.press("Control+Enter");
  await form.getByText("已完毕").waitFor();
  await look(page, "complaint-filled");
  const [printed] = await Promise.all([
    page.context().waitForEvent("page"),
    form.getByRole("link", { name: "打印" }).click(),
  ]);
  const address = (await form.getByRole("link", { name: "打印" }).getAttribute("href")) ?? "";
  const pdf = await page.request.get(address);
  assert.deepEqual([pdf.status(), pdf.headers()["content-type"]], [200, "application/pdf"]);
  await printed.close();
  assert.deepEqual(faults, []);
});

test("on a phone the customer signs the service voucher by hand, before and after the manager", async () => {
  const matter = await register(reception, { kind: "request", title: "财务软件安装", severity: undefined });
  const path = `/cases/${matter.id}#paper-service-voucher`;
  const phone = await sit(browser, office, "yanlian.reception", "phone", path);
  const form = card(phone.page, "服务凭证");
  await form.getByRole("button", { name: "填写" }).waitFor();
  await form.getByLabel("实际服务时间").fill("2026-10-14T09:30");
  await form.getByLabel("服务内容").fill("重装并恢复数据");
  await form.getByRole("group", { name: "当场处理完妥" }).getByLabel("是", { exact: true }).check();
  await look(phone.page, "voucher-filling-phone");
  await form.getByRole("button", { name: "保存" }).click();
  await form.getByRole("button", { name: "签署：客户当场签字" }).click();
  const sure = form.getByRole("button", { name: "确认签署" });
  assert.equal(await sure.isDisabled(), true);
  await scrawl(phone.page, form);
  await form.getByRole("button", { name: "重签" }).click();
  assert.equal(await sure.isDisabled(), true);
  await scrawl(phone.page, form);
  await look(phone.page, "voucher-signing-phone");
  await sure.click();
  await form.getByText("轮到", { exact: false }).waitFor();
  const desk = await sit(browser, office, "yanlian.manager");
  await look(desk.page, "my-desk");
  await desk.page.getByRole("link", { name: "有 1 份表单等您签署" }).click();
  await desk.page.getByRole("region", { name: "待我签署" }).getByRole("link").first().waitFor();
  await look(desk.page, "place-desk");
  await desk.page.getByRole("region", { name: "待我签署" }).getByRole("link").first().click();
  const there = card(desk.page, "服务凭证");
  await signWithAccount(there, "部门经理核签", "wrong");
  await there.getByRole("alert").waitFor();
  await signWithAccount(there, "部门经理核签");
  await there.getByText("轮到客户").waitFor();
  await look(desk.page, "voucher-signed-desk");
  await form.getByRole("button", { name: "签署：客户签章" }).click();
  await scrawl(phone.page, form);
  await form.getByRole("button", { name: "确认签署" }).click();
  await form.getByText("已完毕").waitFor();
  const pdf = await phone.page.request.get(`/api/cases/${matter.id}/papers/service-voucher.pdf`);
  const printed = (await pdf.body()).toString("latin1");
  const drawings = printed.match(/\/Subtype \/Image/g)?.length ?? 0;
  assert.ok(pdf.status() === 200 && drawings >= 2, `${pdf.status()} with ${drawings} drawings`);
  if (process.env.PICTURES) writeFileSync(`${process.env.PICTURES}/paper-voucher.pdf`, await pdf.body());
  assert.deepEqual([...phone.faults, ...desk.faults], []);
});

test("a return form goes back once, is signed by three, and its copies are handed over", async () => {
  const matter = await register(reception, { title: "光盘不能安装" });
  const path = `/cases/${matter.id}#paper-product-return-form`;
  const sales = await sit(browser, office, "yanlian.reception2", "desk", path);
  const form = card(sales.page, "产品退货单");
  const fill = async () => {
    await form.getByLabel("退货原因").fill("刻录不良");
    await form.getByRole("group", { name: "处理方式" }).getByLabel("退货", { exact: true }).check();
    await form.getByLabel("退回依据").fill("处理表第7号");
  };
  await fill();
  await form.getByLabel("退货量").fill("两张");
  await form.getByRole("button", { name: "保存" }).click();
  await form.getByText("请填数字").waitFor();
  await look(sales.page, "return-filling");
  await form.getByLabel("退货量").fill("2");
  await form.getByRole("button", { name: "保存" }).click();
  await form.getByText("轮到", { exact: false }).waitFor();
  const gm = await sit(browser, office, "yanlian.gm", "desk", path);
  const theirs = card(gm.page, "产品退货单");
  await theirs.getByRole("button", { name: "退回修改" }).click();
  await theirs.getByLabel("原因", { exact: true }).fill("请写明批号");
  await theirs.getByRole("button", { name: "提交" }).click();
  await form.getByText("退回修改：请写明批号", { exact: false }).waitFor();
  await form.getByRole("button", { name: "填写" }).click();
  await form.getByLabel("退回依据").fill("处理表第7号，批号 P01");
  await form.getByRole("button", { name: "保存" }).click();
  await theirs.getByRole("button", { name: "看表" }).click();
  await theirs.getByText("处理表第7号，批号 P01").waitFor();
  await signWithAccount(theirs, "销售副总经理核示");
  await theirs.getByText("轮到仓储部").waitFor();
  const security = await sit(browser, office, "yanlian.security", "phone", path);
  const last = card(security.page, "产品退货单");
  await signWithAccount(last, "仓储部核对签收");
  await signWithAccount(last, "财务部核对退货量");
  await last.getByText("已完毕").waitFor();
  await form.getByRole("button", { name: "交付联次" }).click();
  await form.getByLabel("哪一联").selectOption({ index: 2 });
  await form.getByRole("group", { name: "交给" }).getByText("其他人").click();
  await form.getByLabel("收件人或部门").fill("仓储部");
  await form.getByRole("button", { name: "提交" }).click();
  await form.getByRole("button", { name: "看表" }).click();
  await form.getByText("第二联交给仓储部", { exact: false }).waitFor();
  await look(sales.page, "return-issued");
  await look(security.page, "return-phone");
  assert.deepEqual([...sales.faults, ...gm.faults, ...security.faults], []);
});

test("a register is a book of its own: an entry from the phone, found again, exported", async () => {
  const phone = await sit(browser, office, "yanlian.reception", "phone", "/papers");
  await phone.page.getByRole("link", { name: "登一笔：宣传品保管与发放登记" }).click();
  await phone.page.getByLabel("宣传品", { exact: true }).fill("产品折页");
  await phone.page.getByRole("group", { name: "保管或发放" }).getByLabel("发放", { exact: true }).check();
  await phone.page.getByLabel("数量").fill("200");
  await phone.page.getByLabel("日期").fill("2026-10-14");
  await look(phone.page, "register-phone");
  await phone.page.getByRole("button", { name: "保存" }).click();
  await phone.page.getByText("已完毕").waitFor();
  await look(phone.page, "register-entry-phone");
  await phone.page.getByRole("link", { name: "看全部" }).click();
  await phone.page.getByRole("link", { name: /产品折页/ }).waitFor();
  await look(phone.page, "register-book-phone");
  const desk = await sit(browser, office, "yanlian.manager", "desk", "/papers");
  await desk.page.getByLabel("查找", { exact: true }).fill("折页");
  await desk.page.keyboard.press("Enter");
  await desk.page.getByRole("link", { name: /产品折页/ }).waitFor();
  await desk.page.goto("/papers?paper=publicity-register");
  await settled(desk.page);
  await look(desk.page, "register-book-desk");
  const address = (await desk.page.getByRole("link", { name: "导出 XLSX" }).getAttribute("href")) ?? "";
  const book = await desk.page.request.get(address);
  assert.deepEqual([book.status(), (await book.body()).subarray(0, 2).toString()], [200, "PK"]);
  assert.deepEqual([...phone.faults, ...desk.faults], []);
});

for (const size of ["desk", "phone"] as Size[])
  test(`at the width of a ${size} the pages of papers hinder nobody, overflow nowhere, show no key`, async () => {
    const { page, context, faults } = await openWindow(browser, office, size);
    await watchAccess(context);
    await page.reload();
    await signIn(page, "yanlian.reception");
    const rows = await reception.get<{ items: { id: string; host: string; paper: string }[] }>("/api/papers");
    const alone = rows.body.items.find((one) => one.host === "paper");
    const hosted = rows.body.items.find((one) => one.host === "case");
    const paths = [
      "/papers",
      "/papers?paper=publicity-register",
      "/papers?q=没有这样的字",
      `/papers/new?paper=${regulation}/publicity-register`,
      `/papers/${alone?.id}`,
      `/cases/${hosted?.id}#paper-${hosted?.paper}`,
    ];
    const wrongs: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      await settled(page);
      await look(page, `${size}-${paths.indexOf(path)}`);
      wrongs.push(...(await hindrances(page)).map((one) => `${path}: ${one}`), ...(await untranslated(page)));
      if ((await overflow(page)) > 0) wrongs.push(`${path} is too wide`);
    }
    assert.deepEqual([...wrongs, ...faults], []);
    await context.close();
  });
