import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { test } from "node:test";
import { checkBackup } from "/work/main/server/backup/archive/check.ts";
import { auditBundle } from "/work/main/server/backup/audit/bundle.ts";
import { exportAll } from "/work/main/server/backup/export/everything.ts";
import { fillFrom } from "/work/main/server/backup/restore/fill.ts";
import { takeBackup } from "/work/main/server/backup/take/backup.ts";
import { openPool } from "/work/main/server/db/pool.ts";
import { freshDatabase } from "/work/main/server/db/template.ts";
import { openHouse } from "/work/main/server/log/proof/testing/office.ts";

const N = Number(process.env.N ?? 100000);
const rss = () => Math.round(process.memoryUsage().rss / 1e6);
test("big", async () => {
  const house = await openHouse();
  const office = await house.office("wuye");
  const m = await office.register("reception", { description: "很长的情况说明".repeat(20) });
  for (let n = 0; n < 6; n++)
    await office.act("reception", m.id, "note", { text: "已安抚住户，稍后回复".repeat(3) });
  await house.sql
    .query(`create temporary table ids as select gen_random_uuid() as id, n from generate_series(1, ${N}) n`)
    .catch(() => {});
  const c = await house.sql.connect();
  await c.query(
    "create table shouwen.ids as select gen_random_uuid() as id, n from generate_series(1, " + N + ") n",
  );
  for (const [t, key] of [
    ["stream", "id"],
    ["event", "stream"],
    ["case_view", "id"],
    ["obligation", "stream"],
  ] as const) {
    const { rows } = await c.query(
      `select column_name as n from information_schema.columns where table_schema='shouwen' and table_name=$1 order by ordinal_position`,
      [t],
    );
    const cols = rows.map((r: { n: string }) => r.n);
    const sel = cols
      .map((x: string) =>
        x === key ? "ids.id" : t === "case_view" && x === "number" ? "t.number || '-' || ids.n" : `t."${x}"`,
      )
      .join(", ");
    await c.query(
      `insert into shouwen.${t} (${cols.map((x: string) => `"${x}"`).join(",")}) select ${sel} from shouwen.${t} t, shouwen.ids where t.${key} = $1`,
      [m.id],
    );
  }
  await c.query("drop table shouwen.ids");
  c.release();
  const folder = mkdtempSync("/tmp/bkp/big-");
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, rss());
  }, 50);
  const run = async (what: string, work: () => Promise<unknown>) => {
    globalThis.gc?.();
    peak = rss();
    const from = rss();
    const t = Date.now();
    await work();
    console.log(what, `${((Date.now() - t) / 1000).toFixed(1)} s, rss ${from} -> peak ${peak} MB`);
  };
  await run("backup", () => takeBackup(house.sql, house.world.dataDir, `${folder}/a.tar`));
  await run("backup.gz", () => takeBackup(house.sql, house.world.dataDir, `${folder}/a.tar.gz`));
  console.log(statSync(`${folder}/a.tar`).size / 1e6, statSync(`${folder}/a.tar.gz`).size / 1e6);
  let man: Awaited<ReturnType<typeof checkBackup>>;
  await run("check", async () => {
    man = await checkBackup(`${folder}/a.tar.gz`);
  });
  const db = await freshDatabase();
  const pool = openPool(db.url, 2);
  mkdirSync(`${folder}/w`);
  await run("fill", () => fillFrom(pool, `${folder}/a.tar.gz`, man, `${folder}/w`));
  await pool.end();
  await db.drop();
  await run("audit", () => auditBundle(house.sql, house.world.dataDir, "wuye", `${folder}/audit.zip`));
  await run("export", () =>
    exportAll({ world: house.world, org: "wuye", language: "zh-CN", pdf: false }, `${folder}/e.zip`).then(
      (r) => console.log(JSON.stringify(r)),
    ),
  );
  clearInterval(timer);
  rmSync(folder, { recursive: true });
  await house.close();
});
