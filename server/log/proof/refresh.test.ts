// A newer program's views are folded once, at its first start.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { compareViews } from "./rebuild.ts";
import { refreshViews, viewVersion } from "./refresh.ts";
import { type House, openHouse, tellStory } from "./testing/office.ts";

let house: House;
before(async () => {
  house = await openHouse();
  await tellStory(await house.office("wuye"));
});
after(() => house.close());

const spoil = () => house.sql.query("update shouwen.case_view set title = 'as an older program wrote it'");

test("views of this program's shape are left alone", async () => {
  await spoil();
  assert.equal(await refreshViews(house.world), 0);
  assert.notDeepEqual(await compareViews(house.world, "wuye"), []);
});

test("those of an older program are folded again, once", async () => {
  await house.sql.query("update shouwen.view_version set version = $1", [viewVersion - 1]);
  assert.ok((await refreshViews(house.world)) > 0);
  assert.deepEqual(await compareViews(house.world, "wuye"), []);
  await spoil();
  assert.equal(await refreshViews(house.world), 0);
});
