// The words of papers, the same on a matter, on a recurring duty and on a paper that stands alone.
import type { Fields, Vocabulary } from "#domain/regulation/vocabulary.ts";

const paper: Fields = { paper: { type: "paper", name: "表单" } };
const step: Fields = { ...paper, step: { type: "text", name: "签署步骤" } };
const reason: Fields = { reason: { type: "text", name: "原因" } };
const copy: Fields = { ...paper, copy: { type: "text", name: "联次" } };

export const paperVocabulary: Vocabulary = {
  kind: "paper",
  name: "表单",
  state: {},
  events: {
    "paper.filled": { name: "填写", fields: paper },
    "paper.signed": { name: "签署", fields: step },
    "paper.sent-back": { name: "退回修改", fields: { ...step, ...reason } },
    "paper.completed": { name: "填签完毕", fields: paper },
    "paper.renewed": { name: "另填新表", fields: { ...paper, ...reason } },
    "paper.voided": { name: "作废", fields: { ...paper, ...reason } },
    "paper.issued": { name: "交付联次", fields: copy },
  },
  actions: {
    "paper.fill": { name: "填写", fields: paper },
    "paper.sign": { name: "签署", fields: step },
    "paper.send-back": { name: "退回修改", fields: { ...step, ...reason } },
    "paper.renew": { name: "另填新表", fields: { ...paper, ...reason } },
    "paper.void": { name: "作废", fields: { ...paper, ...reason } },
    "paper.issue": { name: "交付联次", fields: copy },
  },
};
