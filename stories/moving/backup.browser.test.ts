// 备份与导出: made at a button, taken away with the password; on a telephone too, and in English.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { auditBundle } from "#server/backup/audit/bundle.ts";
import {
  hindrances,
  openBrowser,
  openWindow,
  overflow,
  type Size,
  settled,
  signIn,
  untranslated,
  watchAccess,
} from "../browser.ts";
import { type Office, openOffice } from "../office.ts";

let office: Office;
let browser: Browser;
before(async () => {
  office = await openOffice();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const sit = async (username: string, size: Size = "desk") => {
  const window = await openWindow(browser, office, size);
  await watchAccess(window.context);
  await window.page.reload();
  await signIn(window.page, username);
  await window.page.goto("/backup");
  await settled(window.page);
  return window;
};
const list = (page: Page) => page.getByRole("region", { name: "做过的备份与导出" });

for (const size of ["desk", "phone"] as Size[])
  test(`at a ${size}: a backup is made, and taken away once the password is typed again`, async () => {
    const { page, context, faults } = await sit("wuye.admin", size);
    const whole = page.getByRole("region", { name: "整机备份" });
    const before = await list(page).getByRole("listitem").count();
    await whole.getByRole("button", { name: "现在备份" }).click();
    const first = list(page).getByRole("listitem").first();
    await list(page).getByRole("listitem").nth(before).waitFor();
    await first.getByText("已完成").waitFor();
    await first.getByText(/^[\d.,]+ (kB|MB)$/).waitFor();
    await whole.getByText("最近一次备份：").waitFor();
    await first.getByRole("button", { name: /^下载 shouwen-backup-.*tar\.gz$/ }).click();
    await first.getByLabel("再输入一次密码").fill("wrong");
    await first.getByRole("button", { name: "下载" }).click();
    await first.getByRole("alert").waitFor();
    await first.getByLabel("再输入一次密码").fill("shouwen-demo");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      first.getByRole("button", { name: "下载" }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^shouwen-backup-.*\.tar\.gz$/);
    assert.equal(await overflow(page), 0);
    assert.deepEqual([...(await hindrances(page)), ...(await untranslated(page)), ...faults], []);
    await context.close();
  });

test("the export and the audit bundle; the hour of the night", async () => {
  const { page, context } = await sit("wuye.admin");
  await page.getByLabel("同时把每份表单印成 PDF").uncheck();
  await page.getByRole("button", { name: "现在导出" }).click();
  await list(page).getByText("数据导出").first().waitFor();
  await page.getByRole("button", { name: "现在生成审计包" }).click();
  const bundle = list(page).getByRole("listitem").filter({ hasText: "审计包" }).first();
  await bundle.getByText("已完成").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    bundle.getByRole("button", { name: /^下载/ }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^wuye-audit-.*\.zip$/);
  await page.getByRole("checkbox", { name: "每天自动备份" }).check();
  await page.getByRole("combobox", { name: "时间" }).selectOption("22:00");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: "保存", disabled: true }).waitFor();
  await page.reload();
  await settled(page);
  assert.equal(await page.getByRole("combobox", { name: "时间" }).inputValue(), "22");
  await context.close();
});

test("who may not is told; a rehearsal is told why the whole is not theirs", async () => {
  const desk = await sit("wuye.reception");
  await desk.page.getByText("只有系统管理员和审计人员可以打开备份与导出").waitFor();
  await desk.context.close();
  const trial = await sit("yanlian.admin");
  await trial.page.getByText("这台服务器上不止一个单位").waitFor();
  assert.equal(await trial.page.getByRole("button", { name: "现在备份" }).count(), 0);
  await trial.context.close();
});

test("the bundle's own page verifies it in a browser, away from the server, and names what was changed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shouwen-bundle-"));
  const { world } = office.running;
  const bundle = join(folder, "bundle");
  await auditBundle(world.side, world.dataDir, "wuye", bundle);
  const page = await browser.newPage();
  const told = async (): Promise<string> => {
    await page.goto(`file://${join(bundle, "verify.html")}`);
    await page.locator("#folder").setInputFiles(join(bundle, "data"));
    await page.locator("output.good, output.bad").waitFor();
    return page.locator("#said").innerText();
  };
  assert.match(await told(), /All is well: .*\n核对无误：/);
  const events = join(bundle, "data", "events.ndjson");
  writeFileSync(
    events,
    readFileSync(events, "utf8").replace('"type":"organisation.', '"type":"organisations.'),
  );
  assert.match(
    await told(),
    /First fault: stream \S+, event 1: The event is not what was written\.\n第一处问题：/,
  );
  await page.close();
  rmSync(folder, { recursive: true, force: true });
});
