// Two processes behind one proxy: people notice neither that there are two, nor that one is killed or ended.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { CaseWhole } from "#api/case.ts";
import { programDir } from "#server/config.ts";
import { type FreshDatabase, freshDatabase } from "#server/db/template.ts";
import { clock, complaint, type Person, signInAt } from "../office.ts";
import { freePort, type Served, serve, serveAll } from "../serve.ts";
import { openProxy, type ReverseProxy } from "./proxy.ts";

const dataDir = mkdtempSync(join(tmpdir(), "shouwen-proxy-"));
let database: FreshDatabase;
let proxy: ReverseProxy;
let one: Served;
let other: Served;
let client: pg.Client;
const envs: Record<string, string>[] = [];

before(async () => {
  database = await freshDatabase();
  const ports = [await freePort(), await freePort(), await freePort()];
  const publicUrl = `http://127.0.0.1:${ports[2]}`;
  const same = { DATABASE_URL: database.url, DATA_DIR: dataDir, DEMO: "first" };
  const proxied = { PUBLIC_URL: publicUrl, TRUST_PROXY: "1" };
  envs.push(...ports.slice(0, 2).map((port) => ({ ...same, ...proxied, PORT: String(port) })));
  [one, other] = (await serveAll(envs)) as [Served, Served];
  proxy = await openProxy(ports[2] ?? 0, [one.address, other.address]);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
after(async () => {
  await client?.end();
  await proxy?.close();
  await Promise.all([one?.kill(), other?.kill()]);
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const register = async (who: Person, more: Record<string, unknown> = {}): Promise<CaseWhole> => {
  const answer = await who.post<CaseWhole>("/api/cases", complaint(more));
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
};
const number = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await client.query<{ n: string }>(sql, values)).rows[0]?.n);
const until = async (what: string, withinMs: number, good: () => Promise<boolean>): Promise<number> => {
  const from = performance.now();
  while (!(await good())) {
    if (performance.now() - from > withinMs) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await sleep(100);
  }
  return performance.now() - from;
};

/** Listens through the proxy; what was told so far. */
const listen = async (who: Person, signal: AbortSignal): Promise<() => string> => {
  const response = await fetch(`${proxy.address}/api/stream`, { headers: { cookie: who.cookie }, signal });
  assert.equal(response.status, 200);
  let text = "";
  const decoder = new TextDecoder();
  void (async () => {
    for await (const piece of response.body ?? [])
      text += decoder.decode(piece as Uint8Array, { stream: true });
  })().catch(() => {});
  return () => text;
};

test("one session serves at both, each takes its turn, and whoever listens at one hears of acts at the other", async () => {
  const reception = await signInAt(proxy.address, "wuye.reception");
  const ending = new AbortController();
  // One stream at each process, since they take turns.
  const heard = [await listen(reception, ending.signal), await listen(reception, ending.signal)];
  const made = [await register(reception), await register(reception)];
  for (const { id } of made)
    await until("both hear of it", 10_000, async () => heard.every((told) => told().includes(id)));
  ending.abort();
  for (const process of [one, other]) {
    assert.ok((proxy.answered.get(process.address) ?? 0) > 0, `${process.address} had no turn`);
    const metrics = await (await fetch(`${process.address}/metrics`)).text();
    assert.match(metrics, /shouwen_request_seconds_count\{route="\/api\/cases",method="POST",status="201"\}/);
    assert.doesNotMatch(metrics, new RegExp(`${made[0]?.id}|wuye`));
  }
  // What the alarms ask for is there; an age only once there is something to be old.
  const metrics = await (await fetch(`${one.address}/metrics`)).text();
  const alarms = readFileSync(join(programDir, "deploy", "alerts.yaml"), "utf8");
  const names = new Set(
    alarms.match(/shouwen_[a-z_]+/g)?.filter((name) => name !== "shouwen_backup_age_seconds"),
  );
  assert.ok(names.size >= 9);
  for (const name of names) assert.match(metrics, new RegExp(`^${name}`, "m"));
  // Through the proxy nobody reads them, though it stands on the same machine.
  assert.equal((await fetch(`${proxy.address}/metrics`)).status, 403);
});

test("signed out at one, refused at the other within five seconds; all sessions ended, refused at both", async () => {
  const direct = async (process: Served, who: Person): Promise<number> =>
    (await fetch(`${process.address}/api/me`, { headers: { cookie: who.cookie } })).status;
  const who = await signInAt(proxy.address, "wuye.gm");
  // Both have just found the session good.
  assert.deepEqual([await direct(one, who), await direct(other, who)], [200, 200]);
  const signedOut = await fetch(`${one.address}/api/auth/sign-out`, {
    method: "POST",
    headers: { cookie: who.cookie, origin: proxy.address, "content-type": "application/json" },
    body: "{}",
  });
  assert.equal(signedOut.status, 200);
  assert.equal(await direct(one, who), 401);
  const took = await until("the other refuses", 5500, async () => (await direct(other, who)) === 401);
  assert.ok(took <= 5500);
  const again = await signInAt(proxy.address, "wuye.gm");
  assert.deepEqual([await direct(one, again), await direct(other, again)], [200, 200]);
  await client.query(
    `delete from auth.session using auth."user" u where u.id = user_id and u.username = 'wuye.gm'`,
  );
  for (const process of [one, other])
    await until("an ended session is refused", 5500, async () => (await direct(process, again)) === 401);
});

test("another password chosen at one: the other device's session is refused at the other within five seconds", async () => {
  const here = await signInAt(one.address, "yanlian.gm");
  const device = await signInAt(other.address, "yanlian.gm");
  assert.equal((await device.get("/api/me")).status, 200);
  const wish = { old: "shouwen-demo", new: "Wang-jiang-88-lu" };
  const changed = await here.post("/api/account/password", wish, { origin: proxy.address });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  await until("the other device is refused", 5500, async () => (await device.get("/api/me")).status === 401);
  assert.equal((await here.get("/api/me")).status, 200);
  await assert.rejects(signInAt(other.address, "yanlian.gm"));
});

test("one killed: the other carries clocks, outbox and seals on; nothing is doubled", async () => {
  const reception = await signInAt(proxy.address, "wuye.reception");
  const wantedBy = new Date(Date.now() + 4000).toISOString();
  const made: string[] = [];
  for (let n = 0; n < 10; n++)
    made.push((await register(reception, { severity: "minor", title: `到期第${n}件`, wantedBy })).id);
  await one.kill();
  // People go on as if nothing were.
  for (let n = 0; n < 6; n++) made.push((await register(reception, { severity: "minor", wantedBy })).id);
  for (const id of made)
    await until("the clock ran out", 30_000, async () => {
      const matter = await reception.case(id);
      return matter.events.some(
        (e) => e.type === "obligation.breached" && e.data.clause === clock(matter, "2.9.3d").clause,
      );
    });
  await until(
    "what follows was carried out",
    30_000,
    async () =>
      (await number(
        "select count(*) n from shouwen.outbox x join shouwen.organisation o using (org, run) where done_at is null",
      )) === 0,
  );
  const doubled = `select count(*) n from (select org, stream, data->>'obligation', type from shouwen.event
     where stream = any($1) and type like 'obligation.%' group by 1, 2, 3, 4 having count(*) > 1) d`;
  assert.equal(await number(doubled, [made]), 0);
  const notices = `select count(*) n from (select n.stream, n.recipient, n.about, n.clause, n.due_at, n.at from shouwen.notice n
     where stream = any($1) group by 1, 2, 3, 4, 5, 6 having count(*) > 1) d`;
  assert.equal(await number(notices, [made]), 0);
  await until(
    "everything is sealed",
    100_000,
    async () => (await number("select count(*) n from shouwen.stream where unsealed")) === 0,
  );
  const last = await number("select max(number) n from shouwen.seal where org = 'wuye'");
  await until("and published", 70_000, async () => {
    const lines = readFileSync(join(dataDir, "seals", "wuye.jsonl"), "utf8")
      .trim()
      .split("\n");
    return JSON.parse(lines.at(-1) ?? "{}").number >= last;
  });
});

test("ended with a request under way: it is answered to its end, the next ones by the other", async () => {
  one = await serve(envs[0] ?? {});
  const reception = await signInAt(proxy.address, "wuye.reception");
  const body = JSON.stringify(complaint({ title: "正文分两次送到" }));
  const bytes = Buffer.from(body);
  const socket = connect(Number(new URL(one.address).port), "127.0.0.1");
  await once(socket, "connect");
  const head = `POST /api/cases HTTP/1.1\r\nhost: ${new URL(one.address).host}\r\ncookie: ${reception.cookie}\r\norigin: ${proxy.address}\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  socket.write(head);
  socket.write(bytes.subarray(0, 50));
  await sleep(200);
  const ended = one.end();
  await sleep(1000);
  socket.write(bytes.subarray(50));
  let answer = "";
  for await (const piece of socket) {
    answer += String(piece);
    if (answer.includes("正文分两次送到")) break;
  }
  assert.match(answer, /^HTTP\/1\.1 201 /);
  for (let n = 0; n < 4; n++) await register(reception);
  assert.ok((await ended) < 10_000);
});
