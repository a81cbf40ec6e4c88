import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readRegulation } from "#domain/regulation/read.ts";
import { promptsFor } from "./prompts.ts";

const read = readRegulation(
  readFileSync(join(import.meta.dirname, "../../regulations/pm-front-office.yaml"), "utf8"),
);
const regulations = "regulation" in read ? [read.regulation] : [];
const clauses = (facts: Record<string, unknown>) =>
  promptsFor(regulations, "case.registered", facts).map((p) => p.clause.split("/")[1]);

test("a complaint by telephone: apologise first, patience, no arguing; nobody is asked to sit down", () => {
  assert.deepEqual(clauses({ kind: "complaint", channel: "phone" }), ["2.8.3", "2.8.4a", "2.9.1b"]);
});

test("a complaint in person: the resident is asked to sit down too", () => {
  assert.ok(clauses({ kind: "complaint", channel: "visit" }).includes("2.9.1a"));
});

test("an enquiry is no complaint, and what is not known yet prompts nothing", () => {
  assert.deepEqual(clauses({ kind: "enquiry", channel: "phone" }), []);
  assert.deepEqual(clauses({}), []);
});
