// Rebuilt views are the live ones, whatever happened.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Change } from "../command.ts";
import { execute } from "../execute.ts";
import { compareViews, rebuild } from "./rebuild.ts";
import { type House, type Office, openHouse, tellStory } from "./testing/office.ts";

let house: House;
let office: Office;
before(async () => {
  house = await openHouse();
  office = await house.office("wuye");
});
after(() => house.close());

test("after a story with every step, rebuilt is live, row by row", async () => {
  await tellStory(office, async () => assert.deepEqual(await compareViews(house.world, "wuye"), []));
  const { rows } = await house.sql.query("select type, count(*) n from event group by type");
  const types = new Set(rows.map((r) => r.type));
  for (const type of ["obligation.met", "obligation.breached", "obligation.superseded", "case.extended", "case.closed"])
    assert.ok(types.has(type), `the story has no ${type}`);
  const { rows: notices } = await house.sql.query("select count(*) n from notice");
  assert.ok(notices[0].n >= 5);
  assert.deepEqual(await compareViews(house.world, "wuye"), []);
});
