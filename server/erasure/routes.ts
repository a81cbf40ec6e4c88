// The right to be forgotten over HTTP: looked up, erased with the password entered again, receipts.
import {
  erasePerson,
  findPerson,
  getErasure,
  getErasureBook,
  getErasurePdf,
  listErasures,
} from "#api/erasure.ts";
import { type Needle, needleOf } from "#domain/erasure/needle.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { ProblemError, refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { asAttachment } from "#server/http/upload.ts";
import type { Caller } from "#server/log/command.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { type Confirm, enteredAgain } from "#server/paper/input.ts";
import { printOf } from "#server/paper/print/office.ts";
import { pdfHeaders, printSheet } from "#server/paper/print/print.ts";
import { writeBook } from "#server/paper/register/book.ts";
import { afterErasing } from "./files.ts";
import { seeEveryRun } from "./hits.ts";
import { mayDestroy } from "./keeping.ts";
import { erasePersonIn } from "./person/erase.ts";
import { findWhom, personIn } from "./person/find.ts";
import { bookOf, findReceipts, receiptIn, sheetOfReceipt } from "./receipt.ts";

/** What else knows people and lies outside the log: rows that an import refused. */
export type Elsewhere = {
  count: (world: World, org: string, needles: readonly Needle[]) => Promise<number>;
  forget: (world: World, org: string, needles: readonly Needle[]) => Promise<void>;
};

/** Receipts are for those who answer for them, and for an audit. */
const mayRead = (unit: Unit, me: string): void => {
  const o = unit.directory.organisation;
  const [member, grants] = [memberOf(o, me), grantsOf(o, me)];
  if (member && (mayDestroy(o, member, grants) || grants.includes("audit") || grants.includes("chief")))
    return;
  throw refused(refuse("forbidden", "may-not-admin").refused);
};

const receipts = (routes: Routes, world: World): void => {
  const read = <T>(caller: Caller, work: (unit: Unit) => Promise<T>): Promise<T> =>
    reading(world, caller.org, async (unit) => {
      mayRead(unit, caller.member);
      return work(unit);
    });
  route(routes, listErasures, ({ query, caller }) => read(caller, (unit) => findReceipts(unit, query)));
  route(routes, getErasure, ({ params, caller }) => read(caller, (unit) => receiptIn(unit, params.id)));
  route(routes, getErasurePdf, async ({ params, caller, reply }) => {
    const sheet = await read(caller, async (unit) => sheetOfReceipt(unit, await receiptIn(unit, params.id)));
    const pdf = await printSheet(sheet, await printOf(world, caller.org));
    return reply.headers(pdfHeaders(sheet.title)).send(pdf);
  });
  route(routes, getErasureBook, async ({ params, caller, reply }) => {
    const book = await read(caller, async (unit) => bookOf(unit, await receiptIn(unit, params.id)));
    reply.headers({
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": asAttachment(`${book.name}.xlsx`),
    });
    return reply.send(await writeBook(book));
  });
};

const onlyAdmin = (unit: Unit, member: string): void => {
  if (!grantsOf(unit.directory.organisation, member).includes("admin"))
    throw refused(refuse("forbidden", "may-not-admin").refused);
};

/**
 * Registers the routes.
 * @param confirm verifies an account's password entered again
 */
export const erasureRoutes = (routes: Routes, world: World, confirm: Confirm, elsewhere: Elsewhere): void => {
  route(routes, findPerson, ({ body, caller }) =>
    reading(world, caller.org, async (unit) => {
      onlyAdmin(unit, caller.member);
      if (!body.customer && !needleOf(body.q ?? ""))
        throw refused(refuse("invalid", "erase-say-more", { field: "q" }).refused);
      const found = await findWhom(world, unit, body);
      const { needles } = await personIn(unit, body);
      return { ...found, imports: await elsewhere.count(world, caller.org, needles) };
    }),
  );
  route(routes, erasePerson, async ({ body, caller, request, reply }) => {
    const { password, q, customer, ...rest } = body;
    await reading(world, caller.org, async (unit) => onlyAdmin(unit, caller.member));
    await enteredAgain(caller, password, confirm);
    // Nothing that is kept of the request may be made of the password, or of whom it is about.
    request.body = rest;
    const asked = { ...rest, q, customer };
    const { needles } = await reading(world, caller.org, async (unit) => {
      await seeEveryRun(unit);
      return personIn(unit, asked);
    });
    const imports = await elsewhere.count(world, caller.org, needles);
    const after = async () => {
      await elsewhere.forget(world, caller.org, needles);
      await afterErasing(world, caller.org);
    };
    const command = {
      streams: [],
      configures: true as const,
      decide: (unit: Unit) => erasePersonIn(world, unit, caller, { ...asked, imports }),
    };
    try {
      const answer = await perform(world, caller, request, reply, command);
      await after();
      return answer;
    } catch (error) {
      // Asked once more, it removes what a crash left behind.
      if (error instanceof ProblemError) await afterErasing(world, caller.org);
      throw error;
    }
  });
  receipts(routes, world);
};
