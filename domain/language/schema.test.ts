import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { vocabularies } from "#domain/regulation/vocabularies.ts";
import { languageSchema } from "./schema.ts";
import { valid } from "./testing/validate.ts";

const schema = languageSchema();
const folder = new URL("../../regulations/", import.meta.url);
const one = (block: unknown) => ({
  regulation: "trial",
  title: "试行",
  roles: { desk: "前台" },
  clauses: [{ id: "1", says: "试行", ...(block as object) }],
});
const rule = (more: object) =>
  one({ rule: { when: "case.registered", must: "case.forwarded", who: "desk", within: "2 days", ...more } });

describe("every regulation that the product carries fits its schema", () => {
  for (const name of readdirSync(folder).filter((f) => f.endsWith(".yaml")))
    test(name, () => {
      const file = parse(readFileSync(new URL(name, folder), "utf8")) as { clauses: unknown[] };
      const misfits = file.clauses.filter((c) => !valid(schema, { ...file, clauses: [c] }));
      assert.deepEqual(misfits, []);
    });
});

test("a wrong word fits nowhere", () => {
  assert.ok(valid(schema, rule({})));
  const wrong = [
    rule({ when: "case.registred" }),
    rule({ must: { event: "case.forwarded", with: { means: "phone" } } }),
    rule({ within: "2 fortnights" }),
    rule({ withn: "2 days" }),
    rule({ while: { severity: "huge" } }),
    one({ gate: { do: "case.setle", need: [{ approval: "desk" }] } }),
    one({ tally: { name: "次数", of: "case.noted", in: "decade" } }),
    one({ proof: { given: [{ registre: {} }] } }),
    { ...rule({}), regulation: "Trial" },
  ];
  for (const file of wrong) assert.ok(!valid(schema, file), JSON.stringify(file));
});

test("every event and action of the vocabularies can be completed, with its name", () => {
  const text = JSON.stringify(schema);
  for (const v of vocabularies)
    for (const [word, { name }] of [...Object.entries(v.events), ...Object.entries(v.actions)])
      assert.ok(text.includes(`"${word}"`) && text.includes(name), word);
});
