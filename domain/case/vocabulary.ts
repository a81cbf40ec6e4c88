// The words that matters (cases) offer to regulations.
import type { Fields, Vocabulary } from "#domain/regulation/vocabulary.ts";
import { caseStates, channels, kinds, severities } from "./values.ts";

const kindField = {
  type: kinds,
  name: "类别",
  labels: {
    complaint: "投诉",
    enquiry: "咨询",
    query: "查询",
    request: "求助报修",
    suggestion: "建议",
    praise: "表扬",
    application: "申请",
  },
};
const channelLabels = {
  phone: "电话",
  visit: "来访",
  chat: "在线聊天",
  email: "电子邮件",
  letter: "来信",
  fax: "传真",
  web: "网上",
  field: "现场",
};
const stateLabels = {
  registered: "已登记",
  forwarded: "已转送",
  accepted: "办理中",
  resolved: "处理完毕",
  informed: "已告知",
  closed: "已归档",
  withdrawn: "已撤诉",
};

const form: Fields = {
  title: { type: "text", name: "标题" },
  description: { type: "text", name: "事件经过" },
  channel: { type: channels, name: "来源渠道", labels: channelLabels },
  customer: { type: "presence", name: "联系方式" },
  occurredAt: { type: "instant", name: "发生时间" },
  place: { type: "text", name: "发生地点" },
  against: { type: "presence", name: "被投诉人或被投诉部门" },
  demand: { type: "text", name: "住户要求" },
  amount: { type: "number", name: "金额" },
  wantedBy: { type: "instant", name: "客户要求的期限" },
};
const reason: Fields = { reason: { type: "text", name: "原因" } };
const to: Fields = { to: { type: "role", name: "呈报对象" } };
const department: Fields = { department: { type: "text", name: "部门" } };
const means: Fields = {
  means: { type: channels, name: "告知方式", labels: { ...channelLabels, visit: "上门" } },
};
const satisfied: Fields = {
  satisfied: { type: "boolean", name: "是否满意" },
  rating: { type: "number", name: "评分" },
};
const promise: Fields = { until: { type: "instant", name: "答应的时间" } };
const until: Fields = { until: { type: "instant", name: "延至" } };
/** Whose time is extended; in events `clause` is the one that says who approves. */
const extension: Fields = {
  clause: { type: "clause", name: "条款" },
  ...until,
  days: { type: "number", name: "延期天数" },
  workingDays: { type: "number", name: "延期工作日数" },
  late: { type: "boolean", name: "已过时限" },
};
const approving: Fields = { clause: { type: "clause", name: "依据的条款" } };
const extended: Fields = { extends: { type: "clause", name: "延期的条款" }, ...approving, ...until };
const severity: Fields = {
  severity: {
    type: severities,
    name: "等级",
    labels: { minor: "轻微", important: "重要", major: "重大", crisis: "危机" },
  },
};

export const caseVocabulary: Vocabulary = {
  kind: "case",
  name: "事项",
  state: {
    kind: kindField,
    ...severity,
    state: { type: caseStates, name: "状态", labels: stateLabels },
    ...form,
    ...department,
    round: { type: "number", name: "第几次办理" },
    upheld: { type: "boolean", name: "投诉成立" },
    satisfied: { type: "boolean", name: "客户满意" },
    promisedBy: { type: "instant", name: "答应客户的时间" },
    calledBack: { type: "boolean", name: "已回访" },
    reviewed: { type: "boolean", name: "已审视" },
    extensions: { type: "number", name: "已延期次数" },
  },
  events: {
    "case.registered": { name: "登记", fields: { kind: kindField, ...severity, ...form } },
    "case.amended": { name: "补充更正", fields: form },
    "case.graded": { name: "定级", fields: severity },
    "case.forwarded": { name: "转送部门", fields: department },
    "case.signed": { name: "签收", fields: department },
    "case.returned": { name: "退回", fields: { ...department, ...reason } },
    "case.assigned": { name: "指派", fields: {} },
    "case.reported": { name: "呈报", fields: to },
    "case.escalated": { name: "升级", fields: to },
    "case.noted": { name: "备注", fields: {} },
    "case.investigated": { name: "调查", fields: {} },
    "case.settled": { name: "确定补救", fields: { amount: { type: "number", name: "金额" } } },
    "case.rejected": { name: "认定投诉不成立", fields: { ...department, ...reason } },
    "case.resolved": { name: "处理完毕", fields: department },
    "case.handed-back": { name: "交回意见表", fields: department },
    "case.informed": { name: "告知客户", fields: means },
    "case.confirmed": { name: "客户确认", fields: satisfied },
    "case.called-back": { name: "回访", fields: satisfied },
    "case.promised": { name: "答应客户", fields: promise },
    "case.reviewed": { name: "审视", fields: {} },
    "case.closed": { name: "归档", fields: {} },
    "case.extension-asked": { name: "申请延期", fields: extended },
    "case.extended": { name: "准予延期", fields: extended },
    "case.extension-refused": { name: "延期未准", fields: approving },
    "case.approval-asked": { name: "申请批准", fields: approving },
    "case.approval-granted": { name: "批准", fields: approving },
    "case.approval-refused": { name: "不批准", fields: approving },
    "case.approval-voided": { name: "审批作废", fields: approving },
    "case.approval-expired": { name: "审批过期", fields: approving },
    "case.approval-withdrawn": { name: "撤回申请", fields: approving },
    "case.paused": { name: "暂停计时", fields: reason },
    "case.resumed": { name: "恢复计时", fields: {} },
    "case.withdrawn": { name: "撤诉", fields: reason },
    "case.reopened": { name: "重新办理", fields: reason },
    "case.attached": { name: "附件", fields: {} },
  },
  actions: {
    "case.amend": { name: "补充更正", fields: form },
    "case.grade": { name: "定级", fields: severity },
    "case.forward": { name: "转送部门", fields: department },
    "case.sign": { name: "签收", fields: {} },
    "case.return": { name: "退回", fields: reason },
    "case.assign": { name: "指派", fields: {} },
    "case.report": { name: "呈报", fields: to },
    "case.note": { name: "备注", fields: {} },
    "case.investigate": { name: "调查", fields: {} },
    "case.settle": { name: "确定补救", fields: { amount: { type: "number", name: "金额" } } },
    "case.reject": { name: "认定投诉不成立", fields: reason },
    "case.resolve": { name: "处理完毕", fields: {} },
    "case.hand-back": { name: "交回意见表", fields: {} },
    "case.inform": { name: "告知客户", fields: { ...means, text: { type: "text", name: "告知内容" } } },
    "case.confirm": { name: "客户确认", fields: satisfied },
    "case.call-back": { name: "回访", fields: satisfied },
    "case.promise": { name: "答应客户", fields: promise },
    "case.review": { name: "审视", fields: {} },
    "case.close": { name: "归档", fields: {} },
    "case.extend": { name: "延期", fields: extension },
    "case.pause": { name: "暂停计时", fields: reason },
    "case.resume": { name: "恢复计时", fields: {} },
    "case.withdraw": { name: "撤诉", fields: reason },
    "case.reopen": { name: "重新办理", fields: reason },
  },
};
