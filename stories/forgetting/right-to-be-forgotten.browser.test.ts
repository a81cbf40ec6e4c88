// Somebody is forgotten at a desk, and what was kept long enough is destroyed; both pages hinder nobody, at both widths.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
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
} from "../browser.ts";
import { complaint, type Office, openOffice, type Person } from "../office.ts";
import { edition, regulation } from "../paper-trial.ts";
import { holding } from "./forgotten.ts";

let office: Office;
let browser: Browser;
let admin: Person;
let reception: Person;
const kept = edition.replace("      customer: never\n", "      customer: never\n      keep: 6 months\n");

before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  admin = await office.signIn("yanlian.admin");
  reception = await office.signIn("yanlian.reception");
  const at = "2026-03-02T09:00:00+08:00";
  await admin.post("/api/rehearsal/reset", { at, regulations: [regulation] });
  const headers = { "content-type": "text/yaml", reason: "trial" };
  await admin.put(`/api/regulations/${regulation}/editions/2026-03-02`, kept, headers);
  const customer = { name: "闻人忘言", phone: "13612345678" };
  const occurredAt = "2026-03-01T20:00:00+08:00";
  await reception.post("/api/cases", complaint({ customer, occurredAt, title: "闻人忘言报楼道灯不亮" }));
  const other = await reception.post<{ id: string }>("/api/cases", complaint({ occurredAt }));
  await reception.act(other.body.id, "note", { text: "邻居闻人忘言在场" });
  for (const visitor of ["闻人忘言", "访客甲"])
    await reception.post("/api/papers", { paper: "visitors", fields: { visitor } });
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

test("the administrator looks somebody up, sees what is held, and erases it with a reason and the password", async () => {
  const { page, faults } = await sit(browser, office, "yanlian.admin", "desk", "/erasure");
  await page.getByLabel("查找本人").fill("闻人忘言");
  await page.getByRole("button", { name: "查找" }).click();
  await page.getByRole("heading", { name: "有关这个人的内容：4 处" }).waitFor();
  await page.getByText("136****5678").waitFor();
  await look(page, "erasure-found");
  // What still runs is not ticked by itself, and says why.
  const boxes = page.getByRole("checkbox");
  assert.equal(await boxes.count(), 4);
  for (let n = 0; n < 4; n++) if (await boxes.nth(n).isEnabled()) await boxes.nth(n).check();
  await page.getByText("按制度须保存，", { exact: false }).waitFor();
  await page.getByLabel("原因", { exact: true }).fill("本人要求");
  await page.getByLabel("提前删除的理由").fill("本人撤回同意");
  await page.getByLabel("再次输入登录密码").fill("shouwen-demo");
  await look(page, "erasure-confirm");
  await page.getByRole("button", { name: "删除选定的 3 处" }).click();
  await page.getByText("已删除 3 处", { exact: false }).waitFor();
  await page.getByText("本人要求").first().waitFor();
  await look(page, "erasure-done");
  assert.deepEqual(await holding(office, "13612345678"), []);
  assert.deepEqual(await holding(office, "闻人忘言报楼道灯"), []);
  assert.deepEqual(faults, []);
});

test("a keeping time is set, and what has passed one is destroyed by the head from the duty", async () => {
  const desk = await sit(browser, office, "yanlian.admin", "desk", "/retention");
  await desk.page.getByLabel("多久清点一次").selectOption("month");
  await desk.page.getByLabel("保存多久的数：投诉事项").fill("3");
  await desk.page.getByRole("button", { name: "保存", exact: true }).click();
  await desk.page.getByText("已保存").waitFor();
  await look(desk.page, "retention-set");
  await admin.post("/api/rehearsal/advance", { to: "2026-10-02T09:00:00+08:00" });
  const { page, faults } = await sit(browser, office, "yanlian.gm", "desk", "/duties?span=month");
  await page.getByRole("link", { name: "2026年10月", exact: true }).first().click();
  await page.getByRole("link", { name: "去清点保存期满的" }).waitFor();
  const duty = page.url();
  await page.getByRole("link", { name: "去清点保存期满的" }).click();
  await settled(page);
  await page.getByText("6 个月").first().waitFor();
  await look(page, "retention-due");
  await page.getByRole("button", { name: "保留", exact: true }).first().click();
  await page.getByLabel("为什么保留（诉讼、争议）").fill("有争议");
  await page.getByRole("button", { name: "保留", exact: true }).first().click();
  await page.getByText("保留中").waitFor();
  await page.getByLabel("再次输入登录密码").fill("shouwen-demo");
  await page.getByRole("button", { name: "销毁选定的 1 处" }).click();
  await page.getByText("已销毁 1 处", { exact: false }).waitFor();
  await look(page, "retention-done");
  await page.goto(duty);
  await settled(page);
  await page.getByText("按时完成").first().waitFor();
  assert.deepEqual([...faults, ...desk.faults], []);
});

for (const size of ["desk", "phone"] as Size[])
  test(`at the width of a ${size} the pages hinder nobody, overflow nowhere, show no key`, async () => {
    const { page, context, faults } = await openWindow(browser, office, size);
    await watchAccess(context);
    await page.reload();
    await signIn(page, "yanlian.admin");
    const wrongs: string[] = [];
    for (const path of ["/erasure", "/retention"]) {
      await page.goto(path);
      await settled(page);
      if (path === "/erasure") {
        await page.getByLabel("查找本人").fill("张伟民");
        await page.getByRole("button", { name: "查找" }).click();
        await page.getByRole("heading", { name: /有关这个人的内容/ }).waitFor();
      }
      await look(page, `erasing-${size}-${path.slice(1)}`);
      wrongs.push(...(await hindrances(page)), ...(await untranslated(page)));
      if ((await overflow(page)) > 0) wrongs.push(`${path} is too wide`);
    }
    assert.deepEqual([...wrongs, ...faults], []);
    await context.close();
  });
