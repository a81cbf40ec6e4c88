// Somebody who left asks to be forgotten: no account, no kept answer, and none again out of an older backup.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { PersonFound, Receipt } from "#api/erasure.ts";
import type { StaffMember } from "#api/staff.ts";
import { takeBackup } from "#server/backup/take/backup.ts";
import { emptyPlace } from "#server/backup/testing/moved.ts";
import { type Office, openOffice, type Person } from "../office.ts";
import { holding } from "./forgotten.ts";

let office: Office;
let admin: Person;
const folder = mkdtempSync(join(tmpdir(), "shouwen-leaver-"));
before(async () => {
  office = await openOffice();
  admin = await office.signIn("wuye.admin");
});
after(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

const words = ["欧阳清照", "13977770001", "qz77"];

test("nothing of a leaver is left, here and where an older backup is restored", async () => {
  const person = { name: "欧阳清照", number: "QZ77", phone: "13977770001", email: "qz77@office.example" };
  const joined = await admin.post<StaffMember>("/api/staff", person, { "idempotency-key": "joins" });
  assert.equal(joined.status, 201);
  const { id } = joined.body;
  assert.equal((await admin.post(`/api/accounts/${id}/invite`)).status, 200);
  const leaving = { reason: "辞职", to: {} };
  const left = await admin.post(`/api/staff/${id}/leave`, leaving, { "idempotency-key": "leaves" });
  assert.equal(left.status, 200);
  const old = join(folder, "old.tar");
  await takeBackup(office.running.world.side, office.dataDir, old);

  const { body } = await admin.post<PersonFound>("/api/erasures/find", { q: person.name });
  const items = body.lines.map(({ stream, paper }) => ({ stream, paper, only: "all" }));
  const asked = { q: person.name, items, reason: "本人要求", password: "shouwen-demo" };
  const erased = await admin.post<Receipt>("/api/erasures", asked);
  assert.equal(erased.status, 201, JSON.stringify(erased.body));
  for (const word of words) assert.deepEqual(await holding(office, word), [], word);
  const again = await admin.post<StaffMember>("/api/staff", person, { "idempotency-key": "joins" });
  assert.deepEqual([again.status, again.body], [201, { id }], "the key is not to be had again");

  const place = await emptyPlace();
  try {
    await place.restore(old, office.dataDir);
    const { world } = { world: place.world() };
    const there = { ...office, dataDir: place.dataDir, running: { ...office.running, world } };
    for (const word of words) assert.deepEqual(await holding(there, word), [], word);
  } finally {
    await place.close();
  }
});
