// What the peers were measured at, done to our server: newest 50, open one, update, search.
import { Caller } from "../caller.ts";
import { type Driven, drive } from "../intake/calls.ts";
import type { Bench } from "../server.ts";

/** The n-th request of a kind, without what all requests have. */
export type Ask = (n: number) => { path: string; body?: unknown };

const requestOf = (bench: Bench, { path, body }: ReturnType<Ask>): Buffer => {
  const { host } = new URL(bench.address);
  const text = body === undefined ? "" : JSON.stringify(body);
  const lines = [
    `${body === undefined ? "GET" : "POST"} ${path} HTTP/1.1`,
    `host: ${host}`,
    `cookie: ${bench.cookie}`,
    ...(body === undefined
      ? []
      : ["content-type: application/json", `content-length: ${Buffer.byteLength(text)}`]),
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${text}`);
};

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
