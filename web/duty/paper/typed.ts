// What is typed into a paper's fields, and the values that are sent: by type, a blank one clears its field.
import type { PaperShown } from "#api/paper.ts";
import { instantOf, localField } from "../../time.ts";

export type Field = PaperShown["fields"][number];
export type Typed = Record<string, string>;
type Value = string | number | boolean | string[] | null;

/** Several choices stand in one text, parted by what no choice holds. */
export const parting = "\n";

/** A value as its control holds it. */
export function shownIn(field: Field): string {
  const { value, type } = field;
  if (value === null || value === undefined) return "";
  if (type === "many" && Array.isArray(value)) return value.join(parting);
  if (type === "instant" && typeof value === "string") return localField(value);
  return String(value);
}

/** What is sent for a field; undefined where the text is no such value yet. */
export function sentFor(field: Field, text: string): Value | undefined {
  if (text.trim() === "") return null;
  if (field.type === "number" || field.type === "money") {
    const number = Number(text);
    return Number.isFinite(number) ? number : undefined;
  }
  if (field.type === "many") return text.split(parting);
  if (field.type === "yes-no") return text === "true";
  if (field.type === "instant") return instantOf(text);
  return text;
}

/** The fields that were changed, as they are sent; null where one of them cannot be sent yet. */
export function changed(fields: readonly Field[], typed: Typed): Record<string, Value> | null {
  const sent: Record<string, Value> = {};
  for (const field of fields) {
    const text = typed[field.field];
    if (text === undefined || text === shownIn(field)) continue;
    const value = sentFor(field, text);
    if (value === undefined) return null;
    sent[field.field] = value;
  }
  return sent;
}
