// At their browsers: an office is set up, somebody takes an invitation, another a slip, one wants a second code,
// and one works in two offices.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { codeAt, stepOf } from "#server/http/session/totp.ts";
import { hindrances, openBrowser, overflow, sizes, untranslated, watchAccess } from "../browser.ts";
import { type Bare, goodPassword, openBare } from "./bare.ts";
import { join } from "./colleague.ts";

let bare: Bare;
let browser: Browser;
const faults: string[] = [];
before(async () => {
  bare = await openBare();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await bare?.close();
});

/** A window of its own, with nobody signed in. */
const open = async (path: string, size: keyof typeof sizes = "desk"): Promise<Page> => {
  const context: BrowserContext = await browser.newContext({
    baseURL: bare.address,
    locale: "zh-CN",
    viewport: sizes[size],
  });
  context.setDefaultTimeout(45_000);
  await watchAccess(context);
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    const expected = /^Failed to load resource: the server responded with a status of 4\d\d/;
    if (["error", "warning"].includes(message.type()) && !expected.test(message.text()))
      faults.push(message.text());
  });
  await page.goto(path);
  return page;
};
/** What everybody can read and reach, at both widths. */
const isFine = async (page: Page, what: string): Promise<void> => {
  for (const size of ["desk", "phone"] as const) {
    await page.setViewportSize(sizes[size]);
    assert.ok((await overflow(page)) <= 0, `${what} overflows at ${size}`);
  }
  await page.setViewportSize(sizes.desk);
  assert.deepEqual(await hindrances(page), [], what);
  assert.deepEqual(await untranslated(page), [], what);
  assert.deepEqual(faults.splice(0), [], what);
};
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const fill = (page: Page, label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
const desk = (page: Page) => page.locator("#main h1").waitFor();

/** Sets an office up by its page. */
const setUp = async (code: string, name: string, number: string): Promise<Page> => {
  const page = await open(`/setup?token=${await bare.token()}`);
  await fill(page, "单位名称", name);
  await fill(page, "单位代码", code);
  await fill(page, "姓名", "钱敏");
  await fill(page, "工号", number);
  await fill(page, "新密码", goodPassword);
  await fill(page, "再输入一遍", goodPassword);
  await button(page, "建立单位并登录").click();
  await desk(page);
  return page;
};

let admin: Page;

test("the address of the console leads to the first page, which says what is wrong and where", async () => {
  const guest = await open("/");
  await guest.getByText("这台服务器还没有单位").waitFor();
  const page = await open(`/setup?token=${await bare.token()}`);
  await fill(page, "单位名称", "青山街道便民中心");
  assert.equal(new URL(page.url()).search, "", "the token is out of the address");
  await fill(page, "单位代码", "9青");
  await page.getByText("2 至 30 个字符").waitFor();
  await fill(page, "单位代码", "qingshan");
  await fill(page, "姓名", "钱敏");
  await fill(page, "工号", "001");
  await fill(page, "手机号", "139 0000 0001");
  await page.getByText("您的登录名：qingshan.001 / qingshan.13900000001").waitFor();
  await fill(page, "新密码", "qingshan.001");
  await page.getByText("不能与登录名、工号或手机号相同", { exact: true }).waitFor();
  await fill(page, "新密码", goodPassword);
  await fill(page, "再输入一遍", "something else");
  await page.getByText("两遍输入的不一样").waitFor();
  await isFine(page, "setup");
  await fill(page, "再输入一遍", goodPassword);
  await button(page, "建立单位并登录").click();
  await desk(page);
  assert.match(page.url(), /\/setup-list$/);
  admin = page;
  const late = await open("/setup?token=spent");
  await fill(late, "单位名称", "另一家");
  await fill(late, "单位代码", "other");
  await fill(late, "姓名", "钱敏");
  await fill(late, "工号", "001");
  await fill(late, "新密码", goodPassword);
  await fill(late, "再输入一遍", goodPassword);
  await button(late, "建立单位并登录").click();
  await late.getByText("这个一次性地址已经用过或已过期").waitFor();
});

test("the invited person sets a password and is at the desk", async () => {
  await join(bare, "qingshan", { id: "qingshan.s2", name: "孙丽", number: "002" });
  await admin.goto("/accounts?q=孙");
  await button(admin, "邀请链接 孙丽").click();
  const link = await admin.locator(".account-secret").innerText();
  // Buttons fade in and out of their waiting.
  await admin.waitForTimeout(500);
  await isFine(admin, "accounts");
  const { pathname, search } = new URL(link);
  const page = await open(pathname + search, "phone");
  await page.getByText("孙丽，您好。青山街道便民中心请您加入").waitFor();
  await fill(page, "新密码", "12345678");
  await page.getByText("这个密码太常见，请换一个", { exact: true }).waitFor();
  await isFine(page, "invite");
  await fill(page, "新密码", goodPassword);
  await fill(page, "再输入一遍", goodPassword);
  await button(page, "设置密码并登录").click();
  await desk(page);
  const again = await open(pathname + search);
  await again.getByText("这个邀请已经用过").waitFor();
});

test("a slip with a starting password leads to the page where an own one is set, and nowhere else", async () => {
  await join(bare, "qingshan", { id: "qingshan.s3", name: "周军", phone: "13900000003" });
  await admin.goto("/accounts");
  await admin.getByLabel("选择 周军").check();
  await button(admin, "打印邀请单（起始密码）").click();
  const slip = admin.locator(".slip");
  await slip.locator("svg").waitFor();
  await isFine(admin, "slips");
  const password = await slip.locator("dd.num").innerText();
  const page = await open("/cases");
  await fill(page, "用户名", "qingshan.13900000003");
  await fill(page, "密码", password);
  await button(page, "登录").click();
  await fill(page, "起始密码", password);
  assert.match(page.url(), /\/password$/);
  await isFine(page, "password");
  await page.goto("/cases");
  await fill(page, "起始密码", "wrong");
  await fill(page, "新密码", goodPassword);
  await fill(page, "再输入一遍", goodPassword);
  await button(page, "设置密码").click();
  await page.getByText("密码不正确").waitFor();
  await fill(page, "起始密码", password);
  await button(page, "设置密码").click();
  await desk(page);
});

test("whoever wants it is asked for a second code", async () => {
  await admin.goto("/account");
  const part = admin.getByRole("region", { name: "两步验证" });
  await part.getByLabel("现在的密码").fill(goodPassword);
  await button(admin, "开启两步验证").click();
  const secret = (await part.locator(".account-secret").innerText()).replace(/\s/g, "");
  await isFine(admin, "account with the QR code");
  await part.getByLabel("验证码").fill(codeAt(secret, stepOf(Date.now())));
  await button(admin, "确认并开启").click();
  await part.locator(".account-codes li").first().waitFor();
  const codes = await part.locator(".account-codes li").allInnerTexts();
  assert.equal(codes.length, 10);
  await isFine(admin, "account with two-factor");
  const page = await open("/");
  await fill(page, "用户名", "qingshan.001");
  await fill(page, "密码", goodPassword);
  await button(page, "登录").click();
  await page.getByLabel("验证码", { exact: true }).fill("000000");
  await button(page, "登录").click();
  await page.getByText("验证码不正确").waitFor();
  await page.getByLabel("验证码", { exact: true }).fill(codes[0] ?? "");
  await button(page, "登录").click();
  await desk(page);
});

test("one person changes over between two offices at the top of the page", async () => {
  const page = await setUp("lushui", "绿水社区服务站", "777");
  await page.goto("/account");
  const part = page.getByRole("region", { name: "我在其他单位的账号" });
  await part.getByLabel("那边的登录名").fill("qingshan.002");
  await part.getByLabel("那边的密码").fill(goodPassword);
  await button(page, "关联").click();
  await part.getByText("青山街道便民中心").waitFor();
  await page.reload();
  const choice = page.getByLabel("切换单位");
  await choice.selectOption({ label: "青山街道便民中心" });
  await page.locator(".top-me", { hasText: "孙丽" }).waitFor();
  await isFine(page, "changed over");
  await page.getByLabel("切换单位").selectOption({ label: "绿水社区服务站" });
  await page.locator(".top-me", { hasText: "钱敏" }).waitFor();
});
