// What each action asks for, as data: the form is drawn from it and the body made from it.
import type { ActionName } from "#api/action.ts";
import type { CaseWhole } from "#api/case.ts";
import { instantOf, localField } from "../../time.ts";
import { againstOf } from "../register/draft.ts";

type Control =
  | "line"
  | "long"
  | "department"
  | "member"
  | "against"
  | "severity"
  | "channel"
  | "instant"
  | "obligation"
  | "amount"
  | "yesNo"
  | "rating"
  | "label";
export type FieldSpec = { name: string; control: Control; needed: boolean };

const needed = (name: string, control: Control): FieldSpec => ({ name, control, needed: true });
const wanted = (name: string, control: Control): FieldSpec => ({ name, control, needed: false });

const amendable = [
  wanted("title", "line"),
  wanted("description", "long"),
  wanted("occurredAt", "instant"),
  wanted("place", "line"),
  wanted("against", "against"),
  wanted("demand", "line"),
  wanted("wantedBy", "instant"),
  wanted("amount", "amount"),
];

/** In the order of a matter's life; an empty list is done at one press. */
export const fieldsOf: Record<ActionName, FieldSpec[]> = {
  forward: [needed("department", "department")],
  sign: [],
  return: [needed("reason", "long")],
  investigate: [needed("finding", "long")],
  settle: [needed("remedy", "long"), wanted("amount", "amount")],
  resolve: [needed("outcome", "long")],
  reject: [needed("reason", "long")],
  "hand-back": [],
  inform: [needed("means", "channel"), wanted("text", "long")],
  confirm: [needed("satisfied", "yesNo"), wanted("rating", "rating")],
  "call-back": [wanted("satisfied", "yesNo"), wanted("rating", "rating"), wanted("text", "long")],
  promise: [needed("until", "instant"), wanted("text", "long")],
  review: [wanted("text", "long")],
  close: [],
  report: [needed("to", "member")],
  extend: [needed("obligation", "obligation"), needed("until", "instant"), needed("reason", "long")],
  grade: [needed("severity", "severity")],
  amend: amendable,
  assign: [needed("member", "member")],
  note: [needed("text", "long")],
  pause: [needed("reason", "long")],
  resume: [],
  withdraw: [needed("reason", "long")],
  reopen: [needed("reason", "long")],
};

export type Typed = Record<string, string>;
/** The customer's fields stand in the amending form only while nobody can be reached. */
const customerFields = [wanted("name", "line"), wanted("phone", "line"), wanted("address", "line")];

export const fieldsFor = (name: ActionName, of: CaseWhole): FieldSpec[] => {
  if (name === "grade")
    return [wanted("severity", "severity"), ...of.labelFields.map((f) => wanted(f.field, "label"))];
  return name === "amend" && of.missing.includes("customer")
    ? [...amendable, ...customerFields]
    : fieldsOf[name];
};

/** The clocks for which the reader may ask for more time. */
export const extendable = (of: CaseWhole): CaseWhole["obligations"] =>
  of.obligations.filter((one) => one.extendable);

/** What the form holds before anything is typed. */
export function before(name: ActionName, of: CaseWhole): Typed {
  if (name === "grade") return { severity: of.severity ?? "", ...of.labels };
  if (name === "forward") return { department: of.against?.department ?? "" };
  if (name === "inform") return { means: "phone" };
  if (name === "extend") return { obligation: extendable(of).length === 1 ? extendable(of)[0]!.id : "" };
  if (name !== "amend") return {};
  const { against } = of;
  return {
    title: of.title,
    description: of.description,
    place: of.place ?? "",
    demand: of.demand ?? "",
    amount: of.amount === null ? "" : String(of.amount),
    occurredAt: of.occurredAt ? localField(of.occurredAt) : "",
    wantedBy: of.wantedBy ? localField(of.wantedBy) : "",
    against: against?.department
      ? `department:${against.department}`
      : against?.member
        ? `member:${against.member}`
        : "",
  };
}

const given: Partial<Record<Control, (text: string) => unknown>> = {
  instant: instantOf,
  amount: Number,
  rating: Number,
  yesNo: (text) => text === "yes",
  against: againstOf,
};

/** Only what was filled in and, in an amendment, only what was changed. */
export function bodyOf(fields: FieldSpec[], typed: Typed, initial: Typed): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const customer: Record<string, unknown> = {};
  const labels: Record<string, unknown> = {};
  for (const { name, control } of fields) {
    const text = typed[name]?.trim() ?? "";
    if (text === "" || (fields.includes(amendable[0]!) && text === (initial[name] ?? ""))) continue;
    const ofCustomer = customerFields.some((field) => field.name === name);
    const into = control === "label" ? labels : ofCustomer ? customer : body;
    into[name] = given[control]?.(text) ?? text;
  }
  const filled = (part: Record<string, unknown>) => Object.keys(part).length > 0;
  return { ...body, ...(filled(customer) ? { customer } : {}), ...(filled(labels) ? { labels } : {}) };
}

export const isWhole = (fields: FieldSpec[], typed: Typed): boolean =>
  fields.every(({ name, needed }) => !needed || (typed[name] ?? "").trim() !== "");
