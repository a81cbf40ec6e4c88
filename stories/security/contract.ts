// The contract as its own OpenAPI document tells it, and the smallest body that each call would take.
export type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  minItems?: number;
  minimum?: number;
};
type Operation = {
  security?: unknown[];
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
};
type Document = { paths: Record<string, Record<string, Operation>> };

/** One call of the contract. */
export type Call = {
  method: string;
  /** As in OpenAPI, with `{id}` for what is filled in. */
  path: string;
  /** Needs no sign-in. */
  open: boolean;
  query: { name: string; required: boolean; schema: Schema }[];
  /** Content type of the body; null where it takes none. */
  sends: string | null;
  schema: Schema;
};

/** Every call that a running server says it answers. */
export const readContract = async (address: string): Promise<Call[]> => {
  const document = (await (await fetch(`${address}/api/openapi.json`)).json()) as Document;
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, o]): Call => {
      const [sends = null, content] = Object.entries(o.requestBody?.content ?? {})[0] ?? [];
      return {
        method: method.toUpperCase(),
        path,
        open: o.security?.length === 0,
        query: (o.parameters ?? []).filter((p) => p.in === "query"),
        sends,
        schema: content?.schema ?? {},
      };
    }),
  );
};

const formats: Record<string, unknown> = {
  "date-time": "2026-12-24T10:00:00+08:00",
  date: "2026-12-24",
  email: "somebody@example.cn",
  uri: "https://example.cn/",
  uuid: "00000000-0000-4000-8000-000000000000",
};

/** The smallest value that fits a schema, as far as a schema tells. */
export const sample = (schema: Schema): unknown => {
  if ("const" in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sample(choices[0] ?? {});
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((s) => sample(s)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") {
    const needed = schema.required ?? [];
    return Object.fromEntries(needed.map((name) => [name, sample(schema.properties?.[name] ?? {})]));
  }
  if (type === "array") return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}));
  if (type === "boolean") return true;
  if (type === "number" || type === "integer") return Math.max(1, schema.minimum ?? 1);
  if (type === "null") return null;
  if (schema.format && schema.format in formats) return formats[schema.format];
  return "x".repeat(Math.max(1, schema.minLength ?? 1));
};
