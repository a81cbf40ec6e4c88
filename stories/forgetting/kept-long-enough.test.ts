// Keeping times: what has passed them comes up as a duty, is destroyed by one act, and leaves a register; never by itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DutyWhole } from "#api/duty.ts";
import type { Receipt } from "#api/erasure.ts";
import type { DueLine, Hold, Retention } from "#api/retention.ts";
import type { Problem } from "#api/words.ts";
import { isOwnClause } from "#domain/retention/own.ts";
import { verify } from "#server/log/proof/verify.ts";
import { complaint, type Office, openOffice, type Person } from "../office.ts";
import { edition, regulation } from "../paper-trial.ts";
import { attach, holding } from "./forgotten.ts";

let office: Office;
let admin: Person;
let reception: Person;
let gm: Person;
const visits: string[] = [];
let matter: string;
let running: string;
const password = "shouwen-demo";
const says = "每月清点保管期满的表单和事项，经总经理决定后销毁";
const kept = `${edition.replace("      customer: never\n", '      customer: never\n      keep: 6 months\n      keptBy: "6"\n')}
  - { id: "6", at: 六, says: 来访登记簿保存六个月, see: ["3"] }
`;

before(async () => {
  office = await openOffice();
  [admin, reception, gm] = (await Promise.all(
    ["admin", "reception", "gm"].map((post) => office.signIn(`yanlian.${post}`)),
  )) as [Person, Person, Person];
  const at = "2026-03-02T09:00:00+08:00";
  assert.equal((await admin.post("/api/rehearsal/reset", { at, regulations: [regulation] })).status, 200);
  const headers = { "content-type": "text/yaml", reason: "trial" };
  const put = await admin.put(`/api/regulations/${regulation}/editions/2026-03-02`, kept, headers);
  assert.equal(put.status, 200, JSON.stringify(put.body));
  for (const visitor of ["甲久远", "乙久远"]) {
    const body = { paper: "visitors", fields: { visitor } };
    visits.push((await reception.post<{ id: string }>("/api/papers", body)).body.id);
  }
  const register = async (name: string) =>
    (
      await reception.post<{ id: string }>(
        "/api/cases",
        complaint({ customer: { name }, occurredAt: undefined, title: `${name}的事` }),
      )
    ).body.id;
  matter = await register("丙久远");
  await attach(office, reception, matter, "丙久远.txt", "丙久远");
  await reception.act(matter, "withdraw", { reason: "丙久远不再追究" });
  running = await register("丁久远");
});
after(() => office.close());

const advance = async (to: string): Promise<void> => {
  assert.equal((await admin.post("/api/rehearsal/advance", { to })).status, 200);
};
const due = async (by = gm): Promise<DueLine[]> =>
  (await by.get<{ items: DueLine[] }>("/api/retention/due")).body.items;
const set = (value: unknown, by = admin) =>
  by.put<Retention & Problem>("/api/retention", JSON.stringify(value));
const own = (more: Record<string, unknown> = {}) => ({
  keeps: { "matter:complaint": "1 years" },
  every: "month",
  post: "gm",
  says,
  ...more,
});

test("the administrator sets the organisation's own lengths; a text's length is not to be set aside", async () => {
  assert.equal((await set(own(), gm)).status, 403);
  assert.equal((await set(own({ keeps: { [`${regulation}/visitors`]: "1 years" } }))).status, 422);
  assert.equal((await set(own({ keeps: { "matter:complaint": "soon" } }))).status, 400);
  const { body } = await set(own());
  const of = (thing: string) => {
    const { keep, clause, own: mine } = body.things.find((t) => t.thing === thing) ?? assert.fail(thing);
    return [keep, clause, mine];
  };
  assert.deepEqual(of(`${regulation}/visitors`), ["6 months", `${regulation}/6`, null]);
  assert.deepEqual(of(`${regulation}/compensation`), [null, `${regulation}/2`, null]);
  assert.deepEqual(of("matter:complaint"), [null, null, "1 years"]);
});

test("nothing is due a day too early, and nothing is destroyed by itself", async () => {
  await advance("2026-09-02T23:59:00+08:00");
  assert.deepEqual(await due(), []);
  await advance("2026-09-03T00:00:00+08:00");
  const lines = await due();
  assert.deepEqual(lines.map((l) => l.stream).sort(), [...visits].sort());
  assert.deepEqual([lines[0]?.until, lines[0]?.clause], ["2026-09-02T16:00:00.000Z", `${regulation}/6`]);
  assert.notDeepEqual(await holding(office, "甲久远"), []);
});

let duty: string;
test("it comes up as a duty each month, for the post that decides", async () => {
  await advance("2026-10-02T09:00:00+08:00");
  const { items } = (
    await gm.get<{ items: { id: string; clause: string; says: string; mine: boolean; period: string }[] }>(
      "/api/duties?limit=200",
    )
  ).body;
  const found = items.filter((d) => isOwnClause(d.clause)).sort((a, b) => (a.period < b.period ? 1 : -1));
  assert.deepEqual([found[0]?.says, found[0]?.period, found[0]?.mine], [says, "2026-10", true]);
  assert.equal(found.at(-1)?.period, "2026-04");
  duty = found[0]?.id ?? "";
  const mine = await gm.get<{ items: { clause: string }[] }>("/api/obligations?owner=me&state=open");
  assert.ok(mine.body.items.some((o) => isOwnClause(o.clause)));
  const one = await gm.get<DutyWhole>(`/api/duties/${duty}`);
  assert.deepEqual([one.body.ownerPost, one.body.state, one.body.doable], ["gm", "open", true]);
});

const destroy = (items: { stream: string; paper: string | null }[], by = gm) =>
  by.post<Receipt & Problem>("/api/retention/destroy", { items, password, duty });
const visitOf = (n: number) => ({ stream: visits[n] ?? "", paper: "visitors" });

test("a hold excepts it; what is not due cannot be destroyed; only who decides may", async () => {
  const held = await gm.post<Hold>("/api/holds", { ...visitOf(1), reason: "乙久远的诉讼" });
  assert.equal(held.status, 201, JSON.stringify(held.body));
  assert.deepEqual((await due()).map((l) => l.held).sort(), [false, true]);
  assert.equal((await destroy([visitOf(0), visitOf(1)])).body.type, "urn:shouwen:refusal:erase-held");
  assert.equal(
    (await destroy([{ stream: matter, paper: null }])).body.type,
    "urn:shouwen:refusal:destroy-not-due",
  );
  assert.equal((await destroy([visitOf(0)], reception)).body.type, "urn:shouwen:refusal:may-not-destroy");
  assert.equal((await reception.get("/api/retention/due")).status, 403);
});

test("one act destroys it, does the duty, and leaves the register", async () => {
  const { status, body } = await destroy([visitOf(0)]);
  assert.equal(status, 201, JSON.stringify(body));
  const { keep, clause, until, events, number } = body.items[0] ?? assert.fail();
  assert.deepEqual(
    [keep, clause, until, events],
    ["6 months", `${regulation}/6`, "2026-09-02T16:00:00.000Z", 1],
  );
  assert.match(number ?? "", /^202603-/);
  assert.deepEqual(await holding(office, "甲久远"), []);
  assert.notDeepEqual(await holding(office, "乙久远"), []);
  const one = (await gm.get<DutyWhole>(`/api/duties/${duty}`)).body;
  assert.deepEqual([one.state, one.doneBy], ["met", "yanlian.gm"]);
  assert.deepEqual(
    (await due()).map((l) => l.stream),
    [visits[1]],
  );
});

test("a matter goes a year after it ended, with its file; one that runs never does", async () => {
  await advance("2027-03-04T09:00:00+08:00");
  const line = (await due()).find((l) => l.stream === matter) ?? assert.fail();
  assert.deepEqual([line.keep, line.clause, line.files], ["1 years", null, 1]);
  const items = (await due()).filter((l) => !l.held).map(({ stream, paper }) => ({ stream, paper }));
  assert.ok(!items.some((i) => i.stream === running));
  assert.equal((await destroy(items)).status, 201);
  assert.deepEqual(await holding(office, "丙久远的事"), []);
  assert.deepEqual(await holding(office, "丁久远的事").then((h) => h.length > 0), true);
  const { world } = office.running;
  assert.equal((await verify(world.pool, world.dataDir)).firstBad, null);
});
