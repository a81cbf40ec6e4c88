// A new server is set up by whoever reads its console, once, and by nobody else.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { freshDatabase } from "#server/db/template.ts";
import { verify } from "#server/log/proof/verify.ts";
import { freePort, type Served, serve } from "../serve.ts";
import { asked, type Bare, goodPassword, openBare, visitor } from "./bare.ts";

let bare: Bare;
before(async () => {
  bare = await openBare();
});
after(() => bare.close());

test("the console's token founds an organisation, signs its administrator in, and is spent", async () => {
  const someone = bare.visitor();
  assert.deepEqual(await someone.must(200, "GET", "/api/setup"), { needed: true });
  const token = await bare.token();
  const made = await someone.must(201, "POST", "/api/setup", asked(token, "qingshan"));
  assert.deepEqual(made, { organisation: "qingshan", member: "qingshan.s1", username: "qingshan.001" });
  const me = await someone.must(200, "GET", "/api/me");
  assert.equal(me.member.name, "钱敏");
  assert.equal(me.organisation.name, "青山街道便民中心");
  assert.ok(me.may.includes("staff.edit"));
  assert.deepEqual(await someone.must(200, "GET", "/api/setup"), { needed: false });
  const again = await bare.visitor().ask("POST", "/api/setup", asked(token, "other"));
  assert.equal(again.status, 403, JSON.stringify(again.body));
  assert.equal((await verify(bare.running.world.side, bare.dataDir)).firstBad, null);
});

test("number and telephone both sign in, however they are typed", async () => {
  for (const name of ["qingshan.001", "QINGSHAN.001", "qingshan.13800000001", " qingshan。００１ "]) {
    const { status, body } = await bare.visitor().signIn(name);
    assert.equal(status, 200, `${name} ${JSON.stringify(body)}`);
    assert.equal(body.user.member, "qingshan.s1");
  }
  assert.equal((await bare.visitor().signIn("qingshan.002")).status, 401);
});

test("a newer token takes the place of an older one; a code is given once", async () => {
  const old = await bare.token();
  const token = await bare.token();
  assert.equal((await bare.visitor().ask("POST", "/api/setup", asked(old, "second"))).status, 403);
  const taken = await bare.visitor().ask("POST", "/api/setup", asked(token, "qingshan"));
  assert.equal(taken.status, 409);
  assert.equal(taken.body.errors[0].field, "organisation.code");
  const { rows } = await bare.running.world.side.query("select org from shouwen.organisation");
  assert.deepEqual(rows, [{ org: "qingshan" }], "what was refused leaves nothing");
  const second = bare.visitor();
  await second.must(201, "POST", "/api/setup", asked(token, "second"));
  assert.equal((await second.must(200, "GET", "/api/members")).items.length, 1);
});

test("of two who send the same token at once one founds", async () => {
  const token = await bare.token();
  const sent = ["left", "right"].map((code) => bare.visitor().ask("POST", "/api/setup", asked(token, code)));
  const statuses = (await Promise.all(sent)).map((a) => a.status).sort();
  assert.deepEqual(statuses, [201, 403]);
});

test("faults are told by field, and the token still serves", async () => {
  const token = await bare.token();
  const send = (body: unknown) => bare.visitor().ask("POST", "/api/setup", body);
  const wrong: [Record<string, unknown>, string][] = [
    [{ password: "short" }, "administrator.password"],
    [{ password: "12345678" }, "administrator.password"],
    [{ password: "third.13800000001" }, "administrator.password"],
    [{ number: " ", phone: "" }, "administrator.number"],
  ];
  for (const [more, field] of wrong) {
    const { status, body } = await send(asked(token, "third", more));
    assert.equal(status, 422, JSON.stringify(body));
    assert.equal(body.errors[0].field, field);
  }
  const zone = asked(token, "third");
  zone.organisation.timeZone = "Mars/Olympus";
  assert.equal((await send(zone)).body.errors[0].field, "organisation.timeZone");
  assert.equal((await send(asked(token, "Not A Code"))).status, 400);
  assert.equal((await send(asked(token, "third", { number: "", password: goodPassword }))).status, 201);
  assert.equal((await bare.visitor().signIn("third.13800000001")).status, 200);
});

test("guessing a token is throttled", async () => {
  const guess = () => bare.visitor().ask("POST", "/api/setup", asked("guess", "guessed"));
  const statuses = [];
  for (let n = 0; n < 7; n += 1) statuses.push((await guess()).status);
  assert.equal(statuses.at(-1), 429);
  const fine = asked(await bare.token(), "fourth");
  assert.equal((await bare.visitor().ask("POST", "/api/setup", fine)).status, 201, "it is no guess");
  const { rows } = await bare.running.world.side.query(
    "select from shouwen.organisation where org = 'guessed'",
  );
  assert.equal(rows.length, 0);
});

test("the console tells the address at each start until there is an organisation, and a kill loses nothing", async () => {
  const database = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-console-"));
  const PORT = String(await freePort());
  const env = { PORT, DATA_DIR: dataDir, DATABASE_URL: database.url, DEMO: "off", LOG_LEVEL: "warn" };
  /** The token in what it printed; the line comes right behind the one that it is ready. */
  const tokenOf = async (served: Served): Promise<string> => {
    for (let n = 0; n < 50 && !served.said().includes("token="); n += 1) await sleep(50);
    return /token=(\S+)/.exec(served.said())?.[1] ?? "";
  };
  const first = await serve(env);
  const old = await tokenOf(first);
  await first.kill();
  const second = await serve(env);
  const token = await tokenOf(second);
  const someone = visitor(second.address);
  assert.equal((await someone.ask("POST", "/api/setup", asked(old, "office"))).status, 403);
  await someone.must(201, "POST", "/api/setup", asked(token, "office"));
  await second.kill();
  const third = await serve(env);
  assert.equal((await someone.ask("GET", "/api/me")).body.member.id, "office.s1");
  await sleep(300);
  assert.doesNotMatch(third.said(), /token=/);
  await third.end();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});
