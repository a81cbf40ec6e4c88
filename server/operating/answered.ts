// One line and one measurement for each request that was answered: what was asked for and by whom, never what was said.
import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { callerOf } from "#server/http/route.ts";
import type { Meters } from "./meters.ts";

/** A name for a request that no other process gives; an error's answer names it too. */
export const requestName = (): string => randomBytes(6).toString("base64url");

/** An open stream of live updates lasts as long as its browser: it tells nothing of how long answers take. */
const unmeasured = new Set(["/api/stream"]);

/**
 * Writes a line for each request as it ends: method, route (a pattern, not the address), status, milliseconds,
 * organisation and member.
 * @param level `debug` where somebody reads at a console
 */
export const noteAnswers = (app: FastifyInstance, meters: Meters, level: "info" | "debug"): void => {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unmatched";
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    const { org, member } = callerOf(request) ?? {};
    if (!unmeasured.has(route)) meters.answered(route, request.method, reply.statusCode, reply.elapsedTime);
    const line = { method: request.method, route, status: reply.statusCode, ms, org, member };
    request.log[reply.statusCode >= 500 ? "warn" : level](line, "answered");
  });
};
