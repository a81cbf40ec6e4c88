// 运行情况: an administrator sees that all goes well, verifies the record, is told what is wrong and what to do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import type { Browser } from "playwright-core";
import type { Operating } from "#api/operating.ts";
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
import { complaint, type Office, openOffice } from "../office.ts";

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

const sit = async (username: string, size: Size = "desk", path = "/health") => {
  const window = await openWindow(browser, office, size);
  await watchAccess(window.context);
  await window.page.reload();
  await signIn(window.page, username);
  await window.page.goto(path);
  await settled(window.page);
  return window;
};

for (const size of ["desk", "phone"] as Size[])
  test(`at a ${size}: clocks, outbox, seals, machine, each with its sentence; the record verified at a button`, async () => {
    const { page, context, faults } = await sit("wuye.admin", size);
    const own = page.getByRole("region", { name: "本单位" });
    for (const name of ["计时", "后续动作", "封印", "通知送达", "备份", "节假日"])
      await own
        .getByRole("listitem")
        .filter({ has: page.getByRole("heading", { name, exact: true }) })
        .waitFor();
    const machine = page.getByRole("region", { name: /服务器/ });
    await machine.getByText(/PostgreSQL 18/).waitFor();
    await machine.getByText(/磁盘还有|磁盘只剩/).waitFor();
    await machine.getByText(/进程 1 个/).waitFor();
    const proof = page.getByRole("region", { name: "验证记录" });
    await proof.getByRole("button", { name: "现在验证" }).click();
    await proof.getByText("完好").waitFor();
    await proof.getByText(/核对完毕：\d+ 个记录流、\d+ 条记录/).waitFor();
    assert.equal(await overflow(page), 0);
    assert.deepEqual([...(await hindrances(page)), ...(await untranslated(page)), ...faults], []);
    await context.close();
  });

test("an act in the database behind the program's back is found by verifying, and the page says so", async () => {
  const reception = await office.signIn("wuye.reception");
  const made = await reception.post<{ id: string }>("/api/cases", complaint());
  const client = new pg.Client({ connectionString: office.url });
  await client.connect();
  const change = async (title: string): Promise<void> => {
    await client.query("alter table shouwen.event disable trigger event_is_append_only");
    await client.query(
      `update shouwen.event set data = jsonb_set(data, '{channel}', to_jsonb($2::text)) where stream = $1 and seq = 1`,
      [made.body.id, title],
    );
    await client.query("alter table shouwen.event enable trigger event_is_append_only");
  };
  try {
    await change("letter");
    const { page, context } = await sit("wuye.admin");
    const proof = page.getByRole("region", { name: "验证记录" });
    await proof.getByRole("button", { name: "现在验证" }).click();
    await proof.getByText(`记录流 ${made.body.id} 的第 1 条： 内容与写下时不同。`).waitFor();
    await page.getByText("有出错的地方").waitFor();
    await context.close();
    // Another organisation hears nothing of it.
    const elsewhere = await office.signIn("yanlian.admin");
    await elsewhere.post("/api/operating/verify", {});
    for (let n = 0; n < 100; n++) {
      const { body } = await elsewhere.get<Operating>("/api/operating");
      if (body.proof?.state !== "running") {
        assert.equal(body.proof?.state, "whole");
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await change("phone");
    await client.end();
  }
});

test("the page is for administrators; others are told, and refused by the server", async () => {
  const { page, context } = await sit("wuye.reception");
  await page.getByText("只有管理员和审计岗位可以查看运行情况。").waitFor();
  await context.close();
  const reception = await office.signIn("wuye.reception");
  assert.equal((await reception.get("/api/operating")).status, 403);
  assert.equal((await reception.post("/api/operating/verify", {})).status, 403);
});
