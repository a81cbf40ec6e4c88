// Whoever changes, removes or inserts what was written is found, and the first place is named.
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { hashOf, link, privateHash } from "./chain.ts";
import { type Sealer, startSealer } from "./seal.ts";
import { type House, type Office, openHouse, tellStory } from "./testing/office.ts";
import { verify } from "./verify.ts";

let house: House;
let office: Office;
let sealer: Sealer;
let id: string;
let file: string;
/** Copied, so that each test begins with a whole log; the file too. */
const keep = ["stream", "event", "seal", "seal_published"];
let published: string;
const seals = () => readFileSync(file, "utf8");

before(async () => {
  house = await openHouse();
  office = await house.office("wuye");
  await house.office("zhenhai");
  sealer = startSealer(house.world, 3_600_000);
  ({ id } = await tellStory(office, async () => void (await sealer.sealNow())));
  await sealer.sealNow();
  file = join(house.world.dataDir, "seals", "wuye.jsonl");
  published = seals();
  for (const t of keep) await house.sql.query(`create table kept_${t} as select * from shouwen.${t}`);
});
after(async () => {
  await sealer.stop();
  await house.close();
});

/** As somebody who has the database in hand: no trigger stops them. */
const tamper = async (...statements: string[]): Promise<void> => {
  const client = await house.sql.connect();
  try {
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    for (const s of statements) assert.ok(((await client.query(s)).rowCount ?? 0) > 0, s);
    await client.query("commit");
  } finally {
    client.release();
  }
};

beforeEach(async () => {
  const client = await house.sql.connect();
  await client.query("begin; set local session_replication_role = replica");
  for (const t of keep)
    await client.query(`delete from shouwen.${t}; insert into shouwen.${t} select * from kept_${t}`);
  await client.query("commit");
  client.release();
  writeFileSync(file, published);
});

const firstBad = async () => (await verify(house.world.pool, house.world.dataDir)).firstBad;
const here = (seq: number) => `org = 'wuye' and stream = '${id}' and seq = ${seq}`;
const found = async (want: { stream?: string; seq?: number; seal?: number }, reason: RegExp) => {
  const bad = await firstBad();
  assert.ok(bad, "nothing was found");
  const { org, reason: said, ...where } = bad;
  assert.deepEqual({ org, ...where }, { org: "wuye", ...want });
  assert.match(said, reason);
};

test("a whole log passes, and everything in it was seen", async () => {
  const { rows } = await house.sql.query(
    "select (select count(*) from stream) streams, (select count(*) from event) events, (select count(*) from seal) seals",
  );
  assert.deepEqual(await verify(house.world.pool, house.world.dataDir), { ...rows[0], firstBad: null });
  assert.ok(rows[0].seals >= 5 && rows[0].events > 40);
});

describe("events", () => {
  const changes: [string, string][] = [
    ["data", `data = data || '{"department":"security"}'`],
    ["type", "type = 'case.closed'"],
    ["author", "by = 'wuye.gm'"],
    ["time", "at = at - interval '1 hour'"],
    ["time, by less than a millisecond", "at = at + interval '1 microsecond'"],
    ["time of recording", "recorded_at = recorded_at + interval '1 second'"],
    ["run", "run = 2"],
    ["hash", "hash = md5('x') || md5('y')"],
    ["hash of the private part", "private_hash = md5('x') || md5('y')"],
  ];
  for (const [what, set] of changes)
    test(`changed ${what}`, async () => {
      await tamper(`update shouwen.event set ${set} where ${here(4)}`);
      await found({ stream: id, seq: 4 }, what === "run" ? /run/ : /not what was written/);
    });

  test("changed private part", async () => {
    await tamper(`update shouwen.event set private = private || '{"title":"小事"}' where ${here(1)}`);
    await found({ stream: id, seq: 1 }, /private part/);
  });

  test("private part changed with a salt and hash that fit", async () => {
    const hash = privateHash("00", { title: "小事" });
    await tamper(
      `update shouwen.event set private = '{"title":"小事"}', salt = '00', private_hash = '${hash}' where ${here(1)}`,
    );
    await found({ stream: id, seq: 1 }, /not what was written/);
  });

  test("private part taken away without an erasure", async () => {
    await tamper(`update shouwen.event set private = null, salt = null where ${here(1)}`);
    await found({ stream: id, seq: 1 }, /no erasure/);
  });

  test("removed in the middle", async () => {
    await tamper(`delete from shouwen.event where ${here(3)}`);
    await found({ stream: id, seq: 3 }, /missing/);
  });

  test("removed in the middle, and the rest moved up", async () => {
    await tamper(
      `delete from shouwen.event where ${here(3)}`,
      `update shouwen.event set seq = -seq where org = 'wuye' and stream = '${id}' and seq > 3`,
      `update shouwen.event set seq = -seq - 1 where org = 'wuye' and stream = '${id}' and seq < 0`,
    );
    await found({ stream: id, seq: 3 }, /not what was written/);
  });

  test("the tail cut off", async () => {
    const { rows } = await house.sql.query("select length from stream where id = $1", [id]);
    await tamper(`delete from shouwen.event where ${here(rows[0].length)}`);
    await found({ stream: id, seq: rows[0].length }, /tail/);
  });

  test("the tail cut off, and the stream's row mended to match", async () => {
    const { rows } = await house.sql.query("select length from stream where id = $1", [id]);
    const { length } = rows[0];
    await tamper(
      `delete from shouwen.event where org = 'wuye' and stream = '${id}' and seq > 10`,
      `update shouwen.stream s set length = 10, head = e.hash from shouwen.event e
        where s.org = 'wuye' and s.id = '${id}' and e.org = s.org and e.stream = s.id and e.seq = 10`,
    );
    const bad = await firstBad();
    assert.deepEqual([bad?.stream, bad?.seq], [id, 11]);
    assert.match(bad?.reason ?? "", /missing/);
    assert.ok(length > 11 && (bad?.seal ?? 0) > 1);
  });

  test("inserted behind the end, with a hash that fits", async () => {
    const { rows } = await house.sql.query(
      "select * from event where stream = $1 order by seq desc limit 1",
      [id],
    );
    const last = rows[0];
    const at = new Date(last.at).toISOString();
    const event = {
      org: "wuye",
      stream: id,
      seq: last.seq + 1,
      run: 1,
      type: "case.reopened",
      at,
      recordedAt: at,
      by: "clock",
      data: {},
      privateHash: null,
    };
    const hash = link(last.hash, event);
    await tamper(
      `insert into shouwen.event values ('wuye', '${id}', ${event.seq}, 1, 'case.reopened', '${at}', '${at}', 'clock', '{}', null, null, null, '${hash}')`,
    );
    await found({ stream: id, seq: event.seq }, /added behind/);
    await tamper(`update shouwen.stream set length = ${event.seq}, head = '${hash}' where id = '${id}'`);
    await found({ stream: id, seq: event.seq }, /after the last seal/);
  });

  test("inserted before the first, or into a stream that is not there", async () => {
    const copy = (seq: string, stream: string) =>
      `insert into shouwen.event select org, ${stream}, ${seq}, run, type, at, recorded_at, by, data, private, salt, private_hash, hash
         from shouwen.event where ${here(2)}`;
    await tamper(copy("0", "stream"));
    await found({ stream: id, seq: 0 }, /inserted/);
    await tamper(
      `delete from shouwen.event where ${here(0)}`,
      copy("1", "'00000000-0000-4000-8000-000000000000'"),
    );
    await found({ stream: "00000000-0000-4000-8000-000000000000", seq: 1 }, /not there/);
  });

  test("everything from one event on written anew, with hashes that fit, is shown by the seals", async () => {
    const { rows } = await house.sql.query("select * from event where stream = $1 order by seq", [id]);
    let head = rows[2].hash;
    const statements = rows.slice(3).map((r) => {
      const data = r.seq === 4 ? { ...r.data, forged: true } : r.data;
      const [at, recordedAt] = [new Date(r.at).toISOString(), new Date(r.recorded_at).toISOString()];
      const linked = {
        org: "wuye",
        stream: id,
        seq: r.seq,
        run: 1,
        type: r.type,
        at,
        recordedAt,
        by: r.by,
        data,
        privateHash: r.private_hash,
      };
      head = link(head, linked);
      return `update shouwen.event set data = '${JSON.stringify(data)}', hash = '${head}' where ${here(r.seq)}`;
    });
    await tamper(...statements, `update shouwen.stream set head = '${head}' where id = '${id}'`);
    const bad = await firstBad();
    assert.equal(bad?.stream, id);
    assert.ok(bad?.seal, "no seal shows it");
    assert.match(bad?.reason ?? "", /not those that were sealed/);
  });

  test("a whole stream vanished", async () => {
    await tamper(
      `delete from shouwen.event where stream = '${id}'`,
      `delete from shouwen.stream where id = '${id}'`,
    );
    const bad = await firstBad();
    assert.deepEqual([bad?.stream, bad?.seq], [id, 1]);
    assert.match(bad?.reason ?? "", /vanished/);
  });

  test("a whole organisation vanished", async () => {
    await tamper(...["event", "stream", "seal"].map((t) => `delete from shouwen.${t} where org = 'wuye'`));
    await found({ seal: 1 }, /published, but the database lacks it/);
  });

  test("of several the first is named", async () => {
    await tamper(
      `update shouwen.event set by = 'x' where ${here(9)}`,
      `update shouwen.event set by = 'x' where ${here(5)}`,
    );
    await found({ stream: id, seq: 5 }, /not what was written/);
    await tamper("update shouwen.seal set at = at + interval '1 day' where org = 'wuye' and number = 1");
    await found({ stream: id, seq: 5 }, /not what was written/);
  });
});

describe("seals", () => {
  for (const set of ["at = at + interval '1 second'", "heads = '{}'", "hash = md5('x') || md5('y')"])
    test(`changed: ${set}`, async () => {
      await tamper(`update shouwen.seal set ${set} where org = 'wuye' and number = 2`);
      await found({ seal: 2 }, /seal is not what was written/);
    });

  test("removed in the middle", async () => {
    await tamper("delete from shouwen.seal where org = 'wuye' and number = 2");
    await found({ seal: 2 }, /missing/);
  });

  test("the last removed", async () => {
    const { rows } = await house.sql.query("select max(number) n from seal where org = 'wuye'");
    await tamper(`delete from shouwen.seal where org = 'wuye' and number = ${rows[0].n}`);
    await found({ seal: rows[0].n }, /database lacks it/);
  });

  test("written anew with a hash that fits, it differs from the published one", async () => {
    const { rows } = await house.sql.query("select * from seal where org = 'wuye' order by number");
    const last = rows.at(-1);
    const body = {
      org: "wuye",
      number: last.number,
      at: new Date(last.at).toISOString(),
      heads: {},
      previous: rows.at(-2).hash,
    };
    await tamper(
      `update shouwen.seal set heads = '{}', hash = '${hashOf(body)}' where org = 'wuye' and number = ${last.number}`,
    );
    await found({ seal: last.number }, /published file says something else/);
  });
});

describe("the published file", () => {
  const lines = () => published.trimEnd().split("\n");
  test("a line changed", async () => {
    writeFileSync(
      file,
      published
        .replace('"number":2,', '"number":2,"note":1,')
        .replace(/("heads":\{"[^"]+":\[)(\d+)/g, "$199"),
    );
    await found({ seal: 1 }, /says something else/);
  });
  test("a line that is no seal", async () => {
    const changed = lines().with(1, "gone");
    writeFileSync(file, `${changed.join("\n")}\n`);
    await found({ seal: 2 }, /says something else/);
  });
  test("a line removed", async () => {
    writeFileSync(file, `${lines().toSpliced(1, 1).join("\n")}\n`);
    await found({ seal: 2 }, /says something else/);
  });
  test("the tail cut off stays visible, even after the next seal", async () => {
    const n = lines().length;
    writeFileSync(file, `${lines().slice(0, -1).join("\n")}\n`);
    await found({ seal: n }, /published file lacks it/);
    await office.register("reception", { title: "又一件" });
    await sealer.sealNow();
    await found({ seal: n }, /says something else/);
  });
  test("a line added", async () => {
    appendFileSync(file, `${lines().at(-1)}\n`);
    await found({ seal: lines().length + 1 }, /database lacks it/);
  });
  test("the file removed", async () => {
    rmSync(file);
    await found({ seal: 1 }, /lacks it|no seals/);
  });
  test("what a crash left unpublished is no finding, and is completed without a line twice", async () => {
    const cut = lines().slice(0, 2).join("\n").length + 1;
    // The database only knows of two published seals; a third line was begun.
    truncateSync(file, cut + 10);
    await house.sql.query("update shouwen.seal_published set number = 1 where org = 'wuye'");
    await sealer.sealNow();
    assert.equal(seals(), published);
    assert.equal(await firstBad(), null);
    await house.sql.query("delete from shouwen.seal_published where org = 'wuye'");
    await sealer.sealNow();
    assert.equal(seals(), published);
  });
});
