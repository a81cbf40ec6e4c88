// A server of its own for measuring: a child process on a database that is thrown away afterwards.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, startDatabase } from "../server/db/embedded.ts";

export const root = join(import.meta.dirname, "..");

export type Bench = {
  address: string;
  dataDir: string;
  url: string;
  cookie: string;
  child: ChildProcess;
  database: Database;
  stop: () => Promise<void>;
};

/** The address that a server says it is ready at. */
export const readyAddress = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (data: Buffer) => {
      said += data.toString();
      const address = /ready at (\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
  });

/** Signs in and gives the cookie. */
export const signIn = async (address: string, username: string): Promise<string> => {
  const response = await fetch(`${address}/api/auth/sign-in/username`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password: "shouwen-demo" }),
  });
  if (!response.ok) throw new Error(`Could not sign in: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((c) => c.split(";")[0])
    .join("; ");
};

/**
 * Starts PostgreSQL (durable, as in production) and a server on it.
 * @param flags of Node for the server
 */
export const startBench = async (flags: readonly string[] = []): Promise<Bench> => {
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-bench-"));
  const database = await startDatabase(dataDir);
  const env = { ...process.env, PORT: "0", DATA_DIR: dataDir, DEMO: "first", LOG_LEVEL: "error" };
  const child = spawn(process.execPath, [...flags, "server/main.ts"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await readyAddress(child);
  return {
    address,
    dataDir,
    url: database.url,
    cookie: await signIn(address, "wuye.reception"),
    child,
    database,
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** Resident memory of a process, MiB. */
export const residentMiB = (pid: number): number => {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kb ?? 0) / 1024);
};
