// The built web: its files, and the application itself for whatever is neither a file nor a call.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { programDir } from "./config.ts";
import { type Language, languageAsked, languages } from "./http/i18n/language.ts";
import { problemOf, sendProblem } from "./http/problem.ts";

type Chunk = { file: string; css?: string[]; imports?: string[] };

/**
 * What a desk needs besides the page's own files, by the build's list, as a header by which the browser fetches it at
 * once: it would find it only after it has read the page's own code. In each language.
 */
const deskLinks = (root: string): Map<Language, string> => {
  const list = join(root, ".vite", "manifest.json");
  if (!existsSync(list)) return new Map();
  const chunks = JSON.parse(readFileSync(list, "utf8")) as Record<string, Chunk>;
  const filesOf = (names: readonly string[], seen = new Set<string>()): Set<string> => {
    for (const { file, imports = [] } of names.flatMap((name) => chunks[name] ?? []))
      if (!seen.has(file)) filesOf(imports, seen.add(file));
    return seen;
  };
  const own = filesOf(["index.html"]);
  return new Map(
    languages.map((language) => {
      const more = [...filesOf(["Desk.tsx", `i18n/${language}.json`])].filter((file) => !own.has(file));
      return [language, more.map((file) => `</${file}>; rel=modulepreload`).join(", ")];
    }),
  );
};

/** Whether somebody is probably signed in: a sign-in is not to fetch the desk's code. */
const hasSession = (cookie = ""): boolean => /session_token=[^;]/.test(cookie);

/** Pages of the web; whatever is not a file or a call is the application itself. */
export const servePages = async (app: FastifyInstance): Promise<void> => {
  const root = join(programDir, "web", "dist");
  const built = existsSync(join(root, "index.html"));
  if (built)
    await app.register(fastifyStatic, {
      root,
      // The page is answered below, wherever it is asked for.
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: cacheByName,
    });
  const links = built ? deskLinks(root) : new Map<Language, string>();
  const page = ({ headers }: FastifyRequest, reply: FastifyReply) => {
    const link = hasSession(headers.cookie) && links.get(languageAsked(headers));
    return reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-cache")
      .headers(link ? { link } : {})
      .sendFile("index.html");
  };
  if (built) app.get("/", page);
  app.setNotFoundHandler((request, reply) => {
    const isCall = /^\/(api\/|metrics)/.test(request.url);
    if (built && request.method === "GET" && !isCall && !/\.\w+$/.test(request.url.split("?")[0] ?? ""))
      return page(request, reply);
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
