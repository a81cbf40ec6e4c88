// The log of a busy day: what people say, type and are called is nowhere in it, whether a call succeeds or fails.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type FreshDatabase, freshDatabase } from "#server/db/template.ts";
import { complaint, type Person, signInAt } from "../office.ts";
import { freePort, type Served, serve } from "../serve.ts";

/** Each is looked for in the log; none of them is a word of the program. */
const said = {
  name: "欧阳卓然",
  phone: "13987650432",
  address: "望江路八十八弄",
  title: "地下车库漏水Qz7title",
  text: "Qz7text 保安队长收了我的钱",
  password: "Qz7-secret-word",
  key: "Qz7key-0123456789",
};

const dataDir = mkdtempSync(join(tmpdir(), "shouwen-log-"));
let database: FreshDatabase;
let server: Served;

before(async () => {
  database = await freshDatabase();
  server = await serve({
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    DEMO: "first",
    LOG_LEVEL: "trace",
  });
});
after(async () => {
  await server?.kill();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const matter = complaint({
  title: said.title,
  description: said.text,
  customer: { name: said.name, phone: said.phone, address: said.address },
});

const goodCalls = async (who: Person): Promise<void> => {
  const made = await who.post<{ id: string }>("/api/cases", matter, { "idempotency-key": said.key });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  await who.act(made.body.id, "note", { text: said.text });
  await who.get(`/api/cases?q=${encodeURIComponent(said.title)}`);
  await who.get(`/api/customers?q=${said.phone}`);
  await who.get(`/api/customers?q=${encodeURIComponent(said.name)}`);
};

const badCalls = async (who: Person): Promise<void> => {
  const from = server.address;
  const headers = { cookie: who.cookie, origin: from, "content-type": "application/json" };
  const send = (path: string, init: RequestInit = {}) => fetch(from + path, { headers, ...init });
  const signIn = (username: string, password: string) =>
    send("/api/auth/sign-in/username", { method: "POST", body: JSON.stringify({ username, password }) });
  await signIn("wuye.reception", said.password);
  for (let n = 0; n < 7; n++) await signIn(said.phone, said.password);
  await send("/api/cases", { method: "POST", body: `{"title": "${said.title}` });
  await send("/api/cases", { method: "POST", body: JSON.stringify({ ...matter, [said.name]: said.phone }) });
  await send("/api/cases", { method: "POST", body: JSON.stringify({ ...matter, kind: said.text }) });
  await send("/api/cases", { method: "POST", body: JSON.stringify({ ...matter, title: `\0${said.title}` }) });
  await send("/api/cases", { method: "POST", body: `"${said.text.repeat(100_000)}"` });
  await send(`/api/cases/${encodeURIComponent(said.title)}`);
  await send(`/api/${said.password}/${said.phone}`);
  await send(`/${said.password}?q=${said.phone}`);
  await send(`/api/cases?${said.password}=${said.phone}`);
  await send("/api/cases", { headers: { authorization: `Bearer ${said.key}` } });
  await send("/metrics", { headers: { authorization: `Bearer ${said.password}` } });
  await send("/api/cases", {
    method: "POST",
    headers: { ...headers, "if-match": said.title.replace(/\P{ASCII}/gu, "") },
    body: JSON.stringify(matter),
  });
  await send("/api/imports", {
    method: "POST",
    headers: { cookie: who.cookie, origin: from, "content-type": "multipart/form-data; boundary=x" },
    body: `--x\r\ncontent-disposition: form-data; name="file"; filename="${said.password}.csv"\r\n\r\n${said.text}`,
  });
};

/** Every call of the contract with these words in its address, its query and its body, wrong as they are there. */
const everyCall = async (who: Person): Promise<number> => {
  const document = await (await fetch(`${server.address}/api/openapi.json`)).json();
  let sent = 0;
  for (const [path, methods] of Object.entries(document.paths as Record<string, object>))
    for (const method of Object.keys(methods).map((one) => one.toUpperCase())) {
      if (path === "/api/stream" || path.includes("sign-out")) continue;
      const words = Object.values(said);
      const filled = path.replace(/\{\w+\}/g, () => encodeURIComponent(words[sent % words.length] ?? ""));
      const init = {
        method,
        headers: { cookie: who.cookie, origin: server.address, "content-type": "application/json" },
        ...(method === "GET" ? {} : { body: JSON.stringify({ ...said, mail: said, username: said.phone }) }),
      };
      const query = new URLSearchParams({ q: said.title, name: said.name });
      const answer = await fetch(`${server.address}${filled}${method === "GET" ? `?${query}` : ""}`, init);
      await answer.body?.cancel();
      assert.notEqual(answer.status, 500, `${method} ${path}`);
      sent += 1;
    }
  return sent;
};

test("good calls, bad calls, and a database that refuses: nothing of what people said is in the log", async () => {
  const reception = await signInAt(server.address, "wuye.reception");
  await goodCalls(reception);
  await badCalls(reception);
  assert.ok((await everyCall(await signInAt(server.address, "wuye.admin"))) > 60);
  // The database itself fails, with the row in its message.
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(
      "alter table shouwen.case_view add constraint trial check (title not like '%Qz7%') not valid",
    );
    const made = await reception.post<{ detail: string }>("/api/cases", matter);
    assert.equal(made.status, 500, JSON.stringify(made.body));
    const name = /编号 (\S+) /.exec(made.body.detail)?.[1] ?? made.body.detail;
    // A request's line comes just behind its answer.
    await sleep(300);
    const lines = server.said().split("\n");
    const line = lines.find((one) => one.includes(name) && one.includes("request failed"));
    assert.match(line ?? server.said(), /"code":"23514".*"constraint":"trial".*"stack":/);
    assert.ok(lines.some((one) => one.includes(name) && one.includes('"route":"/api/cases","status":500')));
    // Away altogether.
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
    );
    await reception.get(`/api/customers?q=${said.phone}`);
  } finally {
    await client.end();
  }
  await sleep(300);
  const log = server.said();
  assert.match(log, /"method":"POST","route":"\/api\/cases","status":201,.*"org":"wuye","member":"/);
  assert.match(log, /"route":"\/api\/cases\/:id","status":404/);
  for (const [what, word] of Object.entries(said)) assert.ok(!log.includes(word), `${what} is in the log`);
  const session = /session[^=]*=([^;]+)/.exec(reception.cookie)?.[1] ?? reception.cookie;
  assert.ok(!log.includes(session), "the session is in the log");
  assert.doesNotMatch(log, /[一-鿿]/, "no Chinese word at all");
  for (const line of log.trim().split("\n")) assert.ok(JSON.parse(line).time, line);
});
