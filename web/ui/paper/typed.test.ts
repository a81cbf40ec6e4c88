// What is typed is sent as the value of its field's type; only what was changed is sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setZone } from "../../time.ts";
import { widened } from "./rows.ts";
import { changed, controlOf, type Field, parting, shownIn, wrongIn } from "./typed.ts";

setZone("Asia/Shanghai");
const field = (name: string, type: string | null, value: unknown = null, of: string[] = []): Field => ({
  field: name,
  name,
  type,
  of,
  optional: false,
  value,
  text: "",
});

test("each type has its own value, and a blank text clears the field", () => {
  const fields = [
    field("a", "text"),
    field("b", "money"),
    field("c", "many", ["x"], ["x", "y"]),
    field("d", "yes-no"),
    field("e", "instant", "2026-11-22T00:30:00.000Z"),
    field("f", "date", "2026-11-22"),
  ];
  assert.equal(shownIn(fields[4] as Field), "2026-11-22T08:30");
  const typed = {
    a: "办了",
    b: "12.5",
    c: ["x", "y"].join(parting),
    d: "false",
    e: "2026-11-22T09:00",
    f: "",
  };
  assert.deepEqual(changed(fields, typed), {
    a: "办了",
    b: 12.5,
    c: ["x", "y"],
    d: false,
    e: "2026-11-22T01:00:00Z",
    f: null,
  });
});

test("nothing that was not changed is sent, and nothing while a figure is none", () => {
  assert.deepEqual(changed([field("a", "text", "办了")], { a: "办了" }), {});
  assert.equal(changed([field("b", "number")], { b: "十二" }), null);
});

test("the matter's own fields: against whom, and a customer whose ways of being reached are missing", () => {
  const against = field("against", null, { department: "engineering" });
  assert.equal(shownIn(against), "department:engineering");
  const fields = [
    against,
    field("customer", null),
    field("occurredAt", null),
    field("kind", null, "complaint"),
  ];
  assert.deepEqual(fields.map(controlOf), ["against", "customer", "instant", "fixed"]);
  assert.deepEqual(
    changed(fields, {
      against: "member:m1",
      customer: ["张伟民", "", "1栋"].join(parting),
      occurredAt: "2026-11-22T09:00",
    }),
    {
      against: { member: "m1" },
      customer: { name: "张伟民", address: "1栋" },
      occurredAt: "2026-11-22T01:00:00Z",
    },
  );
});

test("a telephone and a sum are told to be wrong while they are typed", () => {
  const fields = [field("a", "phone"), field("b", "money"), field("c", "number")];
  assert.deepEqual(
    wrongIn(fields, { a: "电话", b: "1.234", c: "-3.5" }).map((f) => f.field),
    ["a", "b"],
  );
});

test("a narrow cell without a neighbour takes the row", () => {
  assert.deepEqual(widened([false, false, false, true, false]), [false, false, true, true, true]);
  assert.deepEqual(widened([]), []);
});
