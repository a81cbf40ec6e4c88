// Regulations over HTTP: clauses with their evidence, editions read and published, the rules for the browser's engine.
import {
  clauseTimes,
  getEdition,
  getRegulation,
  getRules,
  listClauses,
  listRegulations,
  putEdition,
} from "#api/regulation.ts";
import { type EditionsState, editionOf, editionStatus, publish } from "#domain/edition/edition.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { refuse } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import { perform } from "#server/http/command.ts";
import { pageOf } from "#server/http/page.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import type { Directory } from "#server/log/directory.ts";
import { streamId } from "#server/log/stream-id.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { allClauses } from "./clauses.ts";
import { timesOf } from "./times.ts";

const show = (d: Directory, s: EditionsState, now: number) => ({
  key: s.key,
  title: s.title,
  adopted: d.adopted.includes(s.key),
  editions: s.editions.map((e) => ({ date: e.date, state: editionStatus(s, e, localDate(d.calendar, now)) })),
});

const kept = (d: Directory, key: string): EditionsState => {
  const state = d.editions.get(key)?.state;
  if (!state) throw refused({ kind: "unknown", code: "regulation-unknown", values: { value: key } });
  return state;
};

const mostBytes = 1024 * 1024;

/** The checked text of an edition, or 400 with every fault at its line. */
const checkedText = (body: unknown, key: string): { yaml: string; title: string } => {
  const yaml = typeof body === "string" ? body : "";
  if (Buffer.byteLength(yaml) > mostBytes) throw new ProblemError(problemOf(413, "制度文件最大 1 MB。"));
  const read = readRegulation(yaml);
  if ("errors" in read) {
    const first = read.errors[0];
    const detail = first ? `第 ${first.line} 行：${first.message}` : "制度文件有误。";
    throw new ProblemError(problemOf(400, detail, { errors: read.errors }));
  }
  if (read.regulation.regulation !== key) {
    const message = `regulation 应为 ${key}，文件中是 ${read.regulation.regulation}`;
    throw new ProblemError(problemOf(400, message, { errors: [{ line: 1, message }] }));
  }
  return { yaml, title: read.regulation.title };
};

/** Whether the calendar has this day: `Date` would move 31 November on to December. */
const isDay = (text: string): boolean => {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

const date = (text: string): string => {
  const ok = /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text);
  if (!ok)
    throw new ProblemError(
      problemOf(400, "版本日期应写成 YYYY-MM-DD。", { errors: [{ field: "date", message: "YYYY-MM-DD" }] }),
    );
  return text;
};

const reasonOf = (header: unknown): string => {
  const raw = typeof header === "string" ? header.trim() : "";
  // Headers hold Latin letters only: Chinese comes percent-encoded, or as the bytes a client sent.
  if (/%[0-9a-f]{2}/i.test(raw)) {
    try {
      return decodeURIComponent(raw);
    } catch {
      return raw;
    }
  }
  return /[\u0080-\u00ff]/.test(raw) ? Buffer.from(raw, "latin1").toString("utf8") : raw;
};

const editionRoutes = (routes: Routes, world: World): void => {
  route(routes, getEdition, ({ params, caller, reply }) =>
    reading(world, caller.org, async (unit) => {
      const edition = editionOf(kept(unit.directory, params.key), params.date);
      if (!edition) throw refused({ kind: "unknown", code: "unknown" });
      return reply.type("text/yaml; charset=utf-8").send(edition.yaml);
    }),
  );

  route(routes, putEdition, async ({ params, query, caller, request, reply }) => {
    const reason = reasonOf(request.headers.reason);
    const on = date(params.date);
    return perform(world, caller, request, reply, {
      streams: [streamId(caller.org, "regulation", params.key)],
      configures: true,
      decide: (unit, seen) => {
        const d = unit.directory;
        const member = memberOf(d.organisation, caller.member);
        const state = kept(d, params.key);
        if (!member || !actorOf(d.organisation, member).grants.includes("admin"))
          return refuse("forbidden", "may-not-admin");
        if (!reason) return refuse("invalid", "reason-needed", { field: "Reason" });
        const { yaml, title } = checkedText(request.body, params.key);
        const edition = { date: on, yaml, title, draft: query.draft === "true", reason };
        const decision = publish(state, edition, localDate(d.calendar, unit.now));
        if ("refused" in decision) return decision;
        const stream = streamId(caller.org, "regulation", params.key);
        return {
          changes: seen(stream) ? [{ stream, kind: "regulation", events: decision.accepted }] : [],
          answer: (done) => ({
            status: 200,
            body: show(d, done.appended[0]?.turned.after.state as EditionsState, unit.now),
          }),
        };
      },
    });
  });
};

/** Registers the routes of regulations. */
export const regulationRoutes = (routes: Routes, world: World): void => {
  route(routes, listClauses, ({ caller }) =>
    reading(world, caller.org, async (unit) => ({ items: await allClauses(unit) })),
  );

  route(routes, clauseTimes, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const clause = (await allClauses(unit)).find((c) => c.id === query.clause);
      if (!clause) throw refused({ kind: "unknown", code: "unknown" });
      return { clause, ...(await timesOf(unit, query)) };
    }),
  );

  route(routes, listRegulations, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const items = [...unit.directory.editions.values()].map((e) => show(unit.directory, e.state, unit.now));
      return pageOf(
        items.sort((a, b) => a.key.localeCompare(b.key)),
        query,
      );
    }),
  );

  route(routes, getRegulation, ({ params, caller }) =>
    reading(world, caller.org, async (unit) =>
      show(unit.directory, kept(unit.directory, params.key), unit.now),
    ),
  );

  route(routes, getRules, ({ caller }) =>
    reading(world, caller.org, async (unit) => {
      const d = unit.directory;
      const editions = Object.entries(d.inForceAt(unit.now));
      return {
        now: new Date(unit.now).toISOString(),
        timeZone: d.organisation.timeZone,
        regulations: editions.map(([key, edition]) => d.regulation(key, edition)),
        figures: d.organisation.figures,
        calendar: d.calendarSource,
        roles: d.organisation.roles,
        posts: d.organisation.posts.map((p) => p.key),
        head: d.organisation.head,
      };
    }),
  );

  editionRoutes(routes, world);
};
