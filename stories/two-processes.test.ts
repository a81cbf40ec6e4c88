// Two processes on one database: what is told to one is obeyed by the other, and when one is killed the clocks go on.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { CaseWhole } from "#api/case.ts";
import { type FreshDatabase, freshDatabase } from "#server/db/template.ts";
import { checkKept } from "./kept.ts";
import { type Load, peopleOf, startLoad } from "./load.ts";
import { clock, complaint, type Person, signInAt } from "./office.ts";
import { freePort, type Served, serveAll } from "./serve.ts";

const dataDir = mkdtempSync(join(tmpdir(), "shouwen-two-"));
let database: FreshDatabase;
let one: Served;
let other: Served;
let load: Load | undefined;

before(async () => {
  database = await freshDatabase({ empty: true });
  const env = { DATABASE_URL: database.url, DATA_DIR: dataDir, DEMO: "first" };
  const ports = [await freePort(), await freePort()];
  // At the same moment, on a database that holds nothing at all yet.
  const served = await serveAll(ports.map((port) => ({ ...env, PORT: String(port) })));
  [one, other] = served as [Served, Served];
});
after(async () => {
  load?.abandon();
  await Promise.all([one?.kill(), other?.kill()]);
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const register = async (
  who: Person,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) => {
  const answer = await who.post<CaseWhole>("/api/cases", complaint(more), headers);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer;
};
const minutes = (c: CaseWhole): number =>
  (Date.parse(clock(c, "2.9.4a").dueAt ?? "") - Date.parse(c.receivedAt)) / 60_000;

test("both start at once on an empty database, and each organisation is founded once", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const count = async (sql: string): Promise<number> => Number((await client.query(sql)).rows[0].n);
    assert.equal(
      await count(
        "select count(*) n from shouwen.event where org = 'wuye' and type = 'organisation.founded'",
      ),
      1,
    );
    assert.equal(
      await count("select count(*) n from shouwen.event where org = 'yanlian' and type = 'rehearsal.begun'"),
      1,
    );
    assert.equal(
      await count(
        "select count(*) - count(distinct (phone_key, name)) n from shouwen.customer_view where org = 'wuye'",
      ),
      0,
    );
  } finally {
    await client.end();
  }
});

test("a session of one serves at the other; a key is replayed there; a stale version is refused", async () => {
  const here = await signInAt(one.address, "wuye.reception");
  const key = { "idempotency-key": "told-twice" };
  const first = await register(here, {}, key);
  const there = { ...here, ...(await signInAt(other.address, "wuye.reception")) };
  const again = await register(there, {}, key);
  assert.deepEqual([again.body.id, again.headers.get("idempotency-replayed")], [first.body.id, "true"]);
  const withCookie = await fetch(`${other.address}/api/cases/${first.body.id}`, {
    headers: { cookie: here.cookie },
  });
  assert.equal(withCookie.status, 200);
  await there.act(first.body.id, "note", { text: "另一进程" });
  const stale = await here.post<{ detail: string }>(
    `/api/cases/${first.body.id}/actions/note`,
    { text: "迟了一步" },
    { "if-match": `"${first.body.version}"` },
  );
  assert.equal(stale.status, 409);
  assert.match(stale.body.detail, /林晓梅 备注/);
});

test("an edition and the roles put through one are obeyed at once by the other", async () => {
  const admin = await signInAt(one.address, "wuye.admin");
  const reception = await signInAt(other.address, "wuye.reception");
  const before = await register(reception, { severity: "minor" });
  const path = "/api/regulations/pm-front-office/editions";
  const kept = (await admin.get<string>(`${path}/beginning`)).body;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const put = await admin.put(`${path}/${today}`, kept.replace("within: 10 minutes", "within: 15 minutes"), {
    "content-type": "text/yaml",
    reason: "test",
  });
  assert.equal(put.status, 200, JSON.stringify(put.body));
  assert.equal(minutes((await register(reception, { severity: "minor" })).body), 15);
  assert.equal(minutes(await reception.case(before.body.id)), 10);
  const roles = JSON.stringify({
    items: [{ regulation: "pm-front-office", role: "receptionist", posts: ["reception2"] }],
  });
  assert.equal((await admin.put("/api/roles", roles)).status, 200);
  const mapped = await register(reception, { severity: "minor" });
  assert.equal(clock(mapped.body, "2.9.4a").owner, "wuye.reception2");
});

/** Reads server-sent events until one speaks of `id`. */
const hear = async (who: Person, address: string, id: Promise<string>): Promise<void> => {
  const controller = new AbortController();
  const giveUp = setTimeout(() => controller.abort(), 15_000);
  const response = await fetch(`${address}/api/stream`, {
    headers: { cookie: who.cookie },
    signal: controller.signal,
  });
  assert.equal(response.status, 200);
  const wanted = await id;
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.includes(wanted)) break;
  }
  clearTimeout(giveUp);
  controller.abort();
  assert.ok(text.includes(wanted));
};

test("one is killed under load: nothing acknowledged is lost, the clocks go on, live updates are told", async () => {
  const survivor = await signInAt(other.address, "wuye.reception");
  const through = await signInAt(one.address, "wuye.reception");
  // Told by the process that is not listened to.
  let tell: (id: string) => void = () => {};
  const heard = hear(
    survivor,
    other.address,
    new Promise((resolve) => {
      tell = resolve;
    }),
  );
  await sleep(200);
  tell((await register(through)).body.id);
  await heard;

  load = startLoad(await peopleOf(other.address), 4, "two");
  const wantedBy = Date.now() + 3000;
  const marker = "到期时登记它的进程已不在";
  const more = { severity: "minor", title: marker, wantedBy: new Date(wantedBy).toISOString() };
  const due = (await register(through, more)).body.id;
  await load.served(20, 30_000);
  await one.kill();
  await load.served(20, 30_000);
  tell = () => {};
  const later = hear(
    survivor,
    other.address,
    new Promise((resolve) => {
      tell = resolve;
    }),
  );
  await sleep(200);
  tell((await register(survivor)).body.id);
  await later;
  await load.stop();
  assert.deepEqual(load.faults, []);

  const last = Math.max(Date.now(), ...load.told.map((t) => t.wantedBy ?? 0));
  await sleep(last - Date.now() + 6000);
  const matter = await survivor.case(due);
  assert.equal(clock(matter, "2.9.3d").state, "breached");
  const breaches = matter.events.filter(
    (e) => e.type === "obligation.breached" && e.data.clause === "pm-front-office/2.9.3d",
  );
  assert.equal(breaches.length, 1);
  await checkKept(database.url, dataDir, [...load.told, { marker, id: due, acts: [], wantedBy }]);
});
