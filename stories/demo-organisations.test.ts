// The demo organisations: everybody signs in, each has its weeks behind it, and can take a matter to its end.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { CaseWhole } from "#api/case.ts";
import { programDir } from "#server/config.ts";
import { handle, type People } from "./handling.ts";
import { type Office, openOffice, type Person } from "./office.ts";

type Account = { username: string; organisation: string; post: string };
type Clause = { status: string; evidence: { month: { ran: number } } };
type Strip = { cells: { state: string }[] };
type Items<T> = { items: T[]; next: string | null };

/** The posts of the contract; every other organisation has at least the last line's. */
const posts: Record<string, string[]> = {
  wuye: ["reception", "reception2", "manager", "gm", "engineering", "security", "admin"],
  yanlian: ["reception", "reception2", "manager", "gm", "engineering", "security", "admin"],
  ranqi: ["service", "manager", "gm", "admin"],
  shouhou: ["service", "sales", "research", "finance", "manager", "vp", "gm", "office", "admin"],
  others: ["reception", "manager", "gm", "admin"],
};
const shown = readdirSync(join(programDir, "organisations")).map((f) => f.slice(0, -".yaml".length));

let office: Office;
const people = new Map<string, Map<string, Person>>();
before(async () => {
  office = await openOffice("on");
  for (let waited = 0; waited < 240; waited++) {
    const { items } = (await (await fetch(`${office.address}/api/demo`)).json()) as Items<Account>;
    const there = new Set(items.map((i) => i.organisation));
    if (there.size < shown.length) {
      await sleep(500);
      continue;
    }
    for (const { username, organisation, post } of items) {
      const held = people.get(organisation) ?? new Map<string, Person>();
      held.set(post, await office.signIn(username));
      people.set(organisation, held);
    }
    return;
  }
});
after(() => office.close());

/** A page after the other until the end. */
const all = async <T>(p: Person, path: string): Promise<T[]> => {
  const found: T[] = [];
  let after: string | null = "";
  while (after !== null) {
    const answer: Items<T> = (await p.get<Items<T>>(`${path}limit=200${after && `&after=${after}`}`)).body;
    found.push(...answer.items);
    after = answer.next;
  }
  return found;
};

const someone = (org: string): Person => {
  const found = people.get(org)?.get("manager");
  assert.ok(found, org);
  return found;
};

test("all of them are there, and every account of the contract signs in", () => {
  assert.equal(people.size, shown.length);
  for (const org of shown)
    for (const post of posts[org] ?? posts.others ?? [])
      assert.ok(people.get(org)?.has(post), `${org}.${post}`);
});

test("every regulation that the product carries is adopted by somebody", async () => {
  const adopted = new Set<string>();
  for (const org of shown) {
    const { items } = (await someone(org).get<Items<{ key: string }>>("/api/regulations")).body;
    assert.ok(items.length > 0, org);
    for (const { key } of items) adopted.add(key);
  }
  const carried = readdirSync(join(programDir, "regulations")).map((f) => f.slice(0, -".yaml".length));
  assert.deepEqual(
    carried.filter((key) => !adopted.has(key)),
    [],
  );
});

for (const org of shown.filter((o) => o !== "yanlian"))
  test(`${org}: weeks of matters in several states, clauses that run, and what they show this month`, async () => {
    const me = someone(org);
    const matters = await all<CaseWhole>(me, "/api/cases?");
    assert.ok(matters.length >= 25, `${matters.length}`);
    const states = new Set(matters.map((m) => m.state));
    assert.ok(states.size >= (org === "wuye" ? 2 : 5), [...states].join());
    assert.equal(new Set(matters.map((m) => m.number)).size, matters.length);
    const { items } = (await me.get<Items<Clause>>("/api/clauses")).body;
    const running = items.filter((c) => c.status === "running");
    assert.ok(running.some((c) => c.evidence.month.ran > 0));
  });

test("boards show duties that were kept and duties that were missed", async () => {
  const kept = new Map<string, Set<string>>();
  for (const org of shown) {
    const { items } = (await someone(org).get<Items<Strip>>("/api/duties/board")).body;
    const states = new Set(items.flatMap((s) => s.cells.map((c) => c.state)));
    if (states.has("met")) kept.set(org, states);
  }
  assert.ok(kept.size >= 8, [...kept.keys()].join());
  for (const [org, states] of kept) assert.ok(states.has("breached") || states.has("open"), org);
});

test("approvals granted, refused and waiting; papers signed and not yet", async () => {
  const found = new Set<string>();
  const papers = new Set<string>();
  for (const org of shown) {
    for (const state of ["granted", "refused", "waiting"])
      for (const p of people.get(org)?.values() ?? [])
        for (const as of ["", "&as=asker"]) {
          const { items } = (await p.get<Items<unknown>>(`/api/approvals?state=${state}${as}`)).body;
          if (items.length > 0) found.add(state);
        }
    for (const { state } of await all<{ state: string }>(someone(org), "/api/papers?")) papers.add(state);
  }
  assert.deepEqual([...found].sort(), ["granted", "refused", "waiting"]);
  assert.ok(papers.has("completed") && papers.has("signing"), [...papers].join());
});

test("the property office has each state in hand, and nothing of its past is overdue", async () => {
  const me = someone("wuye");
  const matters = await all<CaseWhole>(me, "/api/cases?");
  const states = new Set(matters.map((m) => m.state));
  for (const state of ["registered", "forwarded", "accepted", "resolved", "informed", "closed", "withdrawn"])
    assert.ok(states.has(state as CaseWhole["state"]), state);
  const owed = await all<{ state: string; case: unknown }>(me, "/api/obligations?state=breached&");
  assert.deepEqual(
    owed.filter((o) => o.case !== null),
    [],
  );
});

const kinds = [
  ...[
    { kind: "complaint", severity: "minor" },
    { kind: "complaint", severity: "major" },
  ],
  ...["enquiry", "query", "request", "suggestion", "praise", "application"].map((kind) => ({ kind })),
];
for (const org of shown)
  test(`${org}: each kind of matter can be taken from its registration to the archive`, async () => {
    const known = people.get(org) as People;
    const { items } = (await someone(org).get<Items<{ key: string }>>("/api/departments")).body;
    for (const { key } of items.slice(0, 2))
      for (const given of kinds) {
        const archived = await handle(known, key, given);
        assert.equal(archived.state, "closed", `${given.kind} in ${key}`);
      }
  });
