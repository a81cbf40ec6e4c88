// The regulation room in the browser: read with its proof, changed and weighed, put into force, signed for, rehearsed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
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
  type Window,
  watchAccess,
} from "./browser.ts";
import { complaint, type Office, openOffice, type Person } from "./office.ts";

const room = "/regulations/pm-front-office";
let office: Office;
let browser: Browser;
let boss: Person;
let admin: Window;

const button = (place: Page | Locator, name: string | RegExp): Locator =>
  place.getByRole("button", { name, exact: true });
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(path);
  await settled(page);
};

before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  boss = await office.signIn("yanlian.admin");
  const at = "2026-11-02T10:00:00+08:00";
  await boss.post("/api/rehearsal/reset", { at, regulations: ["pm-front-office"] });
  const reception = await office.signIn("yanlian.reception");
  const occurredAt = "2026-11-01T20:00:00+08:00";
  for (const title of ["电梯困人", "楼上漏水", "门禁失灵"]) {
    const one = await reception.post<{ id: string }>(
      "/api/cases",
      complaint({ title, severity: "minor", occurredAt }),
    );
    await reception.act(one.body.id, "forward", { department: "engineering" });
  }
  await boss.post("/api/rehearsal/advance", { to: "2026-12-10T10:00:00+08:00" });
  admin = await sit(browser, office, "yanlian.admin");
});
after(async () => {
  await browser?.close();
  await office?.close();
});

test("a clause is read with its status and sentence, and its proof is played as lanes", async () => {
  const { page } = admin;
  await go(page, "/regulations?clause=pm-front-office/2.9.4a");
  const clause = page.locator('[id="pm-front-office/2.9.4a"]');
  await clause.getByText("接待员须在10分钟内转送部门").waitFor();
  await clause.getByText("运行中").waitFor();
  await button(clause, /看它运行/).click();
  const proof = clause.getByRole("region", { name: "验证过程" });
  await proof.getByText("已验证").waitFor();
  for (const [lane, outcome] of [
    ["到期前", "按时"],
    ["到期时", "按时"],
    ["到期后", "迟办"],
    ["一直未办", "超时"],
  ])
    await proof
      .getByRole("listitem")
      .filter({ hasText: lane })
      .getByText(outcome!, { exact: true })
      .first()
      .waitFor();
  await look(page, "room-read");
});

test("a clause is found by its pinyin, and all waiting ones say for what", async () => {
  const { page } = admin;
  await go(page, room);
  await page.getByLabel("在本制度中查找").fill("zaidianhua");
  await page.getByLabel("在本制度中查找").fill("weixiao");
  await page.getByText(/找到 \d+ 条/).waitFor();
  await page.getByLabel("在本制度中查找").fill("");
  await page.getByText(/^未运行 \d+$/).click();
  await page.getByText("检查表尚未启用").first().waitFor();
  await go(page, "/coverage");
  await page.getByText("在等什么").waitFor();
});

test("elsewhere than in a rehearsal the same proof is played in the browser", async () => {
  const { page, faults, context } = await sit(browser, office, "wuye.reception", "phone", room);
  await page.locator(".clause-text").first().waitFor();
  await page.getByLabel("在本制度中查找").fill("2.10.1b");
  const clause = page.locator('[id="pm-front-office/2.10.1b"]');
  await button(clause, /看它运行/).click();
  await clause.getByText("批准后办成").waitFor();
  await look(page, "room-proof-phone");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a figure is changed in the form; the sentence follows, nothing typed is lost, and the proof tells that it no longer fits", async () => {
  const { page } = admin;
  await go(page, `${room}/edit?clause=2.10.1a`);
  await page.getByText(/须在2天内处理完毕/).waitFor();
  await page.getByLabel("多长", { exact: true }).fill("1");
  await page.getByText(/须在1天内处理完毕/).waitFor();
  await page.reload();
  await settled(page);
  await page.getByText(/须在1天内处理完毕/).waitFor();
  await button(page, /验证这一条/).click();
  await page.getByText("未能验证。").waitFor();
  await look(page, "room-edit");
});

test("the same text as a file: a slip is told at its line, a word is offered", async () => {
  const { page } = admin;
  await page.getByRole("radio", { name: "文件" }).check();
  await page.locator(".cm-content").waitFor();
  await page.getByText("没有错误", { exact: true }).waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(
    '\n  - id: "new"\n    says: 新条\n    rule: { when: case.registred, must: case.forwarded, who: receptionist }',
  );
  await page
    .getByText(/有 \d+ 处错误/)
    .first()
    .waitFor();
  await page
    .getByRole("button", { name: /是否指 case.registered/ })
    .first()
    .waitFor();
  await look(page, "room-file");
  await button(page, "放弃修改").click();
  await page.getByText("没有错误", { exact: true }).waitFor();
  await page.getByRole("radio", { name: "表单" }).check();
});

const draftFigure = async (page: Page): Promise<void> => {
  await go(page, `${room}/edit?clause=2.10.1a`);
  await page.getByLabel("多长", { exact: true }).fill("1");
  await page.getByText(/须在1天内处理完毕/).waitFor();
  await button(page, "编写验证情节").click();
  const proof = page.getByLabel("验证情节");
  await proof.fill((await proof.inputValue()).replaceAll("2026-03-06 24:00", "2026-03-05 24:00"));
  await proof.blur();
};

test("the draft is weighed on what happened, and the sentence comes first", async () => {
  const { page } = admin;
  await draftFigure(page);
  await page.getByLabel("修改原因").fill("住户希望更快");
  await button(page, "看改了什么").click();
  await page.locator(".change del").first().waitFor();
  await look(page, "room-compare");
  await button(page, "存为草稿").click();
  await page.getByText("施行这份草稿").waitFor();
  await page.getByRole("link", { name: "先试算" }).click();
  await page.getByText("上个月", { exact: true }).click();
  await button(page, "开始试算").click();
  await page
    .getByText(/改用这份草稿|由 2 天改为 1 天/)
    .first()
    .waitFor();
  await look(page, "room-backtest");
});

test("it is put into force, who must know it signs, and running matters are seen", async () => {
  const { page } = admin;
  await go(page, `${room}/editions`);
  await page.getByRole("navigation", { name: "版本" }).getByText("草稿").click();
  const form = page.getByRole("form", { name: "新版本" });
  await form.getByLabel("修改原因").fill("住户希望更快");
  await form.getByLabel("从哪天起施行").fill("2026-12-10");
  await form.getByRole("button", { name: /施行/ }).click();
  await page.getByText("送达与阅知").waitFor();
  await page.getByText(/送达 \d+ 人/).waitFor();
  await button(page, "看哪些在办事项会受影响").click();
  await page
    .getByText(/在办的共 \d+ 件|没有在办事项/)
    .first()
    .waitFor();
  await look(page, "room-editions");
  const reception = await sit(browser, office, "yanlian.reception", "phone", "/regulations");
  await reception.page.getByRole("link", { name: /PM集团经营部客户服务标准 2026-12-10/ }).click();
  await button(reception.page, "我已知悉").click();
  await reception.page.getByText(/你已于/).waitFor();
  await look(reception.page, "room-signed-phone");
  assert.deepEqual(reception.faults, []);
  await reception.context.close();
});

test("roles and figures are set on one page each", async () => {
  const { page } = admin;
  await go(page, "/figures");
  await page.getByLabel("时限的数：及时").fill("2");
  await button(page, "保存").click();
  await page.getByText("已保存").waitFor();
  await page.getByText("按通用时限").first().waitFor();
  await go(page, "/roles");
  const role = page.locator(".role").filter({ hasText: "主管领导" });
  const before = await role.getByRole("checkbox", { checked: true }).count();
  await role.getByRole("checkbox", { checked: false }).first().check();
  await button(page, "保存").click();
  await page.getByText("已保存").waitFor();
  assert.equal(await role.getByRole("checkbox", { checked: true }).count(), before + 1);
});

test("a file that nobody keeps yet is put in: its faults are told first, then it stands on the shelf", async () => {
  const { page } = admin;
  const example = new URL("../docs/examples/city-hotline.yaml", import.meta.url);
  await go(page, "/regulations");
  await button(page, "新制度").click();
  const sheet = page.getByRole("region", { name: "新制度" });
  await sheet.locator(".cm-content").click();
  await page.keyboard.insertText("regulation: city-hotline\nclauses: 1");
  await sheet
    .getByText(/第 \d+ 行/)
    .first()
    .waitFor();
  await look(page, "room-new-faulty");
  assert.equal(await sheet.getByRole("form").count(), 0);
  await sheet.getByLabel("选择文件（.yaml）").setInputFiles(fileURLToPath(example));
  await sheet.getByText("没有错误", { exact: true }).waitFor();
  await sheet.getByText(/重新开始演练/).waitFor();
  await look(page, "room-new");
  await sheet.getByLabel("修改原因").fill("试行");
  await button(sheet, "今天起施行").click();
  await page.getByRole("navigation", { name: "版本" }).getByText("2026-12-10").waitFor();
  assert.match(page.url(), /city-hotline\/editions/);
});

test("any carried regulation is rehearsed: chosen, begun, moved to what comes next", async () => {
  const { page } = admin;
  await go(page, "/rehearsal");
  const form = page.locator("#main").getByRole("form", { name: "重新开始演练" });
  await form.getByLabel("从什么时候开始").fill("2026-11-18T10:00");
  await form.getByLabel("找制度").fill("燃气");
  await form.getByLabel("找制度").fill("客服人员行为规范");
  await form.getByRole("checkbox").first().check();
  await form.getByLabel("找制度").fill("");
  await form.getByText("采用 2 / 37 部").waitFor();
  await button(form, "重新开始演练").click();
  await form.getByText("已重新开始，采用 2 部制度").waitFor();
  const clockRoom = page.locator("#main");
  await clockRoom.getByRole("button", { name: /^到下一个时刻（/ }).click();
  await page
    .getByText(/推进途中/)
    .first()
    .waitFor();
  await look(page, "room-rehearsal");
});

for (const size of ["desk", "phone"] as Size[])
  test(`at the width of a ${size} the room hinders nobody, overflows nowhere, shows no key`, async () => {
    const { page, context, faults } = await openWindow(browser, office, size);
    await watchAccess(context);
    await page.reload();
    await signIn(page, "yanlian.admin");
    const paths = [
      "/regulations",
      room,
      `${room}/editions`,
      `${room}/edit?clause=2.10.1b`,
      `${room}/edit?as=file`,
      `${room}/backtest`,
      "/coverage",
      "/compliance?clause=pm-front-office/2.9.4a",
      "/figures",
      "/roles",
      "/rehearsal",
    ];
    const wrongs: string[] = [];
    for (const path of paths) {
      await go(page, path);
      await look(page, `room-${size}-${paths.indexOf(path)}`);
      const wide = await overflow(page);
      wrongs.push(...(await hindrances(page)).map((one) => `${path} ${one}`), ...(await untranslated(page)));
      if (wide > 0) wrongs.push(`${path} is ${wide} px too wide`);
    }
    assert.deepEqual([...wrongs, ...faults], []);
    await context.close();
  });

test("nobody's console complained", () => assert.deepEqual(admin.faults, []));
