// Refusals, bad input and failures as RFC 9457 problem details.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Problem } from "#api/words.ts";
import type { Refusal } from "#domain/stream/event.ts";
import { inLanguage, language, languageAsked } from "./i18n/language.ts";
import { isCode, say, type Values } from "./i18n/say.ts";

const statusOf: Record<Refusal["kind"], number> = {
  forbidden: 403,
  invalid: 400,
  rule: 422,
  unknown: 404,
  conflict: 409,
};
/** A refusal that a route answers by throwing. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** A faulty field; `message` is a code, or a sentence as it is. */
type FieldFault = NonNullable<Problem["errors"]>[number];

const told = (codeOrText: string, values?: Values): string =>
  isCode(codeOrText) ? say(codeOrText, values) : codeOrText;

/**
 * A problem in the language of the request being answered.
 * @param detail the code of a sentence, or a sentence as it is; so are `title` and the messages of `errors`
 */
export const problemOf = (
  status: number,
  detail: string,
  { values, title, errors, ...more }: Partial<Problem> & { values?: Values } = {},
): Problem => ({
  type: "about:blank",
  title: told(title ?? (isCode(String(status)) ? String(status) : "500")),
  status,
  detail: told(detail, values),
  ...more,
  ...(errors ? { errors: errors.map((e: FieldFault) => ({ ...e, message: told(e.message, values) })) } : {}),
});

export const refusalProblem = (r: Refusal): Problem => {
  const detail = say(r.code, r.values);
  const names = String(r.values?.fields ?? "")
    .split(" ")
    .filter(Boolean);
  const named = names.length > 0 ? names : r.field ? [r.field] : [];
  const errors = named.map((field) => ({ field, message: detail }));
  return problemOf(statusOf[r.kind], detail, {
    type: `urn:shouwen:refusal:${r.code}`,
    ...(r.clause ? { clause: r.clause } : {}),
    ...(errors.length > 0 ? { errors } : {}),
  });
};

/** Turns a refusal into the error that answers it. */
export const refused = (r: Refusal): ProblemError => new ProblemError(refusalProblem(r));

const issueText = (issue: z.core.$ZodIssue): string => {
  if (issue.code === "unrecognized_keys") return say("shape-unknown-keys", { of: issue.keys.join(", ") });
  if (issue.code === "too_big") return say("shape-too-big", { most: String(issue.maximum) });
  if (issue.code === "too_small") return say("shape-too-small", { least: String(issue.minimum) });
  if (issue.code === "invalid_value") return say("shape-one-of", { of: issue.values.map(String).join(", ") });
  if (issue.code === "invalid_type") return say("shape-type", { type: issue.expected });
  if (issue.code === "invalid_format") return say("shape-format", { format: issue.format });
  // What the contract's own conditions say is a code itself.
  return told(issue.message === "Invalid input" ? "shape-wrong" : issue.message);
};

/** Bad shape: every fault with its field. */
export const shapeProblem = (error: z.ZodError): Problem => {
  const errors = error.issues.map((i) => ({ field: i.path.join("."), message: issueText(i) }));
  const first = errors[0];
  const message = first?.message ?? say("shape-wrong");
  return problemOf(400, first?.field ? `${first.field}: ${message}` : message, { errors });
};

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply
    .code(problem.status)
    .type("application/problem+json")
    .header("content-language", language())
    .send(JSON.stringify(problem));

type Failure = Error & { statusCode?: number; code?: string; syscall?: string };

/** The one handler: what was foreseen is answered as it is, the rest is logged with the request's id and answered 500. */
export const answerError = (error: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  // A fault met while the body came in is answered outside of what the request began.
  inLanguage(languageAsked(request.headers), () => answerFailure(error, request, reply));

const answerFailure = (error: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (error instanceof ProblemError) return sendProblem(reply, error.problem);
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return sendProblem(reply, problemOf(status, clientFault(error, status)));
  if (isAway(error)) {
    request.log.warn(`The database is away: ${error.message}`);
    return sendProblem(reply.header("retry-after", "1"), problemOf(503, "database-away"));
  }
  if (isFull(error)) {
    request.log.error({ err: error }, "There is no room on the disk");
    return sendProblem(reply.header("retry-after", "10"), problemOf(503, "disk-full"));
  }
  request.log.error({ err: error }, "request failed");
  return sendProblem(reply, problemOf(500, "unforeseen", { values: { request: request.id } }));
};

/** PostgreSQL is gone or coming back: the same request may be sent again. */
const isAway = ({ code = "", message, syscall }: Failure): boolean =>
  /^(57P0[1-5]|08\w{3}|53300|ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code) ||
  (code === "ENOENT" && syscall === "connect") ||
  /^Connection terminated|^Connection ended|not queryable/.test(message);

/** No room on the database's disk, or on ours: once there is, the same request may be sent again. */
const isFull = ({ code = "" }: Failure): boolean =>
  code === "53100" || code === "ENOSPC" || code === "EDQUOT";

const clientFault = (error: Failure, status: number): string => {
  if (status === 413) return "body-too-large";
  if (status === 415) return "body-not-json-type";
  if (error.code === "FST_ERR_CTP_INVALID_JSON_BODY" || error instanceof SyntaxError) return "body-not-json";
  if (error.code === "FST_ERR_CTP_EMPTY_JSON_BODY") return "body-empty";
  return "request-wrong";
};
