// The desk when things are not as they should be, for people of every kind: search, refusals, conflicts, no network.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { inSight, openBrowser, openWindow, signIn, sit } from "./browser.ts";
import { complaint, type Office, openOffice, type Person } from "./office.ts";

let office: Office;
let browser: Browser;
const people: Record<string, Person> = {};
const who = (name: string): Person => people[name] as Person;
const ids: Record<string, string> = {};
const elevator = "三号楼电梯反复困人";
const garage = "车库漏水";

const register = async (more: Record<string, unknown>): Promise<string> =>
  (await who("reception").post<{ id: string }>("/api/cases", complaint(more))).body.id;

before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  for (const post of ["reception", "manager", "engineering"])
    people[post] = await office.signIn(`wuye.${post}`);
  const hours = (ago: number) => new Date(Date.now() - ago * 3_600_000).toISOString();
  ids.elevator = await register({ title: elevator, severity: "important" });
  ids.garage = await register({
    title: garage,
    severity: "minor",
    customer: { name: "欧阳明", phone: "13900000006" },
    description: "负一层东侧",
    place: "车库",
    demand: "修好",
    against: { department: "security" },
    occurredAt: hours(92),
    receivedAt: hours(90),
    lateReason: "夜班先记在纸上",
  });
  ids.bare = (
    await who("reception").post<{ id: string }>("/api/cases", {
      kind: "complaint",
      severity: "minor",
      title: "楼道灯不亮",
      channel: "phone",
      description: "",
      customer: {},
    })
  ).body.id;
  await who("reception").act(ids.elevator, "forward", { department: "engineering" });
  await who("engineering").act(ids.elevator, "sign");
  const term = (await who("engineering").case(ids.elevator)).obligations.find((one) =>
    one.clause.endsWith("2.10.1c"),
  );
  const until = new Date(Date.parse(term?.dueAt ?? "") + 86_400_000).toISOString();
  await who("engineering").act(
    ids.elevator,
    "extend",
    { obligation: term?.id, until, reason: "等配件" },
    202,
  );
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const region = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const form = (page: Page, name: string): Locator => page.getByRole("form", { name, exact: true });
const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole("button", { name, exact: true });
const title = (page: Page, name: string): Promise<void> =>
  page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
/** Opens the form of an action on the matter that is shown. */
const open = async (page: Page, action: string): Promise<Locator> => {
  await button(region(page, "现在可以做的"), action).click();
  return form(page, action);
};

test("what a page asks ahead is what it shows: asked before its code is there, and by nobody a second time", async () => {
  const { page, context } = await sit(browser, office, "wuye.reception");
  let asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith("/api/") && pathname !== "/api/stream") asked.push(pathname + search);
  });
  const matter = `/cases/${ids.bare}`;
  // What each shows, and something that only its code asks for, so that what is drawn has asked for all it needs.
  const shown = {
    "/": ["/api/obligations?", "/api/obligations?"],
    "/cases": ["/api/cases", "/api/cases"],
    [matter]: [`/api${matter}`, "/api/rules"],
  };
  for (const [path, [ahead = "", later = ""]] of Object.entries(shown)) {
    asked = [];
    const isAsked = (one: string) => asked.some((address) => address.startsWith(one));
    const code = /assets\/Desk-.*\.js$/;
    await page.route(code, async (route) => {
      for (let left = 100; left > 0 && !isAsked(ahead); left--) await page.waitForTimeout(100);
      assert.ok(isAsked(ahead), `${path} does not ask for ${ahead} while its code is on the way`);
      await route.continue();
    });
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.unroute(code);
    assert.ok(isAsked(later), `${path}: ${asked.join(" ")}`);
    assert.deepEqual(
      asked.filter((one, n) => asked.indexOf(one) !== n),
      [],
      path,
    );
  }
  await context.close();
});

test("search finds one and two characters, pinyin, initials, number and phone", async () => {
  const { page, context, faults } = await sit(browser, office, "wuye.reception");
  const number = (await who("reception").case(ids.garage ?? "")).number;
  const finds: [string, string][] = [
    ["水", garage],
    ["车库", garage],
    ["dianti", elevator],
    ["zwm", elevator],
    ["ouyangming", garage],
    [number, garage],
    ["13900000006", garage],
  ];
  for (const [q, found] of finds) {
    await page.keyboard.press("/");
    await page.getByRole("searchbox", { name: "搜索" }).fill(q);
    await page.keyboard.press("Enter");
    await title(page, `找“${q}”`);
    await page.getByRole("row").filter({ hasText: found }).waitFor();
    assert.equal(
      await page.getByRole("row").count(),
      2,
      `${q} finds one matter, under the head of the table`,
    );
    await page.getByRole("main").focus();
  }
  await page.keyboard.press("/");
  await page.getByRole("searchbox", { name: "搜索" }).fill("没有这个词");
  await page.keyboard.press("Enter");
  await page.getByText("没有符合的事项").waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("a head sees what the department owes, by whom, and what waits for its signature", async () => {
  const head = await sit(browser, office, "wuye.manager");
  await head.page
    .getByRole("main")
    .getByRole("link", { name: /本部门待办$/ })
    .click();
  await title(head.page, "本部门待办");
  const owed = head.page.getByRole("main").getByRole("listitem").filter({ hasText: "楼道灯不亮" });
  await owed.filter({ hasText: "林晓梅" }).first().waitFor();
  const sent = await register({ title: "等签收的" });
  await who("reception").act(sent, "forward", { department: "engineering" });
  const { page, context, faults } = await sit(browser, office, "wuye.engineering");
  const places = page.getByRole("navigation", { name: "主导航" });
  await places.getByRole("link", { name: "部门收件 1", exact: true }).click();
  await region(page, "待签收").getByText("等签收的").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("s");
  await region(page, "办理中").getByText("等签收的").waitFor();
  await places.getByRole("link", { name: "部门收件", exact: true }).waitFor();
  assert.deepEqual([...head.faults, ...faults], []);
  await head.context.close();
  await context.close();
});

test("what a clause forbids says so before it is tried, and again when it was tried", async () => {
  const { page, context, faults } = await sit(
    browser,
    office,
    "wuye.reception",
    "desk",
    `/cases/${ids.bare}`,
  );
  const refused = region(page, "现在可以做的").getByRole("listitem").filter({ hasText: "意见表》还有空项" });
  await refused.getByText("转送部门", { exact: true }).waitFor();
  await refused.getByRole("link", { name: "条款 二.8(4)c" }).hover();
  await page.getByRole("tooltip").getByText("《住户投诉意见表》记录内容", { exact: false }).waitFor();

  const asking = await open(page, "申请延期");
  const last = (await asking.getByLabel("时限").getByRole("option").allInnerTexts()).at(-1) ?? "";
  await asking.getByLabel("时限").selectOption({ label: last });
  await asking.getByLabel("延至").fill("2026-01-05T09:00");
  await asking.getByLabel("原因").fill("等材料");
  await button(asking, "提交").click();
  const alert = asking.getByRole("alert");
  await alert.getByText("不能这样做").waitFor();
  await alert.getByRole("link", { name: /^条款 二/ }).waitFor();
  assert.equal(await asking.getByLabel("原因").inputValue(), "等材料");
  assert.deepEqual(faults, []);
  await context.close();
});

test("without a network the page says so, keeps what was typed, and registers once when it is back", async () => {
  const { page, context } = await sit(browser, office, "wuye.reception", "desk", "/register");
  await page.getByLabel("标题").fill("断网时登记的事项");
  await context.setOffline(true);
  const banner = page.getByRole("status").filter({ hasText: "连不上服务器" });
  await banner.waitFor();
  await button(page, "登记").click();
  const failed = form(page, "登记").getByRole("alert").filter({ hasText: "已填的内容都保留着" });
  await failed.waitFor();
  assert.ok((await inSight(failed)) && (await inSight(banner)));
  assert.equal(await page.getByLabel("标题").inputValue(), "断网时登记的事项");
  await context.setOffline(false);
  await banner.waitFor({ state: "detached" });
  await button(page, "登记").click();
  await title(page, "断网时登记的事项");
  const found = await who("reception").get<{ items: unknown[] }>(
    `/api/cases?q=${encodeURIComponent("断网时")}`,
  );
  assert.equal(found.body.items.length, 1);
  await context.close();
});

test("when a page's code or styles do not come, the page says so, and a second loading brings it", async () => {
  const { page, context } = await sit(browser, office, "wuye.reception");
  for (const [part, path, heading] of [
    [/assets\/Desk-.*\.js$/, "/", "我的工作台"],
    [/assets\/RegisterPage-.*\.js$/, "/register", "登记"],
    [/assets\/RegisterPage-.*\.css$/, "/register", "登记"],
  ] as const) {
    await page.route(part, (route) => route.abort());
    await page.goto(path);
    await page.getByRole("alert").getByText("页面没有加载完整").waitFor();
    await page.unroute(part);
    await page.getByRole("button", { name: "重新加载" }).click();
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  }
  await context.close();
  // Whoever has just signed in is told too.
  const { page: fresh, context: another } = await openWindow(browser, office);
  await fresh.route(/assets\/Desk-.*\.js$/, (route) => route.abort());
  await fresh.getByLabel("用户名").fill("wuye.reception");
  await fresh.getByLabel("密码").fill("shouwen-demo");
  await button(fresh, "登录").click();
  await fresh.getByRole("alert").getByText("页面没有加载完整").waitFor();
  await fresh.unroute(/assets\/Desk-.*\.js$/);
  await button(fresh, "重新加载").click();
  await fresh.getByRole("heading", { level: 1, name: "我的工作台" }).waitFor();
  await another.close();
});

test("two people at one matter: what the other did is told, and what was typed stays", async () => {
  const matter = await register({ title: "两人同办" });
  const { page, context, faults } = await sit(browser, office, "wuye.reception", "desk", `/cases/${matter}`);
  const noting = await open(page, "备注");
  await noting.getByLabel("内容").fill("住户又来电催问");
  await who("manager").act(matter, "note", { text: "我来跟进" });
  await noting.getByText("填表期间有了变化：陈国栋 备注").waitFor();
  assert.equal(await noting.getByLabel("内容").inputValue(), "住户又来电催问");
  assert.deepEqual(faults, []);
  // Whoever hears nothing meets the conflict only when sending.
  await context.route("**/api/stream", (route) => route.abort());
  await page.reload();
  const again = await open(page, "备注");
  assert.equal(await again.getByLabel("内容").inputValue(), "住户又来电催问");
  await who("manager").act(matter, "report", { to: "gm" });
  await button(again, "提交").click();
  await again
    .getByRole("alert")
    .getByText(/刚刚被别人改动.*陈国栋 呈报/)
    .waitFor();
  assert.equal(await again.getByLabel("内容").inputValue(), "住户又来电催问");
  await button(again, "载入最新内容（已填的保留）").click();
  await region(page, "经过").locator('[data-type="case.reported"]').waitFor();
  assert.equal(await again.getByLabel("内容").inputValue(), "住户又来电催问");
  await button(again, "提交").click();
  await region(page, "经过").getByText("住户又来电催问").waitFor();
  await context.close();
});

test("an ended session asks for the password over the page, and everything is still there", async () => {
  const { page, context, faults } = await sit(
    browser,
    office,
    "wuye.reception",
    "desk",
    `/cases/${ids.bare}`,
  );
  const noting = await open(page, "备注");
  await noting.getByLabel("内容").fill("等物业经理回话");
  await context.clearCookies();
  await button(noting, "提交").click();
  await page.getByText("登录已过期。请重新登录，页面和已填的内容都还在。").waitFor();
  assert.equal(await page.getByLabel("用户名").inputValue(), "wuye.reception");
  await signIn(page, "wuye.reception");
  await page.getByText("登录已过期。").waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).pathname, `/cases/${ids.bare}`);
  assert.equal(await noting.getByLabel("内容").inputValue(), "等物业经理回话");
  await button(noting, "提交").click();
  await region(page, "经过").getByText("等物业经理回话").waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("a wrong password and an address that leads nowhere are told in words", async () => {
  const { page, context } = await openWindow(browser, office, "phone", "/no-such-page");
  await page.getByLabel("用户名").fill("wuye.reception");
  await page.getByLabel("密码").fill("wrong");
  await button(page, "登录").click();
  await page.getByRole("alert").getByText("用户名或密码不对。").waitFor();
  await signIn(page, "wuye.reception");
  await title(page, "没有找到");
  await page.goto("/cases/00000000-0000-4000-8000-000000000000");
  await page.getByText("这个地址没有内容，或不属于您的单位。").waitFor();
  await context.close();
});

test("where there is nothing yet, each page says what will come", async () => {
  const empty: Record<string, [string, string][]> = {
    "yanlian.engineering": [
      ["/", "手上没有待办"],
      ["/inbox", "没有转到本部门的事项"],
      ["/cases", "还没有事项"],
      ["/approvals", "没有等您决定的审批"],
      ["/approvals?as=asker", "您没有提出过申请"],
      ["/overdue", "没有超时的事项"],
      ["/notices", "还没有通知"],
      ["/compliance", "还没有可以统计的事项"],
      ["/register", "您的岗位不登记事项"],
    ],
    "yanlian.gm": [["/inbox", "您不属于任何部门"]],
  };
  for (const [name, pages] of Object.entries(empty)) {
    const { page, context, faults } = await sit(browser, office, name);
    for (const [path, said] of pages) {
      await page.goto(path);
      await page.getByRole("main").getByText(said, { exact: true }).waitFor();
    }
    assert.deepEqual(faults, [], name);
    await context.close();
  }
});
