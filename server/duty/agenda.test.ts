// The agenda under stress: several loops at once, connections that are killed, a long absence, a long life.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { replan } from "#server/log/clock/replan.ts";
import { lapseDue } from "#server/log/clock/wake.ts";
import { execute } from "#server/log/execute.ts";
import { compareViews } from "#server/log/proof/rebuild.ts";
import { type House, type Office, openHouse } from "#server/log/proof/testing/office.ts";
import { streamId } from "#server/log/stream-id.ts";

const regulation = "pm-front-office";
const title = "定期事项试行";

const yamlOf = (clauses: readonly string[]): string =>
  [
    `regulation: ${regulation}`,
    `title: ${title}`,
    "roles: { receptionist: 接待员 }",
    "clauses:",
    ...clauses,
  ].join("\n");
const daily = (id: string, within: string): string =>
  [
    `  - id: "${id}"`,
    `    says: 第${id}项每天检查`,
    `    rule: { when: { every: day }, who: receptionist, within: { time: "${within}" } }`,
    `    proof: { raised: "2026-03-05 00:00", due: "2026-03-05 ${within}" }`,
  ].join("\n");

const forwarding = [
  '  - id: "f"',
  "    says: 十分钟内转送",
  "    rule: { when: case.registered, must: case.forwarded, who: receptionist, within: 10 minutes }",
  '    proof: { given: [{ register: { kind: complaint } }], act: { forward: { department: service } }, due: "2026-03-04 10:10" }',
].join("\n");

/** Puts an edition in force from a day on, or from the beginning. */
const put = async ({ world, org }: Office, date: string, clauses: readonly string[]): Promise<void> => {
  const stream = streamId(org, "regulation", regulation);
  const data = { date, yaml: yamlOf(clauses), title, draft: false, reason: "trial" };
  const outcome = await execute(
    world,
    { org, member: `${org}.admin` },
    {
      streams: [stream],
      configures: true,
      decide: () => ({
        changes: [{ stream, kind: "regulation", events: [{ type: "regulation.edition-published", data }] }],
        answer: () => null,
      }),
    },
  );
  assert.ok("answer" in outcome);
  await replan(world, org);
};

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

type Count = { duties: number; events: number; breached: number; late: number };
const count = async (org: string): Promise<Count> => {
  const { rows } = await house.sql.query<Count>(
    `select (select count(*) from shouwen.duty_view where org = $1)::integer as duties,
            count(*) filter (where type = 'duty.raised')::integer as events,
            count(*) filter (where type = 'obligation.breached')::integer as breached,
            count(*) filter (where type = 'obligation.breached' and data->>'bornLate' = 'true')::integer as late
       from shouwen.event where org = $1`,
    [org],
  );
  return rows[0] as Count;
};

const ten = Array.from({ length: 10 }, (_, n) => daily(String(n + 1), "08:30"));
const begun = "2026-03-04T10:00:00+08:00";

const open = async (org: string, clauses: readonly string[]): Promise<Office> => {
  const office = await house.office(org);
  await office.clock(begun);
  await put(office, "2026-03-04", clauses);
  return office;
};

test("several loops at once raise everything exactly once", async () => {
  const office = await open("loops", ten);
  await office.clock("2026-04-03T10:00:00+08:00");
  const loop = async (): Promise<void> => {
    // One that finds the agenda taken has nothing to do and comes again.
    for (let n = 0; n < 12; n++) await lapseDue(house.world, "loops", null);
  };
  await Promise.all([loop(), loop(), loop(), loop()]);
  await office.settle();
  const { duties, events } = await count("loops");
  assert.deepEqual([duties, events], [300, 300]);
  assert.deepEqual(await compareViews(house.world, "loops"), []);
});

test("loops whose connections are killed leave nothing half raised, and nothing twice", async () => {
  const office = await open("killed", ten);
  await office.clock("2026-06-02T10:00:00+08:00");
  const killer = new pg.Client({ connectionString: house.url });
  await killer.connect();
  let running = true;
  const killing = (async () => {
    for (let n = 0; n < 12 && running; n++) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      await killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
      );
    }
  })();
  for (let n = 0; n < 60; n++) await lapseDue(house.world, "killed", null).catch(() => undefined);
  running = false;
  await killing;
  await killer.end();
  await office.settle();
  const { duties, events } = await count("killed");
  assert.deepEqual([duties, events], [900, 900]);
  assert.deepEqual(await compareViews(house.world, "killed"), []);
});

test("a year's absence is made up in pieces: late ones are breached at once, born late, and nobody else waits", async () => {
  const hundred = Array.from({ length: 100 }, (_, n) => daily(String(n + 1), "08:30"));
  const office = await open("absent", [forwarding, ...hundred]);
  const { number } = await office.register("reception", { severity: "minor" });
  assert.ok(number);
  await office.clock("2026-05-03T07:00:00+08:00");
  const began = performance.now();
  const first = await lapseDue(house.world, "absent", null);
  const took = performance.now() - began;
  assert.ok(took < 5000, `${took} ms`);
  // The matter's own clocks ran out in the very first turn.
  assert.ok(first.fired.some((f) => f.kind === "case"));
  assert.equal(first.more, true);
  await office.settle();
  const { duties, breached, late } = await count("absent");
  // From 5 March to 3 May, whose duties are not due yet.
  assert.equal(duties, 60 * 100);
  assert.deepEqual([late, breached], [59 * 100, 59 * 100 + 1]);
  const { rows } = await house.sql.query(
    `select d.opens_at, b.opened_at, b.due_at, b.state from shouwen.duty_view d
       join shouwen.obligation b on b.org = d.org and b.stream = d.id
      where d.org = 'absent' order by d.due_at limit 1`,
  );
  const [opens, due] = ["2026-03-04T16:00:00.000Z", "2026-03-05T00:30:00.000Z"].map((t) => Date.parse(t));
  assert.deepEqual(
    [+rows[0].opens_at, +rows[0].opened_at, +rows[0].due_at, rows[0].state],
    [opens, opens, due, "breached"],
  );
});

test("a long agenda goes on in its next volume, and no stream grows without end", async () => {
  const office = await open("long", [daily("1", "08:30")]);
  for (let day = 0; day < 320; day++) {
    await office.clock(new Date(Date.parse(begun) + (day + 1) * 86_400_000).toISOString());
    await lapseDue(house.world, "long", null);
  }
  const { duties, events } = await count("long");
  assert.deepEqual([duties, events], [320, 320]);
  const { rows } = await house.sql.query<{ length: number; wake_at: number | null }>(
    "select length, wake_at from shouwen.stream where org = 'long' and kind = 'agenda' order by wake_at",
  );
  assert.equal(rows.length, 2);
  assert.ok(rows.every((r) => r.length <= 302));
  assert.equal(rows.filter((r) => r.wake_at !== null).length, 1);
  assert.deepEqual(await compareViews(house.world, "long"), []);
});

test("an edition that only moves the hour raises nothing twice in the period it finds", async () => {
  const on = (time: string) =>
    [
      '  - id: "1"',
      "    says: 每天点检",
      `    rule: { when: { every: day, on: { time: "${time}" } }, who: receptionist }`,
      `    proof: { raised: "2026-03-05 ${time}", due: "2026-03-05 24:00" }`,
    ].join("\n");
  const office = await open("moved", [on("08:00")]);
  await office.clock("2026-03-05T09:00:00+08:00");
  await office.settle();
  assert.equal((await count("moved")).duties, 1);
  await put(office, "2026-03-05", [on("15:00")]);
  await office.clock("2026-03-05T16:00:00+08:00");
  await office.settle();
  assert.equal((await count("moved")).duties, 1);
  await office.clock("2026-03-06T16:00:00+08:00");
  await office.settle();
  assert.equal((await count("moved")).duties, 2);
});
