// An administrator lets notices out of the house: mail and a group robot, tried before they are relied on, and the record.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { type MailServer, startMailServer } from "#server/delivery/testing/mail-server.ts";
import { type RobotServer, startRobot } from "#server/delivery/testing/robot.ts";
import {
  hindrances,
  openBrowser,
  overflow,
  settled,
  sit,
  untranslated,
  type Window,
  watchAccess,
} from "./browser.ts";
import { complaint, type Office, openOffice } from "./office.ts";

let office: Office;
let browser: Browser;
let mails: MailServer;
let robot: RobotServer;
let window: Window;

before(async () => {
  [mails, robot] = await Promise.all([startMailServer(), startRobot()]);
  office = await openOffice("first", { OUTBOUND_PRIVATE: "allow" });
  browser = await openBrowser();
  window = await sit(browser, office, "wuye.admin");
  await watchAccess(window.context);
  await window.page.goto("/delivery");
  await settled(window.page);
});
after(async () => {
  await browser?.close();
  await office?.close();
  await Promise.all([mails.close(), robot.close()]);
});

const sheet = (title: string) =>
  window.page.locator(".sheet", { has: window.page.getByRole("heading", { name: title, exact: true }) });
const save = async (): Promise<void> => {
  await window.page.getByRole("button", { name: "保存设置" }).click();
  await window.page.getByText("已保存。").waitFor();
};

test("where nothing goes out yet, the page says how to begin", async () => {
  const { page } = window;
  await page.getByText("通知目前只在系统内显示").waitFor();
  await page.getByText("还没有群机器人").waitFor();
  await page.getByText("没有这样的记录").waitFor();
  assert.deepEqual(await untranslated(page), []);
  assert.deepEqual(await hindrances(page), []);
});

test("the mail server is set, saved and tried, and its answer is shown", async () => {
  const { page } = window;
  const mail = sheet("邮件");
  await mail.getByLabel("邮件服务器").fill("127.0.0.1");
  await mail.getByText("不加密（25）").click();
  await mail.getByLabel("端口").fill(String(mails.port));
  await mail.getByLabel("发件人").fill("客服中心 <notice@office.example>");
  await mail.getByLabel("启用").check();
  assert.ok(await mail.getByRole("button", { name: "试发" }).isDisabled());
  await save();
  await mail.getByLabel(/^试发到/).fill("me@office.example");
  await mail.getByRole("button", { name: "试发" }).click();
  await mail.getByText(/^已发出。.*250/).waitFor();
  assert.deepEqual(mails.got[0]?.to, ["me@office.example"]);
  assert.equal(await page.getByLabel("密码或授权码").inputValue(), "");
});

test("a group robot is added, and a wrong key is told in words", async () => {
  const { page } = window;
  const groups = sheet("群机器人");
  await groups.getByRole("button", { name: "添加群机器人" }).click();
  await groups.getByLabel("名称").fill("前台群");
  await groups.getByLabel("机器人地址").fill(robot.address.replace(/key=.*/, "key=wrong-key-1"));
  await save();
  assert.equal(await groups.getByLabel("机器人地址").inputValue(), "");
  assert.equal(await groups.getByLabel("机器人地址").getAttribute("placeholder"), "已设置");
  await groups.getByRole("button", { name: "试发" }).click();
  await groups.getByText("群机器人拒收（errcode 93000）").waitFor();
  await groups.getByLabel("机器人地址").fill(robot.address);
  await page.getByLabel("合并时间（秒）").fill("0");
  await save();
  await groups.getByRole("button", { name: "试发" }).click();
  await groups.getByText(/^已发出。/).waitFor();
  assert.equal(robot.heard.length, 1);
});

test("what went out stands in the record by itself, and can be sent again", async () => {
  const { page } = window;
  const desk = await office.signIn("wuye.reception");
  const { body } = await desk.post<{ id: string; number: string }>(
    "/api/cases",
    complaint({ occurredAt: new Date(Date.now() - 3_600_000).toISOString() }),
  );
  await desk.act(body.id, "forward", { department: "engineering" });
  const record = sheet("发送记录");
  await record.getByRole("listitem").first().getByText("已发出", { exact: true }).waitFor();
  await record.getByText(body.number).first().waitFor();
  const heard = robot.heard.length;
  await record.getByRole("button", { name: "再发一次" }).first().click();
  while (robot.heard.length === heard) await page.waitForTimeout(100);
  await record.getByText(/^已放弃/).click();
  await record.getByText("没有这样的记录").waitFor();
  assert.match(page.url(), /state=given-up/);
  assert.deepEqual(await untranslated(page), []);
  assert.deepEqual(await hindrances(page), []);
  assert.deepEqual(window.faults, []);
});

test("on a telephone nothing sticks out", async () => {
  const small = await sit(browser, office, "wuye.admin", "phone", "/delivery");
  await small.page.getByText("发送记录").waitFor();
  assert.equal(await overflow(small.page), 0);
  assert.deepEqual(small.faults, []);
});

test("everybody chooses on their own account, and a receptionist sees no settings", async () => {
  const desk = await sit(browser, office, "wuye.reception", "desk", "/account");
  const mine = desk.page.getByLabel("通知也发到我的邮箱");
  await mine.waitFor();
  assert.ok(await mine.isChecked());
  await mine.click();
  await desk.page.waitForFunction("!document.querySelector('.account-choice input').checked");
  await desk.page.reload();
  await settled(desk.page);
  await mine.waitFor();
  assert.ok(!(await mine.isChecked()));
  await desk.page.goto("/delivery");
  await desk.page.getByText("只有管理员和审计岗位可以查看通知送达。").waitFor();
});
