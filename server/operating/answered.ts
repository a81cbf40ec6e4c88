// One line and one measurement for each request that was answered: what was asked for and by whom, never what was said.
import { randomBytes } from "node:crypto";
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { callerOf } from "#server/http/route.ts";
import type { Journal } from "./journal.ts";
import type { Meters } from "./meters.ts";

/** Fastify's own lines repeat addresses and messages; of them only this is wanted. */
class FewLines extends LogController {
  override streamError(err: Error & { code?: string }, _: FastifyRequest, reply: FastifyReply): void {
    if (err.code !== "ERR_STREAM_PREMATURE_CLOSE") reply.log.warn({ err }, "an answer broke off");
  }
}

/** How Fastify writes into the journal, and how a request is named: like no other, and told in an error's answer. */
export const ownLines = ({ pino }: Journal) => ({
  loggerInstance: pino.child(
    {},
    { level: pino.isLevelEnabled("warn") ? "warn" : pino.level },
  ) as FastifyBaseLogger,
  logController: new FewLines({ disableRequestLogging: true, requestIdLogLabel: "request" }),
  genReqId: (): string => randomBytes(6).toString("base64url"),
});

/** An open stream of live updates lasts as long as its browser: it tells nothing of how long answers take. */
const unmeasured = new Set(["/api/stream"]);
/** Asked every few seconds by what watches over the process; and the files of the pages. */
const unremarkable = new Set(["/api/live", "/api/health", "/metrics", "/*"]);

const levelOf = (route: string, status: number, console: boolean): "warn" | "info" | "debug" => {
  if (unremarkable.has(route)) return "debug";
  if (status >= 500) return "warn";
  return console ? "debug" : "info";
};

/**
 * Writes a line for each request as it ends: method, route (a pattern, not the address), status, milliseconds,
 * organisation and member.
 */
export const noteAnswers = (app: FastifyInstance, meters: Meters, journal: Journal): void => {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unmatched";
    const { id, method } = request;
    const { statusCode: status, elapsedTime } = reply;
    const { org, member } = callerOf(request) ?? {};
    if (!unmeasured.has(route)) meters.answered(route, method, status, elapsedTime);
    const ms = Math.round(elapsedTime * 10) / 10;
    const line = { request: id, method, route, status, ms, org, member };
    journal.pino[levelOf(route, status, journal.console)](line, "answered");
  });
};
