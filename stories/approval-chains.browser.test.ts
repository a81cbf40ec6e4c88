// A chain of consents as people see it: on a phone, handed on, sent back, in somebody's place, with how long is left.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { CaseWhole } from "#api/case.ts";
import {
  hindrances,
  openBrowser,
  openWindow,
  overflow,
  settled,
  signIn,
  untranslated,
  watchAccess,
} from "./browser.ts";
import { complaint, type Office, openOffice } from "./office.ts";

const text = `
regulation: pm-front-office
title: 审批试行办法
roles: { manager: 主管经理, general-manager: 总经理, operations-manager: 工程部, supervisor: 保安部 }
clauses:
  - { id: "1", says: 撤诉先由工程部和保安部会签，再依次经主管经理、保安部同意，抄送总经理,
      gate: { do: case.withdraw, need: [{ approval: { all: [operations-manager, supervisor], within: 2 days } }, { approval: { inTurn: [manager, supervisor], within: 2 hours, cc: [general-manager] } }] } }
`;

let office: Office;
let browser: Browser;
let number = "";
before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  const admin = await office.signIn("yanlian.admin");
  const json = { "content-type": "application/json" };
  const at = "2026-11-18T10:00:00+08:00";
  await admin.post("/api/rehearsal/reset", { at, regulations: ["pm-front-office"] });
  const yaml = { "content-type": "text/yaml", reason: "trial" };
  const put = await admin.put("/api/regulations/pm-front-office/editions/2026-11-18", text, yaml);
  assert.equal(put.status, 200, JSON.stringify(put.body));
  const roles = { "operations-manager": ["engineering"], supervisor: ["security"] };
  const items = Object.entries(roles).map(([role, posts]) => ({
    regulation: "pm-front-office",
    role,
    posts,
  }));
  await admin.put("/api/roles", JSON.stringify({ items }), json);
  const reception = await office.signIn("yanlian.reception");
  const given = complaint({ occurredAt: "2026-11-17T20:00:00+08:00" });
  const { body } = await reception.post<CaseWhole>("/api/cases", given);
  number = body.number;
  await reception.act(body.id, "withdraw", { reason: "住户撤诉" }, 202);
});
after(async () => {
  await browser.close();
  await office.close();
});

const card = (page: Page) => page.getByRole("article", { name: `审批 ${number}` });
const press = (page: Page, name: string) => card(page).getByRole("button", { name, exact: true }).click();

/** Somebody's approvals on a phone; `look` does what is to be done there, and nothing may hinder them. */
const onPhone = async (post: string, path: string, look: (page: Page) => Promise<void>): Promise<void> => {
  const { page, context, faults } = await openWindow(browser, office, "phone");
  await watchAccess(context);
  await signIn(page, `yanlian.${post}`);
  await page.goto(path);
  await settled(page);
  await look(page);
  assert.deepEqual(await hindrances(page), []);
  assert.deepEqual(await untranslated(page), []);
  assert.equal(await overflow(page), 0);
  assert.deepEqual(faults, []);
  await context.close();
};

test("two sign together, the one on a phone; one hands on to somebody, who finds it", async () => {
  await onPhone("engineering", "/approvals", async (page) => {
    await card(page).getByText("会签，都要同意").waitFor();
    await card(page).getByText("等 工程部负责人 吴建平").waitFor();
    await card(page).getByText("剩 2 天").first().waitFor();
    await card(page).getByLabel("意见（可不填）").fill("情况属实");
    await press(page, "批准");
    await page.getByText("没有等您决定的审批").waitFor();
  });
  await onPhone("security", "/approvals", async (page) => {
    await card(page).getByText("吴建平 同意").first().waitFor();
    await press(page, "转交");
    await card(page).getByLabel("转交给").selectOption({ label: "周婷" });
    await card(page).getByLabel("原因（可不填）").fill("值班在外");
    await press(page, "提交");
    await page.getByText("没有等您决定的审批").waitFor();
  });
  await onPhone("reception2", "/approvals", async (page) => {
    await card(page).getByText("由赵铁军转交").waitFor();
    await press(page, "批准");
    await page.getByText("没有等您决定的审批").waitFor();
  });
});

test("the manager names a deputy; the deputy sends it back with a reason, and the record says in whose place", async () => {
  await onPhone("manager", "/approvals", async (page) => {
    const naming = page.getByRole("form", { name: "指定代理人" });
    await naming.getByLabel("代理人").selectOption({ label: "何志远" });
    await naming.getByLabel("从").fill("2026-11-18T00:00");
    await naming.getByLabel("到", { exact: true }).fill("2026-11-20T00:00");
    await naming.getByRole("button", { name: "指定代理人" }).click();
    await page.getByRole("button", { name: "取消何志远的代理" }).waitFor();
  });
  await onPhone("gm", "/approvals", async (page) => {
    await card(page).getByText("您现在代陈国栋决定").waitFor();
    await press(page, "退回");
    await card(page).getByLabel("退回到").selectOption({ label: "第 1 步" });
    await card(page).getByLabel("原因", { exact: true }).fill("请写明时间");
    await press(page, "提交");
    await page.getByText("没有等您决定的审批").waitFor();
    await page.goto("/approvals?as=copied");
    await card(page).getByText(/^经过/).click();
    await card(page).getByText("何志远（代陈国栋） 退回").waitFor();
  });
});

test("who asked sees how far it is, and takes it back", async () => {
  await onPhone("reception", "/approvals?as=asker", async (page) => {
    await card(page).getByText("等 工程部负责人 吴建平").waitFor();
    await press(page, "催办");
    await press(page, "提交");
    await press(page, "撤回申请");
    await press(page, "提交");
    await card(page).getByText("已撤回").waitFor();
  });
});
