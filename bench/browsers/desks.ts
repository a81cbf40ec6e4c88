// Open desks without a browser: each holds its own connection for live updates and asks again by the browser's own code.
import { Agent, get, type IncomingMessage } from "node:http";
import type { Query, QueryClient } from "@tanstack/react-query";
import { type Change, gather } from "../../web/stale.ts";
import { signIn } from "../server.ts";

type Question = { key: string[]; path: string };
const desk = (department: string | null): Question[] => [
  { key: ["obligation", "list", "open"], path: "/api/obligations?owner=me&state=open" },
  { key: ["obligation", "list", "breached"], path: "/api/obligations?owner=me&state=breached" },
  { key: ["counts"], path: "/api/counts" },
  { key: ["paper", "list", "turns"], path: "/api/papers?turn=mine&limit=50" },
  { key: ["notice", "unread"], path: "/api/notices?limit=1" },
  ...(department
    ? [
        {
          key: ["case", "list", "to sign"],
          path: `/api/cases?state=forwarded&department=${department}&limit=50`,
        },
      ]
    : []),
];
/** Every sixth window stands at the list of matters, without what the desk lists. */
const list = (department: string | null): Question[] => [
  ...desk(department).filter(({ key }) => key[0] !== "obligation"),
  { key: ["case", "list", "all"], path: "/api/cases" },
];

type Person = [name: string, department: string | null];
/** A window each of those whom the work concerns. */
const concerned: Person[] = [
  ["reception", "front-office"],
  ["reception2", "front-office"],
  ["manager", "front-office"],
  ["gm", null],
  ["engineering", "engineering"],
];
/** All other windows are theirs. */
const others: Person[] = [
  ["security", "security"],
  ["admin", null],
];

export type Desks = {
  /** Questions asked, changes heard, answers that were none, and how long each answer took, since the last `forget`. */
  figures: () => { asked: number; heard: number; failed: number; took: number[] };
  forget: () => void;
  close: () => void;
};

/** The few things that `gather` wants of the browser's memory of questions. */
const clientOf = (questions: readonly Question[], ask: (path: string) => Promise<void>): QueryClient => {
  const invalidateQueries = ({ predicate }: { predicate: (query: Query) => boolean }) =>
    Promise.all(
      questions
        .filter(({ key }) => predicate({ queryKey: key } as unknown as Query))
        .map(({ path }) => ask(path)),
    );
  return { invalidateQueries, getQueryCache: () => ({ find: () => undefined }) } as unknown as QueryClient;
};

const read = (stream: IncomingMessage, hear: (change: Change) => void): void => {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (piece: string) => {
    text += piece;
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) if (part.startsWith("data: ")) hear(JSON.parse(part.slice(6)) as Change);
  });
};

const askMs = 30_000;

/** Opens so many desks, few of them of those whom the work concerns, all of them listening. */
export const openDesks = async (address: string, most: number): Promise<Desks> => {
  const agent = new Agent({ keepAlive: true, maxSockets: most });
  const streams: IncomingMessage[] = [];
  let now = { asked: 0, heard: 0, failed: 0, took: [] as number[] };
  let closed = false;
  const cookies = new Map<string, string>();
  for (const [name] of [...concerned, ...others]) cookies.set(name, await signIn(address, `wuye.${name}`));

  const ask = (cookie: string, path: string): Promise<void> =>
    new Promise((resolve) => {
      const from = performance.now();
      const figures = now;
      figures.asked++;
      const end = (good: boolean) => {
        if (good) figures.took.push(performance.now() - from);
        else figures.failed++;
        resolve();
      };
      const sent = get(address + path, { agent, headers: { cookie }, timeout: askMs }, (answer) => {
        answer.resume();
        answer.on("end", () => end(answer.statusCode === 200));
        answer.on("error", () => end(false));
      });
      sent.on("timeout", () => sent.destroy(new Error("too long")));
      sent.on("error", () => end(closed));
    });

  const open = (n: number): Promise<void> => {
    const [name, department] = concerned[n] ?? others[n % others.length] ?? ["admin", null];
    const cookie = cookies.get(name) ?? "";
    const questions = n % 6 === 5 ? list(department) : desk(department);
    const hear = gather(
      clientOf(questions, (path) => ask(cookie, path)),
      { hidden: () => closed, seen: () => {} },
    );
    return new Promise((resolve, reject) => {
      const opening = get(`${address}/api/stream`, { agent: false, headers: { cookie } }, (stream) => {
        if (stream.statusCode !== 200) return reject(new Error(`No live updates: ${stream.statusCode}`));
        stream.on("error", () => {});
        streams.push(stream);
        read(stream, (change) => {
          now.heard++;
          hear(change);
        });
        resolve();
      });
      opening.on("error", reject);
    });
  };
  for (let n = 0; n < most; n++) await open(n);
  return {
    figures: () => now,
    forget: () => {
      now = { asked: 0, heard: 0, failed: 0, took: [] };
    },
    close: () => {
      closed = true;
      for (const stream of streams) stream.destroy();
      agent.destroy();
    },
  };
};
