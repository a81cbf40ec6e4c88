// What is typed into a paper's fields, and the values that are sent: by control, a blank one clears its field.
import type { PaperShown } from "#api/paper.ts";
import { instantOf, localField } from "../../time.ts";

export type Field = PaperShown["fields"][number];
export type Typed = Record<string, string>;
export type Value = string | number | boolean | string[] | Record<string, string> | null;

/** Several choices stand in one text, parted by what no choice holds. */
export const parting = "\n";

const ofMatter: Record<string, string> = {
  title: "text",
  place: "text",
  description: "long",
  demand: "long",
  channel: "channel",
  occurredAt: "instant",
  wantedBy: "instant",
  against: "against",
  amount: "money",
  customer: "customer",
};

/** The control of a field: its type, or that of the matter's field; `fixed` is only shown. */
export const controlOf = (field: Field): string => field.type ?? ofMatter[field.field] ?? "fixed";

/** Takes the whole width of the sheet while it is filled. */
export const isWide = (field: Field): boolean => {
  const control = controlOf(field);
  if (control === "choice" || control === "many") return field.of.length > 2 || field.of.join("").length > 10;
  return ["long", "channel", "customer"].includes(control);
};

/** A value as its control holds it. */
export function shownIn(field: Field): string {
  const { value } = field;
  const control = controlOf(field);
  if (value === null || value === undefined) return "";
  if (control === "many" && Array.isArray(value)) return value.join(parting);
  if (control === "instant" && typeof value === "string") return localField(value);
  // The matter holds the customer's id; what is typed is a new name, telephone, address.
  if (control === "customer") return "";
  if (control === "against") {
    const { department, member } = value as { department?: string; member?: string };
    return department ? `department:${department}` : member ? `member:${member}` : "";
  }
  return String(value);
}

const named = (text: string): Value => {
  const [what, ...rest] = text.split(":");
  return { [what === "member" ? "member" : "department"]: rest.join(":") };
};
const customer = (text: string): Value => {
  const [name = "", phone = "", address = ""] = text.split(parting);
  const given = Object.entries({ name, phone, address }).filter(([, one]) => one.trim() !== "");
  return given.length > 0 ? Object.fromEntries(given) : null;
};

/** What is sent for a field; undefined where the text is no such value yet. */
export function sentFor(field: Field, text: string): Value | undefined {
  if (text.trim() === "") return null;
  switch (controlOf(field)) {
    case "number":
      return Number.isFinite(Number(text)) ? Number(text) : undefined;
    case "money":
      return /^\d{1,10}(\.\d{1,2})?$/.test(text.trim()) ? Number(text) : undefined;
    case "phone":
      return /^\+?[\d\s()-]{3,40}$/.test(text.trim()) ? text.trim() : undefined;
    case "many":
      return text.split(parting);
    case "yes-no":
      return text === "true";
    case "instant":
      return instantOf(text);
    case "against":
      return named(text);
    case "customer":
      return customer(text);
    default:
      return text;
  }
}

const touched = (field: Field, typed: Typed): string | undefined => {
  const text = typed[field.field];
  return text === undefined || text === shownIn(field) ? undefined : text;
};

/** The fields that were changed, as they are sent; null where one of them cannot be sent yet. */
export function changed(fields: readonly Field[], typed: Typed): Record<string, Value> | null {
  const sent: Record<string, Value> = {};
  for (const field of fields) {
    const text = touched(field, typed);
    if (text === undefined) continue;
    const value = sentFor(field, text);
    if (value === undefined) return null;
    sent[field.field] = value;
  }
  return sent;
}

/** Fields whose text is no value of their type yet. */
export const wrongIn = (fields: readonly Field[], typed: Typed): Field[] =>
  fields.filter((field) => {
    const text = touched(field, typed);
    return text !== undefined && sentFor(field, text) === undefined;
  });
