// A rule or gate as one plain Chinese sentence that an office manager would read aloud.
import {
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
import { gateFields, ownFields, stateFields, vocabularyOf } from "../vocabularies.ts";
import type { Fields } from "../vocabulary.ts";
import {
  conditionName,
  everyName,
  lengthName,
  list,
  type Naming,
  orList,
  paperName,
  patternsName,
  roleName,
  withinName,
} from "./name.ts";

const dutyName = (n: Naming, duty: Duty): string => {
  if (typeof duty !== "object" || !("steps" in duty)) return patternsName(n, duty);
  return duty.steps.map((s, i) => `${i === 0 ? "先" : "再"}${patternsName(n, s)}`).join("，");
};

const whoNames: Readonly<Record<string, string>> = {
  department: "承办部门",
  "trigger.department": "该部门",
  against: "被投诉人",
  "first-asked": "首问责任人",
};
const whoName = (n: Naming, who: string): string => whoNames[who] ?? roleName(n, who);

/** `事项登记后`, `2.1a逾期后`, `每月`. */
const whenName = (n: Naming, when: When): string => {
  if (isBreach(when)) return `${when.breach}逾期后`;
  if (isEvery(when)) return `${everyName(when.every)}${when.times ? `${when.times}次` : ""}`;
  const first = list(when)[0];
  const type = typeof first === "object" ? first.event : (first ?? "");
  return `${vocabularyOf(type)?.name ?? ""}${patternsName(n, when)}后`;
};

/** What stands behind the sentence: repetition, pauses, endings, reminders, what follows a breach. */
const additions = (n: Naming, rule: Rule): string[] => {
  const more: string[] = [];
  const { when } = rule;
  if (rule.again === "restart" && !isBreach(when) && !isEvery(when))
    more.push(`再次${patternsName(n, when)}时重新计时`);
  if (rule.again === "keep") more.push("重复发生时仍按第一次计时");
  if (rule.until !== undefined) more.push(`${patternsName(n, rule.until)}后不再要求`);
  if (rule.pause !== undefined) more.push(`因${orList(rule.pause)}暂停时不计时`);
  if (rule.warn !== undefined) more.push(`到期前${lengthName(rule.warn)}提醒`);
  if (rule.evidence !== undefined) more.push(`凭据：${rule.evidence}`);
  for (const e of rule.otherwise ?? []) more.push(`逾期升级至${roleName(n, e.escalate)}`);
  return more;
};

const ruleSentence = (n: Naming, rule: Rule): string => {
  const duty = rule.must ?? rule.should ?? "duty.done";
  const only = rule.while ? `（仅限${conditionName(n, rule.while, n.fields)}）` : "";
  // Two brackets in a row are one.
  const owed = `${dutyName(n, duty)}${only}`.replace("）（", "；");
  const within = withinName(rule.within, n);
  const more = additions(n, rule).map((m) => `；${m}`);
  const start = `${whenName(n, rule.when)}，${whoName(n, rule.who)}`;
  return `${start}${rule.should ? "宜" : "须"}${within}${owed}${more.join("")}。`;
};

const signersName = (n: Naming, by: string | Signers): string => {
  if (typeof by === "string") return `经${roleName(n, by)}批准`;
  const names = (roles: readonly string[], last: string) =>
    orList(
      roles.map((r) => roleName(n, r)),
      last,
    );
  const time = by.within === undefined ? "" : `（每步${lengthName(by.within)}）`;
  if ("inTurn" in by) return `依次经${by.inTurn.map((r) => roleName(n, r)).join("、")}批准${time}`;
  return "all" in by ? `经${names(by.all, "和")}会签${time}` : `经${names(by.any, "或")}之一批准${time}`;
};

const approvalName = (
  n: Naming,
  approval: Extract<Need, { approval: unknown }>["approval"],
  fields: Fields,
): string => {
  if (typeof approval === "string" || !Array.isArray(approval)) return signersName(n, approval as Signers);
  const lines = approval.map((l, i) => {
    const when = l.while ? conditionName(n, l.while, fields) : i === 0 ? "" : "其余";
    return `${when}${when === "" ? "" : "的"}${signersName(n, l.by)}`;
  });
  return lines.join("，");
};

const limits: Readonly<Record<string, string>> = {
  under: "不满",
  atMost: "不超过",
  atLeast: "至少",
  over: "超过",
};

const tallyName = (n: Naming, need: Extract<Need, { tally: string }>): string => {
  const counted = n.regulation.clauses.find((c) => c.id === need.tally)?.tally?.name ?? need.tally;
  const [which, limit] = Object.entries(need).find(([k]) => Object.hasOwn(limits, k)) ?? ["", ""];
  return `${counted}${limits[which] ?? ""}${String(limit)}次`;
};

const paperNeed = (n: Naming, need: Extract<Need, { paper: string }>): string => {
  const paper = n.regulation.clauses.find((c) => c.paper?.key === need.paper)?.paper;
  const step = paper?.sign?.find((s) => s.step === need.step)?.name;
  const signed = paper?.sign ? "并签署完毕" : "";
  return step
    ? `先在《${paperName(n, need.paper)}》上签署“${step}”`
    : `先把《${paperName(n, need.paper)}》填写完整${signed}`;
};

const needName = (n: Naming, need: Need, fields: Fields): string => {
  if ("paper" in need) return paperNeed(n, need);
  if ("tally" in need) return tallyName(n, need);
  if ("fields" in need) return `填明${need.fields.map((f) => fields[f]?.name ?? f).join("、")}`;
  if ("done" in need) return `先${patternsName(n, need.done)}`;
  if ("met" in need) return `先办完${need.met}要求的事`;
  if ("holds" in need) return `符合：${conditionName(n, need.holds, fields)}`;
  return approvalName(n, need.approval, fields);
};

const gateSentence = (regulation: Regulation, gate: Gate): string => {
  const actions = list<string>(gate.do);
  const fields = gateFields(actions, ownFields(regulation));
  const n: Naming = { regulation, fields };
  const act = orList(actions.map((a) => vocabularyOf(a)?.actions[a]?.name ?? a));
  const only = gate.while ? `（仅限${conditionName(n, gate.while, fields)}）` : "";
  if (gate.never) return `不得${act}${only}。`;
  return `${act}须${(gate.need ?? []).map((x) => needName(n, x, fields)).join("，并")}${only}。`;
};

/** A clause's rule, gate or tally as sentences, or null when it carries none. */
export const sentence = ({ rule, gate, tally }: Clause, regulation: Regulation): string | null => {
  const said: string[] = [];
  if (rule) {
    const events = eventsOf(rule);
    const host = events.find((e) => vocabularyOf(e)?.kind !== "paper") ?? events[0];
    said.push(ruleSentence({ regulation, fields: stateFields(host, ownFields(regulation)) }, rule));
  }
  if (gate) said.push(gateSentence(regulation, gate));
  if (tally) {
    const n: Naming = { regulation, fields: stateFields("case.registered", ownFields(regulation)) };
    const only = tally.while ? `（仅限${conditionName(n, tally.while, n.fields)}）` : "";
    said.push(`统计${tally.name}：${patternsName(n, tally.of)}的次数${only}。`);
  }
  return said.length === 0 ? null : said.join("");
};
