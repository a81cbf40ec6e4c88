/** `/api/auth/*` in Fastify. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Sessions } from "../session.ts";

/**
 * The plugin that hands every call under `/api/auth/` to the sessions: `app.register(sessionRoutes, { sessions })`.
 * Bodies reach it as they were sent, so an empty one at sign-out is no fault.
 */
export async function sessionRoutes(
  app: FastifyInstance,
  { sessions }: { sessions: Sessions },
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: 16_384 }, (_request, body, done) =>
    done(null, body),
  );
  app.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    async handler(request, reply) {
      return send(reply, await sessions.handler(asWebRequest(request)));
    },
  });
}

function asWebRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const name of ["content-type", "cookie", "origin", "user-agent"] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  const base = `${request.protocol}://${request.host}`;
  const url = new URL(URL.canParse(base) ? base : "http://invalid");
  url.pathname = request.url.replace(/\?.*$/s, "");
  const body = request.method === "POST" ? (request.body as Uint8Array<ArrayBuffer> | undefined) : undefined;
  return new Request(url, { method: request.method, headers, ...(body && { body }) });
}

async function send(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status);
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") reply.header(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header("set-cookie", cookies);
  return reply.send(await response.text());
}
