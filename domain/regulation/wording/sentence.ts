// A rule or gate as one plain sentence that an office manager would read aloud, in Chinese or another language.

import { chinese, listed, type Part, said, type Tongue, word, write } from "#domain/tongue/said.ts";
import {
  type Condition,
  type Duty,
  type Gate,
  isBreach,
  isEvery,
  type Need,
  type Rule,
  type Signers,
  type When,
} from "../file/rule.ts";
import type { Clause, Regulation } from "../file.ts";
import { eventsOf } from "../run/rule.ts";
import { actionName, gateFields, ownFields, stateFields, vocabularyOf } from "../vocabularies.ts";
import type { Fields } from "../vocabulary.ts";
import { conditionName, patternsName } from "./condition.ts";
import {
  everyName,
  fieldName,
  lengthName,
  list,
  type Naming,
  orList,
  paperName,
  roleName,
  withinName,
} from "./name.ts";

const dutyName = (n: Naming, duty: Duty): string => {
  if (typeof duty !== "object" || !("steps" in duty)) return patternsName(n, duty);
  const steps = duty.steps.map((s, i) => {
    const step = patternsName(n, s);
    return write(n.tongue, i === 0 ? said`先${step}` : said`再${step}`);
  });
  return steps.join(n.tongue("，"));
};

const whoNames: Readonly<Record<string, string>> = {
  department: "承办部门",
  "trigger.department": "该部门",
  against: "被投诉人",
  "first-asked": "首问责任人",
};
const whoName = (n: Naming, who: string): string => {
  const standing = whoNames[who];
  return standing === undefined ? roleName(n, who) : n.tongue(standing);
};

/** `事项登记后`, `2.1a逾期后`, `每月`. */
const whenName = (n: Naming, when: When): Part => {
  if (isBreach(when)) return said`${when.breach}逾期后`;
  if (isEvery(when)) {
    const every = everyName(n, when.every);
    return when.times ? said`${every}${when.times}次` : every;
  }
  const first = list(when)[0];
  const type = typeof first === "object" ? first.event : (first ?? "");
  return said`${word(vocabularyOf(type)?.name ?? "")}${patternsName(n, when)}后`;
};

/** In which cases only: `（仅限重大投诉）`, or nothing. */
const onlyName = (n: Naming, condition: Condition | undefined, fields: Fields): Part =>
  condition ? said`（仅限${conditionName(n, condition, fields)}）` : "";

/** What stands behind the sentence: repetition, pauses, endings, reminders, what follows a breach. */
const additions = (n: Naming, rule: Rule): Part[] => {
  const more: Part[] = [];
  const { when } = rule;
  if (rule.again === "restart" && !isBreach(when) && !isEvery(when))
    more.push(said`再次${patternsName(n, when)}时重新计时`);
  if (rule.again === "keep") more.push(word("重复发生时仍按第一次计时"));
  if (rule.until !== undefined) more.push(said`${patternsName(n, rule.until)}后不再要求`);
  if (rule.pause !== undefined) more.push(said`因${orList(n, rule.pause)}暂停时不计时`);
  if (rule.warn !== undefined) more.push(said`到期前${lengthName(n, rule.warn)}提醒`);
  if (rule.evidence !== undefined) more.push(said`凭据：${rule.evidence}`);
  for (const e of rule.otherwise ?? []) more.push(said`逾期升级至${roleName(n, e.escalate)}`);
  return more;
};

const ruleSentence = (n: Naming, rule: Rule): string => {
  const { tongue } = n;
  const duty = dutyName(n, rule.must ?? rule.should ?? "duty.done");
  const only = onlyName(n, rule.while, n.fields);
  // Two brackets in a row are one.
  const owed = write(tongue, said`${duty}${only}`).replace(tongue("）（"), tongue("；"));
  const within = withinName(rule.within, n);
  const more = listed(["", ...additions(n, rule)], "；");
  const [when, who] = [whenName(n, rule.when), whoName(n, rule.who)];
  return write(
    tongue,
    rule.should
      ? said`${when}，${who}宜${within}${owed}${more}。`
      : said`${when}，${who}须${within}${owed}${more}。`,
  );
};

const signersName = (n: Naming, by: string | Signers): Part => {
  if (typeof by === "string") return said`经${roleName(n, by)}批准`;
  const names = (roles: readonly string[], last: string) =>
    orList(
      n,
      roles.map((r) => roleName(n, r)),
      last,
    );
  const time = by.within === undefined ? "" : said`（每步${lengthName(n, by.within)}）`;
  if ("inTurn" in by) return said`依次经${listed(by.inTurn.map((r) => roleName(n, r)))}批准${time}`;
  return "all" in by
    ? said`经${names(by.all, "和")}会签${time}`
    : said`经${names(by.any, "或")}之一批准${time}`;
};

const approvalName = (
  n: Naming,
  approval: Extract<Need, { approval: unknown }>["approval"],
  fields: Fields,
): Part => {
  if (typeof approval === "string" || !Array.isArray(approval)) return signersName(n, approval as Signers);
  const lines = approval.map((l, i) => {
    const signed = signersName(n, l.by);
    if (l.while) return said`${conditionName(n, l.while, fields)}的${signed}`;
    return i === 0 ? signed : said`其余的${signed}`;
  });
  return listed(lines, "，");
};

const limits: Readonly<Record<string, string>> = {
  under: "不满{0}",
  atMost: "不超过{0}",
  atLeast: "至少{0}",
  over: "超过{0}",
};

const tallyName = (n: Naming, need: Extract<Need, { tally: string }>): Part => {
  const counted = n.regulation.clauses.find((c) => c.id === need.tally)?.tally?.name ?? need.tally;
  const [which, limit] = Object.entries(need).find(([k]) => Object.hasOwn(limits, k)) ?? ["", ""];
  return { text: "@counted", parts: [counted, { text: limits[which] ?? "{0}", parts: [String(limit)] }] };
};

const paperNeed = (n: Naming, need: Extract<Need, { paper: string }>): Part => {
  const paper = n.regulation.clauses.find((c) => c.paper?.key === need.paper)?.paper;
  const step = paper?.sign?.find((s) => s.step === need.step)?.name;
  const name = paperName(n, need.paper);
  if (step) return said`先在《${name}》上签署“${step}”`;
  return paper?.sign ? said`先把《${name}》填写完整并签署完毕` : said`先把《${name}》填写完整`;
};

const needName = (n: Naming, need: Need, fields: Fields): Part => {
  if ("paper" in need) return paperNeed(n, need);
  if ("tally" in need) return tallyName(n, need);
  if ("fields" in need) return said`填明${listed(need.fields.map((f) => fieldName(n, f, fields)))}`;
  if ("done" in need) return { text: "@first", parts: [patternsName(n, need.done)] };
  if ("met" in need) return said`先办完${need.met}要求的事`;
  if ("holds" in need) return said`符合：${conditionName(n, need.holds, fields)}`;
  return approvalName(n, need.approval, fields);
};

const gateSentence = (regulation: Regulation, gate: Gate, tongue: Tongue): string => {
  const actions = list<string>(gate.do);
  const fields = gateFields(actions, ownFields(regulation));
  const n: Naming = { regulation, fields, tongue };
  const act = orList(
    n,
    actions.map((a) => actionName(tongue, a)),
  );
  const only = onlyName(n, gate.while, fields);
  if (gate.never) return write(tongue, said`不得${act}${only}。`);
  const needs = (gate.need ?? []).map((x) => needName(n, x, fields));
  return write(tongue, said`${act}须${listed(needs, "，并")}${only}。`);
};

/**
 * A clause's rule, gate or tally as sentences, or null when it carries none.
 * @param tongue the language; what the office wrote stays as it is
 */
export const sentence = (
  { rule, gate, tally }: Clause,
  regulation: Regulation,
  tongue: Tongue = chinese,
): string | null => {
  const told: string[] = [];
  if (rule) {
    const events = eventsOf(rule);
    const host = events.find((e) => vocabularyOf(e)?.kind !== "paper") ?? events[0];
    told.push(ruleSentence({ regulation, fields: stateFields(host, ownFields(regulation)), tongue }, rule));
  }
  if (gate) told.push(gateSentence(regulation, gate, tongue));
  if (tally) {
    const n: Naming = { regulation, fields: stateFields("case.registered", ownFields(regulation)), tongue };
    const only = onlyName(n, tally.while, n.fields);
    told.push(write(tongue, said`统计${tally.name}：${patternsName(n, tally.of)}的次数${only}。`));
  }
  return told.length === 0 ? null : told.join(tongue(""));
};
