// From a request to a command and back: idempotency key, version, refusal or answer.
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller, Command } from "#server/log/command.ts";
import { execute } from "#server/log/execute.ts";
import { answeredBefore, type Replay } from "#server/log/idempotency.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { ProblemError, problemOf, refused } from "./problem.ts";

const keyOf = (request: FastifyRequest): { path: string; key: string; bodyHash: string } | undefined => {
  const key = request.headers["idempotency-key"];
  if (key === undefined || request.method !== "POST") return undefined;
  if (typeof key !== "string" || key.length === 0 || key.length > 200)
    throw new ProblemError(problemOf(400, "idempotency-shape"));
  const bodyHash = createHash("sha256")
    .update(canonicalize(request.body ?? null) ?? "")
    .digest("hex");
  return { path: request.url.split("?")[0] ?? "", key, bodyHash };
};

/** The version that the caller saw (`If-Match`, bare or in quotes), or null. */
export const seenVersion = (request: FastifyRequest): number | null => {
  const header = request.headers["if-match"];
  if (header === undefined) return null;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1];
  if (version === undefined) throw new ProblemError(problemOf(400, "if-match-shape"));
  return Number(version);
};

const sayAgain = (reply: FastifyReply, replay: Replay): unknown => {
  const kept = replay as { status: number; body: { body: unknown } };
  reply.header("Idempotency-Replayed", "true").code(kept.status);
  return kept.body.body;
};

/**
 * The answer that was given under the request's key before, for work that begins ahead of its command.
 * @returns null where there is none
 * @throws ProblemError where another body stands under the key
 */
export const givenBefore = async (
  world: World,
  caller: Caller,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ body: unknown } | null> => {
  const key = keyOf(request);
  if (!key) return null;
  const [earlier] = await reading(world, caller.org, (unit) =>
    answeredBefore(unit.client, [{ member: caller.member, key }]),
  );
  if (!earlier) return null;
  if ("refused" in earlier) throw refused(earlier.refused);
  return { body: sayAgain(reply, earlier) };
};

/**
 * Carries out a command for a request.
 * @returns the answer's body, to be sent with `status`
 * @throws ProblemError where the command is refused
 */
export const perform = async <T>(
  world: World,
  caller: Caller,
  request: FastifyRequest,
  reply: FastifyReply,
  command: Command<{ status: number; body: T }>,
): Promise<unknown> => {
  const idempotency = keyOf(request);
  const outcome = await execute(world, caller, {
    ...command,
    ...(idempotency ? { idempotency } : {}),
    status: (a) => a.status,
  });
  if ("refused" in outcome) throw refused(outcome.refused);
  if (outcome.replay) return sayAgain(reply, outcome.replay);
  reply.code(outcome.answer.status);
  return outcome.answer.body;
};
