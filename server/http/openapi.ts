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

const operation = (e: Endpoint): Schema => {
  const status = String(e.status ?? 200);
  const faults = {
    description: "RFC 9457",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  return {
    summary: e.summary,
    ...(e.access === "public" ? { security: [] } : {}),
    parameters: [...parameters(e.params, "path"), ...parameters(e.query, "query")],
    ...(e.body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(e.body, "input") } },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: "OK",
        content: { "application/json": { schema: schemaOf(e.output, "output") } },
      },
      default: faults,
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
