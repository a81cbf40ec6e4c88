// Papers under any order of acts: signatures only in their order and by their roles, what is complete stays as it is.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Paper } from "#domain/regulation/file/paper.ts";
import type { Facts, NewEvent, StreamEvent } from "#domain/stream/event.ts";
import type { PaperActor, PaperCommand } from "./command.ts";
import { decidePaper, numbered, partFields } from "./decide.ts";
import { wantsNumber, writePaperNumber } from "./number.ts";
import { evolvePapers, type PaperState, type Papers } from "./paper.ts";
import type { RunningPaper } from "./running.ts";
import { paperStanding, statusOf } from "./standing.ts";

const paper: Paper = {
  key: "return-form",
  name: "退货单",
  number: "TH{yyyy}{nnnn}",
  fields: [
    { field: "description", name: "经过" },
    { field: "amount", name: "金额", type: "money" },
    { field: "way", name: "处理方式", type: "choice", of: ["退货", "换货"] },
    { field: "remark", name: "备注", type: "long", optional: true },
  ],
  sign: [
    { step: "vice", name: "副总核示", by: "vice" },
    { step: "customer", name: "客户签章", by: "customer" },
    { step: "chief", name: "总经理批准", by: "chief", while: { amount: { over: 5000 } } },
  ],
  copies: [{ name: "第一联", keeper: "存根" }],
};
const running: RunningPaper = { clause: "trial/1", regulation: "trial", paper };
const shows: RunningPaper = {
  ...running,
  paper: { key: "complaint-form", name: "意见表", fields: [{ field: "description", name: "经过" }] },
};
const matter: Facts = { description: "门坏了" };
const postsOf = (role: string) => [`post of ${role}`];
const person = (id: string, ...roles: string[]): PaperActor => ({
  id,
  posts: roles.map((r) => `post of trial/${r}`),
  mayAct: true,
  postsOf,
});
const people = [
  person("desk"),
  person("vice", "vice"),
  person("chief", "chief"),
  person("both", "vice", "chief"),
];
const desk = people[0]!;
const [, vice, chief, both] = people as [PaperActor, PaperActor, PaperActor, PaperActor];
const drawing = "iVBORw0KGgo=";

class Book {
  papers: Papers = {};
  events: StreamEvent[] = [];
  of: Facts | null = matter;
  definition = running;
  get s(): PaperState | undefined {
    return this.papers[this.definition.paper.key];
  }
  write(events: readonly NewEvent[], by: string): void {
    for (const e of events) {
      const seq = this.events.length + 1;
      const event: StreamEvent = { seq, at: seq, recordedAt: seq, by, ...e };
      this.events.push(event);
      this.papers = evolvePapers(this.papers, event);
    }
  }
  /** Carries an act out; null when it went through, else the refusal's code. */
  act(command: PaperCommand, by: PaperActor): string | null {
    const decision = decidePaper(this.definition, this.s, this.of, command, by);
    if ("refused" in decision) {
      assert.equal(decision.refused.clause, this.definition.clause);
      return decision.refused.code;
    }
    const first = this.events.filter((e) => e.data.number !== undefined).length + 1;
    const number = writePaperNumber(this.definition.paper, "2026-03-04", first);
    const accepted = wantsNumber(this.definition.paper, this.s)
      ? numbered(decision.accepted, number)
      : decision.accepted;
    this.write(accepted, by.id);
    return null;
  }
  fill(fields: Facts, by = desk) {
    return this.act({ act: "fill", fields }, by);
  }
  sign(step: string, by: PaperActor, drawn?: string) {
    return this.act({ act: "sign", step, ...(drawn ? { drawing: drawn } : {}) }, by);
  }
  standing() {
    return paperStanding(this.definition, this.s, this.of);
  }
}
const full = { amount: 6000, way: "退货" };

describe("a paper from blank to complete", () => {
  test("filled, signed in order, numbered once, completed with the last signature", () => {
    const book = new Book();
    assert.deepEqual(book.standing(), { blank: ["amount", "way"], unsigned: ["vice", "customer", "chief"] });
    assert.equal(statusOf(running, book.s, matter), "blank");
    assert.equal(book.fill({ amount: 6000 }), null);
    assert.equal(book.s?.number, "TH20260001");
    assert.equal(book.sign("vice", vice), "paper-blank");
    assert.equal(book.fill({ way: "退货" }), null);
    assert.equal(book.s?.number, "TH20260001");
    assert.equal(book.sign("customer", desk, drawing), "paper-step-order");
    assert.equal(book.sign("vice", chief), "paper-may-not-sign");
    assert.equal(book.sign("vice", vice), null);
    assert.equal(book.fill({ remark: "改" }), "paper-signed");
    assert.equal(book.sign("customer", desk), "paper-drawing-needed");
    assert.equal(book.sign("customer", desk, drawing), null);
    assert.equal(statusOf(running, book.s, matter), "signing");
    assert.equal(book.sign("chief", chief), null);
    assert.equal(book.events.at(-1)?.type, "paper.completed");
    assert.deepEqual(book.standing(), { blank: [], unsigned: [] });
    assert.equal(statusOf(running, book.s, matter), "completed");
  });

  test("a step whose condition does not hold is skipped, one that cannot be told is waited for", () => {
    const book = new Book();
    book.fill({ ...full, amount: 5000 });
    assert.deepEqual(book.standing().unsigned, ["vice", "customer"]);
    book.sign("vice", vice);
    book.sign("customer", desk, drawing);
    assert.equal(statusOf(running, book.s, matter), "completed");
    const unclear = new Book();
    const steps = [{ step: "chief", name: "批准", by: "chief", while: { remark: "大额" } }];
    unclear.definition = { ...running, paper: { ...paper, sign: steps } };
    unclear.fill(full);
    assert.deepEqual(unclear.standing().unsigned, ["chief"]);
    assert.equal(unclear.sign("chief", chief), "paper-step-unclear");
  });

  test("sent back by whose turn it is, it is filled again and every signature is given anew", () => {
    const book = new Book();
    book.fill(full);
    book.sign("vice", vice);
    const back = (step: string, by: PaperActor) =>
      book.act({ act: "send-back", step, reason: "金额不对" }, by);
    assert.equal(back("chief", chief), "paper-step-order");
    assert.equal(back("vice", desk), "paper-may-not-sign");
    assert.equal(back("customer", desk), null);
    assert.equal(book.s?.sentBack?.reason, "金额不对");
    assert.deepEqual(book.s?.signed, []);
    assert.equal(book.fill({ amount: 5 }), null);
    assert.equal(book.sign("vice", vice), null);
    assert.equal(book.s?.sentBack, null);
  });

  test("one person with two steps signs each; twice on one step is once; another's is not taken over", () => {
    const book = new Book();
    const sign = [paper.sign![0]!, paper.sign![2]!];
    book.definition = { ...running, paper: { ...paper, sign } };
    book.fill(full);
    assert.equal(book.sign("vice", both), null);
    assert.equal(book.sign("vice", both), null);
    assert.equal(book.sign("vice", vice), "paper-step-signed");
    assert.deepEqual(book.standing().unsigned, ["chief"]);
    assert.equal(book.sign("chief", both), null);
    assert.equal(book.events.filter((e) => e.type === "paper.signed").length, 2);
  });

  test("what was signed stays as it was when the matter is corrected afterwards", () => {
    const book = new Book();
    book.fill({ ...full, amount: 1 });
    book.sign("vice", vice);
    book.of = { description: "" };
    assert.deepEqual(book.standing().blank, []);
    book.sign("customer", desk, drawing);
    assert.deepEqual(book.s?.matter, matter);
  });
});

describe("after it is complete", () => {
  const done = () => {
    const book = new Book();
    book.fill({ ...full, amount: 1 });
    book.sign("vice", vice);
    book.sign("customer", desk, drawing);
    return book;
  };
  test("a copy is handed over, only one that exists, never to a customer who may not have it", () => {
    const book = done();
    const issue = (copy: string, to: string) => book.act({ act: "issue", copy, to }, desk);
    assert.equal(issue("第九联", "财务"), "paper-copy-unknown");
    assert.equal(issue("第一联", "customer"), null);
    book.definition = { ...running, paper: { ...paper, customer: "never" } };
    assert.equal(issue("第一联", "customer"), "paper-customer-never");
    assert.equal(issue("第一联", "财务"), null);
    assert.deepEqual(
      book.s?.issued.map((i) => i.to),
      ["customer", "财务"],
    );
  });

  test("renewed it carries the former, begins blank and takes the next number", () => {
    const book = done();
    assert.equal(book.act({ act: "renew", reason: "重新办理" }, desk), null);
    assert.equal(book.s?.round, 2);
    assert.equal(book.s?.former.length, 1);
    assert.equal(book.s?.former[0]?.number, "TH20260001");
    assert.equal(book.s?.former[0]?.signed.length, 2);
    assert.equal(book.act({ act: "renew", reason: "再来" }, desk), "paper-not-complete");
    book.fill({ amount: 2 });
    assert.equal(book.s?.number, "TH20260002");
  });

  test("voided it keeps its number, counts for nothing, and may only be renewed", () => {
    const book = done();
    assert.equal(book.act({ act: "void", reason: "写错" }, desk), null);
    assert.equal(book.s?.number, "TH20260001");
    assert.equal(statusOf(running, book.s, matter), "voided");
    assert.deepEqual(book.standing().unsigned, ["vice", "customer", "chief"]);
    assert.equal(book.fill({ amount: 2 }), "paper-voided");
    assert.equal(book.act({ act: "void", reason: "又" }, desk), "paper-voided");
    assert.equal(book.act({ act: "renew", reason: "重填" }, desk), null);
  });

  test("once somebody has signed, only who filled it or whose signature it wants voids or renews it", () => {
    const book = done();
    const passerBy = person("passer-by");
    assert.equal(book.act({ act: "void", reason: "看着不对" }, passerBy), "paper-may-not-undo");
    assert.equal(book.act({ act: "renew", reason: "另填" }, passerBy), "paper-may-not-undo");
    assert.equal(book.act({ act: "void", reason: "金额写错" }, vice), null);
  });

  test("a form that only shows the matter follows it", () => {
    const book = new Book();
    book.definition = shows;
    assert.equal(statusOf(shows, undefined, matter), "completed");
    assert.deepEqual(partFields(shows, matter, { description: "窗坏了", other: 1 }), {
      own: { other: 1 },
      amends: { description: "窗坏了" },
    });
    assert.equal(book.fill({}), null);
    assert.deepEqual(
      book.events.map((e) => e.type),
      ["paper.filled", "paper.completed"],
    );
    assert.equal(book.fill({}), null);
    book.of = { description: " " };
    assert.deepEqual(book.standing().blank, ["description"]);
  });
});

test("each type keeps what it should and says what is wrong", () => {
  const wrong: [NonNullable<Paper["fields"][number]["type"]>, unknown[], unknown[]][] = [
    ["text", ["字", ""], [1, "字".repeat(2001), "a\u0000", "\ud800"]],
    ["long", ["字".repeat(20_000)], ["字".repeat(20_001)]],
    ["number", [0, -1.5], ["1", Number.NaN, Number.POSITIVE_INFINITY]],
    ["money", [0, 1.25], [-1, 1.255, "1"]],
    ["date", ["2028-02-29"], ["2027-02-29", "2026-13-01", "26-1-1", 5]],
    ["time", ["00:00", "23:59"], ["24:00", "9:00"]],
    ["instant", ["2026-03-04T10:00:00+08:00"], ["2026-03-04", "2026-03-04T10:00:00"]],
    ["choice", ["甲"], ["丙", 1]],
    ["many", [["甲", "乙"], []], [["甲", "甲"], ["丙"], "甲"]],
    ["yes-no", [true, false], ["yes", 1]],
    ["phone", ["13900000001", "0592-505 1234"], ["abc", "1"]],
  ];
  for (const [type, right, faulty] of wrong) {
    const book = new Book();
    const fields = [{ field: "f", name: "栏", type, of: ["甲", "乙"] }];
    book.definition = { ...running, paper: { key: "t", name: "表", fields } };
    for (const value of right) {
      book.papers = {};
      assert.equal(book.fill({ f: value }), null, `${type} ${JSON.stringify(value)}`);
    }
    book.papers = {};
    for (const value of faulty)
      assert.match(book.fill({ f: value }) ?? "", /^paper-field-/, `${type} ${String(value)}`);
    assert.equal(book.fill({ g: 1 }), "paper-field-unknown");
  }
});

const commands = fc.oneof(
  fc.record({
    act: fc.constant("fill" as const),
    fields: fc.constantFrom<Facts>(
      { amount: 6000 },
      { amount: 10 },
      { way: "退货" },
      { way: "" },
      { remark: "x" },
    ),
  }),
  fc.record({
    act: fc.constant("sign" as const),
    step: fc.constantFrom("vice", "customer", "chief"),
    drawing: fc.constantFrom(undefined, drawing),
  }),
  fc.record({
    act: fc.constant("send-back" as const),
    step: fc.constantFrom("vice", "customer", "chief"),
    reason: fc.constant("改"),
  }),
  fc.record({ act: fc.constantFrom("renew" as const, "void" as const), reason: fc.constant("因") }),
) as fc.Arbitrary<PaperCommand>;

test("in any order of acts: signatures in their order and by their holders, complete stays complete, numbers without gaps", () => {
  const order = ["vice", "customer", "chief"];
  fc.assert(
    fc.property(fc.array(fc.tuple(commands, fc.constantFrom(...people)), { maxLength: 40 }), (acts) => {
      const book = new Book();
      for (const [command, by] of acts) {
        const before = book.s;
        const refused = book.act(command, by) !== null;
        const s = book.s;
        if (refused) assert.equal(s, before);
        const steps = (s?.signed ?? []).map((x) => order.indexOf(x.step));
        assert.deepEqual(
          steps,
          steps.toSorted((a, b) => a - b),
        );
        for (const x of s?.signed ?? [])
          if (x.role !== "customer") assert.ok([x.role, "both"].includes(x.by), `${x.by} as ${x.role}`);
        // Nobody signs before everybody ahead has.
        for (const n of steps) for (let i = 0; i < Math.min(n, 2); i++) assert.ok(steps.includes(i));
        if (before?.completed && s && s.round === before.round) {
          assert.deepEqual(s.fields, before.fields);
          assert.deepEqual(s.signed, before.signed);
          assert.equal(s.number, before.number);
        }
        assert.equal(
          s?.completed != null,
          s != null && statusOf(running, { ...s, voided: null }, matter) === "completed",
        );
      }
      const numbers = book.events.flatMap((e) =>
        e.data.number ? [Number(String(e.data.number).slice(6))] : [],
      );
      assert.deepEqual(
        numbers,
        numbers.map((_, n) => n + 1),
      );
    }),
    { numRuns: 1500 },
  );
});
