// Papers of recurring duties over HTTP: filled, signed, printed.
import { actOnDutyPaper, type DutyWhole, fillDutyPaper, getDutyPaperPdf } from "#api/duty.ts";
import { decideDutyPaper, paperOf } from "#domain/duty/paper.ts";
import { periodInWords } from "#domain/duty/periods.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import type { PaperCommand } from "#domain/paper/command.ts";
import { type Facts, refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { type Command, type Done, see } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { type Confirm, readAct } from "#server/paper/input.ts";
import { withNumber } from "#server/paper/number.ts";
import { printOf } from "#server/paper/print/office.ts";
import { pdfHeaders, printSheet } from "#server/paper/print/print.ts";
import { sheetFor } from "#server/paper/show.ts";
import { lookedAt, showDuty, standingIn } from "./show.ts";

type Named = { id: string; key: string };
type Answered = Command<{ status: number; body: DutyWhole }>;

const unknown = (code: "duty-unknown" | "paper-unknown") => refused({ kind: "unknown", code });

/** The duty after a turn, for who acted. */
export const answerDuty =
  (id: string, me: string) =>
  (done: Done): { status: number; body: DutyWhole } => {
    const turned = done.appended.find((a) => a.opened.id === id)?.turned;
    if (!turned) throw new Error("The duty was not part of this unit of work.");
    return {
      status: 200,
      body: showDuty(done.unit, id, standingIn(done.unit, turned.events, turned.after), me),
    };
  };

/** An act on a paper of a duty, as a command. */
export const acting = ({ id, key }: Named, command: PaperCommand, me: string): Answered => ({
  streams: [id],
  decide: async (unit, seen) => {
    const duty = seen(id);
    const member = memberOf(unit.directory.organisation, me);
    if (duty?.kind !== "duty" || !member) return refuse("unknown", "duty-unknown");
    const s = standingIn(unit, duty.history.events, duty.derived);
    const running = paperOf(s, key);
    if (!running) return refuse("unknown", "paper-unknown");
    const looked = lookedAt(unit, s, member, running);
    const decision = decideDutyPaper(s, key, command, looked.by);
    if ("refused" in decision) return decision;
    const events = await withNumber(unit, running, looked.s, decision.accepted);
    return { changes: [{ stream: id, kind: "duty", events }], answer: answerDuty(id, me) };
  },
});

const sheetIn = async (world: World, unit: Unit, { id, key }: Named, me: string) => {
  const [history] = isStreamId(id) ? await readMore(unit, [id], false) : [];
  const member = memberOf(unit.directory.organisation, me);
  if (history?.kind !== "duty" || !member) throw unknown("duty-unknown");
  const s = standingIn(unit, history.events, see(world, unit, history).derived);
  const running = paperOf(s, key);
  if (!running) throw unknown("paper-unknown");
  return {
    sheet: sheetFor(unit.directory, lookedAt(unit, s, member, running)),
    period: s.derived.state.period,
  };
};

/**
 * Registers the routes of duties' papers.
 * @param confirm verifies an account's password entered again
 */
export const dutyPaperRoutes = (routes: Routes, world: World, confirm: Confirm): void => {
  route(routes, fillDutyPaper, ({ params, body, caller, request, reply }) => {
    if (!isStreamId(params.id)) throw unknown("duty-unknown");
    const command: PaperCommand = { act: "fill", fields: body.fields as Facts };
    return perform(world, caller, request, reply, acting(params, command, caller.member));
  });
  route(routes, actOnDutyPaper, async ({ params, caller, request, reply }) => {
    if (!isStreamId(params.id)) throw unknown("duty-unknown");
    const command = await readAct(params.act, request, caller, confirm);
    return perform(world, caller, request, reply, acting(params, command, caller.member));
  });
  route(routes, getDutyPaperPdf, async ({ params, caller, reply }) => {
    const { sheet, period } = await reading(world, caller.org, (unit) =>
      sheetIn(world, unit, params, caller.member),
    );
    const pdf = await printSheet(sheet, await printOf(world, caller.org));
    reply.headers(pdfHeaders(`${sheet.title}${periodInWords(period)}`));
    return reply.send(pdf);
  });
};
