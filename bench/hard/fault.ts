// Loaded before a server under test (`NODE_OPTIONS=--import`), never by the product: at an ordered step of its work it
// kills itself, its database, or cuts its connection. Orders lie in a file and are read at the start and at SIGUSR2.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import pg from "pg";
import { type About, aboutNow, isAt, type Order, type When } from "./points.ts";

const file = process.env.HARD_ORDERS ?? "";
const cluster = process.env.HARD_CLUSTER ?? "";
/** The sealer's minute, so that it passes its steps as often as the others. */
const sealEveryMs = 1500;

type Connection = pg.Client & {
  processID: number | null;
  connection: { stream: { destroy: () => void } };
  about?: About;
};
type Query = (...args: unknown[]) => unknown;

let order: Order | null = null;
let passed = 0;

const readOrder = (): void => {
  order = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Order) : null;
  passed = 0;
};

const end = (victim: Order["victim"], client: Connection): void => {
  if (victim === "connection") {
    client.connection.stream.destroy();
    return;
  }
  const master = () => Number(readFileSync(`${cluster}/postmaster.pid`, "utf8").split("\n")[0]);
  const pid = { server: () => process.pid, backend: () => client.processID ?? 0, postmaster: master }[
    victim
  ]();
  if (pid > 1) process.kill(pid, "SIGKILL");
};

/** With HARD_CLOCK the product's statements ask a clock that can be moved. */
const clocked = (first: unknown): unknown => {
  if (!process.env.HARD_CLOCK) return first;
  const moved = (text: string) => text.replaceAll("clock_timestamp()", "hard.clock()");
  if (typeof first === "string") return moved(first);
  const { text } = first as { text?: unknown };
  return typeof text === "string" && Object.getPrototypeOf(first) === Object.prototype
    ? { ...(first as object), text: moved(text) }
    : first;
};

const pass = (client: Connection, text: string, when: When): void => {
  const about = client.about ?? "request";
  if (!order || !isAt(order.step, about, text, when)) return;
  passed += 1;
  if (passed < order.nth) return;
  const { id, victim } = order;
  order = null;
  const fired = { id, at: Date.now(), statement: text.replace(/\s+/g, " ").slice(0, 80), about };
  // Whole or not at all: somebody reads it while we write.
  writeFileSync(`${file}.firing`, JSON.stringify(fired));
  renameSync(`${file}.firing`, `${file}.fired`);
  try {
    end(victim, client);
  } catch {
    // It is gone already.
  }
};

const watch = (): void => {
  const shared = pg.Client.prototype as unknown as { query: Query };
  const query = shared.query;
  shared.query = function (this: Connection, ...args: unknown[]): unknown {
    args[0] = clocked(args[0]);
    const [first] = args;
    const text = typeof first === "string" ? first : String((first as { text?: unknown })?.text ?? "");
    this.about = aboutNow(this.about ?? "request", text);
    pass(this, text, "before");
    const last = args.at(-1);
    const callback = typeof last === "function" ? (last as Query) : null;
    if (callback)
      args[args.length - 1] = (error: unknown, ...more: unknown[]) => {
        if (!error) pass(this, text, "after");
        return callback(error, ...more);
      };
    const result = query.apply(this, args);
    pass(this, text, "sent");
    if (!callback && result instanceof Promise)
      result.then(
        () => pass(this, text, "after"),
        () => {},
      );
    return result;
  };
};

const sealOften = (): void => {
  const plain = globalThis.setTimeout;
  const quicker = (work: () => void, ms?: number, ...more: unknown[]) =>
    plain(work, ms === 60_000 ? sealEveryMs : ms, ...more);
  globalThis.setTimeout = Object.assign(quicker, plain) as typeof setTimeout;
};

if (isMainThread && file !== "") {
  readOrder();
  process.on("SIGUSR2", readOrder);
  watch();
  sealOften();
}
