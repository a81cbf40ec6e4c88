// What may stand at a place in a regulation's text, from the language itself: keys, events, fields, roles, papers, clauses.
import { t } from "i18next";
import { isMap, isPair, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { Schema } from "#domain/language/parts.ts";
import { languageSchema } from "#domain/language/schema.ts";

export type Choice = { word: string; meaning: string };
export type Place = { path: (string | number)[]; key: boolean; typed: string };
type Names = Readonly<Record<string, string>>;
/** The words that a file defines for itself, with what they mean. */
export type Own = { roles: Names; clauses: Names; papers: Names; kinds: Names };

const mark = "cursorhere";
const options = { version: "1.2", schema: "core", prettyErrors: false, uniqueKeys: false } as const;
const typing = /[\w.\-一-鿿]*$/u;

/** The part of the text that holds the cursor's clause, and where it begins: a long file need not be read whole. */
const around = (text: string, at: number): { head: string; from: number; to: number } => {
  const from = text.lastIndexOf("\n  - id:", at) + 1;
  if (from === 0) return { head: "", from: 0, to: text.length };
  const next = text.indexOf("\n  - id:", at);
  return { head: "clauses:\n", from, to: next < 0 ? text.length : next };
};

/** Where the cursor stands in the tree, and what has been typed of the word. */
export function placeAt(text: string, at: number): Place | null {
  const { head, from, to } = around(text, at);
  const typed = typing.exec(text.slice(from, at))?.[0] ?? "";
  const rest = text.slice(at, to).replace(/^[\w.-]*/, "");
  const before = text.slice(from, at - typed.length);
  // A key that is only begun has no colon yet, but is one all the same.
  const bare = /(^|\n)\s*(- )?$/.test(before) && !/^\s*:/.test(rest);
  const doc = parseDocument(`${head}${before}${mark}${bare ? ":" : ""}${rest}`, options);
  const found = find(doc.contents as Node | null, []);
  return found && { ...found, typed };
}

function find(node: unknown, path: (string | number)[]): Omit<Place, "typed"> | null {
  if (isScalar(node)) return node.value === mark ? { path, key: false } : null;
  if (isSeq(node)) {
    for (const [n, item] of node.items.entries()) {
      const found = isPair(item) ? null : find(item, [...path, n]);
      if (found) return found;
    }
    return null;
  }
  if (!isMap(node)) return null;
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : "";
    if (name === mark) return { path, key: true };
    const found = find(value, [...path, name]);
    if (found) return found;
  }
  return null;
}

const list = (value: unknown): Schema[] => (Array.isArray(value) ? (value as Schema[]) : []);
const record = (value: unknown): Record<string, Schema> => (value ?? {}) as Record<string, Schema>;

let whole: Schema | undefined;

/** A schema and all it may stand for. */
function open(schema: Schema | undefined): Schema[] {
  if (!schema || typeof schema !== "object") return [];
  whole ??= languageSchema();
  const name = typeof schema.$ref === "string" ? schema.$ref.slice("#/definitions/".length) : null;
  const pointed = name === null ? [] : open(record(whole.definitions)[name]);
  const then = typeof schema.then === "object" ? open(schema.then as Schema) : [];
  return [schema, ...pointed, ...then, ...["anyOf", "allOf"].flatMap((k) => list(schema[k]).flatMap(open))];
}

function schemasAt(path: readonly (string | number)[]): Schema[] {
  whole ??= languageSchema();
  let here = open(whole);
  for (const step of path)
    here = here.flatMap((one) => {
      if (typeof step === "number") return open(one.items as Schema | undefined);
      const own = record(one.properties)[step];
      return open(
        own ??
          (typeof one.additionalProperties === "object" ? (one.additionalProperties as Schema) : undefined),
      );
    });
  return here;
}

const keysOf = (schemas: readonly Schema[]): Choice[] =>
  schemas.flatMap(({ properties }) =>
    Object.entries(record(properties)).map(([word, { description }]) => ({
      word,
      meaning: typeof description === "string" ? description : "",
    })),
  );

const valuesOf = (schemas: readonly Schema[]): Choice[] =>
  schemas.flatMap((one) => {
    const meanings = (one.enumDescriptions ?? []) as string[];
    const closed = ((one.enum ?? []) as unknown[]).map((word, n) => ({
      word: String(word),
      meaning: meanings[n] ?? "",
    }));
    return "const" in one ? [...closed, { word: String(one.const), meaning: "" }] : closed;
  });

const people = ["department", "trigger.department", "against", "first-asked"];
const lengths = [
  "30 minutes",
  "1 hour",
  "24 hours",
  "1 day",
  "2 days",
  "1 working day",
  "2 working days",
  "same day",
];
const blanks = ["at once", "promptly", "unset"];
const roleKeys = ["escalate", "by", "fill", "as", "approval", "inTurn", "all", "cc", "grants", "grant"];

/** The last word of the path, lists left out. */
const lastOf = (path: readonly (string | number)[]): string =>
  String(path.findLast((step) => typeof step === "string") ?? "");

const named = (names: Names): Choice[] => Object.entries(names).map(([word, meaning]) => ({ word, meaning }));

const ownValues = (path: readonly (string | number)[], own: Own): Choice[] => {
  const last = lastOf(path);
  if (last === "who")
    return [...named(own.roles), ...people.map((word) => ({ word, meaning: t(`edit.people.${word}`) }))];
  if (roleKeys.includes(last) || (last === "any" && path.includes("approval"))) return named(own.roles);
  if (["see", "met", "breach", "tally"].includes(last)) return named(own.clauses);
  if (last === "paper" || last === "attach") return named(own.papers);
  if (last === "within" || last === "warn" || last === "else")
    return [...lengths, ...blanks].map((word) => ({ word, meaning: "" }));
  return [];
};

/** The choices at a place, each once. */
export function choicesAt({ path, key }: Place, own: Own): Choice[] {
  const schemas = schemasAt(path);
  const found = key
    ? [...keysOf(schemas), ...(lastOf(path) === "while" ? named(own.kinds) : [])]
    : [...ownValues(path, own), ...valuesOf(schemas)];
  return [...new Map(found.map((one) => [one.word, one])).values()];
}
