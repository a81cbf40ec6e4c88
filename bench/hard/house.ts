// A house for hard days: one or two servers on the database that comes with them, callers, a group robot that hears of it.
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { postgresProcessesOn } from "#server/db/process-table.ts";
import { hook, settings } from "#server/delivery/testing/office.ts";
import { type RobotServer, startRobot } from "#server/delivery/testing/robot.ts";
import type { People } from "../../stories/load.ts";
import { type Person, signInAt } from "../../stories/office.ts";
import { freePort, type Served, serve } from "../../stories/serve.ts";
import type { Fired, Order } from "./points.ts";

/** One server with the file of its orders; the process is another one after each kill. */
export type Seat = { env: Record<string, string>; orders: string; served: Served | null };

export type House = {
  dataDir: string;
  seats: Seat[];
  people: People;
  robot: RobotServer;
  /** The database's address, as the owner. */
  url: () => string;
  /** Processes of its PostgreSQL. */
  postgres: () => number[];
  close: () => Promise<void>;
};

const preload = join(import.meta.dirname, "fault.ts");

/** Everybody asks the seats in turn, so that whoever is left of two serves all. */
const anywhere = async (seats: readonly Seat[], username: string): Promise<Person> => {
  const there = await Promise.all(seats.map(({ served }) => signInAt(served?.address ?? "", username)));
  const [first] = there;
  if (!first) throw new Error("Nobody serves.");
  let turn = 0;
  const next = (): Person => there[turn++ % there.length] ?? first;
  return { ...first, get: (...a) => next().get(...a), post: (...a) => next().post(...a) };
};

/** The clause that lets a customer's own term run out also escalates, so that something follows from it. */
const escalating = async (admin: Person): Promise<void> => {
  const path = "/api/regulations/pm-front-office/editions";
  const kept = (await admin.get<string>(`${path}/beginning`)).body;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const term = "within: { field: wantedBy, else: 2 days } }";
  const text = kept.replace(term, term.replace(/ }$/, ", otherwise: [{ escalate: manager }] }"));
  const put = await admin.put(`${path}/${today}`, text, { "content-type": "text/yaml", reason: "hard days" });
  if (put.status !== 200) throw new Error(`The edition: ${put.status} ${JSON.stringify(put.body)}`);
};

const telling = async (admin: Person, robot: RobotServer): Promise<void> => {
  const { mail, ...rest } = settings();
  const body = { ...rest, mail: { ...mail, on: false }, hooks: [hook({ address: robot.address })] };
  const put = await admin.put("/api/delivery", JSON.stringify(body), { "content-type": "application/json" });
  if (put.status !== 200) throw new Error(`The robot: ${put.status} ${JSON.stringify(put.body)}`);
};

/** Where the cluster of a data folder is reached, while it runs. */
export const clusterUrl = (dataDir: string): string => {
  const read = (name: string) => readFileSync(join(dataDir, "postgres", name), "utf8").trim();
  const socket = encodeURIComponent(read("socket"));
  return `postgres://shouwen:${read("password")}@localhost:5432/shouwen?host=${socket}`;
};

export const killAll = (pids: readonly number[]): void => {
  for (const pid of pids)
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone by itself.
    }
};

/**
 * Opens a house without any past.
 * @param servers how many processes serve on its database
 * @param dataDir an empty folder, where the house is to stand in a particular one
 */
export const openHard = async (
  servers: number,
  more: Record<string, string> = {},
  dataDir?: string,
): Promise<House> => {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), "shouwen-hard-"));
  const orders = mkdtempSync(join(tmpdir(), "shouwen-orders-"));
  const cluster = join(realpathSync(folder), "postgres", "cluster");
  const robot = await startRobot();
  const seats: Seat[] = [];
  for (let n = 0; n < servers; n++) {
    const own = join(orders, `${n}`);
    const env: Record<string, string> = {
      PORT: String(await freePort()),
      DATA_DIR: folder,
      DEMO: "first",
      LOG_LEVEL: "error",
      OUTBOUND_PRIVATE: "allow",
      NODE_OPTIONS: `--import=${preload}`,
      HARD_ORDERS: own,
      HARD_CLUSTER: cluster,
      ...more,
    };
    seats.push({ env, orders: own, served: await serve(env) });
  }
  const admin = await signInAt(seats[0]?.served?.address ?? "", "wuye.admin");
  await escalating(admin);
  await telling(admin, robot);
  const people = {
    reception: await anywhere(seats, "wuye.reception"),
    engineering: await anywhere(seats, "wuye.engineering"),
  };
  const postgres = () => postgresProcessesOn(cluster);
  return {
    dataDir: folder,
    seats,
    people,
    robot,
    url: () => clusterUrl(folder),
    postgres,
    close: async () => {
      await Promise.all(seats.map((s) => s.served?.kill()));
      killAll(postgres());
      await robot.close();
      await sleep(50);
      for (const gone of [folder, orders]) rmSync(gone, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

/** Gives an order; without a process it lies there for the next one. */
export const give = ({ orders, served }: Seat, order: Order): void => {
  rmSync(`${orders}.fired`, { force: true });
  writeFileSync(orders, JSON.stringify(order));
  if (served) process.kill(served.pid, "SIGUSR2");
};

export const takeBack = ({ orders, served }: Seat): void => {
  rmSync(orders, { force: true });
  if (served)
    try {
      process.kill(served.pid, "SIGUSR2");
    } catch {
      // Killed by its own order a moment ago.
    }
};

/** Whether its process is still there. */
export const isThere = ({ served }: Seat): boolean => {
  try {
    return process.kill(served?.pid ?? 0, 0);
  } catch {
    return false;
  }
};

/** Waits until one carried out the order. @returns null where nobody passed the step in time */
export const carriedOut = async (
  seats: readonly Seat[],
  id: number,
  withinMs: number,
): Promise<{ seat: Seat; fired: Fired } | null> => {
  const until = performance.now() + withinMs;
  for (;;) {
    for (const seat of seats) {
      if (!existsSync(`${seat.orders}.fired`)) continue;
      const fired = JSON.parse(readFileSync(`${seat.orders}.fired`, "utf8")) as Fired;
      if (fired.id === id) return { seat, fired };
    }
    if (performance.now() > until) return null;
    await sleep(5);
  }
};

/** Asks the database once it answers. */
export const ask = async <T>(house: House, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const until = performance.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: house.url() });
    client.on("error", () => {});
    try {
      await client.connect();
      return await work(client);
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(20);
    } finally {
      await client.end().catch(() => {});
    }
  }
};
