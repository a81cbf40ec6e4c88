// Whatever was said of somebody and wherever: once they are forgotten no row holds a word of it, and what was said of others is there.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import type { Facts } from "#domain/stream/event.ts";
import { execute } from "#server/log/execute.ts";
import { compareViews } from "#server/log/proof/rebuild.ts";
import { type House, type Office, openHouse } from "#server/log/proof/testing/office.ts";
import { verify } from "#server/log/proof/verify.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import { type Asked, erasePersonIn } from "./person/erase.ts";
import { findWhom } from "./person/find.ts";

let house: House;
let office: Office;
before(async () => {
  house = await openHouse();
  office = await house.office("wuye");
});
after(() => house.close());

const by = { org: "wuye", member: "wuye.admin" };
const find = (q: string) => reading(house.world, "wuye", (unit) => findWhom(house.world, unit, { q }));
const erase = (asked: Asked) =>
  execute(house.world, by, {
    streams: [],
    configures: true,
    decide: (unit: Unit) => erasePersonIn(house.world, unit, by, asked),
  });

/** How many rows of any table hold a word, told by the table's name. */
const holding = async (word: string): Promise<string[]> => {
  const { rows } = await house.sql.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema in ('shouwen', 'auth') and table_type = 'BASE TABLE'`,
  );
  const counted = rows.map(async ({ name }) => {
    const found = await house.sql.query(
      `select count(*)::int as n from ${name} t where position($1 in t::text) > 0`,
      [word],
    );
    return found.rows[0].n > 0 ? [`${name} ${found.rows[0].n}`] : [];
  });
  return (await Promise.all(counted)).flat();
};

type Act = { post: string; action: string; body: (words: string) => Facts };
const acts: Act[] = [
  { post: "reception", action: "note", body: (text) => ({ text }) },
  { post: "reception", action: "amend", body: (place) => ({ place }) },
  { post: "reception", action: "amend", body: (description) => ({ description }) },
  { post: "reception", action: "grade", body: () => ({ severity: "important" }) },
  { post: "reception", action: "forward", body: () => ({ department: "engineering" }) },
  { post: "engineering", action: "return", body: (reason) => ({ reason }) },
  { post: "engineering", action: "sign", body: () => ({}) },
  { post: "engineering", action: "investigate", body: (finding) => ({ finding }) },
  { post: "engineering", action: "extend", body: (reason) => ({ reason }) },
  { post: "engineering", action: "resolve", body: (outcome) => ({ outcome }) },
  { post: "engineering", action: "hand-back", body: () => ({}) },
  { post: "reception", action: "inform", body: (text) => ({ means: "phone", text }) },
  { post: "reception", action: "withdraw", body: (reason) => ({ reason }) },
  { post: "reception", action: "reopen", body: (reason) => ({ reason }) },
];

/** Acts in their turn; what is not allowed now is left out. */
const live = async (id: string, told: readonly (readonly [number, string])[]): Promise<void> => {
  for (const [n, words] of told) {
    const { post, action, body } = acts[n] as Act;
    const more: Facts = {};
    if (action === "extend") {
      const seen = await office.act("reception", id, "note", { text: "看看" }).catch(() => null);
      more.obligation =
        (seen as CaseWhole | null)?.obligations.find((o) => o.state === "open" && o.dueAt)?.id ?? "";
      more.until = new Date(Date.now() + 40 * 86_400_000).toISOString();
    }
    const done = await office.act(post, id, action, { ...body(words), ...more }).catch(() => null);
    if (done && "action" in done) await office.decide("gm", done as Approval, "granted").catch(() => null);
  }
};

test("once somebody is forgotten no row holds a word of them; what was said of others stays", async () => {
  const who = fc.constantFrom("forgotten", "other");
  const scene = fc.record({
    registered: fc.boolean(),
    told: fc.array(fc.tuple(fc.nat(acts.length - 1), who), { minLength: 1, maxLength: 14 }),
    phoned: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ registered, told, phoned }) => {
      const salt = String(randomInt(1e9)).padStart(9, "0");
      const names = { forgotten: `忘${salt}`, other: `留${salt}` } as const;
      const phone = `13${salt}`;
      const of = (w: string) =>
        `转述${names[w as keyof typeof names]}的话${phoned && w === "forgotten" ? phone : ""}`;
      const customer = registered ? { name: names.forgotten, phone } : { name: names.other };
      const title = registered ? `${names.forgotten}来电` : "路灯";
      const { id } = await office.register("reception", { customer, title } as never);
      await live(
        id,
        told.map(([n, w]) => [n, of(w)] as const),
      );
      await office.settle();
      const found = await find(names.forgotten);
      const asked = { q: names.forgotten, reason: "本人要求", force: "撤回同意" };
      const items = found.lines.map((l) => ({ ...l, only: l.own ? ("all" as const) : ("naming" as const) }));
      const kept = registered ? null : await holding(names.other);
      if (items.length > 0) assert.ok("answer" in (await erase({ ...asked, items })));
      assert.deepEqual(await holding(names.forgotten), []);
      if (registered || phoned) assert.deepEqual(await holding(phone), []);
      if (registered) assert.deepEqual(await holding(names.other), []);
      else assert.deepEqual((await holding(names.other))[0], kept?.[0]);
      assert.deepEqual(await find(names.forgotten), { people: [], lines: [], more: false });
      // It goes on, or says why not; nothing breaks.
      const noted = office.act("reception", id, "note", { text: "照常" });
      await noted.catch((error: Error) => assert.match(error.message, /"kind":"rule"/));
    }),
    { numRuns: 25 },
  );
  assert.equal((await verify(house.world.pool, house.world.dataDir)).firstBad, null);
  assert.deepEqual(await compareViews(house.world, "wuye"), []);
});
