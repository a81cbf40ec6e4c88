// Whoever prints something endless waits for nobody and keeps nobody waiting.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sheet } from "#domain/paper/sheet.ts";
import { ProblemError } from "#server/http/problem.ts";
import { printSheet } from "./print.ts";

const sheet = (value: string): Sheet => ({
  organisation: "荣安物业服务有限公司",
  title: "退货单",
  number: null,
  banner: null,
  cells: [{ label: "经过", value, wide: true }],
  boxes: [],
  copies: null,
  foot: [],
  attached: [],
});
const status = (e: unknown): number => (e instanceof ProblemError ? e.problem.status : 500);

test("a sheet of two million letters is refused; beside a crowd each gets its own, or is told to come again", async () => {
  await assert.rejects(printSheet(sheet("长".repeat(2_000_000))), (e) => status(e) === 422);
  const all = await Promise.allSettled(Array.from({ length: 60 }, () => printSheet(sheet("短"))));
  const printed = all.filter((a) => a.status === "fulfilled");
  assert.equal(printed.length, 50);
  for (const a of all) if (a.status === "rejected") assert.equal(status(a.reason), 503);
  assert.ok((await printSheet(sheet("又一张"))).length > 1000);
});
