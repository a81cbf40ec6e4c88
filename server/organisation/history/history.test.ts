// Every history can be told on any day: nothing in it is refused, whatever the calendar says when the demo is loaded.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acts } from "#server/acts.ts";
import { loadDirectory } from "#server/log/directory.ts";
import { type House, openHouse } from "#server/log/proof/testing/office.ts";
import { inUnit } from "#server/log/unit.ts";
import { reactors } from "#server/modules.ts";
import { readOrganisations } from "../file.ts";
import { found } from "../found.ts";
import { readHistory } from "./file.ts";
import { tellHistory } from "./tell.ts";

const days = [
  ["a Monday morning", "2026-11-23T09:40:00+08:00"],
  ["a Sunday night", "2026-11-22T23:50:00+08:00"],
  ["the first of a year, a holiday", "2026-01-01T11:00:00+08:00"],
  ["the last day of a Spring Festival", "2026-02-23T02:00:00+08:00"],
  ["a make-up Saturday at noon", "2026-05-09T12:30:00+08:00"],
] as const;

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

for (const file of readOrganisations()) {
  const { organisation } = file;
  const told = readHistory(organisation);
  if (!told) continue;

  test(`${file.name}: its history can be told on any day`, async () => {
    await found(house.world, file);
    const { rows } = await house.sql.query<{ id: string; name: string }>(
      "select id, name from shouwen.customer_view where org = $1",
      [organisation],
    );
    const known = new Map(
      rows.flatMap((r) => [r.name, r.name.split("（")[0] ?? ""].map((name) => [name, r.id] as const)),
    );
    for (const [day, instant] of days) {
      const refused = await inUnit(house.world, organisation, {}, async (unit) => {
        const now = Date.parse(instant);
        const directory = await loadDirectory(unit.client, organisation);
        const teller = { acts, reactors, breathe: async () => {} };
        const then = { ...unit, directory, now };
        const result = await tellHistory(house.world, then, told, teller, known);
        return { result, commit: false };
      });
      assert.deepEqual(refused, [], day);
    }
  });
}
