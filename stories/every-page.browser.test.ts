// Every page with something on it, at both widths: nothing hinders anybody, overflows, complains, or shows a key.
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
  untranslated,
  watchAccess,
} from "./browser.ts";
import { complaint, type Office, openOffice } from "./office.ts";

let office: Office;
let browser: Browser;
/** One matter that waits for an approval, one overdue, one with an incomplete form. */
let matters: string[];
const day = 86_400_000;

before(async () => {
  office = await openOffice();
  browser = await openBrowser();
  const reception = await office.signIn("wuye.reception");
  const engineering = await office.signIn("wuye.engineering");
  const register = async (body: unknown) =>
    (await reception.post<{ id: string }>("/api/cases", body)).body.id;
  const waits = await register(complaint());
  const [occurredAt, receivedAt] = [5, 4].map((days) => new Date(Date.now() - days * day).toISOString());
  const late = complaint({ title: "楼上深夜装修，噪声扰民，保安多次劝阻无效", severity: "major" });
  const overdue = await register({ ...late, occurredAt, receivedAt, lateReason: "停电，先记在纸上" });
  const bare = await register({
    kind: "complaint",
    title: "楼道灯",
    channel: "phone",
    description: "",
    customer: {},
  });
  matters = [waits, overdue, bare];
  for (const id of [waits, overdue]) await reception.act(id, "forward", { department: "engineering" });
  const signed = await engineering.act(waits, "sign");
  const term = signed.obligations.find((one) => one.clause.endsWith("2.10.1c"));
  const until = new Date(Date.parse(term?.dueAt ?? "") + day).toISOString();
  await engineering.act(waits, "extend", { obligation: term?.id, until, reason: "等配件" }, 202);
});
after(async () => {
  await browser?.close();
  await office?.close();
});

/** Every page, by who has most to see there. */
const pages = (): Record<string, string[]> => ({
  "wuye.reception": [
    "/",
    "/?whose=department",
    "/register",
    `/cases/${matters[2]}`,
    "/notices",
    "/customers?q=zwm",
    "/words",
  ],
  "wuye.engineering": ["/inbox", `/cases/${matters[0]}`, `/cases/${matters[1]}`],
  "wuye.gm": ["/approvals"],
  "wuye.admin": [
    "/cases",
    "/overdue",
    "/regulations?clause=pm-front-office/2.9.4a",
    "/regulations/pm-front-office",
    "/compliance",
    "/import",
    "/roles",
    "/account",
    "/accounts",
  ],
  "yanlian.admin": ["/"],
});

/** What is wrong with the page that is shown, for somebody. */
const wrongs = async (page: Page): Promise<string[]> => {
  const wide = await overflow(page);
  return [
    ...(await hindrances(page)),
    ...(await untranslated(page)).map((key) => `untranslated ${key}`),
    ...(wide > 0 ? [`${wide} px too wide`] : []),
  ];
};

/** All that is wrong on somebody's pages. */
const tour = async (size: Size, name: string, paths: string[]): Promise<string[]> => {
  const { page, context, faults } = await openWindow(browser, office, size);
  await watchAccess(context);
  await page.reload();
  await page.getByText("演示账号", { exact: true }).waitFor();
  const found = name === "wuye.reception" ? await wrongs(page) : [];
  await signIn(page, name);
  for (const path of paths) {
    await page.goto(path);
    await settled(page);
    found.push(...(await wrongs(page)).map((wrong) => `${path}: ${wrong}`));
  }
  await context.close();
  return [...found, ...faults].map((wrong) => `${name} ${wrong}`);
};

for (const size of ["desk", "phone"] as Size[]) {
  test(`at the width of a ${size} no page hinders anybody, overflows, or shows a key`, async () => {
    const tours = Object.entries(pages()).map(([name, paths]) => tour(size, name, paths));
    assert.deepEqual((await Promise.all(tours)).flat(), []);
  });
}
