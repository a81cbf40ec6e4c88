// An important complaint as people see it: registered with the keyboard alone, handled on a phone, approved, closed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { verify } from "#server/log/proof/verify.ts";
import { openBrowser, openWindow, settled, sit, type Window } from "./browser.ts";
import { type Office, openOffice } from "./office.ts";

const title = "三号楼电梯反复困人";
const started = ["二.9(4)a", "二.9(3)c", "二.9(4)c", "二.10(1)c"];

let office: Office;
let browser: Browser;
let reception: Window;
let engineering: Window;
let number = "";
before(async () => {
  office = await openOffice();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const region = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const form = (page: Page, name: string): Locator => page.getByRole("form", { name, exact: true });
const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole("button", { name, exact: true });
const marks = (within: Locator): Promise<string[]> => within.locator(".clause-mark").allInnerTexts();
const step = (page: Page, type: string, nth = 0): Locator =>
  region(page, "经过").locator(`[data-type="${type}"]`).nth(nth);
const hold = (page: Page, value: unknown): Promise<unknown> =>
  page.waitForFunction(`document.activeElement?.value === ${JSON.stringify(value)}`);
const label = (page: Page): Promise<string> =>
  page.evaluate("document.activeElement?.labels?.[0]?.textContent ?? ''");

const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Types into the field that has the focus, which must be the one that is meant. */
const type = async (page: Page, into: string, text: string): Promise<void> => {
  assert.equal(await label(page), into);
  await page.keyboard.type(text);
};
/** A date's parts stand in the order of the browser's own language, which is not the page's. */
const typeInstant = async (page: Page, into: string): Promise<void> => {
  assert.equal(await label(page), into);
  const orders = [
    ["11", "20", "2026", "ArrowRight", "08", "00", "P"],
    ["2026", "ArrowRight", "11", "20", "20", "00"],
  ];
  for (const order of orders) {
    for (const part of order) await (part === "ArrowRight" ? press(page, part) : page.keyboard.type(part));
    if ((await page.evaluate("document.activeElement.value")) === "2026-11-20T20:00") return;
    await press(page, ...Array.from({ length: 6 }, () => "ArrowLeft"));
  }
  assert.fail("the time could not be typed");
};
/** Goes to an action by its key and from there by Tab, and opens it. */
const doByKey = async (page: Page, action: string): Promise<void> => {
  await press(page, "a");
  for (let tabs = 0; tabs < 30; tabs++) {
    if ((await page.evaluate("document.activeElement.textContent")) === action) return press(page, "Enter");
    await press(page, "Tab");
  }
  assert.fail(`no ${action} within thirty stops`);
};
/** Fails when the page has been loaded again since it was marked. */
const markLoaded = (page: Page): Promise<unknown> => page.evaluate("window.loadedOnce = true");
const stillLoaded = async (page: Page): Promise<void> =>
  assert.equal(await page.evaluate("window.loadedOnce"), true);

test("the receptionist signs in and writes down the complaint without a mouse", async () => {
  reception = await openWindow(browser, office);
  const { page } = reception;
  await press(page, "Tab");
  await page.keyboard.type("wuye.reception");
  await press(page, "Tab");
  await page.keyboard.type("shouwen-demo");
  await press(page, "Enter");
  await settled(page);
  await page.getByText("手上没有待办").waitFor();
  await press(page, "n");
  await form(page, "登记").waitFor();
  await page.waitForFunction("document.activeElement.type === 'radio'");
  await press(page, "Tab", "ArrowRight", "ArrowRight", "Tab", "Tab");
  await type(page, "客户", "zwm");
  await page
    .getByRole("listbox")
    .getByRole("option", { name: /张伟民/ })
    .waitFor();
  await press(page, "ArrowDown", "Enter");
  await page.getByText(/张伟民 · 139\*\*\*\*0001/).waitFor();
  await type(page, "标题", title);
  await press(page, "Enter");
  await type(page, "事件经过", "晚八点，电梯停在五楼，住户被困四十分钟，值班室无人接听。");
  await press(page, "Tab");
  await typeInstant(page, "发生时间");
  await press(page, "Enter");
  await type(page, "发生地点", "三号楼电梯");
  await press(page, "Enter", "ArrowDown", "ArrowDown");
  await hold(page, "department:engineering");
  await press(page, "Tab");
  await type(page, "客户要求", "查明原因，更换门机");
});

const previewed = async (page: Page): Promise<void> => {
  const preview = region(page, "将启动的时限");
  await preview.getByRole("listitem").nth(3).waitFor();
  assert.deepEqual((await marks(preview)).sort(), [...started].sort());
  const [ten] = await preview.getByRole("listitem").filter({ hasText: "10分钟内" }).allInnerTexts();
  assert.match(ten ?? "", /到期.*从现在起.*时长 10 分钟，条款规定/s);
};

test("which clause starts which clock stands beside the form before anything is saved", async () => {
  await previewed(reception.page);
  const cases = await (await office.signIn("wuye.reception")).get<{ items: unknown[] }>("/api/cases");
  assert.deepEqual(cases.body.items, []);
});

test("a reload loses nothing of the draft, and Ctrl+Enter registers it", async () => {
  const { page } = reception;
  await page.reload();
  await settled(page);
  await previewed(page);
  assert.equal(await page.getByLabel("标题").inputValue(), title);
  assert.equal(await page.getByLabel("发生时间").inputValue(), "2026-11-20T20:00");
  assert.ok(await page.getByRole("radio", { name: "重要" }).isChecked());
  await press(page, "Control+Enter");
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  assert.deepEqual((await marks(region(page, "时限"))).sort(), [...started].sort());
  number = (await region(page, "事项").locator(".num").first().innerText()).trim();
});

test("she forwards it to the department, still without a mouse", async () => {
  const { page } = reception;
  await doByKey(page, "转送部门");
  await form(page, "转送部门").waitFor();
  await hold(page, "engineering");
  await press(page, "Control+Enter");
  await step(page, "case.forwarded").waitFor();
  await region(page, "经过").locator('[data-type="obligation.met"]').first().waitFor();
});

test("the department signs for it on a phone, and her page shows it without a reload", async () => {
  await markLoaded(reception.page);
  engineering = await sit(browser, office, "wuye.engineering", "phone");
  const { page } = engineering;
  await page.getByRole("navigation", { name: "底部导航" }).getByRole("link", { name: /收件/ }).click();
  const row = region(page, "待签收").getByRole("listitem").filter({ hasText: title });
  await button(row, "签收").click();
  await region(page, "办理中").getByText(title).waitFor();
  await step(reception.page, "case.signed").waitFor();
  await stillLoaded(reception.page);
});

const report = async (page: Page, to: RegExp): Promise<void> => {
  await button(region(page, "现在可以做的"), "呈报").click();
  const select = form(page, "呈报").getByLabel("呈报给");
  const options = await select.getByRole("option").allInnerTexts();
  await select.selectOption({ label: options.find((one) => to.test(one)) ?? "" });
  await button(form(page, "呈报"), "提交").click();
  await form(page, "呈报").waitFor({ state: "detached" });
};

test("it is reported to the manager and from there to the general manager", async () => {
  await report(reception.page, /陈国栋/);
  const manager = await sit(browser, office, "wuye.manager", "desk", "/notices");
  await manager.page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
  await manager.page.getByRole("heading", { level: 1, name: title }).waitFor();
  await report(manager.page, /何志远/);
  await step(reception.page, "case.reported", 1).waitFor();
  await stillLoaded(reception.page);
  assert.deepEqual(await marks(region(manager.page, "时限").locator(".clock[data-state=open]")), [
    "二.10(1)c",
  ]);
  assert.deepEqual(manager.faults, []);
  await manager.context.close();
});

test("the department asks for an extension, and the general manager approves it", async () => {
  const gm = await sit(browser, office, "wuye.gm", "desk", "/approvals");
  await gm.page.getByText("没有等您决定的审批").waitFor();
  const { page } = engineering;
  await page.getByRole("main").getByRole("link", { name: title }).click();
  await button(region(page, "现在可以做的"), "申请延期").click();
  const asking = form(page, "申请延期");
  const due = await (await office.signIn("wuye.gm")).get<{ items: { dueAt: string | null }[] }>(
    "/api/obligations?state=open",
  );
  const latest =
    due.body.items
      .map((one) => Date.parse(one.dueAt ?? ""))
      .filter(Number.isFinite)
      .sort()
      .at(-1) ?? 0;
  await asking.getByLabel("延至").fill(new Date(latest + 56 * 3_600_000).toISOString().slice(0, 16));
  await asking.getByLabel("原因").fill("等门机配件到货");
  await button(asking, "提交").click();
  await page.getByText("已提交，等待总经理批准").waitFor();
  const card = gm.page.getByRole("article", { name: `审批 ${number}` });
  await card.getByText("重要投诉超时须经公司总经理批准").waitFor();
  await card.getByLabel("意见（可不填）").fill("同意");
  await button(card, "批准").click();
  await gm.page.getByText("没有等您决定的审批").waitFor();
  await step(page, "case.extended").waitFor();
  await page.getByText("怎么算的").first().click();
  await page.getByText(/准予延期至 .*等门机配件到货/).waitFor();
  assert.deepEqual(gm.faults, []);
  await gm.context.close();
});

test("resolved and handed back on the phone; the resident told, the case closed at the desk", async () => {
  const { page } = engineering;
  await page.getByRole("navigation", { name: "底部导航" }).getByRole("link", { name: /收件/ }).click();
  await button(region(page, "办理中"), "处理完毕").click();
  await page.getByLabel("处理结果").fill("更换门机，已试运行两小时");
  await button(form(page, "处理完毕"), "提交").click();
  await button(region(page, "处理完毕，待交回意见表"), "交回意见表").click();
  await page.getByText("没有转到本部门的事项").waitFor();
  assert.deepEqual(engineering.faults, []);
  await engineering.context.close();

  const desk = reception.page;
  await step(desk, "case.handed-back").waitFor();
  await stillLoaded(desk);
  await report(desk, /陈国栋/);
  await button(region(desk, "现在可以做的"), "告知客户").click();
  await form(desk, "告知客户").getByLabel("内容").fill("已更换门机，当面致歉");
  await press(desk, "Control+Enter");
  await step(desk, "case.informed").waitFor();
  await button(region(desk, "现在可以做的"), "归档").click();
  await region(desk, "事项").getByText("已归档").waitFor();
  assert.deepEqual(reception.faults, []);
});

test("an auditor sees every step with its clauses in the margin, and the log verifies", async () => {
  const { page, faults } = await sit(browser, office, "wuye.admin");
  await press(page, "/");
  await page.keyboard.type(number);
  await press(page, "Enter");
  await page.getByRole("main").getByRole("link", { name: title }).click();
  await step(page, "case.closed").waitFor();
  const steps = region(page, "经过").locator('[data-type^="case."]');
  // The clauses' own numbering comes with an answer of its own.
  await steps.first().getByText("二.10(1)c").waitFor();
  const told = await Promise.all(
    (await steps.all()).map(async (one) =>
      [await one.locator("b").innerText(), ...(await marks(one))].join(" "),
    ),
  );
  assert.deepEqual(told, [
    "登记 二.9(3)c 二.9(4)a 二.9(4)c 二.10(1)c",
    "转送部门 二.9(4)a 二.9(4)b",
    "签收 二.9(4)b",
    "呈报 二.9(3)c 二.9(4)c",
    "呈报",
    "申请延期 二.10(1)d",
    "准予延期 二.10(1)d",
    "处理完毕 二.10(1)c 二.9(5)c",
    "交回意见表 二.9(5)c 二.9(5)d 二.9(6)a 二.9(6)b",
    "呈报 二.9(6)a",
    "告知客户 二.9(6)b",
    "归档 二.9(5)d",
  ]);
  const clocks = region(page, "时限");
  await clocks.getByText("0 项进行中").waitFor();
  assert.equal(await clocks.locator('.clock:not([data-state="met"])').count(), 0);
  assert.ok((await clocks.locator('.clock[data-state="met"]').count()) >= 9);
  assert.deepEqual(faults, []);
  assert.equal((await verify(office.running.world.side, office.dataDir)).firstBad, null);
});
