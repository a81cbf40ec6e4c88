// Registers an endpoint of the contract: who calls, is the input right, and the answer as it should be.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Endpoint } from "#api/endpoint.ts";
import type { Caller } from "#server/log/command.ts";
import { UnknownOrganisation } from "#server/log/unit.ts";
import { ProblemError, problemOf, shapeProblem } from "./problem.ts";

/** Who is behind a request, or null. */
export type Who = (request: FastifyRequest) => Promise<Caller | null>;

/** The calls of the contract as they are registered, for the OpenAPI. */
export type Routes = { app: FastifyInstance; who: Who; publicUrl: string; endpoints: Endpoint[] };

export type Input<P, Q, B> = {
  params: P;
  query: Q;
  body: B;
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
};

const parse = <T extends z.ZodType>(schema: T | undefined, value: unknown): z.output<T> => {
  if (!schema) return undefined as z.output<T>;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ProblemError(shapeProblem(parsed.error));
  return parsed.data;
};

/** A call that takes no parameters refuses them like any other that it does not know. */
const noQuery = z.strictObject({});

/** Content types that a foreign page's plain form can send without the browser asking first. */
const simple = /^(multipart\/form-data|application\/x-www-form-urlencoded|text\/plain)/i;

/** A cookie is sent along by any page; only our own may act with it. */
const refuseForeign = (request: FastifyRequest, publicUrl: string): void => {
  const { cookie, authorization } = request.headers;
  // Only a key keeps the cookie from being looked at; a name and password in an address do not.
  if (request.method === "GET" || !cookie || /^Bearer\b/i.test(authorization ?? "")) return;
  const origin = request.headers.origin;
  if (origin) {
    const own = [new URL(publicUrl).origin, `http://${request.host}`, `https://${request.host}`];
    if (!own.includes(origin)) throw new ProblemError(problemOf(403, "foreign-origin"));
    return;
  }
  const type = request.headers["content-type"] ?? "";
  if (type === "" || simple.test(type)) throw new ProblemError(problemOf(403, "origin-needed"));
};

const callers = new WeakMap<FastifyRequest, Caller | null>();

/** Who was found behind a request when it came; null where nobody was, or was not asked for yet. */
export const callerOf = (request: FastifyRequest): Caller | null => callers.get(request) ?? null;

/**
 * Registers one endpoint.
 * @param handle gets checked input and the caller; may send through `reply` itself and return it
 */
export const route = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  routes: Routes,
  endpoint: Endpoint<P, Q, B, O>,
  handle: (input: Input<z.output<P>, z.output<Q>, z.output<B>>) => Promise<unknown>,
): void => {
  routes.endpoints.push(endpoint as unknown as Endpoint);
  routes.app.route({
    method: endpoint.method,
    url: endpoint.path.replace(/\{(\w+)\}/g, ":$1"),
    // Before a body is read: whoever may not call has nothing parsed.
    onRequest: async (request) => {
      const caller = await routes.who(request);
      if (endpoint.access === "member" && !caller) throw new ProblemError(problemOf(401, "sign-in-first"));
      refuseForeign(request, routes.publicUrl);
      callers.set(request, caller);
    },
    handler: async (request, reply) => {
      const caller = callers.get(request);
      const check = endpoint.bodyByPath ? undefined : endpoint.body;
      const input = {
        params: parse(endpoint.params, request.params),
        query: parse(
          endpoint.query ?? (endpoint.method === "GET" ? noQuery : undefined),
          request.query,
        ) as z.output<Q>,
        body: check ? parse(check, request.body ?? {}) : (request.body as z.output<B>),
        caller: caller ?? { org: "", member: "" },
        request,
        reply,
      };
      try {
        const answer = await handle(input);
        if (reply.sent || answer === reply) return reply;
        return reply
          .code(reply.statusCode === 200 ? (endpoint.status ?? 200) : reply.statusCode)
          .send(answer);
      } catch (error) {
        if (error instanceof UnknownOrganisation) throw new ProblemError(problemOf(401, "sign-in-again"));
        throw error;
      }
    },
  });
};
