// The command line: one line of result, one clear sentence otherwise, and an exit code that scripts can trust.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { programDir } from "./config.ts";
import { startDatabase } from "./db/embedded.ts";
import { migrate } from "./db/migrate.ts";
import { openPool } from "./db/pool.ts";
import { freshDatabase } from "./db/template.ts";
import { startSealer } from "./log/proof/seal.ts";
import { type House, openHouse, tellStory } from "./log/proof/testing/office.ts";
import { shouwen } from "./shouwen.ts";

const folder = mkdtempSync(join(tmpdir(), "shouwen-command-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = async (args: string[], env: Record<string, string> = {}) => {
  const out: string[] = [];
  const err: string[] = [];
  const said = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  const code = await shouwen(args, said, { DATA_DIR: folder, ...env });
  return { code, out, err };
};

test("what nobody knows is said in one sentence", async () => {
  for (const args of [[], ["verfy"], ["toString"]]) {
    const { code, out, err } = await run(args);
    assert.deepEqual([code, out, err.length], [2, [], 1], args.join(" "));
  }
});

test("backup, restore and export say in one sentence what they lack", async () => {
  const missing = join(folder, "missing", "all.tar");
  for (const args of [["backup"], ["backup", missing], ["restore"], ["restore", missing], ["export"]]) {
    const { code, out, err } = await run(args);
    assert.deepEqual([code, out, err.length], [1, [], 1], args.join(" "));
  }
  assert.match((await run(["restore", missing])).err[0] ?? "", /There is no file/);
});

test("a faulty environment is told, not guessed", async () => {
  const { code, err } = await run(["verify"], { DATABASE_URL: "nonsense" });
  assert.equal(code, 1);
  assert.match(err[0] ?? "", /DATABASE_URL must look like/);
});

describe("check", () => {
  const good = join(programDir, "regulations", "pm-front-office.yaml");
  test("a regulation without faults passes", async () => {
    const { code, out } = await run(["check", good]);
    assert.deepEqual([code, out], [0, [`${good}: no faults`]]);
  });
  test("each fault stands with file and line", async () => {
    const bad = join(folder, "bad.yaml");
    const text = readFileSync(good, "utf8").replace("within: 10 minutes", "within: 10 minuts");
    writeFileSync(bad, text);
    const line = text.split("\n").findIndex((l) => l.includes("minuts")) + 1;
    const { code, out, err } = await run(["check", good, bad]);
    assert.deepEqual([code, out.length, err.length], [1, 1, 1]);
    assert.match(err[0] ?? "", new RegExp(`bad.yaml:${line}: `));
  });
  test("a file that can't be read, or none, is told", async () => {
    for (const args of [["check"], ["check", join(folder, "none.yaml")]]) {
      const { code, err } = await run(args);
      assert.deepEqual([code, err.length], [1, 1]);
    }
  });
});

describe("verify", () => {
  let house: House;
  before(async () => {
    house = await openHouse();
    const sealer = startSealer(house.world, 3_600_000);
    await tellStory(await house.office("wuye"));
    await sealer.stop();
  });
  after(() => house.close());
  const verify = () => run(["verify"], { DATABASE_URL: house.url, DATA_DIR: house.world.dataDir });

  test("prints one line of JSON and passes", async () => {
    const { code, out, err } = await verify();
    assert.deepEqual([code, out.length, err], [0, 1, []]);
    const said = JSON.parse(out[0] ?? "");
    assert.deepEqual(Object.keys(said), ["streams", "events", "seals", "firstBad"]);
    assert.ok(said.streams > 5 && said.events > 40 && said.seals > 0 && said.firstBad === null);
  });

  test("fails and names the first bad event", async () => {
    await house.sql.query(
      "begin; set local session_replication_role = replica; update event set by = 'x' where type = 'case.signed'; commit",
    );
    const { rows } = await house.sql.query("select stream, seq from event where type = 'case.signed'");
    const { code, out } = await verify();
    const { org, stream, seq } = JSON.parse(out[0] ?? "").firstBad;
    assert.deepEqual([code, org, stream, seq], [1, "wuye", rows[0].stream, rows[0].seq]);
  });

  test("a folder without a database gets none", async () => {
    const empty = join(folder, "empty");
    const { code, err } = await run(["verify"], { DATA_DIR: empty });
    assert.deepEqual([code, err.length], [1, 1]);
    assert.match(err[0] ?? "", /no database/);
    assert.equal(existsSync(empty), false);
  });

  test("joins the embedded database while another process has it, and leaves it running", async () => {
    const dataDir = join(folder, "data");
    const database = await startDatabase(dataDir, { durable: false });
    const pool = openPool(database.url, 1);
    await migrate(pool);
    const env = { DATA_DIR: dataDir, PATH: dirname(process.execPath) };
    const { stdout } = await promisify(execFile)(process.execPath, ["server/shouwen.ts", "verify"], {
      cwd: programDir,
      env,
    });
    assert.equal(stdout, '{"streams":0,"events":0,"seals":0,"firstBad":null}\n');
    assert.equal((await pool.query("select 1")).rowCount, 1);
    await pool.end();
    await database.stop();
  });
});

describe("backup and restore", () => {
  let house: House;
  before(async () => {
    house = await openHouse();
    await tellStory(await house.office("wuye"));
    await startSealer(house.world, 3_600_000).stop();
  });
  after(() => house.close());

  test("from one's own PostgreSQL into the embedded one, and back again", async () => {
    const own = { DATABASE_URL: house.url, DATA_DIR: house.world.dataDir };
    const embedded = { DATA_DIR: join(folder, "moved") };
    const database = await freshDatabase({ empty: true });
    const another = { DATABASE_URL: database.url, DATA_DIR: join(folder, "back") };
    const [there, back] = [join(folder, "there.tar.gz"), join(folder, "back.tar")];
    const steps: [string[], Record<string, string>][] = [
      [["backup", there], own],
      [["restore", there], embedded],
      [["verify"], embedded],
      [["backup", back], embedded],
      [["restore", back], another],
      [["verify"], another],
    ];
    const said: string[] = [];
    for (const [args, env] of steps) {
      const { code, out, err } = await run(args, env);
      assert.deepEqual([code, out.length, err], [0, 1, []], args.join(" "));
      said.push(out[0] ?? "");
    }
    assert.equal(said[2], said[5]);
    assert.match(said[2] ?? "", /"firstBad":null/);
    assert.match(said[1] ?? "", /^Restored wuye as of /);
    const { code, err } = await run(["restore", back], embedded);
    assert.deepEqual([code, err.length], [1, 1]);
    assert.match(err[0] ?? "", /not empty/);
    await database.drop();
  });
});
