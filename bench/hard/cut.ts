// Connections to the database cut after some bytes, in either direction, wherever a transaction stands then.
import { mkdtempSync, readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDatabase } from "#server/db/embedded.ts";
import { startLoad } from "../../stories/load.ts";
import { clusterUrl, openHard } from "./house.ts";
import { checkWhole } from "./whole.ts";

type Cutter = { port: number; cuts: number; cutting: boolean; close: () => void };

/** Between 200 bytes and 40 kB, another at each connection, the same in each run. */
const lengthOf = (n: number): number => 200 + ((n * 7919) % 40_000);

const startCutter = async (socketPath: string): Promise<Cutter> => {
  const open = new Set<Socket>();
  let count = 0;
  const it = { port: 0, cuts: 0, cutting: false, close: () => {} };
  const server: Server = createServer((near) => {
    const far = connect(socketPath);
    const most = lengthOf(count++);
    let passed = 0;
    const both = [near, far];
    for (const one of both) {
      open.add(one);
      one.on("error", () => {});
      one.once("close", () => {
        open.delete(one);
        for (const other of both) other.destroy();
      });
    }
    const pass = (to: Socket) => (data: Buffer) => {
      const left = most - passed;
      passed += data.length;
      if (!it.cutting || data.length < left) return void to.write(data);
      it.cuts += 1;
      // Up to that very byte.
      to.end(data.subarray(0, Math.max(0, left)), () => {
        for (const one of both) one.destroy();
      });
    };
    near.on("data", pass(far));
    far.on("data", pass(near));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  it.port = (server.address() as AddressInfo).port;
  it.close = () => {
    server.close();
    for (const one of open) one.destroy();
  };
  return it;
};

/** @param times how many connections are cut */
export const connectionsCut = async (times: number): Promise<string> => {
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-hard-"));
  const database = await startDatabase(dataDir);
  const socket = readFileSync(join(dataDir, "postgres", "socket"), "utf8").trim();
  const cutter = await startCutter(join(socket, ".s.PGSQL.5432"));
  const url = new URL(clusterUrl(dataDir));
  const through = `postgres://${url.username}:${url.password}@127.0.0.1:${cutter.port}/shouwen`;
  try {
    const house = await openHard(1, { DATABASE_URL: through }, dataDir);
    const load = startLoad(house.people, 6, "cut");
    try {
      await load.served(20, 60_000);
      cutter.cutting = true;
      while (cutter.cuts < times) await load.served(1, 60_000);
      cutter.cutting = false;
      await load.served(20, 60_000);
      await load.stop();
      if (load.faults.length > 0) throw new Error(load.faults.slice(0, 3).join("\n"));
      const breaches = await checkWhole(house, load.told);
      return `Connections cut (a proxy before PostgreSQL that lets 200 to 40,000 bytes through and then cuts at that byte): ${cutter.cuts} cuts, ${load.acknowledged()} commands
acknowledged, ${load.replays()} of them at a second asking, ${load.told.length} matters, ${breaches} terms ran out.`;
    } finally {
      load.abandon();
      await house.close();
    }
  } finally {
    cutter.close();
    await database.stop();
  }
};
