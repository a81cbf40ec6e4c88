// Papers of matters over HTTP: filled, signed, printed.
import { actOnCasePaper, fillCasePaper, getCasePaperPdf } from "#api/case-paper.ts";
import { paperOf } from "#domain/case/paper.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import type { PaperCommand } from "#domain/paper/command.ts";
import type { Facts } from "#domain/stream/event.ts";
import { perform, seenVersion } from "#server/http/command.ts";
import { standingIn } from "#server/http/matter/standing.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { see } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { type Confirm, readAct } from "#server/paper/input.ts";
import { printOf } from "#server/paper/print/office.ts";
import { pdfHeaders, printSheet } from "#server/paper/print/print.ts";
import { sheetFor } from "#server/paper/show.ts";
import { customerOf } from "../answer.ts";
import { phoneGuards } from "../input.ts";
import { actOnPaper } from "./act.ts";
import { lookedAt } from "./show.ts";

const unknown = (code: "case-unknown" | "paper-unknown") => refused({ kind: "unknown", code });

const sheetIn = async (world: World, unit: Unit, id: string, key: string, me: string) => {
  const [history] = isStreamId(id) ? await readMore(unit, [id], false) : [];
  const member = memberOf(unit.directory.organisation, me);
  if (history?.kind !== "case" || !member) throw unknown("case-unknown");
  const s = await standingIn(unit, id, history.events, see(world, unit, history).derived, { member: me });
  const running = paperOf(s, key);
  if (!running) throw unknown("paper-unknown");
  const by = actorOf(unit.directory.organisation, member);
  const customer = await customerOf(unit, s.state, by, null);
  const sheet = sheetFor(unit.directory, lookedAt(unit.directory, s, by, customer, running));
  return { sheet, name: `${sheet.title}${s.state.number}` };
};

/**
 * Registers the routes of matters' papers.
 * @param confirm verifies an account's password entered again
 */
export const casePaperRoutes = (routes: Routes, world: World, confirm: Confirm): void => {
  route(routes, fillCasePaper, ({ params, body, caller, request, reply }) => {
    if (!isStreamId(params.id)) throw unknown("case-unknown");
    const fields = body.fields as Facts;
    const command: PaperCommand = { act: "fill", fields };
    const version = seenVersion(request);
    return perform(world, caller, request, reply, {
      streams: [params.id],
      guards: phoneGuards(fields),
      decide: (unit, seen) =>
        actOnPaper(unit, seen(params.id), { ...params, command, me: caller.member, version }),
    });
  });
  route(routes, actOnCasePaper, async ({ params, caller, request, reply }) => {
    if (!isStreamId(params.id)) throw unknown("case-unknown");
    const command = await readAct(params.act, request, caller, confirm);
    const version = seenVersion(request);
    const { id, key } = params;
    return perform(world, caller, request, reply, {
      streams: [id],
      decide: (unit, seen) => actOnPaper(unit, seen(id), { id, key, command, me: caller.member, version }),
    });
  });
  route(routes, getCasePaperPdf, async ({ params, caller, reply }) => {
    const { sheet, name } = await reading(world, caller.org, (unit) =>
      sheetIn(world, unit, params.id, params.key, caller.member),
    );
    const pdf = await printSheet(sheet, await printOf(world, caller.org));
    reply.headers(pdfHeaders(name));
    return reply.send(pdf);
  });
};
