// Makes the sample of a version: `node stories/upgrade/make.ts TAG`. Done once, before the version after it is released.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programDir } from "#server/config.ts";
import { startDatabase } from "#server/db/embedded.ts";
import { openPool } from "#server/db/pool.ts";
import { actOfEveryKind } from "./acts.ts";
import { dump } from "./sample.ts";

const git = (...args: string[]): string => execFileSync("git", args, { cwd: programDir }).toString().trim();

/** Runs the old program until `work` is done with it. */
const whileServing = async (
  program: string,
  dataDir: string,
  work: (address: string) => Promise<void>,
): Promise<void> => {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: "0", DEMO: "first" };
  const server = spawn(process.execPath, ["server/main.ts"], {
    cwd: program,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(server, "exit");
  try {
    for await (const said of server.stdout) {
      const address = /ready at (\S+)/.exec(String(said))?.[1];
      if (!address) continue;
      await work(address);
      break;
    }
  } finally {
    server.kill("SIGTERM");
    await ended;
  }
};

const make = async (version: string): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "shouwen-sample-"));
  const [program, dataDir] = [join(folder, "program"), join(folder, "data")];
  git("worktree", "add", "--detach", "--force", program, version);
  try {
    symlinkSync(join(programDir, "node_modules"), join(program, "node_modules"));
    await whileServing(program, dataDir, actOfEveryKind);
    const database = await startDatabase(dataDir);
    const pool = openPool(database.url, 1);
    const bytes = await dump(pool);
    await pool.end();
    await database.stop();
    const path = join(import.meta.dirname, `${version}.ndjson.gz`);
    writeFileSync(path, bytes);
    process.stdout.write(`${path}: ${Math.ceil(bytes.length / 1000)} kB\n`);
  } finally {
    git("worktree", "remove", "--force", program);
    rmSync(folder, { recursive: true, force: true });
  }
};

const [version] = process.argv.slice(2);
if (version === undefined) throw new Error("Usage: node stories/upgrade/make.ts TAG");
await make(version);
