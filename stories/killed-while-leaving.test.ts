// The server is killed with -9 while a leaver's matters are handed over: the next start goes on where it stood.
import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Held } from "#api/staff.ts";
import { postgresProcessesOn } from "#server/db/process-table.ts";
import { complaint, signInAt } from "./office.ts";
import { freePort, type Served, serve } from "./serve.ts";

const dataDir = mkdtempSync(join(tmpdir(), "shouwen-leaving-"));
const matters = 230;
let env: Record<string, string>;
let server: Served;

before(async () => {
  env = { PORT: String(await freePort()), DATA_DIR: dataDir, DEMO: "first" };
  server = await serve(env);
});
after(async () => {
  await server?.kill();
  for (const pid of postgresProcessesOn(join(realpathSync(dataDir), "postgres", "cluster")))
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone by itself.
    }
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const holds = async (member: string): Promise<number> => {
  const admin = await signInAt(server.address, "wuye.admin");
  return (await admin.get<Held>(`/api/staff/${member}/held`)).body.matters.count;
};

test("killed half-way, each matter is handed over once", async (t) => {
  const reception = await signInAt(server.address, "wuye.reception");
  const admin = await signInAt(server.address, "wuye.admin");
  for (let n = 0; n < matters; n += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, k) =>
        reception.post("/api/cases", complaint({ title: `第 ${n + k} 件`, severity: "minor" })),
      ),
    );
  assert.equal(await holds("wuye.reception"), matters);
  const body = { reason: "离职", to: { matters: "wuye.reception2" } };
  const left = await admin.post("/api/staff/wuye.reception/leave", body);
  assert.equal(left.status, 200, JSON.stringify(left.body));
  for (let n = 0; n < 100 && (await holds("wuye.reception")) === matters; n++) await sleep(5);
  await server.kill();
  server = await serve(env);
  t.diagnostic(`${await holds("wuye.reception")} of ${matters} were left after the kill`);
  for (let n = 0; n < 200 && (await holds("wuye.reception")) > 0; n++) await sleep(100);
  assert.equal(await holds("wuye.reception"), 0);
  assert.equal(await holds("wuye.reception2"), matters);
  const again = await signInAt(server.address, "wuye.reception2");
  const { items } = (await again.get<{ items: { id: string }[] }>("/api/cases?limit=200")).body;
  for (const { id } of items.slice(0, 40)) {
    const matter = await again.case(id);
    assert.equal(matter.events.filter((e) => e.type === "case.handed-over").length, 1);
  }
});
