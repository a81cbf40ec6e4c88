// A clause's own scenario as JSON Schema.
import { acts } from "#domain/regulation/check/proof.ts";
import { oneOrMore, only, type Schema, text } from "./parts.ts";

const role: Schema = { type: "string", description: "角色（roles 里的名字）" };
const anything: Schema = { type: ["object", "string", "number", "boolean", "array", "null"] };
const act: Schema = {
  type: "object",
  properties: Object.fromEntries([...acts, "at", "as"].map((a) => [a, anything])),
  additionalProperties: false,
};
const instant: Schema = {
  type: "string",
  pattern: "^\\d{4}-\\d{2}-\\d{2} ([01]\\d|2[0-3]|24):[0-5]\\d(:[0-5]\\d)?$",
};
const several = { type: "array", items: act };

/** The clause's own scenario. */
export const proof: Schema = only({
  ...Object.fromEntries(["at", "due", "raised"].map((k) => [k, instant])),
  ...Object.fromEntries(
    ["act", "refused", "accepted", "asks", "accepts", "refuses", "shows", "hides"].map((k) => [k, act]),
  ),
  ...Object.fromEntries(["given", "then", "unless"].map((k) => [k, several])),
  calendar: { const: "office" },
  blanks: { type: "object", additionalProperties: { type: "string" } },
  grants: oneOrMore(role),
  fill: { type: "object" },
  sign: oneOrMore({ type: "string" }),
  finds: text(300),
  passes: text(300),
  counts: { type: "integer" },
});
