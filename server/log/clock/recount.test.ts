// What clocks are counted under is named in the organisation's row, so that a count broken off is taken up by whoever looks next.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { execute } from "../execute.ts";
import { compareViews } from "../proof/rebuild.ts";
import { type House, type Office, openHouse, tellStory } from "../proof/testing/office.ts";
import { streamId } from "../stream-id.ts";
import { recount } from "./recount.ts";

let house: House;
let office: Office;
before(async () => {
  house = await openHouse();
  office = await house.office("wuye");
  await tellStory(office);
});
after(() => house.close());

const change = async (data: Record<string, unknown>) => {
  const stream = streamId("wuye", "organisation", "wuye");
  const events = [{ type: "organisation.changed", data }];
  await execute(
    house.world,
    { org: "wuye", member: "wuye.admin" },
    {
      streams: [stream],
      configures: true,
      decide: () => ({ changes: [{ stream, kind: "organisation", run: 0, events }], answer: () => null }),
    },
  );
};

test("as it was founded nothing is counted anew", async () => {
  assert.equal(await recount(house.world, "wuye"), false);
});

test("another calendar: a crash before the count leaves the old mark, and the next look counts, once", async () => {
  const day = [
    ["09:00", "12:00"],
    ["13:30", "17:30"],
  ];
  await change({ week: { "1": day, "2": day, "3": day, "4": day, "5": day, "6": [], "7": [] } });
  assert.notDeepEqual(await compareViews(house.world, "wuye"), [], "the rows are still of the old calendar");
  assert.equal(await recount(house.world, "wuye"), true);
  assert.deepEqual(await compareViews(house.world, "wuye"), []);
  assert.equal(await recount(house.world, "wuye"), false);
});

test("two that look at once count it once each at most, and it stands", async () => {
  await change({ week: "always" });
  const done = await Promise.all([recount(house.world, "wuye"), recount(house.world, "wuye")]);
  assert.deepEqual(done.toSorted(), [false, true]);
  assert.deepEqual(await compareViews(house.world, "wuye"), []);
});
