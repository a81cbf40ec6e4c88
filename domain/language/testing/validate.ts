// As much of JSON Schema (draft 7) as the language's own schema uses.
import type { Schema } from "../parts.ts";

type Node = Record<string, unknown>;

const typeOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
};
const isObject = (value: unknown): value is Node => typeOf(value) === "object";

const checks: Record<string, (rule: never, value: unknown, schema: Node, root: Node) => boolean> = {
  $ref: (name: string, v, _, root) => {
    const to = (root.definitions as Record<string, Node>)[name.split("/").at(-1) ?? ""];
    return to !== undefined && fits(to, v, root);
  },
  type: (t: string | string[], v) => {
    const types = [t].flat();
    return types.includes(typeOf(v)) || (typeOf(v) === "integer" && types.includes("number"));
  },
  enum: (list: unknown[], v) => list.includes(v),
  const: (one: unknown, v) => one === v,
  pattern: (p: string, v) => typeof v !== "string" || new RegExp(p).test(v),
  minLength: (n: number, v) => typeof v !== "string" || v.length >= n,
  maxLength: (n: number, v) => typeof v !== "string" || [...v].length <= n,
  minimum: (n: number, v) => typeof v !== "number" || v >= n,
  maximum: (n: number, v) => typeof v !== "number" || v <= n,
  minItems: (n: number, v) => !Array.isArray(v) || v.length >= n,
  maxItems: (n: number, v) => !Array.isArray(v) || v.length <= n,
  minProperties: (n: number, v) => !isObject(v) || Object.keys(v).length >= n,
  items: (of: Node, v, _, root) => !Array.isArray(v) || v.every((x) => fits(of, x, root)),
  required: (keys: string[], v) => !isObject(v) || keys.every((k) => Object.hasOwn(v, k)),
  properties: (of: Record<string, Node>, v, _, root) =>
    !isObject(v) || Object.entries(of).every(([k, s]) => !Object.hasOwn(v, k) || fits(s, v[k], root)),
  additionalProperties: (of: Node | false, v, schema, root) => {
    const known = Object.keys((schema.properties ?? {}) as Node);
    const others = isObject(v) ? Object.keys(v).filter((k) => !known.includes(k)) : [];
    return others.every((k) => of !== false && fits(of, (v as Node)[k], root));
  },
  anyOf: (of: Node[], v, _, root) => of.some((s) => fits(s, v, root)),
  allOf: (of: Node[], v, _, root) => of.every((s) => fits(s, v, root)),
  if: (when: Node, v, schema, root) => !fits(when, v, root) || fits(schema.then as Node, v, root),
};
const silent = ["$schema", "title", "description", "definitions", "enumDescriptions", "then"];

const fits = (schema: Node, value: unknown, root: Node): boolean =>
  Object.entries(schema).every(([word, rule]) => {
    if (silent.includes(word)) return true;
    const check = checks[word];
    if (!check) throw new Error(`The schema says ${word}, which this validator does not know`);
    return check(rule as never, value, schema, root);
  });

/** Whether a value is what the schema describes. */
export const valid = (schema: Schema, value: unknown): boolean => fits(schema as Node, value, schema as Node);
