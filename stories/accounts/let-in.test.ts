// People are let in by a link or a first password on paper, look after their own account, and are let out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { makeSessions } from "#server/http/session.ts";
import { type Bare, goodPassword, openBare, type Visitor } from "./bare.ts";
import { join, told } from "./colleague.ts";

let bare: Bare;
let admin: Visitor;
const org = "qingshan";
before(async () => {
  bare = await openBare();
  admin = await bare.found(org);
});
after(() => bare.close());

const tokenIn = (link: string): string => new URL(link).searchParams.get("token") ?? "";
const rowOf = async (member: string) => {
  const { items } = await admin.must(200, "GET", "/api/accounts");
  return items.find((row: { member: string }) => row.member === member);
};
const ownPassword = "my very own words";
/** Longer than news of a change takes. */
const heard = () => sleep(600);
/** Longer than a process that hears nothing believes what it looked up. */
const believed = () => sleep(5_200);

test("an invitation sets a password once, for whoever has the newest link", async () => {
  const member = await join(bare, org, {
    id: `${org}.s2`,
    name: "孙丽",
    number: "A02",
    phone: "139 0000 0002",
  });
  assert.equal((await rowOf(member)).state, "none");
  const first = await admin.must(200, "POST", `/api/accounts/${member}/invite`);
  const { link, username } = await admin.must(200, "POST", `/api/accounts/${member}/invite`);
  assert.equal(username, `${org}.a02`);
  assert.equal((await rowOf(member)).state, "invited");
  const guest = bare.visitor();
  await guest.must(422, "POST", "/api/invitations/look", { token: tokenIn(first.link) });
  const invited = await guest.must(200, "POST", "/api/invitations/look", { token: tokenIn(link) });
  assert.deepEqual(invited, {
    organisation: "青山街道便民中心",
    name: "孙丽",
    username: `${org}.a02`,
    second: `${org}.13900000002`,
  });
  const accept = (password: string) =>
    guest.ask("POST", "/api/invitations/accept", { token: tokenIn(link), password });
  for (const bad of ["short", "88888888", `${org}.a02`, "13900000002"])
    assert.equal((await accept(bad)).body.errors[0].field, "password", bad);
  const sent = await Promise.all([accept(ownPassword), accept(ownPassword)]);
  assert.deepEqual(sent.map((a) => a.status).sort(), [200, 422], "it is spent");
  assert.equal((await guest.must(200, "GET", "/api/me")).member.id, member);
  assert.equal((await bare.visitor().signIn(`${org}.13900000002`, ownPassword)).status, 200);
  assert.equal((await rowOf(member)).state, "active");
  assert.deepEqual(await told(bare, org, member), ["invited", "invited", "invitation-taken"]);
});

test("nothing goes with a starting password before an own one is chosen", async () => {
  const member = await join(bare, org, { id: `${org}.s3`, name: "周军", phone: "13900000003" });
  const slips = await admin.must(200, "POST", "/api/accounts/slips", { members: [member], with: "password" });
  const [{ password, username }] = slips.items;
  assert.equal(username, `${org}.13900000003`);
  assert.match(password, /^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
  const guest = bare.visitor();
  assert.equal((await guest.signIn(username, password)).status, 200);
  for (const path of ["/api/me", "/api/members", "/api/account", "/api/cases"]) {
    const refused = await guest.must(403, "GET", path);
    assert.equal(refused.type, "urn:shouwen:refusal:password-must-change", path);
  }
  assert.equal((await guest.must(200, "GET", "/api/auth/get-session")).mustChange, true);
  const change = (old: string, fresh: string) =>
    guest.ask("POST", "/api/account/password", { old, new: fresh });
  assert.equal((await change("wrong", ownPassword)).body.errors[0].field, "old");
  assert.equal((await change(password, password)).status, 422);
  assert.equal((await change(password, ownPassword)).status, 200);
  assert.equal((await guest.must(200, "GET", "/api/me")).member.id, member, "at once");
  assert.equal((await bare.visitor().signIn(username, password)).status, 401);
});

test("a starting password that nobody used in seven days is none", async () => {
  const member = await join(bare, org, { id: `${org}.s4`, name: "吴霞", number: "04" });
  const { password, username } = await admin.must(200, "POST", `/api/accounts/${member}/starting-password`);
  await bare.running.world.side.query(`update auth."user" set start_until = now() where member = $1`, [
    member,
  ]);
  assert.equal((await bare.visitor().signIn(username, password)).status, 401);
});

test("a reset ends the sessions, and an own new password all but this one", async () => {
  const member = await join(bare, org, { id: `${org}.s5`, name: "郑浩", number: "05" });
  const { password, username } = await admin.must(200, "POST", `/api/accounts/${member}/starting-password`);
  const [here, there] = [bare.visitor(), bare.visitor()];
  await here.signIn(username, password);
  await here.must(200, "POST", "/api/account/password", { old: password, new: ownPassword });
  await there.signIn(username, ownPassword);
  assert.equal((await here.must(200, "GET", "/api/account")).sessions.length, 2);
  await here.must(200, "POST", "/api/account/password", { old: ownPassword, new: `${ownPassword}!` });
  const { sessions } = await here.must(200, "GET", "/api/account");
  assert.deepEqual(
    sessions.map((s: { current: boolean; device: string }) => [s.current, s.device]),
    [[true, "story"]],
  );
  await admin.must(200, "POST", `/api/accounts/${member}/starting-password`);
  assert.equal((await rowOf(member)).sessions, 0);
  await heard();
  await here.must(401, "GET", "/api/me");
});

test("a closed account is like an unknown name, its sessions and keys end; another process sees it too", async () => {
  const member = await join(bare, org, { id: `${org}.s6`, name: "冯雪", number: "06" });
  const { link, username } = await admin.must(200, "POST", `/api/accounts/${member}/invite`);
  const guest = bare.visitor();
  const opened = { token: tokenIn(link), password: ownPassword };
  await guest.must(200, "POST", "/api/invitations/accept", opened);
  const key = await admin.must(201, "POST", "/api/account/keys", { name: "电话系统", member });
  const byKey = () => bare.visitor().ask("GET", "/api/me", undefined, { authorization: `Bearer ${key.key}` });
  assert.equal((await byKey()).body.member.id, member);
  const { url: connectionString } = bare;
  const { Pool } = (await import("pg")).default;
  const pool = new Pool({ connectionString });
  const other = makeSessions({ pool, config: { publicUrl: bare.address } });
  assert.equal((await other.who({ cookie: guest.cookie() }))?.member, member);
  const closed = await admin.must(200, "POST", `/api/accounts/${member}/close`);
  assert.equal(closed.state, "closed");
  const refused = await bare.visitor().signIn(username, ownPassword);
  const unknown = await bare.visitor().signIn(`${org}.nobody`, ownPassword);
  assert.deepEqual(refused.body, unknown.body);
  await heard();
  assert.equal((await guest.ask("GET", "/api/me")).status, 401);
  assert.equal((await byKey()).status, 401);
  await believed();
  assert.equal(await other.who({ cookie: guest.cookie() }), null);
  await pool.end();
  await admin.must(200, "POST", `/api/accounts/${member}/reopen`);
  assert.equal((await bare.visitor().signIn(username, ownPassword)).status, 200);
  assert.equal((await admin.must(422, "POST", `/api/accounts/${org}.s1/close`)).status, 422);
});

test("only the administrator looks after accounts; a key changes none", async () => {
  const guest = bare.visitor();
  await guest.signIn(`${org}.a02`, ownPassword);
  await guest.must(403, "GET", "/api/accounts");
  await guest.must(403, "GET", "/api/account/keys");
  await guest.must(403, "POST", `/api/accounts/${org}.s1/invite`);
  await guest.must(403, "POST", `/api/accounts/${org}.s1/close`);
  await guest.must(403, "POST", "/api/account/keys", { name: "x" });
  await admin.must(404, "POST", "/api/accounts/nobody/invite");
  const { key, id } = await admin.must(201, "POST", "/api/account/keys", { name: "x", expiresAt: null });
  const byKey = { authorization: `Bearer ${key}` };
  const send = (method: string, path: string, body?: unknown) =>
    bare.visitor().ask(method, path, body, byKey);
  assert.equal((await send("GET", "/api/account")).status, 403);
  const change = { old: goodPassword, new: ownPassword };
  assert.equal((await send("POST", "/api/account/password", change)).status, 403);
  assert.equal((await send("POST", "/api/account/keys", { name: "y" })).status, 403);
  const { items } = await admin.must(200, "DELETE", `/api/account/keys/${id}`);
  assert.ok(!items.some((one: { id: string }) => one.id === id));
});

test("guessing an old password closes the account for a while", async () => {
  const guest = bare.visitor();
  await guest.signIn(`${org}.a02`, ownPassword);
  const statuses = [];
  for (let n = 0; n < 6; n += 1)
    statuses.push((await guest.ask("POST", "/api/account/password", { old: "x", new: "y" })).status);
  assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
});
