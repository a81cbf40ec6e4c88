// Two processes send each message once; a storm is one mail a person; a killed process leaves nothing unsent.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { programDir } from "#server/config.ts";
import { reading } from "#server/log/unit.ts";
import { dueLanes } from "./queue.ts";
import { type MailServer, startMailServer } from "./testing/mail-server.ts";
import { forwarded, type House, openHouse, type Person, record, settings, until } from "./testing/office.ts";

let house: House;
let mails: MailServer;
let admin: Person;
let members: string[];

before(async () => {
  mails = await startMailServer();
  house = await openHouse("wuye");
  admin = await house.signIn("wuye.admin");
  const put = await admin.call("PUT", "/api/delivery", settings({}, mails.port));
  assert.equal(put.status, 200, JSON.stringify(put.body));
  members = await reading(house.running.world, "wuye", async (unit) =>
    unit.directory.organisation.members.map((m) => m.id),
  );
});
after(async () => {
  await house.close();
  await mails.close();
});

/** So many notices at one moment, spread over everybody who works there. */
const storm = async (count: number): Promise<void> => {
  await house.sql.query(
    `with told as (
       insert into notice (org, run, stream, seq, recipient, at, about, clause, due_at)
       select 'wuye', 1, gen_random_uuid(), 1, ($1::text[])[1 + n % $2::integer], now(), 'obligation.breached', null, null
         from generate_series(0, $3::integer - 1) n returning *)
     insert into delivery (org, run, stream, seq, recipient, channel, state, urgent, held, at, next_at)
     select org, run, stream, seq, recipient, 'mail', 'waiting', false, false, at, at + interval '1 second' from told`,
    [members, members.length, count],
  );
};

test("a hundred thousand notices at once, with two processes at work, are one mail a person", async () => {
  await house.another();
  await storm(100_000);
  await until(async () => mails.got.length >= members.length, 120_000);
  await until(async () => {
    const { rows } = await house.sql.query(
      "select count(*)::integer as n from delivery where state <> 'sent'",
    );
    return rows[0].n === 0;
  }, 60_000);
  await pause(2000);
  assert.equal(mails.got.length, members.length);
  assert.equal(new Set(mails.got.flatMap((m) => m.to)).size, members.length);
  for (const mail of mails.got) {
    const told = Number(/(\d+) 条通知/.exec(mail.subject)?.[1]);
    assert.ok(Math.abs(told - 100_000 / members.length) <= 1, mail.subject);
    assert.match(mail.text, /另有 \d+ 条/);
    assert.ok(mail.raw.length < 300_000, `${mail.raw.length}`);
  }
});

/** Blocks that are read to find what is due. */
const looking = async (): Promise<number> => {
  await house.sql.query("vacuum analyze delivery");
  const { rows } = await house.sql.query(`explain (analyze, buffers, format json) ${dueLanes}`);
  const plan = rows[0]["QUERY PLAN"][0].Plan;
  return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
};

test("what is done costs nothing to whoever looks for what is due, nor does what waits for the morning", async () => {
  // What is done leaves the index with the next vacuum, which comes by itself; here it may have to wait for a reader.
  await until(async () => (await looking()) < 600);
  await house.sql.query(
    `insert into delivery (org, run, stream, seq, recipient, channel, state, urgent, held, at, next_at)
     select 'wuye', 1, gen_random_uuid(), 1, $1, 'mail', 'waiting', false, true, now(), now() + interval '1 day'
       from generate_series(1, 50000)`,
    [members[0]],
  );
  await until(async () => (await looking()) < 600);
  await house.sql.query("delete from delivery where held");
});

test("one by one, too: each message once", async () => {
  mails.got.length = 0;
  const desk = await house.signIn("wuye.reception");
  for (let n = 0; n < 10; n++) {
    await forwarded(desk);
    await pause(150);
  }
  await until(async () => (await record(admin)).slice(0, 10).every((r) => r.state === "sent"));
  const numbers = (await record(admin)).slice(0, 10).map((r) => r.caseNumber ?? "?");
  for (const number of numbers)
    assert.equal(mails.got.filter((m) => m.text.includes(number)).length, 1, number);
});

const startChild = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [join(programDir, "server", "main.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      ...{ PORT: "0", DATA_DIR: house.dataDir, DATABASE_URL: house.url, DEMO: "off", LOG_LEVEL: "error" },
      OUTBOUND_PRIVATE: "allow",
    },
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  assert.match(line.toString(), /ready/);
  return child;
};

test("a process that is killed while it sends leaves the message to the next, as the same message", async () => {
  mails.got.length = 0;
  await house.stop();
  const first = await startChild();
  mails.hold.on = true;
  await storm(1);
  await until(() => mails.hold.waiting > 0);
  first.kill("SIGKILL");
  await once(first, "exit");
  const { rows } = await house.sql.query("select state, batch from delivery where next_at is not null");
  assert.deepEqual([rows.length, rows[0].state], [1, "waiting"]);
  mails.hold.on = false;
  // What the mail server had taken before the kill arrives as well: the same message, which it shows.
  mails.hold.go();
  const second = await startChild();
  await until(async () => {
    const left = await house.sql.query("select 1 from delivery where next_at is not null");
    return left.rowCount === 0;
  }, 30_000);
  const ids = new Set(mails.got.map((m) => m.messageId));
  assert.deepEqual([...ids], [`<${rows[0].batch}@office.example>`]);
  assert.ok(mails.got.length <= 2);
  second.kill("SIGTERM");
  await once(second, "exit");
});
