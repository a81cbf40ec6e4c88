// A backup whose every checksum is right, but which was made to do harm: nothing of it is done, and nothing is left.
import assert from "node:assert/strict";
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { after, before, test } from "node:test";
import { openPool } from "#server/db/pool.ts";
import type { House } from "#server/log/proof/testing/office.ts";
import { openBackup } from "../archive/check.ts";
import { type Manifest, sha256 } from "../archive/manifest.ts";
import { summing } from "../archive/sums.ts";
import { writeTar } from "../archive/tar-write.ts";
import { takeBackup } from "../take/backup.ts";
import { emptyPlace, lived } from "../testing/moved.ts";

const folder = mkdtempSync(join(tmpdir(), "shouwen-forged-"));
const plain = join(folder, "all.tar");
let house: House;
before(async () => {
  ({ house } = await lived("wuye"));
  await takeBackup(house.sql, house.world.dataDir, plain);
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

type Piece = { name: string; bytes: Buffer };

const piecesOf = async (path: string): Promise<Piece[]> => {
  const all: Piece[] = [];
  for await (const { name, body } of openBackup(path)) {
    const bytes: Buffer[] = [];
    for await (const some of body) bytes.push(Buffer.from(some));
    all.push({ name, bytes: Buffer.concat(bytes) });
  }
  return all;
};

type Change = (pieces: Piece[], manifest: Manifest) => void;

/** The backup, changed, with a new list and new checksums. */
const forged = async (change: Change): Promise<string> => {
  const all = await piecesOf(plain);
  const text = all.find(({ name }) => name === "manifest.json")?.bytes.toString() ?? "";
  const manifest = JSON.parse(text) as Manifest;
  const pieces = all.filter(({ name }) => !name.startsWith("manifest."));
  change(pieces, manifest);
  manifest.members = pieces.map(({ name, bytes }) => {
    const sums = summing();
    sums.add(bytes);
    const { lines: _, ...listed } = sums.end(name);
    return listed;
  });
  const path = join(folder, "forged.tar");
  const file = createWriteStream(path);
  const tar = writeTar(file, 1);
  const list = Buffer.from(JSON.stringify(manifest));
  const sum = Buffer.from(sha256(list));
  pieces.push({ name: "manifest.json", bytes: list }, { name: "manifest.sha256", bytes: sum });
  for (const { name, bytes } of pieces) await tar.add(name, bytes.length, [bytes]);
  await tar.end();
  file.end();
  await finished(file);
  return path;
};

const refuses = async (change: Change, why: RegExp): Promise<void> => {
  const place = await emptyPlace();
  try {
    await assert.rejects(place.restore(await forged(change)), why);
    assert.deepEqual(readdirSync(place.dataDir), []);
  } finally {
    await place.close();
  }
};

const adds =
  (name: string, text: string): Change =>
  (pieces) =>
    void pieces.push({ name, bytes: Buffer.from(text) });

test("the names of its tables are no statements", async () => {
  const table = `auth.user"; commit; create table public.harm (x int); begin; delete from auth."user`;
  await refuses((_, manifest) => Object.assign(manifest.rows, { [table]: 0 }), /manifest\.json is not one/);
  const place = await emptyPlace();
  const pool = openPool(place.config.databaseUrl ?? "", 1);
  const { rows } = await pool.query("select to_regclass('public.harm') as harm");
  assert.deepEqual(rows, [{ harm: null }]);
  await pool.end();
  await place.close();
});

test("its files stay in the folders that a backup has", async () => {
  for (const name of ["../x", "files/../../x", "files/..", "/tmp/x", "postgres/x", "moving", "backups/x"])
    await refuses(adds(name, "harm"), /would leave the folder|does not keep/);
});

test("its list of erasures names no file elsewhere, be it to write or to take away", async () => {
  const { rows } = await house.sql.query<{ id: string }>("select id from stream where org = 'wuye' limit 1");
  const line = {
    org: "wuye",
    stream: rows[0]?.id,
    seq: 9,
    at: "2026-01-01T00:00:00.000Z",
    seqs: [1],
    files: [],
  };
  const kept = join(folder, "kept");
  writeFileSync(kept, "kept");
  for (const more of [{ org: "../../harm" }, { stream: "../.." }, { files: [`../../../../../..${kept}`] }])
    await refuses(
      adds("erasures/wuye.ndjson", `${JSON.stringify({ ...line, ...more })}\n`),
      /can be no name here/,
    );
  assert.ok(existsSync(kept));
});

test("one that fails leaves the list of erasures as it was", async () => {
  const place = await emptyPlace();
  mkdirSync(join(place.dataDir, "erasures"));
  const own = join(place.dataDir, "erasures", "wuye.ndjson");
  writeFileSync(own, "");
  const line = { org: "wuye", stream: "11111111-1111-8111-a111-111111111111", seq: 9, at: "no instant" };
  await assert.rejects(
    place.restore(await forged(adds("erasures/wuye.ndjson", `${JSON.stringify(line)}\n`))),
  );
  assert.equal(readFileSync(own, "utf8"), "");
  assert.deepEqual(readdirSync(place.dataDir), ["erasures"]);
  await place.close();
});
