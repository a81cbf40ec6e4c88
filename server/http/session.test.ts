import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import Fastify, { type FastifyInstance } from "fastify";
import pg from "pg";
import { type FreshDatabase, freshDatabase } from "../db/template.ts";
import { createAccounts, issueApiKey, listUsernames, revokeApiKey } from "./session/account.ts";
import { hashPassword } from "./session/password.ts";
import { sessionRoutes } from "./session/routes.ts";
import { makeSessions, type Sessions } from "./session.ts";

const password = "shouwen-demo";
const config = { publicUrl: "https://shouwen.example.cn" };
let database: FreshDatabase;
let pool: pg.Pool;
let sessions: Sessions;
let app: FastifyInstance;
let passwordHash: string;

before(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  pool.on("error", () => {});
  sessions = makeSessions({ pool, config: { publicUrl: "http://127.0.0.1:3000" } });
  app = await serve(sessions);
  passwordHash = await hashPassword(password);
});
after(async () => {
  await app.close();
  await pool.end();
  await database.drop();
});

async function serve(served: Sessions): Promise<FastifyInstance> {
  const fastify = Fastify();
  await fastify.register(sessionRoutes, { sessions: served });
  return fastify;
}

/** A new account of the organisation wuye; its username is made up unless given. */
async function account(username = `wuye.post-${randomUUID()}`): Promise<string> {
  const id = randomUUID();
  await createAccounts(pool, [{ id, username, name: "李华", org: "wuye", member: `m-${id}`, passwordHash }]);
  return username;
}

const json = { "content-type": "application/json" };

function signIn(body: unknown, headers: Record<string, string> = {}, to = app) {
  const payload = typeof body === "string" ? body : JSON.stringify(body);
  return to.inject({
    method: "POST",
    url: "/api/auth/sign-in/username",
    headers: { ...json, ...headers },
    payload,
  });
}

async function cookieFor(username: string): Promise<string> {
  const answer = await signIn({ username, password });
  assert.equal(answer.statusCode, 200, answer.body);
  return String(answer.headers["set-cookie"]).split(";")[0]!;
}

function isProblem(answer: { headers: Record<string, unknown> }): void {
  assert.match(String(answer.headers["content-type"]), /^application\/problem\+json/);
}

test("a member signs in, is known by the cookie, and signs out at once", async () => {
  const username = await account();
  const answer = await signIn({ username: username.toUpperCase(), password, remember: "an unknown key" });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(Object.keys(answer.json().user), ["id", "username", "name", "org", "member"]);
  const [set] = [answer.headers["set-cookie"]].flat() as [string];
  assert.match(set, /^shouwen-[0-9a-f]{6}\.session_token=/);
  assert.match(set, /; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
  const cookie = set.split(";")[0]!;
  const { id, member } = answer.json().user;
  const { session, ...who } = (await sessions.who({ cookie: `a=b; ${cookie}` })) ?? {};
  assert.ok(session);
  assert.deepEqual(who, {
    org: "wuye",
    member,
    user: id,
    by: "cookie",
  });
  const present = await app.inject({ url: "/api/auth/get-session", headers: { cookie } });
  assert.equal(present.json().user.username, username);
  const out = await app.inject({
    method: "POST",
    url: "/api/auth/sign-out",
    headers: { ...json, cookie },
  });
  assert.equal(out.statusCode, 200, out.body);
  assert.match(String(out.headers["set-cookie"]), /session_token=; Max-Age=0/);
  assert.equal(await sessions.who({ cookie }), null);
  assert.equal((await app.inject({ url: "/api/auth/get-session", headers: { cookie } })).body, "null");
});

test("a cookie that was tampered with, or none, is nobody's", async () => {
  const cookie = await cookieFor(await account());
  assert.equal(await sessions.who({}), null);
  assert.equal(await sessions.who({ cookie: "a=b" }), null);
  const [name, value] = cookie.split("=") as [string, string];
  const [token, signature] = decodeURIComponent(value).split(".") as [string, string];
  const send = (text: string) => sessions.who({ cookie: `${name}=${encodeURIComponent(text)}` });
  assert.notEqual(await send(`${token}.${signature}`), null);
  for (const text of [token, `${token}.`, `_${token.slice(1)}.${signature}`])
    assert.equal(await send(text), null);
  assert.equal(await send(`${token}.${signature.replace(/./g, "A")}`), null);
});

test("a session is looked up once in a while, not for every request", async () => {
  const cookie = await cookieFor(await account());
  let queries = 0;
  const counting = new Proxy(pool, {
    get(target, name) {
      if (name === "connect" || name === "query") queries += 1;
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const here = makeSessions({ pool: counting, config });
  // The other process's address is https, so its cookie has the prefix for that.
  const sent = { cookie: `__Secure-${cookie}` };
  assert.notEqual(await here.who(sent), null);
  const first = queries;
  const answers = await Promise.all(Array.from({ length: 500 }, () => here.who(sent)));
  assert.ok(answers.every((who) => who?.org === "wuye"));
  assert.equal(queries, first);
});

test("after a day a session in use is prolonged, and the browser is told once", async () => {
  const cookie = await cookieFor(await account());
  const token = decodeURIComponent(cookie.split("=")[1]!).split(".")[0];
  await pool.query("update auth.session set expires_at = expires_at - interval '2 days' where token = $1", [
    token,
  ]);
  const first = await sessions.who({ cookie });
  assert.match(String(first?.setCookie), /session_token=.*Max-Age=2592000/);
  assert.equal((await sessions.who({ cookie }))?.setCookie, undefined);
});

test("a session that ran out is nobody's, and the next sign-in sweeps it away", async () => {
  const username = await account();
  const cookie = await cookieFor(username);
  await pool.query("update auth.session set expires_at = now() - interval '1 minute'");
  assert.equal(await makeSessions({ pool, config }).who({ cookie: `__Secure-${cookie}` }), null);
  await pool.query("update auth.session set expires_at = now() - interval '1 minute'");
  await cookieFor(username);
  const { rows } = await pool.query("select from auth.session where expires_at < now()");
  assert.equal(rows.length, 0);
});

test("a wrong password and an unknown username get the same answer", async () => {
  const known = await signIn({ username: await account(), password: "wrong" });
  const unknown = await signIn({ username: "没有这个人", password: "wrong" });
  assert.equal(known.statusCode, 401);
  isProblem(known);
  assert.deepEqual(known.json(), {
    type: "about:blank",
    title: "登录失败",
    status: 401,
    detail: "用户名或密码不正确。",
  });
  assert.equal(unknown.statusCode, 401);
  assert.equal(unknown.body, known.body);
});

for (const exists of [true, false]) {
  test(`five failures close a username that ${exists ? "exists" : "does not exist"}`, async () => {
    const username = exists ? await account() : `nobody.${randomUUID()}`;
    const together = await Promise.all(
      Array.from({ length: 8 }, () => signIn({ username, password: "wrong" })),
    );
    assert.deepEqual(
      together.map((answer) => answer.statusCode).sort(),
      [401, 401, 401, 401, 401, 429, 429, 429],
    );
    const right = await signIn({ username: username.toUpperCase(), password });
    assert.equal(right.statusCode, 429);
    isProblem(right);
    const seconds = Number(right.headers["retry-after"]);
    assert.ok(seconds > 880 && seconds <= 900, String(seconds));
    await pool.query(
      `update auth.failure set at = at - interval '15 minutes' where id =
         (select min(id) from auth.failure where username = $1)`,
      [username],
    );
    assert.equal((await signIn({ username, password })).statusCode, exists ? 200 : 401);
    assert.equal((await signIn({ username, password })).statusCode, exists ? 200 : 429);
  });
}

test("a success clears the failures before it", async () => {
  const username = await account();
  for (let round = 0; round < 2; round += 1) {
    for (let i = 0; i < 4; i += 1) await signIn({ username, password: "wrong" });
    assert.equal((await signIn({ username, password })).statusCode, 200);
  }
});

test("thirty sign-ins at once from one address are fine, of one member or of many", async () => {
  const one = await account();
  const names = await Promise.all(Array.from({ length: 20 }, () => account()));
  const answers = await Promise.all(
    [...names, ...Array<string>(10).fill(one)].map((username) => signIn({ username, password })),
  );
  assert.ok(answers.every((answer) => answer.statusCode === 200));
});

test("a malformed body is 400 and counts as no failure", async () => {
  const username = await account();
  const bodies: unknown[] = [
    "{",
    "",
    "null",
    [],
    { username },
    { username: 7, password },
    { username: "", password },
    { username: "x".repeat(121), password },
    { username: "a\0b", password },
    { username: "a\ud800", password },
    { username, password: "" },
  ];
  for (const body of bodies) {
    const answer = await signIn(body);
    assert.equal(answer.statusCode, 400, JSON.stringify(body));
    isProblem(answer);
  }
  const form = await signIn(`username=${username}`, {
    "content-type": "application/x-www-form-urlencoded",
  });
  assert.equal(form.statusCode, 400);
  const { rows } = await pool.query("select from auth.failure where username = $1", [username]);
  assert.equal(rows.length, 0);
});

test("a script signs in without an origin, our own pages with theirs, foreign pages not at all", async () => {
  const username = await account();
  const cookie = await cookieFor(username);
  const good = { username, password };
  const status = async (headers: Record<string, string>) => (await signIn(good, headers)).statusCode;
  assert.equal(await status({ cookie }), 200);
  assert.equal(await status({ cookie, origin: "http://127.0.0.1:3000" }), 200);
  assert.equal(await status({ origin: "http://office.lan:8080", host: "office.lan:8080" }), 200);
  assert.equal(await status({ origin: "https://evil.example" }), 403);
  assert.equal(await status({ cookie, origin: "https://evil.example" }), 403);
  assert.equal(await status({ origin: "null" }), 403);
  assert.equal(await status({ cookie, "content-type": "text/plain" }), 403);
  const out = (headers: Record<string, string>) =>
    app.inject({ method: "POST", url: "/api/auth/sign-out", headers: { cookie, ...headers } });
  assert.equal((await out({ origin: "https://evil.example", ...json })).statusCode, 403);
  assert.equal((await out({})).statusCode, 403);
  assert.notEqual(await sessions.who({ cookie }), null);
});

test("everything else of the library is closed", async () => {
  const cookie = await cookieFor(await account());
  const body = { email: "a@b.cn", password: "12345678", name: "x", username: "x.y" };
  for (const path of [
    "sign-up/email",
    "sign-in/email",
    "is-username-available",
    "update-user",
    "two-factor/enable",
    "sign-in/username/",
    "sign-up%2Femail",
  ]) {
    const url = `/api/auth/${path}`;
    const answer = await app.inject({
      method: "POST",
      url,
      headers: { ...json, cookie },
      payload: body,
    });
    assert.equal(answer.statusCode, 404, path);
    isProblem(answer);
  }
  assert.equal((await app.inject({ url: "/api/auth/sign-in/username" })).statusCode, 404);
});

test("with an https address the cookie is sent over https only", async () => {
  const secure = await serve(makeSessions({ pool, config }));
  const username = await account();
  const answer = await signIn({ username, password }, { origin: "https://shouwen.example.cn" }, secure);
  assert.match(String(answer.headers["set-cookie"]), /^__Secure-shouwen-.*; Secure; SameSite=Lax$/);
  await secure.close();
});

test("while the database is away nobody counts as signed out", async () => {
  const cookie = await cookieFor(await account());
  const own = new pg.Pool({ connectionString: database.url });
  const here = makeSessions({ pool: own, config: { publicUrl: "http://127.0.0.1:3000" } });
  assert.equal(await here.who({ cookie: cookie.slice(0, -9) }), null);
  await own.end();
  await assert.rejects(here.who({ cookie }), /pool/);
});

test("two processes share one secret: a session of one is known in the other", async () => {
  const cookie = await cookieFor(await account());
  const other = makeSessions({ pool, config: { publicUrl: "http://127.0.0.1:4000" } });
  assert.equal((await other.who({ cookie }))?.org, "wuye");
});

test("an API key stands for a member until it ends", async () => {
  const to = { org: "wuye", member: "m-1", name: "电话系统" };
  const { id, key } = await issueApiKey(pool, to);
  const authorization = `Bearer ${key}`;
  const cookie = await cookieFor(await account());
  const expected = { org: "wuye", member: "m-1", user: `key:${id}`, by: "key" };
  assert.deepEqual(await sessions.who({ authorization, cookie }), expected);
  assert.equal(await sessions.who({ authorization: "Bearer wrong", cookie }), null);
  assert.equal(await sessions.who({ authorization: "Bearer" }), null);
  const { rows } = await pool.query("select hash from auth.api_key where id = $1", [id]);
  assert.equal(rows[0].hash.length, 32);
  await revokeApiKey(pool, "another", id);
  assert.notEqual(await makeSessions({ pool, config }).who({ authorization }), null);
  await revokeApiKey(pool, "wuye", id);
  assert.equal(await makeSessions({ pool, config }).who({ authorization }), null);
  const old = await issueApiKey(pool, { ...to, expiresAt: new Date(Date.now() - 1000) });
  assert.equal(await sessions.who({ authorization: `Bearer ${old.key}` }), null);
});

test("accounts are brought up to date by id, and listed by organisation", async () => {
  const row = { org: "ranqi", member: "m-1", passwordHash };
  await createAccounts(pool, [
    { ...row, id: "ranqi-1", username: "ranqi.service", name: "王芳" },
    { ...row, id: "ranqi-2", username: "ranqi.gm", name: "赵强", member: "m-2" },
  ]);
  await createAccounts(pool, [{ ...row, id: "ranqi-1", username: "ranqi.service", name: "王小芳" }]);
  assert.deepEqual(await listUsernames(pool, ["ranqi"]), [
    { username: "ranqi.gm", name: "赵强", org: "ranqi", member: "m-2" },
    { username: "ranqi.service", name: "王小芳", org: "ranqi", member: "m-1" },
  ]);
  assert.equal((await signIn({ username: "ranqi.service", password })).json().user.name, "王小芳");
});

test("behind the wall nothing of this can be read", async () => {
  const client = await pool.connect();
  try {
    await client.query("begin; set local role shouwen_app");
    await assert.rejects(client.query('select from auth."user"'), /permission denied for schema auth/);
  } finally {
    await client.query("rollback");
    client.release();
  }
});
