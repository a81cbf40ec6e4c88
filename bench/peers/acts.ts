// What the peers were measured at, done to our server: newest 50, open one, update, search.
import { type Asked, Caller, requestOf } from "../caller.ts";
import { type Driven, drive } from "../intake/calls.ts";
import type { Bench } from "../server.ts";

/** The n-th request of a kind, without what all requests have. */
export type Ask = (n: number) => Asked;

/** Runs what is asked from so many callers for some seconds; each turn of a caller is all of `asks`, one after the other. */
export const driven = async (
  bench: Bench,
  callers: number,
  seconds: number,
  asks: readonly Ask[],
): Promise<Driven> => {
  const { hostname, port } = new URL(bench.address);
  const connections = Array.from({ length: callers }, () => new Caller(hostname, Number(port)));
  const turns = connections.map(() => 0);
  try {
    return await drive(callers, seconds, async (caller) => {
      // Callers never meet at the same matter: what is measured is work, not waiting for one another.
      const n = caller + callers * (turns[caller] ?? 0);
      turns[caller] = (turns[caller] ?? 0) + 1;
      for (const ask of asks) {
        const request = ask(n);
        const status = await connections[caller]?.send(requestOf(bench, request));
        if (status !== 200 && status !== 201) throw new Error(`${request.path} answered ${status}`);
      }
    });
  } finally {
    for (const connection of connections) connection.close();
  }
};
