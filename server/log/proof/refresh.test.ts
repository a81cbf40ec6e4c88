// A newer program's views are folded once, at its first start.
import assert from "node:assert/strict";
import { test } from "node:test";
import { refreshViews, viewVersion } from "./refresh.ts";
import { openHouse } from "./testing/office.ts";

test("views of an older program are folded again once, those of this one never", async () => {
  const house = await openHouse();
  try {
    const { world } = house;
    let folded = 0;
    const fold = async () => {
      folded += 1;
      return 7;
    };
    await world.side.query("insert into shouwen.view_version (version) values ($1)", [viewVersion - 1]);
    assert.equal(await refreshViews(world, fold), 7);
    assert.equal(await refreshViews(world, fold), 0);
    assert.equal(folded, 1);
  } finally {
    await house.close();
  }
});
