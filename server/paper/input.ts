// What a request asks of a paper: checked, the drawing looked at, the password verified and forgotten.
import type { FastifyRequest } from "fastify";
import { isPaperAct, type PaperActName, paperInputs } from "#api/paper.ts";
import type { PaperCommand } from "#domain/paper/command.ts";
import { refuse } from "#domain/stream/event.ts";
import { ProblemError, problemOf, refused, shapeProblem } from "#server/http/problem.ts";
import type { Caller } from "#server/log/command.ts";
import { readDrawing } from "./drawing.ts";

/** Whether the account's password is this one, or in how many seconds it may be tried again. */
export type Confirm = (
  caller: Caller,
  password: string,
) => Promise<"right" | "wrong" | { closedFor: number }>;

const checked = <N extends PaperActName>(act: N, body: unknown) => {
  const parsed = paperInputs[act].safeParse(body ?? {});
  if (!parsed.success) throw new ProblemError(shapeProblem(parsed.error));
  return parsed.data;
};

/** @throws ProblemError 422 for a wrong password, 429 where it was wrong too often */
export const enteredAgain = async (caller: Caller, password: string, confirm: Confirm): Promise<void> => {
  const found = await confirm(caller, password);
  if (found === "right") return;
  if (found === "wrong") throw refused(refuse("rule", "password-wrong", { field: "password" }).refused);
  const minutes = Math.ceil(found.closedFor / 60);
  throw new ProblemError(problemOf(429, "password-throttled", { values: { minutes } }));
};

const signing = async (request: FastifyRequest, caller: Caller, confirm: Confirm): Promise<PaperCommand> => {
  const {
    step,
    password,
    drawing: sent,
  } = checked("sign", request.body) as {
    step: string;
    password?: string;
    drawing?: string;
  };
  const drawing = sent === undefined ? undefined : readDrawing(sent);
  if (drawing === null) throw refused(refuse("invalid", "paper-drawing", { field: "drawing" }).refused);
  if (password !== undefined) await enteredAgain(caller, password, confirm);
  // Nothing that is kept of the request, an idempotency key's hash least of all, may be made of the password.
  request.body = { step, drawing };
  return { act: "sign", step, ...(drawing ? { drawing } : {}) };
};

/**
 * Reads an act on a paper from a request.
 * @throws ProblemError 404 for an unknown act, 400 for a wrong shape or drawing, 422 or 429 for the password
 */
export const readAct = async (
  act: string,
  request: FastifyRequest,
  caller: Caller,
  confirm: Confirm,
): Promise<PaperCommand> => {
  if (!isPaperAct(act)) throw refused({ kind: "unknown", code: "action-unknown" });
  if (act === "sign") return signing(request, caller, confirm);
  return { act, ...checked(act, request.body) } as PaperCommand;
};
