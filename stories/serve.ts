// A server as its own process, as `npm start` runs it: to be killed, started again and asked from outside.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { programDir } from "#server/config.ts";

/** One process that serves. */
export type Served = {
  address: string;
  pid: number;
  /** How long it took from being called until it served. */
  readyMs: number;
  /** All it said on its error output. */
  said: () => string;
  /** Ends it with -9. */
  kill: () => Promise<void>;
  /** Ends it with SIGTERM; how long that took. */
  end: () => Promise<number>;
};

/** A port that nobody listens on now. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
};

const gone = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
};

const begin = (env: Record<string, string>): ChildProcess => {
  const own = { PATH: process.env.PATH, HOST: "127.0.0.1", ...env };
  return spawn(process.execPath, ["server/main.ts"], {
    cwd: programDir,
    env: own,
    stdio: ["ignore", "pipe", "pipe"],
  });
};

/** Starts it and ends it with -9 after a while, wherever it stands then. */
export const breakOff = async (env: Record<string, string>, afterMs: number): Promise<void> => {
  const child = begin(env);
  await sleep(afterMs);
  await gone(child, "SIGKILL");
};

/**
 * Starts `server/main.ts` and waits until it says that it is ready.
 * @throws Error with what it said when it ends, or is not ready within a minute
 */
export const serve = async (env: Record<string, string>): Promise<Served> => {
  const from = performance.now();
  const child = begin(env);
  let said = "";
  let ready = "";
  child.stderr?.on("data", (text: Buffer) => {
    said += text;
  });
  child.stdout?.on("data", (text: Buffer) => {
    ready += text;
  });
  for (;;) {
    const address = /Shouwen is ready at (\S+)/.exec(ready)?.[1];
    if (address) {
      return {
        address,
        pid: child.pid ?? 0,
        readyMs: performance.now() - from,
        said: () => said,
        kill: () => gone(child, "SIGKILL"),
        end: async () => {
          const begun = performance.now();
          await gone(child, "SIGTERM");
          return performance.now() - begun;
        },
      };
    }
    const waited = performance.now() - from;
    if (child.exitCode !== null || child.signalCode !== null || waited > 60_000) {
      await gone(child, "SIGKILL");
      throw new Error(`The server is not ready after ${Math.round(waited)} ms: ${said}${ready}`);
    }
    await sleep(20);
  }
};

/** Starts several at the same moment; where one cannot, none is left behind. */
export const serveAll = async (envs: readonly Record<string, string>[]): Promise<Served[]> => {
  const tried = await Promise.allSettled(envs.map(serve));
  const served = tried.flatMap((t) => (t.status === "fulfilled" ? [t.value] : []));
  const failed = tried.find((t) => t.status === "rejected");
  if (!failed) return served;
  await Promise.all(served.map((s) => s.kill()));
  throw failed.reason;
};
