// Erasing one customer with everything of theirs, or one paper that stands alone, by its own call.
import { eraseCustomer } from "#api/customer.ts";
import { erasePaper } from "#api/paper-alone.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { ProblemError } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import type { Caller, Command, Done, Verdict } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { answerOf } from "#server/paper/alone/act.ts";
import { type Chosen, carryOut } from "./carry-out.ts";
import { afterErasing } from "./files.ts";
import { mattersOf, seeEveryRun } from "./hits.ts";
import { partsIn } from "./part.ts";
import { standsAgainst } from "./person/erase.ts";

/** Which stream, of which kind, why, and why by force. */
export type OneAsked = {
  kind: "customer" | "paper";
  stream: string;
  reason: string;
  force?: string | undefined;
};
type Answer<T> = (done: Done, erased: number) => { status: number; body: T };

const unknown = { customer: "customer-unknown", paper: "paper-unknown" } as const;
const already = { customer: "already-erased", paper: "paper-erased" } as const;

const decide = async <T>(
  world: World,
  unit: Unit,
  me: string,
  asked: OneAsked,
  answer: Answer<T>,
): Promise<Verdict<{ status: number; body: T }>> => {
  const { kind, stream, reason, force } = asked;
  const [history] = isStreamId(stream) ? await readMore(unit, [stream], false) : [];
  if (history?.kind !== kind) return refuse("unknown", unknown[kind]);
  if (!grantsOf(unit.directory.organisation, me).includes("admin"))
    return refuse("forbidden", "may-not-admin");
  // Matters of earlier runs of a rehearsal lie behind the wall of the run; only the owner reaches them.
  await seeEveryRun(unit);
  const streams = [stream, ...(kind === "customer" ? await mattersOf(unit, [stream]) : [])];
  const parts = await partsIn(world, unit, streams, [], true);
  const chosen = parts.map((part): Chosen => ({ part, only: "all" }));
  const against = await standsAgainst(unit, parts, chosen, Boolean(force?.trim()));
  if (against) return { refused: against };
  const facts = { why: "request", reason, force: force?.trim() || null, subject: stream } as const;
  const done = await carryOut(unit, me, chosen, facts);
  if (!done) return refuse("rule", already[kind]);
  return { changes: done.changes, answer: (d) => answer(d, done.state.events) };
};

/** The command that erases one of them; what is with it goes too. */
export const erasingOne = <T>(
  world: World,
  caller: Caller,
  asked: OneAsked,
  answer: Answer<T>,
): Command<{ status: number; body: T }> => ({
  streams: [],
  configures: true,
  decide: (unit) => decide(world, unit, caller.member, asked, answer),
});

/** Whatever came of it, files that a crash left behind go too. */
const thenSweep = async <T>(world: World, org: string, work: Promise<T>): Promise<T> => {
  try {
    const answer = await work;
    await afterErasing(world, org);
    return answer;
  } catch (error) {
    if (error instanceof ProblemError) await afterErasing(world, org);
    throw error;
  }
};

/** Registers both routes. */
export const eraseOneRoutes = (routes: Routes, world: World): void => {
  route(routes, eraseCustomer, ({ params, body, caller, request, reply }) => {
    const asked: OneAsked = { kind: "customer", stream: params.id, ...body };
    const command = erasingOne(world, caller, asked, (_, erased) => ({ status: 200, body: { erased } }));
    return thenSweep(world, caller.org, perform(world, caller, request, reply, command));
  });
  route(routes, erasePaper, ({ params, body, caller, request, reply }) => {
    const asked: OneAsked = { kind: "paper", stream: params.id, ...body };
    const command = erasingOne(world, caller, asked, answerOf(params.id, caller.member, 200));
    return thenSweep(world, caller.org, perform(world, caller, request, reply, command));
  });
};
