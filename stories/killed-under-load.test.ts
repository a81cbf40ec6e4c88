// The server killed with -9, then its PostgreSQL, twelve times each under load: nothing acknowledged is lost or doubled.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { CaseWhole } from "#api/case.ts";
import { startDatabase } from "#server/db/embedded.ts";
import { postgresProcessesOn } from "#server/db/process-table.ts";
import { checkKept } from "./kept.ts";
import { type Load, type People, peopleOf, registration, startLoad } from "./load.ts";
import { breakOff, freePort, type Served, serve } from "./serve.ts";

const times = 12;
/** Generous: the machine may be doing other work. */
const againWithinMs = 30_000;

const dataDir = mkdtempSync(join(tmpdir(), "shouwen-killed-"));
let env: Record<string, string>;
let server: Served;
let people: People;
let load: Load;

const postgres = (): number[] => postgresProcessesOn(join(realpathSync(dataDir), "postgres", "cluster"));
const end = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone by itself.
  }
};
/** The one that all others on the folder come from. */
const postmaster = (): number =>
  Number(readFileSync(join(dataDir, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0]);

before(async () => {
  env = { PORT: String(await freePort()), DATA_DIR: dataDir, DEMO: "first" };
  // The very first start, broken off wherever it stands: making the cluster, migrating, founding the organisations.
  for (const afterMs of [250, 700, 1100, 1500]) await breakOff(env, afterMs);
  server = await serve(env);
  people = await peopleOf(server.address);
  load = startLoad(people, 6, "load");
  await load.served(30, againWithinMs);
});
after(async () => {
  load?.abandon();
  await server?.kill();
  for (const pid of postgres()) end(pid);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

test("the server killed twelve times: the next start serves by itself", async (t) => {
  let slowest = 0;
  for (let n = 1; n <= times; n++) {
    await load.served(20 + ((n * 7) % 40), againWithinMs);
    await server.kill();
    server = await serve(env);
    slowest = Math.max(slowest, server.readyMs);
    await load.served(5, againWithinMs);
  }
  t.diagnostic(
    `slowest start ${Math.round(slowest)} ms, ${load.acknowledged()} acknowledged, ${load.replays()} of them at a second asking`,
  );
  assert.ok(slowest < againWithinMs);
  assert.deepEqual(load.faults, []);
});

test("PostgreSQL killed twelve times, once with all its processes: the server brings it back", async (t) => {
  let slowest = 0;
  for (let n = 1; n <= times; n++) {
    await load.served(20 + ((n * 7) % 40), againWithinMs);
    const all = n === 6 ? postgres() : [postmaster()];
    for (const pid of all) end(pid);
    // Whoever is served now was answered by the new one: all connections to the old one are gone.
    await sleep(100);
    slowest = Math.max(slowest, await load.served(12, againWithinMs));
  }
  t.diagnostic(
    `slowest return ${Math.round(slowest)} ms, ${load.acknowledged()} acknowledged, ${load.replays()} of them at a second asking`,
  );
  assert.deepEqual(load.faults, []);
});

test("at the end everything acknowledged is there once, with its clocks", async (t) => {
  await load.stop();
  assert.deepEqual(load.faults, []);
  for (const { marker, id, wantedBy } of load.told.slice(-3)) {
    const again = await people.reception.post<CaseWhole>("/api/cases", registration(marker, wantedBy), {
      "idempotency-key": marker,
    });
    assert.deepEqual(
      [again.status, again.body.id, again.headers.get("idempotency-replayed")],
      [201, id, "true"],
    );
  }
  const last = Math.max(...load.told.map((one) => one.wantedBy ?? 0));
  await sleep(Math.max(0, last - Date.now()) + 3000);
  const took = await server.end();
  assert.ok(took < 10_000, `SIGTERM took ${Math.round(took)} ms`);
  const database = await startDatabase(dataDir);
  try {
    const breaches = await checkKept(database.url, dataDir, load.told);
    assert.ok(breaches > 5, "customers' own terms ran out meanwhile");
    t.diagnostic(`${load.told.length} complaints, ${breaches} terms that ran out`);
  } finally {
    await database.stop();
  }
});
