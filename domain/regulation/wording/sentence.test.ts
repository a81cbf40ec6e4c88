// Rules and gates read aloud, and how their clauses stand.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Regulation } from "../file.ts";
import { statusOf } from "../status.ts";
import { clauseOf, filled, frontOffice, trial } from "../testing/files.ts";
import { sentence } from "./sentence.ts";

const says = (id: string, r: Regulation = frontOffice): string | null => sentence(clauseOf(r, id), r);
const one = (block: string): string | null => says("1", trial({ 1: block }));

test("rules of the real regulation", () => {
  assert.equal(says("2.9.4a"), "事项登记或重新办理后，接待员须在10分钟内转送部门（仅限投诉）。");
  assert.equal(says("2.9.3b"), "事项登记或重新办理后，接待员须在当天呈报总经理（仅限重大投诉）。");
  assert.equal(
    says("2.9.4c"),
    "事项登记或重新办理后，接待员须在当天先呈报经营部经理，再呈报总经理或管理部主管经理（仅限重大或重要投诉）。",
  );
  assert.equal(
    says("2.9.3d"),
    "事项登记或重新办理后，承办部门须在客户要求的期限内（没有的在2天内）处理完毕或认定投诉不成立（仅限轻微投诉）。",
  );
  assert.equal(
    says("2.9.6b"),
    "事项交回意见表后，接待员须在当天告知客户（告知方式为电话或上门；仅限投诉）；重新办理后不再要求。",
  );
  assert.equal(
    says("2.10.2b"),
    "事项登记或重新办理后，承办部门宜在10天内处理完毕或认定投诉不成立（仅限重大投诉）。",
  );
  assert.equal(
    says("2.9.4b"),
    "事项转送部门后，该部门须签收（仅限投诉）；再次转送部门时重新计时；退回后不再要求。",
  );
});

test("gates of the real regulation", () => {
  assert.equal(says("2.8.4c"), "转送部门须先把《住户投诉意见表》填写完整（仅限投诉）。");
  assert.equal(says("2.10.1b"), "延期须经主管经理批准（仅限条款2.10.1a或2.9.3d）。");
});

test("the rest of the language", () => {
  assert.equal(
    one(
      "rule: { when: case.registered, while: { amount: { over: 500 }, channel: { not: phone } }, must: case.resolved, who: desk, within: 2 working days, warn: 4 hours, pause: [等待客户, 等待配件], otherwise: [{ escalate: chief }] }",
    ),
    "事项登记后，前台须在2个工作日内处理完毕（仅限金额超过500，来源渠道不是电话）；因等待客户或等待配件暂停时不计时；到期前4小时提醒；逾期升级至主管。",
  );
  assert.equal(
    one(
      "gate: { do: case.settle, need: [{ approval: [{ while: { amount: { under: 1000 } }, by: desk }, { by: director }] }, { done: case.investigated }] }",
    ),
    "确定补救须金额不满1000的经前台批准，其余的经总经理批准，并先调查。",
  );
  assert.equal(one("gate: { do: [case.pause, case.resume], never: true }"), "不得暂停计时或恢复计时。");
  assert.equal(one("inspect: { checklist: dress }"), null);
});

test("every rule and gate of the real regulation has a whole sentence in Chinese", () => {
  for (const c of frontOffice.clauses) {
    const text = sentence(c, frontOffice);
    if (!c.rule && !c.gate && !c.tally) assert.equal(text, null);
    else assert.match(text ?? "", /^[^a-z]*(?:2\.\d+\.\d+[a-z][^a-z]*)*。$/, c.id);
  }
});

test("a clause runs, or says what it waits for", () => {
  const status = (id: string, figures = {}) => statusOf(clauseOf(frontOffice, id), figures, frontOffice);
  for (const id of ["2.9.4a", "2.9.4b", "2.10.1b", "2.8.4c", "2.9.3a", "2.9.5a", "2.9.6c", "2.8.3"])
    assert.deepEqual(status(id), { status: "running" }, id);
  for (const id of ["2.1c", "2.8.4b"]) {
    assert.deepEqual(status(id), { status: "waiting", reason: "未设定时限" });
    assert.deepEqual(status(id, filled), { status: "running" });
  }
  assert.deepEqual(status("1.1.3"), { status: "waiting", reason: "检查表尚未启用" });
  assert.equal(status("2.5.1a").status, "waiting");
  const twin = trial({
    1: "rule: { when: case.registered, must: case.noted, who: desk, within: promptly }",
    2: 'see: ["1"]',
  });
  assert.deepEqual(statusOf(clauseOf(twin, "2"), {}, twin), { status: "waiting", reason: "未设定时限" });
});

test("every clause that waits says why", () => {
  for (const c of frontOffice.clauses) {
    const s = statusOf(c, {}, frontOffice);
    assert.equal(s.status === "waiting", (s.reason ?? "") !== "", c.id);
  }
});
