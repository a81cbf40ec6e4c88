/** One process at a time starts or stops the PostgreSQL of a data folder. */
import { rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Runs `work` while no other process on this machine holds the lock. The lock is a listening socket, so it is
 * gone with its holder however that one ends: on Linux an abstract one without a file, elsewhere a file.
 * @param key names the database, the same for every process on it.
 * @throws Error when the lock can't be had within a minute.
 */
export async function underStartLock<T>(key: string, work: () => Promise<T>): Promise<T> {
  const path =
    process.platform === "linux" ? `\0shouwen-start-${key}` : join(tmpdir(), `shouwen-start-${key}`);
  const until = performance.now() + 60_000;
  let lock = await listen(path);
  while (!lock) {
    if (performance.now() > until) {
      throw new Error("Another process has been starting or stopping this database for over a minute.");
    }
    await sleep(30);
    if (!path.startsWith("\0") && !(await answers(path))) rmSync(path, { force: true });
    lock = await listen(path);
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen(path, () => resolve(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
