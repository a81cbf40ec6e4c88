// The built web: its files, and the application itself for whatever is neither a file nor a call.
import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { programDir } from "./config.ts";
import { problemOf, sendProblem } from "./http/problem.ts";

/** Pages of the web; whatever is not a file or a call is the application itself. */
export const servePages = async (app: FastifyInstance): Promise<void> => {
  const root = join(programDir, "web", "dist");
  const built = existsSync(join(root, "index.html"));
  if (built)
    await app.register(fastifyStatic, {
      root,
      preCompressed: true,
      cacheControl: false,
      setHeaders: cacheByName,
    });
  app.setNotFoundHandler((request, reply) => {
    const isCall = /^\/(api\/|metrics)/.test(request.url);
    if (built && request.method === "GET" && !isCall && !/\.\w+$/.test(request.url.split("?")[0] ?? ""))
      return reply
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-cache")
        .sendFile("index.html");
    return sendProblem(reply, problemOf(404, "no-such-address"));
  });
};

/** Files with a hash in their name never change. */
const cacheByName = (reply: FastifyReply, path: string): void => {
  reply.header(
    "cache-control",
    path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  );
};
