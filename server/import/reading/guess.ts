// Guesses from their names which columns hold which fields.
import type { importColumns, Mapping } from "#api/import.ts";

type Field = (typeof importColumns)[number];

/** Field → names of columns as they are usual, compared without case, blanks and punctuation. The first is the best. */
const names: Record<Field, readonly string[]> = {
  externalId: [
    "externalid",
    "编号",
    "投诉编号",
    "留言编号",
    "工单号",
    "工单编号",
    "单号",
    "受理编号",
    "流水号",
    "id",
    "caseid",
    "ticketid",
    "number",
    "no",
  ],
  title: ["title", "标题", "主题", "投诉标题", "留言主题", "事由", "subject", "summary"],
  description: [
    "description",
    "内容",
    "正文",
    "投诉内容",
    "留言详情",
    "详情",
    "描述",
    "问题描述",
    "事件经过",
    "body",
    "content",
    "text",
    "narrative",
  ],
  receivedAt: [
    "receivedat",
    "接收时间",
    "受理时间",
    "提交时间",
    "投诉时间",
    "留言时间",
    "登记时间",
    "来电时间",
    "创建时间",
    "时间",
    "日期",
    "投诉日期",
    "受理日期",
    "submittedat",
    "createdat",
    "openedat",
    "created",
    "opened",
    "date",
    "time",
  ],
  resolvedAt: [
    "resolvedat",
    "答复时间",
    "处理完毕时间",
    "办结时间",
    "解决时间",
    "完成时间",
    "回复时间",
    "处理时间",
    "repliedat",
    "completedat",
    "resolved",
  ],
  outcome: [
    "outcome",
    "处理结果",
    "答复",
    "答复意见",
    "回复",
    "回复内容",
    "答复内容",
    "办理结果",
    "结果",
    "reply",
    "resolution",
    "response",
    "result",
  ],
  closedAt: ["closedat", "归档时间", "关闭时间", "结案时间", "closed"],
  occurredAt: ["occurredat", "发生时间", "事发时间", "事件时间"],
  customerName: [
    "customername",
    "姓名",
    "客户",
    "客户姓名",
    "客户名称",
    "投诉人",
    "业主",
    "业主姓名",
    "住户",
    "住户姓名",
    "留言用户",
    "联系人",
    "author",
    "customer",
    "name",
  ],
  customerPhone: [
    "customerphone",
    "电话",
    "联系电话",
    "手机",
    "手机号",
    "手机号码",
    "电话号码",
    "联系方式",
    "phone",
    "mobile",
    "tel",
  ],
  customerAddress: ["customeraddress", "地址", "住址", "联系地址", "房号", "address"],
  place: ["place", "发生地点", "地点", "事发地点", "location"],
  demand: ["demand", "要求", "诉求", "住户要求", "客户要求"],
  channel: ["channel", "渠道", "来源", "受理渠道", "投诉渠道", "source"],
  department: ["department", "部门", "承办部门", "处理部门", "责任部门", "办理部门"],
  severity: ["severity", "级别", "等级", "投诉等级", "严重程度", "重要程度"],
};

const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** A mapping to begin with; each column is used once, and a field without a likely column is left out. */
export const guessMapping = (columns: readonly string[]): Mapping => {
  const free = new Map(columns.filter((c) => bare(c) !== "").map((column) => [column, bare(column)]));
  const found: Mapping["columns"] = {};
  for (const [field, likely] of Object.entries(names) as [Field, readonly string[]][]) {
    const best = likely.flatMap((name) => [...free].filter(([, own]) => own === name))[0]?.[0];
    if (best === undefined) continue;
    found[field] = best;
    free.delete(best);
  }
  return { kind: "complaint", columns: found };
};
