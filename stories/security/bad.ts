// Requests that are certainly wrong, in every way that a call can be wrong.
import fc from "fast-check";
import type { Call, Schema } from "./contract.ts";
import { sample } from "./contract.ts";
import type { Ids } from "./tried.ts";

/** A request, and in which way it is wrong. */
export type Bad = {
  fault: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
};

const json = { "content-type": "application/json" };
const enc = encodeURIComponent;

/** Text that breaks programs: quotes, NUL, lone surrogates, right-to-left, SQL, paths, very long. */
const odd = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "\u0000",
    "\ud800",
    "' or 1=1 --",
    "../../etc/passwd",
    "%00",
    "‮电梯",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "9".repeat(400),
    "好".repeat(30_000),
    "-1",
    "NaN",
    "1e309",
    "2026-13-45T99:99:99Z",
    "{{7*7}}",
    "$" + "{jndi:ldap://x}",
  ),
);

/** Not in any organisation. */
const unknownId = fc.oneof(
  fc.uuid(),
  odd.filter((s) => s.length > 0 && s.isWellFormed() && !/^[.]{1,2}$/.test(s)),
);

const fillWith = (call: Call, ids: Ids, id: (name: string) => string): string => {
  const noun = call.path.split("/")[2] ?? "";
  return call.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    enc((id(name) || ids[name === "id" ? noun : name]) ?? "none"),
  );
};
const known = (call: Call, ids: Ids): string => {
  const query = call.query.filter((q) => q.required).map((q) => `${q.name}=${enc(ids[q.name] ?? "x")}`);
  return fillWith(call, ids, () => "") + (query.length > 0 ? `?${query.join("&")}` : "");
};

const takesJson = (call: Call): boolean => call.sends === "application/json";
const objectOf = (schema: Schema): Schema => schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema;
const given = (call: Call): Record<string, unknown> => {
  const value = sample(objectOf(call.schema));
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
};

type Make = (call: Call, ids: Ids) => fc.Arbitrary<Omit<Bad, "method" | "fault">> | null;

const spoiled = (body: Record<string, unknown>, name: string) =>
  fc
    .oneof(
      fc.constant({ a: { b: [[[]]] } }),
      fc.constant("\u0000"),
      fc.constant("\ud800x"),
      fc.constant([null, [null]]),
    )
    .map((value) => JSON.stringify({ ...body, [name]: value }));

/** Each way of being wrong; null where a call cannot be wrong in that way. */
const ways: Record<string, Make> = {
  "not JSON": (call, ids) =>
    takesJson(call)
      ? fc
          .oneof(
            fc.string({ unit: "binary", minLength: 1 }),
            fc.constantFrom("{", '{"a":}', "[1,", '"', "{'a':1}", "nul"),
          )
          .filter((body) => !isJson(body))
          .map((body) => ({ path: known(call, ids), headers: json, body }))
      : null,
  "another kind of JSON": (call, ids) =>
    takesJson(call)
      ? fc
          .oneof(fc.array(fc.jsonValue(), { maxLength: 3 }), fc.string(), fc.integer(), fc.boolean())
          .map((value) => ({ path: known(call, ids), headers: json, body: JSON.stringify(value) }))
      : null,
  "a field that is not known": (call, ids) =>
    call.schema.properties && takesJson(call)
      ? fc
          .tuple(fc.string({ minLength: 6, maxLength: 12 }), fc.jsonValue({ maxDepth: 2 }))
          .filter(([name]) => !(name in (call.schema.properties ?? {})) && name !== "__proto__")
          .map(([name, value]) => ({
            path: known(call, ids),
            headers: json,
            body: JSON.stringify({ ...given(call), [`unknown-${name}`]: value }),
          }))
      : null,
  "a needed field spoiled": (call, ids) =>
    call.schema.required?.length && takesJson(call)
      ? fc
          .constantFrom(...call.schema.required)
          .chain((name) => spoiled(given(call), name))
          .map((body) => ({ path: known(call, ids), headers: json, body }))
      : null,
  "a needed field missing": (call, ids) =>
    call.schema.required?.length && takesJson(call)
      ? fc.constantFrom(...call.schema.required).map((name) => {
          const { [name]: _, ...rest } = given(call);
          return { path: known(call, ids), headers: json, body: JSON.stringify(rest) };
        })
      : null,
  "another type of content": (call, ids) =>
    call.sends
      ? fc
          .constantFrom(
            "text/html",
            "application/xml",
            "image/png",
            "application/x-www-form-urlencoded",
            "x",
            "application/json;;",
          )
          .map((type) => ({ path: known(call, ids), headers: { "content-type": type }, body: "a=1" }))
      : null,
  "an unknown id": (call, ids) =>
    /\{id\}/.test(call.path)
      ? unknownId.map((id) => ({
          path: fillWith(call, ids, (name) => (name === "id" ? id : "")),
          headers: takesJson(call) ? json : {},
          body: takesJson(call) ? JSON.stringify(given(call)) : undefined,
        }))
      : null,
  "a query that is not known": (call, ids) =>
    call.method === "GET" && !call.open
      ? fc
          .tuple(
            fc.string({ minLength: 3, maxLength: 9 }),
            odd.filter((s) => s.isWellFormed() && s.length < 500),
          )
          .map(([name, value]) => {
            const path = known(call, ids);
            const query = `${enc(`unknown-${name.toWellFormed()}`)}=${enc(value)}`;
            return { path: `${path}${path.includes("?") ? "&" : "?"}${query}`, headers: {}, body: undefined };
          })
      : null,
  "a filter spoiled": (call, ids) => {
    const strict = call.query.filter((q) => q.schema.enum || q.name === "limit" || q.name === "after");
    return strict.length > 0
      ? fc
          .tuple(
            fc.constantFrom(...strict),
            odd.filter((s) => s.isWellFormed() && s.length > 0 && s.length < 500),
          )
          .filter(([q, value]) => !q.schema.enum?.includes(value) && !/^\s*\d+\s*$/.test(value))
          .map(([q, value]) => ({
            path: `${fillWith(call, ids, () => "")}?${q.name}=${enc(value)}`,
            headers: {},
            body: undefined,
          }))
      : null;
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Any wrong request to any of these calls. */
export const badRequest = (calls: readonly Call[], ids: Ids): fc.Arbitrary<Bad> => {
  const all = calls.flatMap((call) =>
    Object.entries(ways).flatMap(([fault, make]) => {
      const made = make(call, ids);
      return made ? [made.map((rest): Bad => ({ fault, method: call.method, ...rest }))] : [];
    }),
  );
  return fc.oneof(...all);
};
