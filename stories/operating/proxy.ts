// A reverse proxy in its smallest form: one address in front of several processes, each asked in turn.
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

export type ReverseProxy = {
  address: string;
  /** How many requests each process answered, by its address. */
  answered: Map<string, number>;
  close: () => Promise<void>;
};

/** Asks one process; false where it cannot be reached and nothing was sent yet. */
const ask = (to: string, from: IncomingMessage, body: Buffer, answer: ServerResponse): Promise<boolean> =>
  new Promise((resolve) => {
    const headers = { ...from.headers, "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "http" };
    const asked = request(to + (from.url ?? ""), { method: from.method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      // Each piece at once: what is told live must not wait in a buffer.
      given.on("data", (piece) => answer.write(piece));
      given.on("end", () => answer.end(() => resolve(true)));
      given.on("error", () => answer.destroy());
      answer.on("close", () => given.destroy());
    });
    asked.on("error", () => {
      if (answer.headersSent) answer.destroy();
      resolve(answer.headersSent);
    });
    asked.end(body);
  });

/** Opens a proxy in front of these addresses; one that is gone is passed over. */
export const openProxy = async (port: number, processes: readonly string[]): Promise<ReverseProxy> => {
  const answered = new Map<string, number>(processes.map((one) => [one, 0]));
  let turn = 0;
  const serve = async (from: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const pieces: Buffer[] = [];
    for await (const piece of from) pieces.push(piece as Buffer);
    const first = turn++;
    for (let n = 0; n < processes.length; n++) {
      const to = processes[(first + n) % processes.length] ?? "";
      if (await ask(to, from, Buffer.concat(pieces), answer)) {
        answered.set(to, (answered.get(to) ?? 0) + 1);
        return;
      }
    }
    answer.writeHead(502).end();
  };
  const server = createServer((from, answer) => void serve(from, answer).catch(() => answer.destroy()));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${port}`,
    answered,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
