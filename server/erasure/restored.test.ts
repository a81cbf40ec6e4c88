// A database from before an erasure: what was erased in parts is erased again, those parts and no more, with its file.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { execute } from "#server/log/execute.ts";
import { applyErasures } from "#server/log/proof/erasure/list.ts";
import { compareViews } from "#server/log/proof/rebuild.ts";
import { type House, type Office, openHouse } from "#server/log/proof/testing/office.ts";
import { verify } from "#server/log/proof/verify.ts";
import { afterErasing } from "./files.ts";
import { erasePersonIn } from "./person/erase.ts";

let house: House;
let office: Office;
before(async () => {
  house = await openHouse();
  office = await house.office("wuye");
});
after(() => house.close());

const by = { org: "wuye", member: "wuye.admin" };
const file = "7d2f3a7e-0000-4000-8000-000000000001";

/** The log as an older backup has it: with what was erased, without what was appended since. */
const asItWas = async (): Promise<() => Promise<void>> => {
  await house.sql.query("create table old_event as table shouwen.event");
  await house.sql.query("create table old_stream as table shouwen.stream");
  return async () => {
    await house.sql.query("alter table shouwen.event disable trigger user");
    await house.sql.query("delete from shouwen.event");
    await house.sql.query("delete from shouwen.stream");
    await house.sql.query("insert into shouwen.event table old_event");
    await house.sql.query("insert into shouwen.stream table old_stream");
    await house.sql.query("alter table shouwen.event enable trigger user");
  };
};

const standing = async (word: string): Promise<number> => {
  const { rows } = await house.sql.query(
    "select count(*)::int as n from shouwen.event where position($1 in private::text) > 0",
    [word],
  );
  return rows[0].n;
};

test("an older backup erases again what was erased since, part by part", async () => {
  const { id } = await office.register("reception", { customer: { name: "梁留存" } } as never);
  await office.act("reception", id, "note", { text: "公孙再忘来过" });
  await office.act("reception", id, "note", { text: "梁留存要回电" });
  await execute(house.world, by, {
    streams: [id],
    decide: () => {
      const data = { id: file, name: "公孙再忘.txt", type: "text/plain", size: 1, sha256: "0" };
      const change = { stream: id, kind: "case", events: [{ type: "case.attached", data }] };
      return { changes: [change], answer: () => null };
    },
  });
  const path = join(house.world.dataDir, "files", "wuye", id, file);
  const restoreFile = () => {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, "x");
  };
  restoreFile();
  const restore = await asItWas();
  const asked = {
    q: "公孙再忘",
    items: [{ stream: id, paper: null, only: "naming" as const }],
    reason: "本人要求",
    force: "撤回同意",
  };
  const outcome = await execute(house.world, by, {
    streams: [],
    configures: true,
    decide: (unit) => erasePersonIn(house.world, unit, by, asked),
  });
  assert.ok("answer" in outcome, JSON.stringify(outcome));
  await afterErasing(house.world, "wuye");
  assert.deepEqual([await standing("公孙再忘"), await standing("梁留存"), existsSync(path)], [0, 2, false]);

  await restore();
  restoreFile();
  assert.deepEqual([await standing("公孙再忘"), await standing("梁留存")], [2, 2]);
  assert.equal(await applyErasures(house.world), 1);
  assert.deepEqual([await standing("公孙再忘"), await standing("梁留存"), existsSync(path)], [0, 2, false]);
  assert.equal(await applyErasures(house.world), 0);
  assert.equal((await verify(house.world.pool, house.world.dataDir)).firstBad, null);
  assert.deepEqual(await compareViews(house.world, "wuye"), []);
});
