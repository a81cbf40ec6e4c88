// Moving house: what was there before is there afterwards, damage is named with its place, and erasures stay erased.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import type { Pool } from "pg";
import { recordErasure } from "#server/log/proof/erasure/list.ts";
import { compareViews } from "#server/log/proof/rebuild.ts";
import type { House } from "#server/log/proof/testing/office.ts";
import { verify } from "#server/log/proof/verify.ts";
import { checkBackup, openBackup } from "./archive/check.ts";
import { kept } from "./tables.ts";
import { takeBackup } from "./take/backup.ts";
import { emptyPlace, forget, lived } from "./testing/moved.ts";

const folder = mkdtempSync(join(tmpdir(), "shouwen-backup-"));
const plain = join(folder, "all.tar");
let house: House;
let told: { id: string; customer: string };
let taken: Awaited<ReturnType<typeof takeBackup>>;

before(async () => {
  ({ house, told } = await lived("wuye"));
  await house.sql.query("insert into auth.secret (value) values ('a secret') on conflict do nothing");
  await house.sql.query(
    `insert into auth."user" (id, username, name, email, org, member) values ('u', 'wuye.x', '甲', 'x@y', 'wuye', 'wuye.x')`,
  );
  await house.sql.query(
    `insert into delivery (org, run, stream, seq, recipient, channel, state, urgent, held, at, next_at)
     select org, run, stream, seq, by, 'mail', 'waiting', false, false, at, at from event where org = 'wuye' and seq = 1
      order by stream limit 1`,
  );
  taken = await takeBackup(house.sql, house.world.dataDir, plain);
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the kept tables hold, as text. */
const contents = async (pool: Pool): Promise<Record<string, string[]>> => {
  const all: Record<string, string[]> = {};
  for (const table of kept) {
    const [schema, name] = table.split(".");
    const { rows } = await pool.query<{ row: string }>(
      `select t::text as row from ${schema}."${name}" t order by 1`,
    );
    all[table] = rows.map((r) => r.row);
  }
  return all;
};

describe("taking it", () => {
  test("it is one file, for nobody else to read, that any tar unpacks", () => {
    assert.equal(statSync(plain).mode & 0o777, 0o600);
    const names = execFileSync("tar", ["-tf", plain]).toString().trim().split("\n");
    assert.deepEqual(names.slice(-2), ["manifest.json", "manifest.sha256"]);
    assert.ok(names.includes(`files/wuye/${told.id}/photo`), names.join());
    assert.deepEqual(readdirSync(folder), ["all.tar"]);
  });
  test("a file that is there already is not written over", async () => {
    await assert.rejects(takeBackup(house.sql, house.world.dataDir, plain), /is there already/);
    assert.equal((await checkBackup(plain)).members.length, taken.manifest.members.length);
  });
  test("packed it is smaller and the same", async () => {
    const packed = join(folder, "all.tar.gz");
    const { bytes } = await takeBackup(house.sql, house.world.dataDir, packed);
    assert.ok(bytes < statSync(plain).size / 3);
    assert.deepEqual((await checkBackup(packed)).rows, taken.manifest.rows);
    assert.equal(gunzipSync(readFileSync(packed)).length % 512, 0);
  });
  test("one that cannot be finished leaves no file", async () => {
    const path = join(folder, "broken.tar");
    const progress = () => {
      throw new Error("no room left");
    };
    await assert.rejects(takeBackup(house.sql, house.world.dataDir, path, progress), /no room left/);
    assert.ok(!existsSync(path) && !existsSync(`${path}.part`));
  });
});

describe("moving it", () => {
  test("every row, every file and every view is there again, and the log verifies", async () => {
    const place = await emptyPlace();
    const { verified, erased } = await place.restore(plain);
    assert.ok(verified.events > 30 && verified.seals > 0 && erased === 0);
    const world = place.world();
    const { "shouwen.delivery": sent, ...now } = await contents(world.pool);
    const { "shouwen.delivery": waited, ...then } = await contents(house.sql);
    assert.deepEqual(now, then);
    // Twice would be worse than not at all.
    assert.ok(sent?.length === 1 && waited?.length === 1);
    assert.match(sent[0] ?? "", /skipped.*restored/);
    assert.deepEqual(await compareViews(world, "wuye"), []);
    const photo = join("files", "wuye", told.id, "photo");
    assert.deepEqual(
      readFileSync(join(place.dataDir, photo)),
      readFileSync(join(house.world.dataDir, photo)),
    );
    assert.equal((await verify(world.pool, place.dataDir)).firstBad, null);
    assert.ok(!existsSync(join(place.dataDir, "restoring")));
    // A second time the place is not empty any more.
    await world.pool.end();
    await assert.rejects(place.restore(plain), /is not empty/);
    rmSync(join(place.dataDir, "files"), { recursive: true });
    rmSync(join(place.dataDir, "seals"), { recursive: true });
    await assert.rejects(place.restore(plain), /The database is not empty/);
    await place.close().catch(() => {});
  });
});

describe("a damaged file", () => {
  /** The byte ranges that hold something. */
  const bodies = async () => {
    const found: { name: string; from: number; to: number }[] = [];
    for await (const member of openBackup(plain)) {
      for await (const _ of member.body);
      found.push({ name: member.name, from: member.offset, to: member.offset + member.size });
    }
    return found;
  };

  test("is refused whichever byte was changed, and the member is named", async () => {
    const members = await bodies();
    const whole = readFileSync(plain);
    const spoilt = join(folder, "spoilt.tar");
    const places = fc.record({
      member: fc.nat(members.length - 1),
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(places, async ({ member, at, by }) => {
        const { name, from, to } = members[member]!;
        const bytes = Buffer.from(whole);
        const n = from + Math.floor(at * (to - from));
        bytes[n] = bytes[n]! ^ by;
        writeFileSync(spoilt, bytes);
        await assert.rejects(checkBackup(spoilt), (error: Error) => {
          assert.match(error.message, /^\S+ is damaged: .+\.$/);
          const named = name.startsWith("manifest") ? "manifest" : name;
          assert.ok(error.message.includes(named), `${name}: ${error.message}`);
          return true;
        });
      }),
      { numRuns: 60 },
    );
  });

  test("the lines of the damage are told", async () => {
    const events = (await bodies()).find((m) => m.name.includes("shouwen.event"))!;
    const bytes = Buffer.from(readFileSync(plain));
    bytes[events.from + 40_000] = 0;
    const spoilt = join(folder, "spoilt.tar");
    writeFileSync(spoilt, bytes);
    await assert.rejects(
      checkBackup(spoilt),
      /shouwen\.event\/000001\.ndjson is damaged between byte 32768 and byte 49152 \(lines \d+ to \d+\)/,
    );
  });

  test("is refused wherever it was cut off, packed or not", async () => {
    const packed = join(folder, "cut.tar.gz");
    await takeBackup(house.sql, house.world.dataDir, packed);
    for (const path of [plain, packed]) {
      const whole = readFileSync(path);
      const cut = join(folder, path === plain ? "short.tar" : "short.tar.gz");
      for (const part of [0, 0.001, 0.3, 0.6, 0.99]) {
        writeFileSync(cut, whole.subarray(0, Math.floor(whole.length * part)));
        await assert.rejects(checkBackup(cut), /is damaged: .*(byte|ends|holds no)/);
      }
    }
  });

  test("leaves nothing half-restored", async () => {
    const place = await emptyPlace();
    const bytes = Buffer.from(readFileSync(plain));
    const events = (await bodies()).find((m) => m.name.includes("shouwen.event"))!;
    bytes[events.from + 100] = 0;
    const spoilt = join(folder, "spoilt.tar");
    writeFileSync(spoilt, bytes);
    await assert.rejects(place.restore(spoilt), /is damaged/);
    assert.deepEqual(readdirSync(place.dataDir), []);
    await place.restore(plain);
    await place.close();
  });

  test("what fails half-way is taken away again", async () => {
    // Every checksum is right, but the log that was backed up had been tampered with.
    await house.sql.query(
      "begin; set local session_replication_role = replica; update event set by = 'x' where type = 'case.signed'; commit",
    );
    const tampered = join(folder, "tampered.tar");
    await takeBackup(house.sql, house.world.dataDir, tampered);
    const place = await emptyPlace();
    await assert.rejects(place.restore(tampered), /does not verify/);
    assert.deepEqual(readdirSync(place.dataDir), []);
    await place.restore(plain);
    await place.close();
    await house.sql.query(
      "begin; set local session_replication_role = replica; update event set by = 'wuye.engineering' where type = 'case.signed'; commit",
    );
  });
});

describe("what was erased after the backup", () => {
  test("is erased again when the backup is restored", async () => {
    assert.equal((await verify(house.sql, house.world.dataDir)).firstBad, null);
    await forget(house, "wuye", told.customer);
    const list = readFileSync(join(house.world.dataDir, "erasures", "wuye.ndjson"), "utf8");
    assert.doesNotMatch(list, /本人要求|赵晓|139/);
    assert.equal(await recordErasure(house.world), 0);

    const place = await emptyPlace();
    const { erased } = await place.restore(plain, house.world.dataDir);
    assert.ok(erased >= 2);
    const world = place.world();
    for (const word of ["赵晓", "13912345678", "轴承"]) {
      const { rows } = await world.pool.query(
        "select (select count(*)::int from event e where position($1 in e::text) > 0) + (select count(*)::int from case_view v where position($1 in v::text) > 0) as n",
        [word],
      );
      assert.equal(rows[0].n, 0, word);
    }
    assert.ok(!existsSync(join(place.dataDir, "files", "wuye", told.id)));
    assert.deepEqual(await compareViews(world, "wuye"), []);
    assert.equal((await verify(world.pool, place.dataDir)).firstBad, null);
    await place.close();
  });
});
