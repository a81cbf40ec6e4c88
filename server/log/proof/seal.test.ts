// Seals cover what everybody can see, once, whoever seals; and the owner of a foreign server sees it all.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { migrate } from "#server/db/migrate.ts";
import { openPool } from "#server/db/pool.ts";
import { makeWorld } from "../world.ts";
import { startSealer } from "./seal.ts";
import { type House, type Office, officeIn, openHouse } from "./testing/office.ts";
import { verify } from "./verify.ts";

const hour = 3_600_000;
let house: House;
let office: Office;
before(async () => {
  house = await openHouse();
  office = await house.office("wuye");
});
after(() => house.close());

const lines = (dataDir: string) =>
  readFileSync(join(dataDir, "seals", "wuye.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((l) => JSON.parse(l));

test("each change is sealed once; without one there is no seal", async () => {
  const sealer = startSealer(house.world, hour);
  const first = await sealer.sealNow();
  const { id } = await office.register("reception", {});
  assert.ok((await sealer.sealNow()) + first >= 1);
  assert.equal(await sealer.sealNow(), 0);
  const seals = lines(house.world.dataDir);
  assert.deepEqual(Object.keys(seals.at(-1).heads), [id]);
  assert.deepEqual(
    seals.map((s) => s.number),
    seals.map((_, n) => n + 1),
  );
  await office.act("reception", id, "note", { text: "再记一笔" });
  await sealer.stop();
  assert.equal(lines(house.world.dataDir).at(-1).heads[id][0] > seals.at(-1).heads[id][0], true);
});

test("a stream that is being written to is left for the next seal, and nobody waits", async () => {
  const sealer = startSealer(house.world, hour);
  const { id } = await office.register("reception", {});
  const writer = await house.sql.connect();
  await writer.query("begin");
  await writer.query("select from stream where id = $1 for update", [id]);
  assert.equal(await sealer.sealNow(), 0);
  await writer.query("commit");
  writer.release();
  assert.equal(await sealer.sealNow(), 1);
  await sealer.stop();
});

test("several processes at once, with folders of their own or one together, seal each change once", async () => {
  const other = mkdtempSync(join(tmpdir(), "shouwen-seal-"));
  const places = [
    house.world,
    house.world,
    { ...house.world, dataDir: other },
    { ...house.world, dataDir: other },
  ];
  const sealers = places.map((place) => startSealer(place, 5));
  for (let n = 0; n < 30; n++) await office.register("reception", {});
  for (const sealer of sealers) await sealer.stop();
  for (const dataDir of [house.world.dataDir, other]) {
    const sealer = startSealer({ ...house.world, dataDir }, hour);
    await sealer.stop();
    assert.equal((await verify(house.world.pool, dataDir)).firstBad, null);
    assert.deepEqual(
      lines(dataDir).map((s) => s.number),
      lines(dataDir).map((_, n) => n + 1),
    );
  }
  assert.equal(lines(other).length, lines(house.world.dataDir).length);
  rmSync(other, { recursive: true });
});

test("verify passes at any moment while others write and seal", async () => {
  const sealer = startSealer(house.world, 1);
  let writing = true;
  const writers = [1, 2, 3].map(async () => {
    while (writing) await office.register("reception2", { customer: { name: "甲", phone: "13900001111" } });
  });
  for (let n = 0; n < 15; n++)
    assert.equal((await verify(house.world.pool, house.world.dataDir)).firstBad, null);
  writing = false;
  await Promise.all(writers);
  await sealer.stop();
});

test("an owner who is no superuser founds, seals, verifies and lets clocks run out", async () => {
  const owner = `keeper_${process.pid}`;
  await house.sql.query(`create role ${owner} login createrole password 'x' nosuperuser nobypassrls`);
  await house.sql.query(`create database ${owner} owner ${owner}`);
  const url = new URL(house.url);
  // The application's role belongs to the server, whose administrator lends it to this owner.
  await house.sql.query(`grant shouwen_app to ${owner} with admin option`);
  Object.assign(url, { username: owner, password: "x", pathname: `/${owner}` });
  const pool = openPool(url.href, 4);
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-seal-"));
  try {
    await migrate(pool);
    const world = makeWorld(
      { pool, side: pool },
      [...house.world.modules.values()] as never,
      () => {},
      dataDir,
    );
    const own = await officeIn(world, "wuye");
    await own.clock("2026-11-18T02:00:00Z");
    const { id } = await own.register("reception", { severity: "minor" });
    await own.clock("2026-11-18T02:30:00Z");
    await own.settle();
    const { rows } = await pool.query(
      "select state from obligation where stream = $1 and clause like '%/2.9.4a'",
      [id],
    );
    assert.deepEqual(rows, [{ state: "breached" }]);
    const sealer = startSealer(world, hour);
    await sealer.stop();
    const verified = await verify(pool, dataDir);
    assert.equal(verified.firstBad, null);
    assert.ok(verified.streams > 3 && verified.seals > 0, JSON.stringify(verified));
  } finally {
    await pool.end();
    await house.sql.query(`drop database ${owner}`);
    await house.sql.query(`drop role ${owner}`);
    rmSync(dataDir, { recursive: true });
  }
});
