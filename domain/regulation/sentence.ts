// A rule or gate as one plain Chinese sentence that an office manager would read aloud.
import type { Clause, Duty, Gate, Need, Regulation, Rule } from "./file.ts";
import {
  conditionName,
  lengthName,
  list,
  type Naming,
  orList,
  patternsName,
  roleName,
  withinName,
} from "./name.ts";
import type { Fields, Vocabulary } from "./vocabulary.ts";

const dutyName = (n: Naming, duty: Duty): string => {
  if (typeof duty !== "object" || !("steps" in duty)) return patternsName(n, duty);
  return duty.steps.map((s, i) => `${i === 0 ? "先" : "再"}${patternsName(n, s)}`).join("，");
};

const whoName = (n: Naming, who: string): string => {
  if (who === "department") return "承办部门";
  return who === "trigger.department" ? "该部门" : roleName(n, who);
};

/** What stands behind the sentence: repetition, pauses, endings, reminders, what follows a breach. */
const additions = (n: Naming, rule: Rule): string[] => {
  const more: string[] = [];
  if (rule.again === "restart") more.push(`再次${patternsName(n, rule.when)}时重新计时`);
  if (rule.again === "keep") more.push("重复发生时仍按第一次计时");
  if (rule.until !== undefined) more.push(`${patternsName(n, rule.until)}后不再要求`);
  if (rule.pause !== undefined) more.push(`因${orList(rule.pause)}暂停时不计时`);
  if (rule.warn !== undefined) more.push(`到期前${lengthName(rule.warn)}提醒`);
  for (const e of rule.otherwise ?? []) more.push(`逾期升级至${roleName(n, e.escalate)}`);
  return more;
};

const ruleSentence = (n: Naming, rule: Rule): string => {
  const duty = rule.must ?? rule.should;
  if (duty === undefined) return "";
  const only = rule.while ? `（仅限${conditionName(n, rule.while, n.words.state)}）` : "";
  // Two brackets in a row are one.
  const owed = `${dutyName(n, duty)}${only}`.replace("）（", "；");
  const within = withinName(rule.within, n);
  const start = `${n.words.name}${patternsName(n, rule.when)}后，${whoName(n, rule.who)}`;
  const more = additions(n, rule).map((m) => `；${m}`);
  return `${start}${rule.must ? "须" : "宜"}${within}${owed}${more.join("")}。`;
};

const approvalName = (
  n: Naming,
  approval: Extract<Need, { approval: unknown }>["approval"],
  fields: Fields,
): string => {
  if (typeof approval === "string") return `经${roleName(n, approval)}批准`;
  const lines = approval.map((l, i) => {
    const when = l.while ? conditionName(n, l.while, fields) : i === 0 ? "" : "其余";
    return `${when}${when === "" ? "" : "的"}经${roleName(n, l.by)}批准`;
  });
  return lines.join("，");
};

const needName = (n: Naming, need: Need, fields: Fields): string => {
  if ("paper" in need) {
    const paper = n.regulation.clauses.find((c) => c.paper?.key === need.paper)?.paper;
    return `先把《${paper?.name ?? need.paper}》填写完整`;
  }
  if ("done" in need) return `先${patternsName(n, need.done)}`;
  if ("holds" in need) return `符合：${conditionName(n, need.holds, fields)}`;
  return approvalName(n, need.approval, fields);
};

const gateSentence = (n: Naming, gate: Gate): string => {
  const actions = list<string>(gate.do);
  const fields: Fields = Object.assign({}, n.words.state, ...actions.map((a) => n.words.actions[a]?.fields));
  const act = orList(actions.map((a) => n.words.actions[a]?.name ?? a));
  const only = gate.while ? `（仅限${conditionName(n, gate.while, fields)}）` : "";
  if (gate.never) return `不得${act}${only}。`;
  return `${act}须${(gate.need ?? []).map((x) => needName(n, x, fields)).join("，并")}${only}。`;
};

/**
 * A clause's rule or gate as one sentence, or null when it carries neither.
 * @param vocabularies of the stream kinds; the one whose events the clause uses gives the names
 */
export const sentence = (
  clause: Clause,
  regulation: Regulation,
  vocabularies: readonly Vocabulary[],
): string | null => {
  const { rule, gate } = clause;
  const first = rule ? list(rule.when)[0] : list<string>(gate?.do ?? [])[0];
  const name = typeof first === "object" ? first.event : first;
  const words = vocabularies.find((v) => name?.startsWith(`${v.kind}.`));
  if (!words) return null;
  const naming = { regulation, words };
  if (rule) return ruleSentence(naming, rule);
  return gate ? gateSentence(naming, gate) : null;
};
