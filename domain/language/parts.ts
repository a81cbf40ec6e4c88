// The small parts of the language as JSON Schema: lengths, points, patterns, conditions, signers.
import { situationFields } from "#domain/regulation/check/content.ts";
import { vocabularies } from "#domain/regulation/vocabularies.ts";
import type { Field, Fields } from "#domain/regulation/vocabulary.ts";

/** A JSON Schema (draft 7), as plain data. */
export type Schema = { readonly [key: string]: unknown };

export const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
/** An object that knows only these keys. */
export const only = (properties: Record<string, Schema>, required: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  required: [...required],
  additionalProperties: false,
});
export const text = (most: number, description?: string): Schema => ({
  type: "string",
  minLength: 1,
  maxLength: most,
  ...(description ? { description } : {}),
});
export const listOf = (items: Schema, least = 1): Schema => ({ type: "array", minItems: least, items });
export const oneOrMore = (items: Schema): Schema => ({ anyOf: [items, listOf(items)] });
export const words = (of: readonly string[]): Schema => ({ enum: [...of] });
/** Closed words with the Chinese name of each, as editors show them beside the list. */
export const named = (of: Readonly<Record<string, string>>): Schema => ({
  enum: Object.keys(of),
  enumDescriptions: Object.values(of),
});

const lengthWords =
  "^([1-9]\\d{0,4} (minutes?|hours?|days?|working days?|working hours?|weeks?|months?)|same day|at once|promptly|unset)$";
const time = { type: "string", pattern: "^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$" };
const whole = (low: number, high: number): Schema => ({ type: "integer", minimum: low, maximum: high });

const value: Schema = { type: ["string", "number", "boolean"] };
const compare: Schema = { type: "number" };

/** Ways to ask a field; `figures` are the values that it may be compared with. */
const testOf = (figures: Schema, known = false): Schema => ({
  anyOf: [
    ...(known ? [] : [oneOrMore(figures), only({ not: oneOrMore(figures) }, ["not"])]),
    only({ known: { type: "boolean" } }, ["known"]),
    ...(["over", "under", "atLeast", "atMost"] as const).map((k) => only({ [k]: compare }, [k])),
  ],
});

const tests = new Map<string, { name: string; schema: Schema }>();
/** The same test is written once, under a name. */
const shared = (schema: Schema): Schema => {
  const key = JSON.stringify(schema);
  const known = tests.get(key) ?? { name: `test${tests.size + 1}`, schema };
  tests.set(key, known);
  return ref(known.name);
};

const figuresOf = ({ type, labels }: Field): Schema => {
  if (typeof type === "object") return labels ? named(labels) : words(type);
  return { type: type === "number" || type === "boolean" ? type : "string" };
};
/** What a field may be asked. */
const fieldTest = (field: Field): Schema => {
  const onlyKnown = field.type === "presence" || field.type === "instant";
  return { description: field.name, allOf: [shared(testOf(figuresOf(field), onlyKnown))] };
};

type Meanings = Readonly<Record<string, readonly Field[]>>;

/** A condition on these fields; where a file may define fields of its own, others are asked freely. */
const conditionOn = (fields: Meanings, open: boolean): Schema => ({
  type: "object",
  minProperties: 1,
  properties: {
    any: listOf(ref("condition"), 2),
    ...Object.fromEntries(
      Object.entries(fields).map(([f, [one, ...more]]) => {
        const asks = [one as Field, ...more].map(fieldTest);
        return [f, more.length === 0 ? asks[0] : { anyOf: asks }];
      }),
    ),
  },
  additionalProperties: open ? testOf(value) : false,
});

/** What each field means in one kind of stream or another. */
const meaningsOf = (all: readonly Fields[]): Meanings => {
  const found = new Map<string, Map<string, Field>>();
  for (const fields of all)
    for (const [name, field] of Object.entries(fields)) {
      const known = found.get(name) ?? new Map<string, Field>();
      found.set(name, known.set(JSON.stringify(field.type), field));
    }
  return Object.fromEntries([...found].map(([name, fields]) => [name, [...fields.values()]]));
};

const asked = meaningsOf([
  ...vocabularies.map((v) => v.state),
  ...vocabularies.flatMap((v) => Object.values(v.actions).map((a) => a.fields)),
  situationFields,
]);

const events = Object.fromEntries(
  vocabularies.flatMap((v) => Object.entries(v.events).map(([type, { name }]) => [type, name])),
);
export const actionNames = Object.fromEntries(
  vocabularies.flatMap((v) => Object.entries(v.actions).map(([type, { name }]) => [type, name])),
);
const eventNames = named(events);

/** What each event carries: `with` knows no other field. */
const carried = vocabularies.flatMap((v) =>
  Object.entries(v.events).map(([type, { fields }]) => ({
    if: { properties: { event: { const: type } }, required: ["event"] },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: { properties: { with: conditionOn(meaningsOf([fields]), false) } },
  })),
);

const larger: Record<string, Schema> = {
  event: eventNames,
  length: {
    type: "string",
    pattern: lengthWords,
    description:
      "时限：30 minutes、2 days、2 working days、same day；原文没有数字的写 at once、promptly、unset",
  },
  point: only({
    day: { anyOf: [whole(1, 31), { const: "last" }] },
    workingDay: whole(1, 23),
    month: whole(1, 12),
    weekday: whole(1, 7),
    time,
    opening: { anyOf: [{ const: true }, ref("length")] },
    closing: { const: true },
    next: { const: true },
  }),
  condition: { ...conditionOn(asked, true), description: "条件：每一行都须成立" },
  pattern: {
    anyOf: [
      ref("event"),
      { ...only({ event: ref("event"), with: { type: "object" } }, ["event"]), allOf: carried },
    ],
  },
  patterns: oneOrMore(ref("pattern")),
  signers: {
    anyOf: [
      { type: "string", description: "角色" },
      ...(["inTurn", "all", "any"] as const).map((k) =>
        only(
          { [k]: listOf({ type: "string" }, 2), within: ref("length"), cc: oneOrMore({ type: "string" }) },
          [k],
        ),
      ),
    ],
  },
};

/** The parts under the names by which others point to them. */
export const parts: Record<string, Schema> = {
  ...larger,
  ...Object.fromEntries([...tests.values()].map(({ name, schema }) => [name, schema])),
};
