// A telephone number tells a caller again; families share one; two first calls at once make one customer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseWhole } from "#api/case.ts";
import { complaint, type Office, openOffice, type Person } from "./office.ts";

let office: Office;
let reception: Person;
before(async () => {
  office = await openOffice();
  reception = await office.signIn("wuye.reception");
});
after(() => office.close());

const caller = async (customer: Record<string, string>): Promise<CaseWhole["customer"]> => {
  const answer = await reception.post<CaseWhole>("/api/cases", complaint({ customer }));
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.customer;
};

test("the same number without a name, or with the same one, is the same customer; another name is another person", async () => {
  const first = await caller({ name: "冯建军", phone: "13712340001" });
  assert.equal((await caller({ phone: "137 1234 0001" })).id, first.id);
  assert.equal((await caller({ name: "冯建军", phone: "13712340001" })).id, first.id);
  const wife = await caller({ name: "何秀英", phone: "13712340001" });
  assert.notEqual(wife.id, first.id);
  assert.equal(wife.name, "何秀英");
});

test("a number first known without a name gets it with the next call, and a new address replaces the old", async () => {
  const first = await caller({ phone: "13712340009" });
  assert.equal(first.name, null);
  const named = await caller({ name: "马小兰", phone: "13712340009", address: "荣安花园2栋101" });
  assert.deepEqual([named.id, named.name, named.address], [first.id, "马小兰", "荣安花园2栋101"]);
  const moved = await caller({ phone: "13712340009", address: "荣安花园9栋909" });
  assert.deepEqual([moved.id, moved.name, moved.address], [first.id, "马小兰", "荣安花园9栋909"]);
});

test("twenty first calls from two numbers at once make two customers", async () => {
  const phones = ["13712340002", "13712340003"];
  const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => caller({ phone: phones[n % 2] ?? "" })));
  assert.equal(new Set(ids.map((c) => c.id)).size, 2);
});
