// A second code for those who want it, and one person at work in two organisations.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { codeAt, stepOf } from "#server/http/session/totp.ts";
import { type Bare, goodPassword, openBare, type Visitor } from "./bare.ts";
import { told } from "./colleague.ts";

let bare: Bare;
let here: Visitor;
let there: Visitor;
before(async () => {
  bare = await openBare();
  here = await bare.found("qingshan");
  there = await bare.found("lushui", { number: "777" });
});
after(() => bare.close());

let secret = "";
let backupCodes: string[] = [];
let used = 0;
/** The next code that was not used yet; beside the present one another step serves as well. */
const code = (): string => {
  used = Math.max(used + 1, stepOf(Date.now()) - 1);
  return codeAt(secret, used);
};
/** As if the codes used so far were long ago. */
const later = () =>
  bare.running.world.side.query("update auth.two_factor set last_step = 0").then(() => {
    used = 0;
  });
const password = goodPassword;

test("two-factor is on once the authenticator has shown a code, and not before", async () => {
  const begin = (typed: string) => here.ask("POST", "/api/account/two-factor", { password: typed });
  assert.equal((await begin("wrong")).body.errors[0].field, "password");
  const begun = (await begin(password)).body;
  ({ secret } = begun);
  assert.match(begun.address, /^otpauth:\/\/totp\/Shouwen:qingshan.001\?secret=[A-Z2-7]{32}&/);
  assert.equal((await bare.visitor().signIn("qingshan.001")).status, 200);
  await here.must(422, "POST", "/api/account/two-factor/confirm", { code: "000000" });
  ({ backupCodes } = await here.must(200, "POST", "/api/account/two-factor/confirm", { code: code() }));
  assert.equal(new Set(backupCodes).size, 10);
  assert.equal((await begin(password)).status, 422, "it is on already");
  const account = await here.must(200, "GET", "/api/account");
  assert.deepEqual(account.twoFactor, { on: true, backupCodesLeft: 10 });
});

test("the sign-in asks for a code, takes each once, and gives no session before", async () => {
  const guest = bare.visitor();
  const first = await guest.signIn("qingshan.001");
  assert.deepEqual([first.status, first.body, first.cookie], [200, { twoFactor: true }, ""]);
  const typed = code();
  assert.equal((await guest.signIn("qingshan.001", password, typed)).status, 200);
  assert.equal((await guest.must(200, "GET", "/api/me")).member.id, "qingshan.s1");
  const again = await bare.visitor().signIn("qingshan.001", password, typed);
  assert.equal(again.body.type, "urn:shouwen:refusal:code-wrong");
  const backup = ` ${(backupCodes[0] ?? "").toUpperCase()} `;
  assert.equal((await bare.visitor().signIn("qingshan.001", password, backup)).status, 200);
  assert.equal((await bare.visitor().signIn("qingshan.001", password, backup)).status, 401, "once");
  assert.equal((await here.must(200, "GET", "/api/account")).twoFactor.backupCodesLeft, 9);
});

test("guessing codes closes the name, and a signature asks for the password alone", async () => {
  const statuses = [];
  for (let n = 0; n < 6; n += 1)
    statuses.push((await bare.visitor().signIn("qingshan.001", password, `00000${n}`)).status);
  assert.ok(statuses.includes(429), statuses.join());
  await bare.running.world.side.query("delete from auth.failure");
  await later();
  const renewed = await here.must(200, "POST", "/api/account/two-factor/backup-codes", {
    password,
    code: code(),
  });
  assert.equal(renewed.backupCodes.length, 10);
  assert.equal((await bare.visitor().signIn("qingshan.001", password, backupCodes[1])).status, 401);
  ({ backupCodes } = renewed);
});

test("two accounts are linked by both passwords; one changes over, with a code where it is asked for", async () => {
  const link = (body: unknown) => there.ask("POST", "/api/account/links", body);
  assert.equal((await link({ username: "qingshan.001", password: "wrong" })).status, 422);
  assert.equal((await link({ username: "qingshan.001", password })).body.errors[0].field, "code");
  const linked = await link({ username: "qingshan.001", password, code: backupCodes.pop() });
  assert.equal(linked.status, 200, JSON.stringify(linked.body));
  assert.deepEqual(linked.body.items, [
    {
      username: "qingshan.001",
      name: "钱敏",
      organisation: "qingshan",
      organisationName: "青山街道便民中心",
      twoFactor: true,
    },
  ]);
  const switchTo = (who: Visitor, username: string, typed?: string) =>
    who.ask("POST", "/api/auth/switch", { username, ...(typed ? { code: typed } : {}) });
  const before = there.cookie();
  assert.deepEqual((await switchTo(there, "qingshan.001")).body, { twoFactor: true });
  assert.equal((await there.must(200, "GET", "/api/me")).organisation.id, "lushui", "still here");
  assert.equal((await switchTo(there, "qingshan.001", backupCodes.pop())).status, 200);
  assert.equal((await there.must(200, "GET", "/api/me")).organisation.id, "qingshan");
  const old = await fetch(`${bare.address}/api/me`, { headers: { cookie: before } });
  assert.equal(old.status, 401, "the session it came from is over");
  assert.equal((await switchTo(there, "lushui.777")).status, 200, "back without a code");
  assert.equal((await switchTo(bare.visitor(), "lushui.777")).status, 401);
  assert.equal((await switchTo(there, "qingshan.002")).status, 404);
  assert.equal((await link({ username: "lushui.777", password })).status, 422, "the same organisation");
});

test("each organisation sees its own only; closing one leaves the other, unlinked", async () => {
  assert.equal((await there.must(200, "GET", "/api/members")).items.length, 1);
  assert.equal((await there.ask("POST", "/api/accounts/qingshan.s1/invite")).status, 404);
  assert.deepEqual(await told(bare, "lushui", "lushui.s1"), ["linked"]);
  await bare.running.world.side.query("select 1");
  const { closeAccount } = await import("#server/http/session/member/account.ts");
  await closeAccount(bare.running.world.side, "qingshan", "qingshan.s1");
  assert.equal((await there.must(200, "GET", "/api/me")).organisation.id, "lushui");
  assert.deepEqual((await there.must(200, "GET", "/api/account/links")).items, []);
  assert.equal((await there.ask("POST", "/api/auth/switch", { username: "qingshan.001" })).status, 404);
});

test("an invitation as a reset does not go round the second code; the administrator can switch it off", async () => {
  const { reopenAccount } = await import("#server/http/session/member/account.ts");
  await reopenAccount(bare.running.world.side, "qingshan", "qingshan.s1");
  const owner = bare.visitor();
  assert.equal((await owner.signIn("qingshan.001", password, backupCodes.pop())).status, 200);
  const { link } = await owner.must(200, "POST", "/api/accounts/qingshan.s1/invite");
  const token = new URL(link).searchParams.get("token");
  const guest = bare.visitor();
  const fresh = "another good one";
  const taken = await guest.must(200, "POST", "/api/invitations/accept", { token, password: fresh });
  assert.equal(taken.signedIn, false);
  await guest.must(401, "GET", "/api/me");
  assert.deepEqual((await guest.signIn("qingshan.001", fresh)).body, { twoFactor: true });
  assert.equal((await owner.signIn("qingshan.001", fresh, backupCodes.pop())).status, 200);
  await owner.must(200, "POST", "/api/accounts/qingshan.s1/two-factor-off");
  assert.equal((await guest.signIn("qingshan.001", fresh)).cookie.includes("session_token"), true);
  assert.ok((await told(bare, "qingshan", "qingshan.s1")).includes("two-factor-off"));
});
