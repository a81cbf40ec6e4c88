// The contract as OpenAPI 3.1, printed from the same schemas that check the calls.
import { z } from "zod";
import type { Endpoint } from "#api/endpoint.ts";
import { problem } from "#api/words.ts";

type Schema = Record<string, unknown>;

const schemaOf = (type: z.ZodType, io: "input" | "output"): Schema => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: "any" }) as Schema;
  return schema;
};

const parameters = (type: z.ZodType | undefined, where: "path" | "query"): Schema[] => {
  if (!type) return [];
  const schema = schemaOf(type, "input") as { properties?: Record<string, Schema>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, s]) => ({
    name,
    in: where,
    required: where === "path" || (schema.required?.includes(name) ?? false),
    schema: s,
  }));
};

/** Any POST may name its answer, so that sending it again is harmless. */
const again = { "Idempotency-Key": "The same key gives the same answer; kept 7 days" };

const headers = (e: Endpoint): Schema[] =>
  Object.entries({ ...(e.method === "POST" && e.access === "member" ? again : {}), ...e.headers }).map(
    ([name, description]) => ({
      name,
      in: "header",
      required: false,
      description,
      schema: { type: "string" },
    }),
  );

const body = (e: Endpoint): Schema => {
  if (e.sends === "text/yaml") return { content: { "text/yaml": { schema: { type: "string" } } } };
  const file = {
    type: "object",
    properties: { file: { type: "string", format: "binary" } },
    required: ["file"],
  };
  if (e.sends) return { content: { [e.sends]: { schema: file } } };
  return e.body ? { content: { "application/json": { schema: schemaOf(e.body, "input") } } } : {};
};

const operation = (e: Endpoint): Schema => {
  const problems = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  const sent = body(e);
  const good = e.answers
    ? { [e.answers]: { schema: { type: "string" } } }
    : { "application/json": { schema: schemaOf(e.output, "output") } };
  const waits = e.bodyByPath
    ? { "202": { description: "The approval that it waits for", content: good } }
    : {};
  return {
    summary: e.summary,
    ...(e.access === "public" ? { security: [] } : {}),
    parameters: [...parameters(e.params, "path"), ...parameters(e.query, "query"), ...headers(e)],
    ...(sent.content ? { requestBody: { required: true, ...sent } } : {}),
    responses: {
      [String(e.status ?? 200)]: { description: "OK", content: good },
      ...waits,
      default: { description: "RFC 9457", content: problems },
    },
  };
};

/** The whole document. */
export const openapi = (endpoints: readonly Endpoint[]): Schema => {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const e of endpoints) paths[e.path] = { ...paths[e.path], [e.method.toLowerCase()]: operation(e) };
  return {
    openapi: "3.1.0",
    info: { title: "Shouwen 首问", version: "0.1.0" },
    security: [{ session: [] }, { key: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, "output") },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "shouwen.session_token" },
        key: { type: "http", scheme: "bearer" },
      },
    },
  };
};
