// Who may read the figures of a process: who brings the token; where there is none, this very machine.
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";

const loopback = /^(127\.|::1$|::ffff:127\.)/;
/** What a proxy adds: then the caller is not on this machine, though its connection is. */
const forwarded = [
  ...["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "forwarded", "via"],
  ...["x-real-ip", "x-client-ip", "cf-connecting-ip", "true-client-ip"],
];

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const sameSecret = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

/** Whether somebody may read the figures: who brings the token, or, where none is set, this very machine. */
export const mayRead = (request: FastifyRequest, token: string | undefined): boolean => {
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1]?.trim();
  // A proxy beside us may add nothing: with a token being here is not enough.
  if (token !== undefined || bearer !== undefined)
    return token !== undefined && bearer !== undefined && sameSecret(bearer, token);
  return (
    loopback.test(request.socket.remoteAddress ?? "") && forwarded.every((name) => !(name in request.headers))
  );
};
