// Words of presence, visits, calls and conversations.
import type { Kind } from "./kind.ts";

const absences = ["personal", "sick", "annual", "marriage", "maternity", "bereavement", "special", "other"];

export const shiftKinds: Readonly<Record<string, Kind>> = {
  leave: {
    name: "请假",
    waits: "请假尚未启用",
    actions: { request: "请假" },
    events: { requested: "申请请假", approved: "准假" },
    fields: {
      kind: [absences, "假别"],
      days: ["number", "天数"],
      hours: ["number", "小时数"],
      noticeHours: ["number", "提前小时数"],
      certificate: ["boolean", "有证明"],
    },
  },
  swap: {
    name: "换班",
    waits: "排班尚未启用",
    actions: { request: "换班" },
    events: { requested: "申请换班", approved: "准予换班" },
    fields: {
      noticeHours: ["number", "提前小时数"],
      count: ["number", "当月换班次数"],
      handedOver: ["boolean", "已交待班次"],
    },
  },
  overtime: {
    name: "加班",
    waits: "排班尚未启用",
    actions: { request: "加班" },
    events: { requested: "申请加班", approved: "准予加班" },
    fields: { hours: ["number", "小时数"] },
  },
  shift: {
    name: "班次",
    waits: "排班尚未启用",
    actions: { begin: "上岗", leave: "离岗", "hand-over": "交班", close: "下班" },
    events: {
      began: "上岗",
      "checked-in": "签到",
      left: "离岗",
      "handed-over": "交班",
      closed: "下班",
    },
    fields: {
      kind: ["text", "班别"],
      lateMinutes: ["number", "迟到分钟数"],
      earlyMinutes: ["number", "提前分钟数"],
      awayMinutes: ["number", "离岗分钟数"],
      hours: ["number", "工时"],
      relieved: ["boolean", "有人接班"],
    },
  },
  visit: {
    name: "上门",
    waits: "上门服务尚未启用",
    actions: {
      book: "预约",
      depart: "出发",
      arrive: "到达",
      work: "作业",
      leave: "离开",
      close: "完工",
    },
    events: {
      booked: "预约",
      rebooked: "改约",
      departed: "出发",
      arrived: "到达",
      "note-left": "留下到访留言",
      worked: "作业",
      left: "离开",
      closed: "完工",
    },
    fields: {
      minutesEarly: ["number", "提前分钟数"],
      minutesLate: ["number", "迟到分钟数"],
      waitedMinutes: ["number", "等候分钟数"],
      answered: ["boolean", "有人应答"],
      reached: ["boolean", "联系上客户"],
      risk: ["boolean", "有风险"],
      consent: ["boolean", "客户同意"],
      solved: ["boolean", "已解决"],
      charged: ["boolean", "收费"],
      item: ["text", "项目"],
    },
  },
  call: {
    name: "通话",
    waits: "尚未接入电话系统",
    actions: { answer: "接听", transfer: "转接", hold: "保持", end: "挂机" },
    events: { rang: "振铃", answered: "接听", held: "保持", transferred: "转接", ended: "挂机" },
    fields: {
      rings: ["number", "响铃次数"],
      seconds: ["number", "秒数"],
      minutes: ["number", "分钟数"],
      outside: ["boolean", "外线"],
    },
  },
  chat: {
    name: "会话",
    waits: "在线会话尚未启用",
    actions: { reply: "回复", end: "结束会话" },
    events: { received: "客户来讯", replied: "回复", ended: "结束会话" },
    fields: { seconds: ["number", "秒数"], first: ["boolean", "首次回复"], text: ["text", "内容"] },
  },
};
