// The mail server's password, which nobody reads, is not to be had by sending it somewhere else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type House, openHouse, type Person, settings } from "../testing/office.ts";

let house: House;
let admin: Person;
before(async () => {
  house = await openHouse("wuye");
  admin = await house.signIn("wuye.admin");
});
after(() => house.close());

const put = (server: Record<string, unknown>) => {
  const whole = settings();
  const mail = { ...whole.mail, port: 465, security: "tls", user: "notice", ...server };
  return admin.call<{ type?: string; mail?: { passwordSet: boolean } }>("PUT", "/api/delivery", {
    ...whole,
    mail,
  });
};
const again = "urn:shouwen:refusal:delivery-password-again";

test("another server, port, user or weaker encryption asks for it again; nothing has changed until it is given", async () => {
  assert.equal((await put({ password: "hush-hush-hush" })).status, 200);
  for (const elsewhere of [{ host: "127.0.0.2" }, { port: 587 }, { user: "else" }, { security: "none" }]) {
    const refused = await put(elsewhere);
    assert.deepEqual([refused.status, refused.body.type], [422, again], JSON.stringify(elsewhere));
  }
  const { body } = await admin.call<{ mail: { host: string } }>("GET", "/api/delivery");
  assert.equal(body.mail.host, "127.0.0.1");
});

test("the same place keeps it; a new one may be given, or none", async () => {
  const kept = await put({ from: "Another <notice@office.example>" });
  assert.deepEqual([kept.status, kept.body.mail?.passwordSet], [200, true]);
  assert.equal((await put({ host: "127.0.0.2", password: "another-secret" })).status, 200);
  const without = await put({ host: "127.0.0.3", user: null, password: null });
  assert.deepEqual([without.status, without.body.mail?.passwordSet], [200, false]);
  assert.equal((await put({ host: "127.0.0.4" })).status, 200);
});
