// A small regulation with papers of every kind, and a signature drawn by hand.
import { crc32, deflateSync } from "node:zlib";

export const regulation = "pm-front-office";
export const edition = `
regulation: ${regulation}
title: 表单试行办法
roles: { receptionist: 接待员, manager: 主管经理, general-manager: 总经理 }
clauses:
  - id: "1"
    at: 一
    says: 接待投诉填写意见表
    paper:
      key: resident-complaint-form
      name: 住户投诉意见表
      of: complaint
      fields:
        - { field: occurredAt, name: 发生时间 }
        - { field: place, name: 发生地点 }
        - { field: against, name: 被投诉人或被投诉部门 }
        - { field: description, name: 事件经过 }
        - { field: demand, name: 住户要求 }
        - { field: customer, name: 联系方式 }
    proof: { fill: { place: 大厅 } }
  - id: "2"
    at: 二
    says: 赔偿须填连号的赔偿单，经理核示、住户签字，超过一千元总经理批准
    paper:
      key: compensation
      name: 赔偿单
      of: complaint
      number: "PC{yyyy}{nnnn}"
      fields:
        - { field: description, name: 事件经过 }
        - { field: money, name: 赔偿金额, type: money }
        - { field: way, name: 支付方式, type: choice, of: [现金, 转账] }
        - { field: remark, name: 备注, type: long, optional: true }
      fill: receptionist
      sign:
        - { step: manager, name: 主管经理核示, by: manager }
        - { step: customer, name: 住户签字, by: customer }
        - { step: chief, name: 总经理批准, by: general-manager, while: { money: { over: 1000 } } }
      copies: [{ name: 第一联, keeper: 存根 }, { name: 第二联, keeper: 财务部 }]
    proof: { fill: { money: 5, way: 现金 }, sign: [manager, customer] }
  - id: "3"
    at: 三
    says: 来访登记，内部留存
    paper:
      key: visitors
      name: 来访登记簿
      form: register
      number: "{yyyy}{mm}-{nnn}"
      customer: never
      fields:
        - { field: visitor, name: 来访人, type: text }
        - { field: phone, name: 电话, type: phone, optional: true }
        - { field: at, name: 来访时间, type: instant, optional: true }
        - { field: host, name: 接待人, type: member, optional: true }
    proof: { fill: { visitor: 王先生 } }
  - id: "4"
    at: 四
    says: 归档前赔偿单须签齐
    gate: { do: case.close, while: { kind: complaint }, need: [{ paper: compensation }] }
    proof: { refused: { close: {} }, accepted: { close: {} } }
  - id: "5"
    at: 五
    says: 来访登记后十分钟内由经理签阅
    rule: { when: { event: paper.filled, with: { paper: visitors } }, must: { event: paper.voided, with: { paper: visitors } }, who: manager, within: 10 minutes, otherwise: [{ escalate: general-manager }] }
    proof: { act: { void: { paper: visitors, reason: 误登 } }, due: "2026-03-04 10:10" }
`;

/** A scrawl as a browser's canvas gives it. */
export const scrawl = (width = 60, height = 20): string => {
  const rows = Buffer.alloc((width * 4 + 1) * height);
  for (let x = 0; x < width; x++) rows[(width * 4 + 1) * (x % height) + 1 + x * 4 + 3] = 255;
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6], 8);
  const magic = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const chunks = [chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([magic, ...chunks]).toString("base64");
};
