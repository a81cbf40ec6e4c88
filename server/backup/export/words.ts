// Names of an export's tables and columns, in Chinese and English.
import type { Language } from "#server/http/i18n/language.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";

const words: Record<string, readonly [zh: string, en: string]> = {
  cases: ["事项", "Cases"],
  customers: ["客户", "Customers"],
  obligations: ["时限", "Obligations"],
  papers: ["表单", "Papers"],
  approvals: ["审批", "Approvals"],
  duties: ["定期事项", "Duties"],
  staff: ["人员", "Staff"],
  events: ["事件", "Events"],
  number: ["编号", "Number"],
  kind: ["类型", "Kind"],
  severity: ["等级", "Severity"],
  state: ["状态", "State"],
  title: ["标题", "Title"],
  description: ["情况", "Description"],
  channel: ["来源渠道", "Channel"],
  place: ["地点", "Place"],
  demand: ["要求", "Demand"],
  amount: ["金额", "Amount"],
  customer: ["客户", "Customer"],
  phone: ["电话", "Telephone"],
  address: ["地址", "Address"],
  department: ["部门", "Department"],
  holder: ["经办人", "Held by"],
  firstAsked: ["首问人", "First asked"],
  receivedAt: ["收到时间", "Received"],
  registeredAt: ["登记时间", "Registered"],
  occurredAt: ["发生时间", "Occurred"],
  round: ["第几次办理", "Round"],
  upheld: ["是否成立", "Upheld"],
  satisfied: ["是否满意", "Satisfied"],
  breached: ["曾否逾期", "Breached"],
  files: ["附件", "Attachments"],
  id: ["标识", "Id"],
  name: ["姓名", "Name"],
  paper: ["表单", "Paper"],
  clause: ["条款", "Clause"],
  must: ["应办", "Owed"],
  owner: ["责任人", "Owner"],
  openedAt: ["开始", "Opened"],
  dueAt: ["到期", "Due"],
  originalDueAt: ["原到期", "First due"],
  metAt: ["办结", "Met"],
  filledAt: ["填写时间", "Filled"],
  filledBy: ["填写人", "Filled by"],
  contents: ["内容", "Contents"],
  signatures: ["签署", "Signatures"],
  file: ["文件", "File"],
  action: ["申请事项", "Action"],
  askedBy: ["申请人", "Asked by"],
  askedAt: ["申请时间", "Asked"],
  steps: ["经过", "Steps"],
  period: ["周期", "Period"],
  doneAt: ["完成时间", "Done"],
  doneBy: ["完成人", "Done by"],
  signIn: ["登录名", "Sign-in name"],
  staffNumber: ["工号", "Employee number"],
  email: ["邮箱", "E-mail"],
  posts: ["岗位", "Posts"],
  left: ["已离职", "Left"],
  stream: ["所属", "Stream"],
  seq: ["序号", "No."],
  type: ["事件", "Type"],
  at: ["时间", "At"],
  recordedAt: ["记录时间", "Recorded"],
  by: ["操作人", "By"],
  yes: ["是", "yes"],
  no: ["否", "no"],
};

/** A word in a language. */
export type Say = (word: string) => string;

export const wordsIn = (language: Language): Say => {
  const tongue = tongueIn(language);
  return (word) => {
    const [zh, en] = words[word] ?? [word, word];
    return language === "en" ? en : tongue(zh);
  };
};
