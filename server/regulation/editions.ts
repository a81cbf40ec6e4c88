// Editions over HTTP: read byte for byte, published, compared clause by clause.

import { compareDraft, compareEditions } from "#api/edition.ts";
import { getEdition, putEdition } from "#api/regulation.ts";
import { compareRegulations } from "#domain/edition/compare.ts";
import { type EditionsState, editionOf, publish } from "#domain/edition/edition.ts";
import { localDate } from "#domain/time/calendar.ts";
import { perform } from "#server/http/command.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { streamId } from "#server/log/stream-id.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { circulationStream } from "./circulation/module.ts";
import { sending } from "./circulation/routes.ts";
import { showRegulation } from "./list.ts";
import { checkedText, demand, editionNamed, kept, mayWeigh, nameInForce } from "./text.ts";

/** Whether the calendar has this day: `Date` would move 31 November on to December. */
const isDay = (text: string): boolean => {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

const date = (text: string): string => {
  const ok = /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text);
  if (!ok)
    throw new ProblemError(
      problemOf(400, "edition-date-shape", { errors: [{ field: "date", message: "YYYY-MM-DD" }] }),
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

/** Registers the routes by which editions are read and published. */
export const editionRoutes = (routes: Routes, world: World): void => {
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
    const stream = streamId(caller.org, "regulation", params.key);
    // A text that replaces one not yet in force goes to the same people again.
    const copies = await reading(world, caller.org, async (unit) => {
      demand(unit, caller, ["admin"], "may-not-admin");
      return circulationStream(caller.org, unit.run, params.key, on);
    });
    if (!reason) throw refused({ kind: "invalid", code: "reason-needed", field: "Reason" });
    // Before anything is held: a long text takes its time.
    const { yaml, regulation } = await checkedText(request.body, params.key);
    return perform(world, caller, request, reply, {
      streams: [stream, copies],
      configures: true,
      decide: async (unit) => {
        const d = unit.directory;
        // A file that nobody here keeps yet begins its regulation.
        const state = d.editions.get(params.key)?.state ?? { key: params.key, title: "", editions: [] };
        demand(unit, caller, ["admin"], "may-not-admin");
        const draft = query.draft === "true";
        const edition = { date: on, yaml, title: regulation.title, draft, reason };
        const decision = publish(state, edition, localDate(d.calendar, unit.now));
        if ("refused" in decision) return decision;
        const events = decision.accepted.map((e) => ({ ...e, data: { ...e.data, key: params.key } }));
        const published = { stream, kind: "regulation", run: 0, events };
        // Whom it binds is to know it, and sign.
        const sent = draft ? [] : await sending(unit, regulation, on, query.signBy);
        return {
          changes: [published, ...sent],
          answer: (done) => ({
            status: 200,
            body: {
              ...showRegulation(d, done.appended[0]?.turned.after.state as EditionsState, unit.now),
              // Outside a rehearsal what is put in force is adopted with it.
              adopted: d.adopted.includes(params.key) || !(d.rehearsal || draft),
            },
          }),
        };
      },
    });
  });
};

/** Registers the routes that compare editions. */
export const compareRoutes = (routes: Routes, world: World): void => {
  route(routes, compareEditions, ({ params, query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const d = unit.directory;
      const after = editionNamed(d, params.key, params.date);
      const before = query.with ?? nameInForce(d, params.key, unit.now);
      const compared = compareRegulations(editionNamed(d, params.key, before), after, tongueIn());
      return { regulation: params.key, before, after: params.date, ...compared };
    }),
  );

  route(routes, compareDraft, async ({ params, body, caller, request, reply }) => {
    await reading(world, caller.org, async (unit) => {
      demand(unit, caller, mayWeigh, "may-not-backtest");
      kept(unit.directory, params.key);
    });
    const { regulation } = await checkedText(body.edition, params.key);
    return perform(world, caller, request, reply, {
      streams: [],
      decide: (unit) => {
        const d = unit.directory;
        const before = body.with ?? nameInForce(d, params.key, unit.now);
        const compared = compareRegulations(editionNamed(d, params.key, before), regulation, tongueIn());
        const answer = { regulation: params.key, before, after: null, ...compared };
        return { changes: [], answer: () => ({ status: 200, body: answer }) };
      },
    });
  });
};
