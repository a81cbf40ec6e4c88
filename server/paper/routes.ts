// Papers over HTTP: forms, the list, a register as a workbook, and those that stand alone.
import {
  actOnPaper,
  exportPapers,
  fillPaper,
  getPaper,
  getPaperPdf,
  listPaperForms,
  listPapers,
  openPaper,
} from "#api/paper-alone.ts";
import type { AloneState } from "#domain/paper/paper.ts";
import type { Facts } from "#domain/stream/event.ts";
import { perform, seenVersion } from "#server/http/command.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { asAttachment } from "#server/http/upload.ts";
import { type Seen, see } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { actOn, open } from "./alone/act.ts";
import { lookedAt, showAlone } from "./alone/show.ts";
import { type Confirm, readAct } from "./input.ts";
import { checkPaper, findPapers, forms, formsInForce } from "./list.ts";
import { printOf } from "./print/office.ts";
import { pdfHeaders, printSheet } from "./print/print.ts";
import { writeBook } from "./register/book.ts";
import { cellsOf, registerBook } from "./register/register.ts";
import { sheetFor } from "./show.ts";

const unknown = () => refused({ kind: "unknown", code: "paper-unknown" });

const seenIn = async (world: World, unit: Unit, id: string): Promise<Seen> => {
  const [history] = isStreamId(id) ? await readMore(unit, [id], false) : [];
  if (history?.kind !== "paper") throw unknown();
  return see(world, unit, history);
};

const lists = (routes: Routes, world: World): void => {
  route(routes, listPaperForms, ({ caller }) =>
    reading(world, caller.org, async (unit) => ({ items: forms(unit) })),
  );
  route(routes, listPapers, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const found = await findPapers(unit, query, caller.member);
      const form = query.paper && formsInForce(unit).find((f) => f.running.paper.key === query.paper);
      if (!form) return found;
      const ids = found.items.map((r) => r.id);
      const cells = await cellsOf(world, unit, ids, form.running);
      return { ...found, items: found.items.map((r) => ({ ...r, cells: cells.get(r.id) ?? [] })) };
    }),
  );
  route(routes, exportPapers, async ({ query, caller, reply }) => {
    const book = await reading(world, caller.org, async (unit) => {
      await checkPaper(unit, query.paper);
      const now = formsInForce(unit).find((f) => f.running.paper.key === query.paper)?.running;
      return registerBook(world, unit, query.paper, now, query.state);
    });
    reply.headers({
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": asAttachment(`${book.name}.xlsx`),
    });
    return reply.send(await writeBook(book));
  });
};

const reads = (routes: Routes, world: World): void => {
  route(routes, getPaper, ({ params, caller }) =>
    reading(world, caller.org, async (unit) => {
      const seen = await seenIn(world, unit, params.id);
      const shown = showAlone(unit, seen.id, seen.history.events, seen.derived, caller.member);
      if (!shown) throw unknown();
      return shown;
    }),
  );
  route(routes, getPaperPdf, async ({ params, caller, reply }) => {
    const sheet = await reading(world, caller.org, async (unit) => {
      const { derived } = await seenIn(world, unit, params.id);
      const looked = lookedAt(unit, derived.state as AloneState, caller.member);
      if (!looked) throw unknown();
      return sheetFor(unit.directory, looked);
    });
    const pdf = await printSheet(sheet, await printOf(world, caller.org));
    reply.headers(pdfHeaders(`${sheet.title}${sheet.number ?? ""}`));
    return reply.send(pdf);
  });
};

const acts = (routes: Routes, world: World, confirm: Confirm): void => {
  route(routes, openPaper, ({ body, caller, request, reply }) =>
    perform(world, caller, request, reply, {
      streams: [],
      decide: (unit) => open(unit, caller.member, body as { paper: string; fields: Facts }),
    }),
  );
  route(routes, fillPaper, ({ params, body, caller, request, reply }) => {
    if (!isStreamId(params.id)) throw unknown();
    const command = { act: "fill", fields: body.fields as Facts } as const;
    return perform(world, caller, request, reply, {
      streams: [params.id],
      decide: (unit, seen) => actOn(unit, seen(params.id), caller.member, command, seenVersion(request)),
    });
  });
  route(routes, actOnPaper, async ({ params, caller, request, reply }) => {
    if (!isStreamId(params.id)) throw unknown();
    const command = await readAct(params.act, request, caller, confirm);
    return perform(world, caller, request, reply, {
      streams: [params.id],
      decide: (unit, seen) => actOn(unit, seen(params.id), caller.member, command, seenVersion(request)),
    });
  });
};

/**
 * Registers the routes of papers.
 * @param confirm verifies an account's password entered again
 */
export const paperRoutes = (routes: Routes, world: World, confirm: Confirm): void => {
  lists(routes, world);
  reads(routes, world);
  acts(routes, world, confirm);
};
