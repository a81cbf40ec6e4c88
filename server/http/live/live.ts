// Server-sent events: browsers are told what changed and fetch it themselves; processes tell each other by NOTIFY.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { News } from "#server/log/world.ts";
import { problemOf, sendProblem } from "../problem.ts";
import type { Routes } from "../route.ts";
import { hearOthers } from "./others.ts";

/** News is gathered for this long, and shown at once, however many processes tell: a busy minute is few writes to a window. */
const gatherMs = 100;
const heartbeatMs = 25_000;

export type Live = {
  tell: (news: News) => void;
  /** How many browsers listen at this moment. */
  listening: () => number;
  stop: () => Promise<void>;
};

type Listener = { org: string; member: string; reply: FastifyReply; stillSignedIn: () => Promise<boolean> };

/** A reader that takes nothing any more is let go; it comes back by itself and asks for everything anew. */
const mostUnread = 1_000_000;
const write = (l: Listener, text: string): void => {
  if (l.reply.raw.writableLength > mostUnread) l.reply.raw.destroy();
  else l.reply.raw.write(text);
};

/** Says that the line is alive, and ends it for whoever signed out meanwhile. */
const keepAlive = async (l: Listener): Promise<void> =>
  (await l.stillSignedIn().catch(() => true)) ? write(l, ": still here\n\n") : void l.reply.raw.end();

/** So long may all who are not concerned take for each window here, whosever; those who are, for each concerned window. */
const shareMs = 60;
/** Of more changes of one kind at a time only that there were some is told. */
const mostNamed = 20;

/** The news of one organisation in one turn, few enough to be told one by one. */
const few = (news: readonly News[]): News[] =>
  [...Map.groupBy(news, (n) => n.about).values()].flatMap((some) => {
    const [first] = some;
    if (!first || some.length <= mostNamed) return some;
    return [{ org: first.org, about: first.about, for: [...new Set(some.flatMap((n) => n.for ?? []))] }];
  });

/** One text for all who are not concerned, and one for each member who is. */
const spread = (news: readonly News[], here: readonly Listener[], all: number): void => {
  const told = few(news);
  const windows = new Map([...Map.groupBy(here, (l) => l.member)].map(([m, some]) => [m, some.length]));
  const concerned = new Set(told.flatMap((n) => n.for ?? []));
  const count = (whose: readonly string[]) => whose.reduce((sum, m) => sum + (windows.get(m) ?? 0), 0);
  const written = new Map<string, string>();
  for (const l of here) {
    const who = concerned.has(l.member) ? l.member : "";
    const line = ({ about, id, for: whose = [] }: News) => {
      const mine = whose.includes(who) || undefined;
      return `data: ${JSON.stringify({ about, id, within: shareMs * (mine ? count(whose) : all), mine })}\n\n`;
    };
    if (!written.has(who)) written.set(who, told.map(line).join(""));
    write(l, written.get(who) ?? "");
  }
};

/** Of two pieces of news of the same stream one is told, to all whom either concerns. */
const both = (earlier: News | undefined, news: News): News =>
  earlier?.for ? { ...news, for: [...new Set([...earlier.for, ...(news.for ?? [])])] } : news;

/**
 * Starts to listen and to tell.
 * @param url of the database; one direct connection a process stays on it and comes back after a failure
 * @param heard is called with every piece of news, from here and from other processes
 */
export const startLive = (
  url: string,
  heard: (news: News) => void,
): Live & { listen: (routes: Routes) => void } => {
  const listeners = new Set<Listener>();
  const gathered = new Map<string, News>();
  const elsewhere: News[] = [];
  const show = (batch: readonly News[]): void => {
    const shown = batch.filter((n) => n.about !== "wake");
    for (const [org, news] of Map.groupBy(shown, (n) => n.org)) {
      const here = [...listeners].filter((l) => l.org === org);
      spread(news, here, listeners.size);
      // Somebody may have been let out.
      if (news.some((n) => n.about === "staff")) for (const l of here) void keepAlive(l);
    }
  };
  const others = hearOthers(url, (news) => {
    for (const n of news) heard(n);
    elsewhere.push(...news);
  });

  const flush = (): void => {
    const news = [...gathered.values()];
    gathered.clear();
    for (const n of news) heard(n);
    show([...news, ...elsewhere.splice(0)]);
    others.tell(news);
  };
  const timer = setInterval(flush, gatherMs);
  const beat = setInterval(() => {
    for (const l of listeners) void keepAlive(l);
  }, heartbeatMs);

  return {
    tell: (news) => {
      const key = `${news.org}/${news.about}/${news.about === "wake" ? "" : news.id}`;
      gathered.set(key, both(gathered.get(key), news));
    },
    listen: (routes) => streamRoute(routes.app, routes, listeners),
    listening: () => listeners.size,
    stop: async () => {
      clearInterval(timer);
      clearInterval(beat);
      for (const l of listeners) l.reply.raw.end();
      await others.stop();
    },
  };
};

const unkept = { "cache-control": "no-store", "x-accel-buffering": "no" };
const streamRoute = (app: FastifyInstance, routes: Routes, listeners: Set<Listener>): void => {
  app.get("/api/stream", { exposeHeadRoute: false }, async (request, reply) => {
    const caller = await routes.who(request);
    if (!caller) return sendProblem(reply, problemOf(401, "sign-in-first"));
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", ...unkept });
    reply.raw.write("retry: 2000\n\n");
    const listener = { ...caller, reply, stillSignedIn: async () => (await routes.who(request)) !== null };
    listeners.add(listener);
    request.raw.on("close", () => listeners.delete(listener));
    return reply;
  });
};
