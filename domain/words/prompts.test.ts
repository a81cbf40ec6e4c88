import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readRegulation } from "#domain/regulation/read.ts";
import { buildCalendar } from "#domain/time/calendar.ts";
import { hoursAt } from "./hours.ts";
import { allPrompts, placeOf, promptsAt, promptsFor } from "./prompts.ts";

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

const house = (words: string): Parameters<typeof allPrompts>[0] => {
  const yaml = `regulation: house\ntitle: 试行\nroles: { desk: 前台 }\nclauses:\n${words}`;
  const found = readRegulation(yaml);
  assert.ok("regulation" in found, JSON.stringify(found));
  return [found.regulation];
};
const clause = (id: string, words: string): string =>
  `  - { id: "${id}", at: 一, says: 说, how: prompt, words: ${words} }\n`;
const here = house(
  clause("1", "{ situation: 接听, at: [phone], say: [您好] }") +
    clause("2", "{ situation: 激动, at: [phone, counter], while: { mood: angry }, say: [请息怒] }") +
    clause("3", "{ situation: 下班后, at: [counter], while: { hours: out }, say: [请稍坐] }") +
    clause(
      "4",
      "{ situation: 投诉, at: [phone], when: case.registered, while: { kind: complaint }, forbidden: [不归我管] }",
    ),
);
const ids = (prompts: { clause: string }[]): string[] => prompts.map((p) => p.clause.slice(6));

test("at a place: what always holds, and what the mood, the hour and the matter bring", () => {
  assert.deepEqual(ids(promptsAt(here, "phone", {})), ["1"]);
  assert.deepEqual(ids(promptsAt(here, "phone", { mood: "calm", kind: "complaint" })), ["1", "4"]);
  assert.deepEqual(ids(promptsAt(here, "phone", { mood: "angry" })), ["1", "2"]);
  assert.deepEqual(ids(promptsAt(here, "counter", { mood: "angry", hours: "out" })), ["2", "3"]);
  assert.deepEqual(ids(promptsAt(here, "chat", { mood: "angry", hours: "out" })), []);
  assert.deepEqual(ids(allPrompts(here)), ["1", "2", "3", "4"]);
});

test("a prompt carries what is never said", () => {
  assert.deepEqual(promptsFor(here, "case.registered", { kind: "complaint" })[0]?.forbidden, ["不归我管"]);
});

test("what is for conversations online is not asked for on the telephone", () => {
  const online = house(clause("1", "{ situation: 在线, at: [chat], when: case.informed, say: [亲] }"));
  const told = (facts: Record<string, unknown>) => ids(promptsFor(online, "case.informed", facts));
  assert.deepEqual(told({ channel: "chat" }), ["1"]);
  assert.deepEqual(told({ channel: "phone" }), []);
  assert.deepEqual(told({ channel: "chat", means: "phone" }), []);
  assert.deepEqual(told({}), ["1"]);
});

test("a label of the regulation's own brings its words", () => {
  const own = house(
    '  - { id: "0", at: 一, says: 说, how: record, kinds: { field: cause, name: 原因, labels: { noise: 噪声, leak: 漏水 } } }\n' +
      clause("1", "{ situation: 噪声, at: [phone], while: { cause: noise }, say: [马上劝阻] }"),
  );
  assert.deepEqual(ids(promptsAt(own, "phone", { labels: { cause: "noise" } })), ["1"]);
  assert.deepEqual(ids(promptsAt(own, "phone", { labels: { cause: "leak" } })), []);
  assert.deepEqual(ids(promptsAt(own, "phone", {})), []);
});

test("each channel has its place", () => {
  const channels = ["phone", "visit", "chat", "field", "letter", "email", "fax", "web", "pigeon", null];
  assert.deepEqual(channels.map(placeOf), [
    ...["phone", "counter", "chat", "home", "letter", "letter", "letter", "letter"],
    ...[null, null],
  ]);
});

test("inside and outside the hours of service", () => {
  const noon: [string, string][] = [
    ["09:00", "12:00"],
    ["13:30", "17:30"],
  ];
  const week = { 1: noon, 2: noon, 3: noon, 4: noon, 5: noon, 6: [], 7: [] } as never;
  const source = {
    key: "office",
    timeZone: "Asia/Shanghai",
    days: {},
    published: [2026],
    years: [2026, 2026] as [number, number],
  };
  const office = buildCalendar({ ...source, week });
  const at = (time: string) => hoursAt(office, Date.parse(`2026-03-${time}:00+08:00`));
  const times = [
    "04T09:00",
    "04T11:59",
    "04T12:00",
    "04T13:00",
    "04T17:29",
    "04T17:30",
    "04T20:00",
    "07T10:00",
  ];
  assert.deepEqual(times.map(at), ["in", "in", "out", "out", "in", "out", "out", "out"]);
  assert.equal(
    hoursAt(buildCalendar({ ...source, week: "always" }), Date.parse("2026-03-07T03:00:00Z")),
    "in",
  );
});
