// Who changes their own account, and what they must show for it.
import type { FastifyRequest } from "fastify";
import { refuse } from "#domain/stream/event.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import type { Account, Proven } from "#server/http/session/prove.ts";
import type { Who } from "#server/http/session/who.ts";
import type { Sessions } from "#server/http/session.ts";

/** The account behind a request. A program's key must not change the account of a person. */
export const ownAccount = async (sessions: Sessions, request: FastifyRequest): Promise<Who> => {
  const { cookie, authorization } = request.headers;
  const who = await sessions.who({ cookie, authorization });
  if (who?.by !== "cookie") throw refused(refuse("forbidden", "account-by-key").refused);
  return who;
};

/** @throws ProblemError 422 with the field that is wrong, 429 after too many failures */
export const shown = (proven: Proven, field = "password"): Account => {
  if (proven === "wrong") throw refused(refuse("rule", "password-wrong", { field }).refused);
  if (proven === "code-wrong" || proven === "code-needed")
    throw refused(refuse("rule", proven, { field: "code" }).refused);
  if ("account" in proven) return proven.account;
  const values = { minutes: Math.ceil(proven.closedFor / 60) };
  throw new ProblemError(
    problemOf(429, "tried-too-often", { values, type: "urn:shouwen:refusal:tried-too-often" }),
  );
};
