// Typed calls made from the contract's endpoints.
import i18next from "i18next";
import type { z } from "zod";
import type { Endpoint } from "#api/endpoint.ts";
import { forgetAhead, takeAhead } from "./ahead.ts";
import { CallRefused, Unreachable } from "./problem.ts";
import { sessionEnded, setStanding } from "./signed-in.ts";

type Given<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  params?: z.input<P>;
  query?: z.input<Q>;
  body?: z.input<B>;
  /** Multipart parts, or a text file, in place of a JSON body. */
  form?: FormData;
  yaml?: string;
  /** One key for one wish of the user, kept when the call is tried again. */
  intent?: string;
  /** The version of the case that the user saw. */
  version?: number;
  reason?: string;
  signal?: AbortSignal;
};

export async function call<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
>(endpoint: Endpoint<P, Q, B, O>, given: Given<P, Q, B> = {}): Promise<z.output<O>> {
  const answer = await send(endpoint.method, address(endpoint.path, given.params, given.query), given);
  if (answer.ok) return (await read(answer)) as z.output<O>;
  const problem = await readProblem(answer);
  if (answer.status === 401 && endpoint.access === "member") sessionEnded();
  if (problem.type === "urn:shouwen:refusal:password-must-change") setStanding("password");
  throw new CallRefused(problem);
}

/** The path with its parameters and query filled in; also the address of a download. */
export function address(path: string, params: unknown, query?: unknown): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

async function send(
  method: string,
  url: string,
  given: Given<z.ZodType, z.ZodType, z.ZodType>,
): Promise<Response> {
  const headers = new Headers({ "Accept-Language": i18next.language, Accept: "application/json, text/yaml" });
  if (given.intent) headers.set("Idempotency-Key", given.intent);
  if (given.version !== undefined) headers.set("If-Match", String(given.version));
  // A header holds no Chinese as it is.
  if (given.reason) headers.set("Reason", encodeURIComponent(given.reason));
  if (given.yaml !== undefined) headers.set("Content-Type", "text/yaml");
  else if (!given.form && method !== "GET") headers.set("Content-Type", "application/json");
  if (method !== "GET") forgetAhead();
  const ahead = method === "GET" ? await takeAhead(url) : undefined;
  if (ahead) return ahead;
  try {
    return await fetch(url, { method, headers, body: payload(method, given), signal: given.signal });
  } catch (error) {
    if (given.signal?.aborted) throw error;
    throw new Unreachable();
  }
}

function payload(method: string, given: Given<z.ZodType, z.ZodType, z.ZodType>): BodyInit | undefined {
  if (method === "GET") return undefined;
  return given.form ?? given.yaml ?? JSON.stringify(given.body ?? {});
}

async function read(answer: Response): Promise<unknown> {
  const type = answer.headers.get("Content-Type") ?? "";
  return type.includes("json") ? answer.json() : answer.text();
}

async function readProblem(answer: Response) {
  const plain = { type: "about:blank", title: answer.statusText, status: answer.status, detail: "" };
  try {
    return { ...plain, ...(await answer.json()), status: answer.status };
  } catch {
    return plain;
  }
}
