// Conditions and events as words of a sentence.
import { listed, said, write } from "#domain/tongue/said.ts";
import type { Condition, Pattern, Test } from "../file/rule.ts";
import { eventFields, eventName } from "../vocabularies.ts";
import type { Field, Fields } from "../vocabulary.ts";
import { fieldName, list, type Naming, orList, paperName, roleName } from "./name.ts";

/** A value as people say it: a label that the regulation gives, one of the vocabulary, a role, an article. */
const valueName = (n: Naming, path: string, field: Field | undefined, value: unknown): string => {
  const text = String(value);
  if (field?.type === "role") return roleName(n, text);
  if (typeof value === "boolean") return n.tongue(value ? "是" : "否");
  const own = n.regulation.clauses.find((c) => c.kinds?.field === path)?.kinds?.labels[text];
  const label = field?.labels?.[text];
  return own ?? (label === undefined ? text : field?.own ? label : n.tongue(label));
};

const isPlain = (test: Test): test is string | number | boolean | readonly (string | number)[] =>
  typeof test !== "object" || Array.isArray(test);

const valuesName = (n: Naming, path: string, field: Field | undefined, test: unknown): string =>
  orList(n, [...new Set(list(test).map((v) => valueName(n, path, field, v)))]);

const comparisons: Record<string, string> = {
  over: "超过{0}",
  under: "不满{0}",
  atLeast: "不少于{0}",
  atMost: "不超过{0}",
};

const lineName = (n: Naming, path: string, fields: Fields, test: Test): string => {
  const field = fields[path];
  const name = fieldName(n, path, fields);
  const tell = (of: ReturnType<typeof said>): string => write(n.tongue, of);
  if (isPlain(test)) {
    if (typeof test === "boolean") return test ? name : tell(said`不是${name}`);
    const values = valuesName(n, path, field, test);
    return field?.type === "clause" ? name + n.tongue("") + values : tell(said`${name}为${values}`);
  }
  const [k, figure] = Object.entries(test)[0] ?? ["", ""];
  if (k === "known") return tell(figure === true ? said`已知${name}` : said`没有${name}`);
  if (k === "not") return tell(said`${name}不是${valuesName(n, path, field, figure)}`);
  const compared = tell({ text: comparisons[k] ?? `${k} {0}`, parts: [String(figure)] });
  return name + n.tongue("") + compared;
};

/** A condition as words: `重大或重要投诉`, `金额超过1000`; a kind is the noun, other closed lists stand before it. */
export const conditionName = (n: Naming, condition: Condition, fields: Fields): string => {
  const attributes: string[] = [];
  const rest: string[] = [];
  let noun = "";
  for (const [path, test] of Object.entries(condition) as [string, Test][]) {
    if (path === "any") {
      const several = test as unknown as readonly Condition[];
      rest.push(
        orList(
          n,
          several.map((x) => conditionName(n, x, fields)),
        ),
      );
      continue;
    }
    const field = fields[path];
    const named = isPlain(test) && Array.isArray(field?.type);
    if (named && path === "kind") noun = valuesName(n, path, field, test);
    else if (named && "kind" in condition) attributes.push(valuesName(n, path, field, test));
    else rest.push(lineName(n, path, fields, test));
  }
  const gap = n.tongue("");
  const whole = [...attributes, noun].filter((x) => x !== "").join(gap);
  return [whole, ...rest].filter((x) => x !== "").join(n.tongue("，"));
};

/** An event with what it must carry: `呈报总经理`, `告知客户（告知方式为电话或上门）`. */
const patternName = (n: Naming, p: Pattern): string => {
  const type = typeof p === "string" ? p : p.event;
  const name = eventName(n.tongue, type);
  if (typeof p === "string" || !p.with) return name;
  const fields = eventFields(type);
  const roles: string[] = [];
  const rest: string[] = [];
  const papers: string[] = [];
  for (const [path, test] of Object.entries(p.with) as [string, Test][]) {
    const field = fields[path];
    if (field?.type === "paper" && isPlain(test)) {
      const named = list(test).map((k) => paperName(n, String(k)));
      papers.push(`《${orList(n, named)}》`);
      continue;
    }
    if (field?.type === "role" && isPlain(test)) roles.push(valuesName(n, path, field, test));
    else rest.push(lineName(n, path, fields, test));
  }
  const whom = roles.length > 0 ? write(n.tongue, { text: "@to", parts: [name, listed(roles)] }) : name;
  const what = [whom, ...papers].join(n.tongue(""));
  return rest.length > 0 ? write(n.tongue, said`${what}（${rest.join(n.tongue("，"))}）`) : what;
};

export const patternsName = (n: Naming, patterns: Pattern | readonly Pattern[]): string =>
  orList(
    n,
    list<Pattern>(patterns).map((p) => patternName(n, p)),
  );
