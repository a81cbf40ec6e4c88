// What follows an event is carried out once each, by however many processes, and one that fails keeps nobody back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Reactor, react } from "./outbox.ts";
import { type House, type Office, openHouse } from "./proof/testing/office.ts";
import { makeWorld, type World } from "./world.ts";

let house: House;
let office: Office;
let other: World;
let matters: string[];

before(async () => {
  house = await openHouse();
  office = await house.office("yanlian-two");
  const { pool, side, modules, dataDir } = house.world;
  other = makeWorld({ pool, side }, [...modules.values()] as never, () => {}, dataDir);
  matters = [];
  for (let n = 0; n < 130; n++) matters.push((await office.register("reception", {})).id);
  await office.settle();
});
after(() => house.close());

const waitFor = async (reactions: readonly string[]): Promise<void> => {
  await house.sql.query(
    `insert into shouwen.outbox (org, run, stream, seq, reaction, depth, data)
       select $1, o.run, s, 1, r, 1, '{}' from unnest($2::uuid[]) s, unnest($3::text[]) r, shouwen.organisation o where o.org = $1`,
    [office.org, matters, reactions],
  );
};

const noted =
  (text: string): Reactor =>
  (w) => ({
    streams: [w.stream],
    decide: () => {
      const events = [{ type: "case.noted", data: { text: `${text} ${w.reaction}` } }];
      return { changes: [{ stream: w.stream, kind: "case", events }], answer: () => null };
    },
  });

/** How often each matter was told of each reaction. */
const tellings = async (text: string): Promise<{ stream: string; said: string; n: number }[]> =>
  (
    await house.sql.query(
      `select stream, coalesce(private, data)->>'text' as said, count(*)::integer as n from shouwen.event
        where org = $1 and type = 'case.noted' and coalesce(private, data)->>'text' like $2 group by 1, 2`,
      [office.org, `${text} %`],
    )
  ).rows;

const left = async (): Promise<string[]> =>
  (
    await house.sql.query("select stream from shouwen.outbox where org = $1 and done_at is null", [
      office.org,
    ])
  ).rows.map((r) => r.stream);

test("two processes share what waits: each is carried out once, in one order for one matter", async () => {
  await waitFor(["noted:0", "noted:1", "noted:2"]);
  const reactors = { noted: noted("shared") };
  const done = await Promise.all(
    [house.world, other, house.world].map((world) => react(world, office.org, reactors)),
  );
  // Whoever finds all that is left in others' hands goes; they end it.
  await react(other, office.org, reactors);
  assert.equal(
    done.reduce((sum, n) => sum + n, 0),
    390,
  );
  const told = await tellings("shared");
  assert.equal(told.length, 390);
  assert.ok(told.every((t) => t.n === 1));
  assert.deepEqual(await left(), []);
  const { rows } = await house.sql.query(
    `select bool_and(right(coalesce(private, data)->>'text', 1) = (n - 1)::text) as ordered from (
       select e.*, row_number() over (partition by stream order by seq) as n from shouwen.event e
        where org = $1 and type = 'case.noted') x`,
    [office.org],
  );
  assert.equal(rows[0].ordered, true);
});

test("one that fails is left waiting; those beside it are carried out once", async () => {
  const bad = matters[70] ?? "";
  await waitFor(["once:0"]);
  const once: Reactor = (w, world) => {
    const command = noted("once")(w, world);
    if (w.stream !== bad) return command;
    return {
      ...command,
      decide: () => {
        throw new Error("at fault");
      },
    };
  };
  for (let n = 0; n < 3; n++) await react(house.world, office.org, { once }).catch(() => {});
  assert.deepEqual(await left(), [bad]);
  const told = await tellings("once");
  assert.equal(told.length, 129);
  assert.ok(told.every((t) => t.n === 1));
  await react(other, office.org, { once: noted("once") });
  assert.deepEqual(await left(), []);
  assert.equal((await tellings("once")).length, 130);
});
