// A small regulation of duties that return, put in force in the rehearsal.
import assert from "node:assert/strict";
import type { Person } from "./office.ts";

/** The one regulation that the rehearsal has; its text is replaced by this. */
export const regulation = "pm-front-office";
export const edition = `
regulation: ${regulation}
title: 定期事项试行
roles: { receptionist: 接待员, manager: 主管经理, general-manager: 总经理 }
clauses:
  - id: "1"
    at: 一
    says: 接待员每个工作日上午八点半前检查大厅
    rule: { when: { every: working day }, who: receptionist, within: { time: "08:30" } }
    proof: { raised: "2026-03-05 00:00", due: "2026-03-05 08:30" }
  - id: "2"
    at: 二
    says: 主管经理每月10日前汇总上月投诉
    rule: { when: { every: month }, who: manager, within: { day: 10 }, warn: 1 days, otherwise: [{ escalate: general-manager }], evidence: 汇总表 }
    proof: { raised: "2026-04-01 00:00", due: "2026-04-10 24:00" }
  - id: "3"
    at: 三
    says: 接待员每月培训两次
    rule: { when: { every: month, times: 2 }, who: receptionist }
    proof: { raised: "2026-04-01 00:00", due: "2026-04-30 24:00" }
  - id: "4"
    at: 四
    says: 主管经理每季度填写安全检查表并由总经理核示
    rule: { when: { every: quarter }, must: { event: paper.completed, with: { paper: safety-check } }, who: manager, within: { day: 10 } }
    proof: { raised: "2026-04-01 00:00", due: "2026-04-10 24:00", act: { fill: { paper: safety-check, fields: { found: 无隐患 } } } }
  - id: "5"
    at: 五
    says: 安全检查表写明检查情况，由总经理核示
    paper:
      key: safety-check
      name: 安全检查表
      of: duty
      number: "AQ{yyyy}{nnnn}"
      fields: [{ field: found, name: 检查情况, type: long }]
      sign: [{ step: chief, name: 总经理核示, by: general-manager }]
    proof: { fill: { found: 无隐患 }, sign: [chief] }
`;

export const clause = (id: string): string => `${regulation}/${id}`;

/** Begins a rehearsal at an instant, and puts the regulation in force on that day. */
export const putReturning = async (admin: Person, at: string, date: string): Promise<void> => {
  const reset = await admin.post("/api/rehearsal/reset", { at, regulations: [regulation] });
  assert.equal(reset.status, 200);
  const put = await admin.put(`/api/regulations/${regulation}/editions/${date}`, edition, {
    "content-type": "text/yaml",
    reason: "trial",
  });
  assert.equal(put.status, 200, JSON.stringify(put.body));
};
