// Registers a matter: its number, its customer, the editions it stands under.
import { randomUUID } from "node:crypto";
import type { CaseWhole } from "#api/case.ts";
import type { Registration } from "#api/registration.ts";
import { labelFault } from "#domain/case/asked.ts";
import { mayRegister } from "#domain/case/may.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import { asText, type Facts, refuse } from "#domain/stream/event.ts";
import type { Caller, Change, Done, Verdict } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { answerCase } from "./answer.ts";
import { resolve } from "./input.ts";
import { nextNumber } from "./number.ts";

/** Later than this back, a reason must be given why it was not registered at once. */
const lateAfter = 5 * 60_000;

const receivedFault = (body: Registration, now: number) => {
  const received = body.receivedAt ? Date.parse(body.receivedAt) : now;
  if (received > now) return refuse("rule", "received-later", { field: "receivedAt" });
  if (now - received > lateAfter && !body.lateReason?.trim())
    return refuse("rule", "late-reason-needed", { field: "lateReason" });
  return null;
};

/** Decides a registration inside a unit of work. */
export const register = async (
  world: World,
  unit: Unit,
  caller: Caller,
  body: Registration,
): Promise<Verdict<{ status: number; body: CaseWhole }>> => {
  const { directory } = unit;
  const member = memberOf(directory.organisation, caller.member);
  const actor = member ? actorOf(directory.organisation, member) : null;
  if (!actor || !mayRegister(actor)) return refuse("forbidden", "may-not-register");
  const fault = receivedFault(body, unit.now);
  if (fault) return fault;
  const editions = directory.inForceAt(unit.now);
  const unlabelled = body.labels && labelFault({ running: directory.running(editions) }, body.kind, body);
  if (unlabelled) return { refused: unlabelled };
  const resolved = await resolve(unit, "register", body as Facts, caller.member);
  if ("refused" in resolved) return resolved;
  const id = randomUUID();
  const data: Facts = {
    ...resolved.input,
    number: await nextNumber(world, unit),
    post: actor.posts[0] ?? null,
    receivedAt: asText(body.receivedAt) ?? new Date(unit.now).toISOString(),
    editions,
  };
  const change: Change = { stream: id, kind: "case", events: [{ type: "case.registered", data }] };
  return {
    changes: [...resolved.also, change],
    answer: async (done: Done) => ({ status: 201, body: await answerCase(done, id, actor, resolved.known) }),
  };
};
