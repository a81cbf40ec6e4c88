// Which ways a notice takes: by what is set, whom it is for, and what it is about.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { at, office } from "#domain/time/testing/calendars.ts";
import { planned } from "./plan.ts";

const now = at("2026-11-20 23:00");
const person = (id: string, more: Record<string, unknown> = {}) => ({
  ...{ id, name: id, username: id, posts: [id], department: "desk", email: `${id}@office.example` },
  ...more,
});
const hook = (id: string, more: Record<string, unknown> = {}) => ({
  ...{ id, on: true, name: id, shape: "wecom", departments: [], posts: [], about: [] },
  ...more,
});
const quiet = { mode: "daily", from: "22:00", to: "07:30" };
const house = (delivery: Record<string, unknown> | null, more: Record<string, unknown> = {}) =>
  ({
    rehearsal: false,
    settings: delivery ? { delivery } : {},
    members: [
      person("li"),
      person("wang", { department: "repair", email: null }),
      person("zhao", { posts: [], department: null, left: true }),
    ],
    ...more,
  }) as unknown as OrganisationState;
const mail = { on: true, host: "mail", port: 465, security: "tls", user: null, from: "a@office.example" };

const ways = (o: OrganisationState, recipient: string, about = "case.forwarded", severity = "minor") =>
  planned(o, office, [{ run: 1, stream: "s", seq: 2, recipient, about }], severity, now);
const channels = (...asked: Parameters<typeof ways>) => ways(...asked).map((way) => way.channel);

test("where nothing is set, nothing leaves the house", () => {
  assert.deepEqual(ways(house(null), "li"), []);
  assert.deepEqual(ways(house({ mail: { ...mail, on: false } }), "li"), []);
});

test("mail goes to whoever has an address and is still here", () => {
  const o = house({ mail });
  assert.deepEqual(channels(o, "li"), ["mail"]);
  assert.deepEqual(channels(o, "wang"), []);
  assert.deepEqual(channels(o, "zhao"), []);
  assert.deepEqual(channels(o, "nobody"), []);
});

test("nothing leaves a rehearsal", () => {
  assert.deepEqual(ways(house({ mail, hooks: [hook("all")] }, { rehearsal: true }), "li"), []);
});

test("a group hears of its own people, and of the kinds chosen for it", () => {
  const hooks = [
    hook("all"),
    hook("off", { on: false }),
    hook("desk", { departments: ["desk"] }),
    hook("wang", { posts: ["wang"] }),
    hook("late", { about: ["obligation.breached"] }),
  ];
  const o = house({ hooks });
  assert.deepEqual(channels(o, "li"), ["all", "desk"]);
  assert.deepEqual(channels(o, "wang"), ["all", "wang"]);
  assert.deepEqual(channels(o, "li", "obligation.breached"), ["all", "desk", "late"]);
  assert.deepEqual(channels(o, "zhao"), []);
});

test("what is urgent by its matter or by its kind is not held", () => {
  const o = house({ mail, quiet, urgentAbout: ["approval.asked"] });
  const [held] = ways(o, "li");
  assert.deepEqual([held?.held, held?.next], [true, at("2026-11-21 07:30")]);
  for (const asked of [
    ["case.forwarded", "crisis"],
    ["approval.asked", "minor"],
  ] as const) {
    const [way] = ways(o, "li", ...asked);
    assert.deepEqual([way?.urgent, way?.held, way?.next], [true, false, now + 60_000]);
  }
});
