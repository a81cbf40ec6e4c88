// Ways in that somebody else knows are shut: old passwords behind links, leavers' accounts, two who shut each other out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Bare, goodPassword, openBare, type Visitor } from "../accounts/bare.ts";

let bare: Bare;
let here: Visitor;
let there: Visitor;
before(async () => {
  bare = await openBare();
  here = await bare.found("qingshan");
  there = await bare.found("lushui");
});
after(() => bare.close());

let number = 100;
/** Somebody who joins and chooses a password of their own. */
const hired = async (admin: Visitor, posts: string[] = []) => {
  number += 1;
  const joining = { name: `某${number}`, number: `${number}`, posts };
  const { id } = await admin.must(201, "POST", "/api/staff", joining);
  const { link, username } = await admin.must(200, "POST", `/api/accounts/${id}/invite`);
  const self = bare.visitor();
  const token = new URL(link).searchParams.get("token");
  await self.must(200, "POST", "/api/invitations/accept", { token, password: goodPassword });
  return { id: id as string, username: username as string, self };
};

test("who sets somebody's password anew does not get at their account in the other organisation", async () => {
  const [one, other] = [await hired(here), await hired(there)];
  const linked = { username: other.username, password: goodPassword };
  await one.self.must(200, "POST", "/api/account/links", linked);
  const { password } = await here.must(200, "POST", `/api/accounts/${one.id}/starting-password`);
  const thief = bare.visitor();
  assert.equal((await thief.signIn(one.username, password)).status, 200);
  const refused = await thief.must(403, "POST", "/api/auth/switch", { username: other.username });
  assert.equal(refused.type, "about:blank");
  await thief.must(200, "POST", "/api/account/password", { old: password, new: "one of the thief's" });
  await thief.must(404, "POST", "/api/auth/switch", { username: other.username });
});

test("who once knew a password and linked the account is out when it is changed", async () => {
  const [thief, owner] = [await hired(here), await hired(there)];
  const linked = { username: owner.username, password: goodPassword };
  await thief.self.must(200, "POST", "/api/account/links", linked);
  const fresh = { old: goodPassword, new: "nobody else's words" };
  await owner.self.must(200, "POST", "/api/account/password", fresh);
  await thief.self.must(404, "POST", "/api/auth/switch", { username: owner.username });
});

test("of two administrators who close one another at once, one stays", async () => {
  const second = await hired(here, ["admin"]);
  const tried = await Promise.all([
    here.ask("POST", `/api/accounts/${second.id}/close`),
    second.self.ask("POST", "/api/accounts/qingshan.s1/close"),
  ]);
  assert.equal(tried.filter((t) => t.status === 200).length, 1, JSON.stringify(tried.map((t) => t.body)));
  if (tried[1]?.status === 200) here = second.self;
});

test("a leaver is not let in again by the account alone, and hears no more from that moment", async () => {
  const leaver = await hired(there);
  const heard = await fetch(`${bare.address}/api/stream`, { headers: { cookie: leaver.self.cookie() } });
  const from = Date.now();
  await there.must(200, "POST", `/api/staff/${leaver.id}/leave`, { reason: "离职", to: {} });
  await heard.text();
  assert.ok(Date.now() - from < 5000);
  const refused = await there.must(422, "POST", `/api/accounts/${leaver.id}/reopen`);
  assert.equal(refused.type, "urn:shouwen:refusal:account-none");
  await there.must(422, "POST", "/api/account/keys", { name: "k", member: leaver.id });
  assert.equal((await bare.visitor().signIn(leaver.username)).status, 401);
});

test("a foreign page does not act with the cookie because its address names somebody", async () => {
  const asked = { members: ["lushui.s1"], with: "link" };
  const named = { origin: "https://elsewhere.example", authorization: "Basic eDp5" };
  assert.equal((await there.ask("POST", "/api/accounts/slips", asked, named)).status, 403);
});

test("an administrator's key lets nobody in, not even the administrator", async () => {
  const { key } = await there.must(201, "POST", "/api/account/keys", { name: "登记程序" });
  const bearer = { authorization: `Bearer ${key}` };
  for (const act of ["invite", "starting-password", "two-factor-off", "end-sessions", "close", "reopen"]) {
    const refused = await bare.visitor().ask("POST", `/api/accounts/lushui.s1/${act}`, {}, bearer);
    assert.deepEqual([refused.status, refused.body.type], [403, "urn:shouwen:refusal:account-by-key"], act);
  }
  const slips = { members: ["lushui.s1"], with: "password" };
  assert.equal((await bare.visitor().ask("POST", "/api/accounts/slips", slips, bearer)).status, 403);
});

test("failures under one name close the other as well", async () => {
  const guess = (name: string) => bare.visitor().signIn(name, "a wrong one");
  for (let n = 0; n < 5; n++) assert.equal((await guess("lushui.001")).status, 401);
  assert.equal((await guess("lushui.13800000001")).status, 429);
  assert.equal((await guess("lushui.13899999999")).status, 401, "which somebody else's is not");
});
