// Today's program on the data of an older version: migrated, readable while the views are folded, whole afterwards.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { CaseWhole } from "#api/case.ts";
import { programDir, readConfig } from "#server/config.ts";
import { migrate, readMigrations } from "#server/db/migrate.ts";
import { openPool } from "#server/db/pool.ts";
import { type FreshDatabase, freshDatabase } from "#server/db/template.ts";
import { compareViews } from "#server/log/proof/rebuild.ts";
import { viewVersion } from "#server/log/proof/refresh.ts";
import { verify } from "#server/log/proof/verify.ts";
import { type Running, start } from "#server/main.ts";
import { complaint, type Person, signInAt } from "../office.ts";
import { load, migrationOf, samples } from "./sample.ts";

const migrations = join(programDir, "migrations");
/** Whatever anybody looks at. */
const looks = [
  ...[
    "/api/me",
    "/api/cases",
    "/api/obligations",
    "/api/counts",
    "/api/approvals?as=asker",
    "/api/customers?q=1",
  ],
  ...["/api/notices", "/api/clauses", "/api/regulations", "/api/roles", "/api/duties", "/api/papers"],
  ...["/api/members", "/api/departments", "/api/deputies", "/api/figures", "/api/papers/forms"],
];

const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  const patience = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > patience) throw new Error(`${what}: still not`);
    await sleep(50);
  }
};

for (const version of samples())
  describe(`from ${version}`, () => {
    let database: FreshDatabase;
    let pool: Pool;
    let holder: PoolClient;
    let running: Running;
    let reception: Person;
    const dataDir = mkdtempSync(join(tmpdir(), "shouwen-upgrade-"));
    const config = () =>
      readConfig({ PORT: "0", DATABASE_URL: database.url, DATA_DIR: dataDir, DEMO: "off" });

    before(async () => {
      database = await freshDatabase({ empty: true });
      pool = openPool(database.url, 4);
      await migrate(pool, migrations, migrationOf(version));
      await load(pool, version);
      // As a view looks whose shape has changed since.
      await pool.query("update shouwen.case_view set title = '旧' || title");
      await pool.query("update shouwen.view_version set version = least(version, $1)", [viewVersion - 1]);
    });
    after(async () => {
      await running?.stop();
      await pool.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    test("while its views are folded again, the old ones answer", async () => {
      // As the start does first; it waits for whoever is at work.
      await migrate(pool, migrations);
      // Somebody holds one stream, so that the folding waits half-way.
      holder = await pool.connect();
      await holder.query("begin");
      await holder.query("select 1 from shouwen.stream order by id desc limit 1 for update");
      running = await start(config());
      reception = await signInAt(running.address, "wuye.reception");
      for (const path of looks) assert.equal((await reception.get(path)).status, 200, path);
      const { items } = (await reception.get<{ items: { title: string }[] }>("/api/cases")).body;
      assert.ok(items.length > 5);
      const { rows } = await pool.query("select version from shouwen.view_version");
      assert.equal(rows[0].version, viewVersion - 1);
      await holder.query("commit");
      holder.release();
    });

    test("then the new ones", async () => {
      await until("folded", async () => {
        const { rows } = await pool.query("select version from shouwen.view_version");
        return rows[0].version === viewVersion;
      });
      for (const org of ["wuye", "yanlian"])
        assert.deepEqual(await compareViews(running.world, org), [], org);
      const { rows } = await pool.query("select max(number) as last from shouwen.migration");
      assert.equal(rows[0].last, readMigrations(migrations).length);
    });

    test("everybody signs in as before, and every matter opens", async () => {
      for (const post of ["reception", "manager", "gm", "engineering", "admin"]) {
        const person = await signInAt(running.address, `wuye.${post}`);
        for (const path of looks) assert.equal((await person.get(path)).status, 200, `${post} ${path}`);
      }
      const { items } = (await reception.get<{ items: { id: string; title: string }[] }>("/api/cases")).body;
      for (const { id, title } of items) {
        assert.doesNotMatch(title, /^旧/);
        assert.equal((await reception.get(`/api/cases/${id}`)).status, 200, id);
      }
      const admin = await signInAt(running.address, "yanlian.admin");
      assert.equal((await admin.get("/api/rehearsal")).status, 200);
    });

    test("old matters go on, and new ones begin", async () => {
      const { items } = (await reception.get<{ items: CaseWhole[] }>("/api/cases?state=accepted")).body;
      const open = items[0];
      assert.ok(open);
      await reception.act(open.id, "note", { text: "升级后继续办理" });
      assert.equal((await reception.post("/api/cases", complaint())).status, 201);
      const trial = await signInAt(running.address, "yanlian.admin");
      assert.equal((await trial.post("/api/rehearsal/advance", { by: "P1D" })).status, 200);
    });

    test("the log verifies", async () => {
      await until("sealed", async () => (await verify(pool, dataDir)).firstBad === null);
      const { events, seals } = await verify(pool, dataDir);
      assert.ok(events > 100 && seals > 0);
    });
  });
