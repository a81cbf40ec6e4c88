// The board of recurring duties at a desk and on a phone: seen, done with a sentence, and then kept for all to see.
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
} from "./browser.ts";
import { type Office, openOffice, type Person } from "./office.ts";
import { putReturning } from "./returning.ts";

let office: Office;
let browser: Browser;
let admin: Person;
before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  admin = await office.signIn("yanlian.admin");
  await putReturning(admin, "2026-09-25T10:00:00+08:00", "2026-09-25");
  await admin.post("/api/rehearsal/advance", { to: "2026-10-14T07:30:00+08:00" });
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

test("the receptionist finds today's duty on the desk, does it with a sentence, and the board shows it kept", async () => {
  const { page, faults } = await sit(browser, office, "yanlian.reception");
  await look(page, "duty-desk");
  await page.getByRole("link", { name: "定期事项 10月14日" }).click();
  await settled(page);
  await look(page, "duty-one");
  const text = page.getByLabel("做了什么、有何凭据");
  await text.fill("大厅已查，灯具完好");
  await page.getByRole("button", { name: "办毕" }).click();
  await page.getByText("按时完成").first().waitFor();
  await page.getByText("大厅已查，灯具完好").waitFor();
  await page.getByRole("link", { name: "看这一条的其他各期" }).click();
  await page.getByRole("link", { name: /10月14日 按时完成/ }).waitFor();
  await page
    .getByRole("link", { name: /10月13日 已超时/ })
    .first()
    .waitFor();
  assert.deepEqual(faults, []);
});

test("the manager fills the quarter's form, the general manager signs it, and with that the duty is done", async () => {
  const path = "/duties?span=month&owner=";
  const window = await sit(browser, office, "yanlian.manager", "phone", path);
  await window.page.getByRole("link", { name: "2026年第4季度" }).first().click();
  await window.page.getByLabel("检查情况").fill("三号楼消防栓缺水带一条，已补");
  await window.page.getByRole("button", { name: "保存", exact: true }).click();
  await window.page.getByText("AQ20260001").first().waitFor();
  await look(window.page, "duty-paper");
  const gm = await sit(browser, office, "yanlian.gm", "desk", new URL(window.page.url()).pathname);
  await gm.page.getByLabel("再次输入登录密码").fill("shouwen-demo");
  await gm.page.getByRole("button", { name: "确认签署" }).click();
  await gm.page.getByText("已完毕").first().waitFor();
  await gm.page.getByText("超时 ", { exact: false }).first().waitFor();
  await look(gm.page, "duty-paper-signed");
  assert.deepEqual([...window.faults, ...gm.faults], []);
});

test("whoever does not owe it sees why it is not theirs", async () => {
  const { page } = await sit(browser, office, "yanlian.security", "phone", "/duties?span=month");
  await page.getByRole("link", { name: "2026年10月", exact: true }).click();
  await page.getByText("只有该事项的责任岗位或其上级可以办理。").waitFor();
  assert.equal(await page.getByRole("button", { name: "办毕" }).count(), 0);
});

for (const size of ["desk", "phone"] as Size[])
  test(`at the width of a ${size} the pages hinder nobody, overflow nowhere, show no key`, async () => {
    const { page, context, faults } = await openWindow(browser, office, size);
    await watchAccess(context);
    await page.reload();
    await signIn(page, "yanlian.manager");
    const duties = await admin.get<{ items: { id: string }[] }>("/api/duties?limit=1&state=breached");
    const paths = [
      "/duties",
      "/duties?span=month&look=year",
      `/duties/${duties.body.items[0]?.id}`,
      "/notices",
    ];
    const wrongs: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      await settled(page);
      await look(page, `duty-${size}-${paths.indexOf(path)}`);
      wrongs.push(...(await hindrances(page)), ...(await untranslated(page)));
      if ((await overflow(page)) > 0) wrongs.push(`${path} is too wide`);
    }
    assert.deepEqual([...wrongs, ...faults], []);
    await context.close();
  });
