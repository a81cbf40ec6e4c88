// After an erasure nothing of the person is left anywhere, and the log still verifies.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { execute } from "#server/log/execute.ts";
import { readErasures } from "#server/log/proof/erasure/list.ts";
import { compareViews } from "#server/log/proof/rebuild.ts";
import { startSealer } from "#server/log/proof/seal.ts";
import { type House, type Office, openHouse, tellStory } from "#server/log/proof/testing/office.ts";
import { verify } from "#server/log/proof/verify.ts";
import { afterErasing } from "./files.ts";
import { erasingOne } from "./single.ts";

let house: House;
let office: Office;
let told: { id: string; customer: string };
const by = (post: string, org = "wuye") => ({ org, member: `${org}.${post}` });
const erase = async (by: { org: string; member: string }, stream: string, reason = "本人要求") => {
  const asked = { kind: "customer", stream, reason } as const;
  const answer = (_: unknown, erased: number) => ({ status: 200, body: { erased } });
  const outcome = await execute(house.world, by, erasingOne(house.world, by, asked, answer));
  await afterErasing(house.world, by.org);
  return outcome;
};

before(async () => {
  house = await openHouse();
  office = await house.office("wuye");
  await house.office("zhenhai");
  const sealer = startSealer(house.world, 3_600_000);
  told = await tellStory(office);
  // An answer that a browser may ask for again.
  const body = { id: told.id, customer: { id: told.customer, name: "赵晓" } };
  await execute(house.world, by("reception"), {
    streams: [],
    idempotency: { path: "/api/cases", key: "k", bodyHash: "h" },
    status: () => 201,
    decide: () => ({ changes: [], answer: () => ({ status: 201, body }) }),
  });
  await sealer.stop();
});
after(() => house.close());

const refusal = async (post: string, customer = told.customer, org = "wuye") => {
  const outcome = await erase(by(post, org), customer, "x");
  return "refused" in outcome ? outcome.refused.code : "done";
};

/** Every text column and document of the product that holds a word. */
const holding = async (word: string): Promise<string[]> => {
  const { rows } = await house.sql.query<{ table_name: string }>(
    "select table_name from information_schema.tables where table_schema = 'shouwen' and table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { table_name: t } of rows) {
    const { rowCount } = await house.sql
      .query(`select 1 from shouwen.${t} t where org = 'wuye' and position($1 in t::text) > 0`, [word])
      .catch(() => ({ rowCount: 0 }));
    if (rowCount) found.push(t);
  }
  return found;
};

test("only the administrator of the same organisation may", async () => {
  assert.equal(await refusal("gm"), "may-not-admin");
  assert.equal(await refusal("reception"), "may-not-admin");
  assert.equal(await refusal("admin", told.customer, "zhenhai"), "customer-unknown");
  assert.equal(await refusal("admin", told.id), "customer-unknown");
  assert.equal(await refusal("admin", "nobody"), "customer-unknown");
});

test("everything known of the person goes, from events, views, search, answers and files", async () => {
  const words = [
    "赵晓",
    "13912345678",
    "荣安花园2栋1单元101",
    "夜里很吵",
    "2栋大堂",
    "轴承",
    "已安抚住户",
    "等配件",
    "尽快修好",
  ];
  for (const word of words) assert.notDeepEqual(await holding(word), [], word);
  const outcome = await erase(by("admin"), told.customer);
  assert.ok("answer" in outcome && outcome.answer.body.erased >= 8, JSON.stringify(outcome));
  for (const word of words) assert.deepEqual(await holding(word), [], word);
});

test("it is on record in every stream that it touched, with who and why, and the log verifies", async () => {
  const { rows } = await house.sql.query(
    "select s.kind, e.by, e.data from event e join stream s on s.org = e.org and s.id = e.stream where e.type = 'personal-data.erased' order by 1",
  );
  assert.deepEqual(
    rows.map((r) => r.kind),
    ["approval", "case", "customer"],
  );
  for (const { by, data } of rows) {
    const { receipt: _, ...said } = data;
    assert.deepEqual([by, said], ["wuye.admin", { reason: "本人要求", subject: told.customer }]);
  }
  assert.equal((await verify(house.world.pool, house.world.dataDir)).firstBad, null);
  assert.deepEqual(await compareViews(house.world, "wuye"), []);
});

test("a second time is refused, and it is in the list outside the database", async () => {
  assert.equal(await refusal("admin"), "already-erased");
  assert.equal((await readErasures(house.world.dataDir)).length, 3);
});

test("what is left can still be folded, shown and acted on", async () => {
  const shown = await office.act("reception", told.id, "reopen", { reason: "再次来电" });
  assert.ok("title" in shown);
  assert.deepEqual([shown.title, shown.description, shown.customer.name], ["", "", null]);
  assert.equal(shown.state, "registered");
  assert.equal(await refusal("admin"), "erase-open");
});

test("the answer kept under a key is only the bare fact", async () => {
  const { rows } = await house.sql.query("select answer::jsonb from idempotency where key = 'k'");
  assert.deepEqual(rows, [{ answer: { status: 201, body: { id: told.id } } }]);
});
