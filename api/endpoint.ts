// The one small type behind every call: the server registers it, the web calls it, OpenAPI is printed from it.
import type { z } from "zod";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** A call of the contract. `path` is written as in OpenAPI (`/api/cases/{id}`). */
export type Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> = {
  method: Method;
  path: string;
  summary: string;
  /** `public` needs no sign-in; `member` any signed-in member; who may do what is asked in the domain. */
  access: "public" | "member";
  params?: P;
  query?: Q;
  body?: B;
  /** The body's schema hangs on the path, so the handler checks it. */
  bodyByPath?: true;
  /** Content type of a body that is no JSON. */
  sends?: "multipart/form-data" | "text/yaml";
  /** Content type of an answer that is no JSON. */
  answers?:
    | "text/yaml"
    | "text/csv"
    | "text/event-stream"
    | "application/octet-stream"
    | "application/pdf"
    | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  /** Headers of its own that it reads, with what they say. */
  headers?: Record<string, string>;
  /** Status of the good answer (200 unless said). */
  status?: number;
  output: O;
};

/** Keeps the exact types of one endpoint's schemas. */
export const endpoint = <
  P extends z.ZodType = z.ZodType<Record<string, never>>,
  Q extends z.ZodType = z.ZodType<Record<string, never>>,
  B extends z.ZodType = z.ZodType<undefined>,
  O extends z.ZodType = z.ZodType<unknown>,
>(
  e: Endpoint<P, Q, B, O>,
): Endpoint<P, Q, B, O> => e;
