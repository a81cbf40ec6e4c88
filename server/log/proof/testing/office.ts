// An office of its own for tests of the log: founded, served and acted in through the real commands.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import type { Registration } from "#api/registration.ts";
import type { Facts } from "#domain/stream/event.ts";
import { settleApproval } from "#server/approval/decide.ts";
import { actOn } from "#server/case/act.ts";
import { register } from "#server/case/register.ts";
import { programDir } from "#server/config.ts";
import { openPool } from "#server/db/pool.ts";
import { freshDatabase } from "#server/db/template.ts";
import { lapseDue } from "#server/log/clock/wake.ts";
import type { Outcome } from "#server/log/command.ts";
import { execute } from "#server/log/execute.ts";
import { react } from "#server/log/outbox.ts";
import { makeWorld, type World } from "#server/log/world.ts";
import { modules, reactors } from "#server/modules.ts";
import { readOrganisation } from "#server/organisation/file.ts";
import { found } from "#server/organisation/found.ts";

export type Office = {
  org: string;
  world: World;
  /** Sets the office's clock; null is the database's. */
  clock(at: string | null): Promise<void>;
  /** Lets everything due by now come about, with what follows from it. */
  settle(): Promise<void>;
  register(by: string, body: Partial<Registration>): Promise<CaseWhole>;
  act(by: string, id: string, action: string, body?: Facts): Promise<CaseWhole | Approval>;
  decide(by: string, approval: Approval, answer: "granted" | "refused"): Promise<Approval>;
};

export type House = {
  world: World;
  url: string;
  office(org: string): Promise<Office>;
  sql: World["pool"];
  close(): Promise<void>;
};

const bodyOf = <T>(outcome: Outcome<{ status: number; body: unknown }>): T => {
  if ("refused" in outcome) throw new Error(JSON.stringify(outcome.refused));
  if (!("answer" in outcome)) throw new Error("An earlier answer came back.");
  return outcome.answer.body as T;
};

/** Founds an office in any world. */
export const officeIn = async (world: World, org: string): Promise<Office> => {
  const file = readOrganisation(join(programDir, "organisations", "wuye.yaml"));
  await found(world, { ...file, organisation: org });
  const by = (post: string) => ({ org, member: `${org}.${post}` });
  return {
    org,
    world,
    clock: async (at) => {
      await world.pool.query("update shouwen.organisation set clock_at = $2 where org = $1", [org, at]);
    },
    settle: async () => {
      while ((await lapseDue(world, org, null)).more);
      await react(world, org, reactors);
    },
    register: async (post, given) => {
      const body = {
        kind: "complaint",
        title: "电梯异响",
        description: "夜里很吵",
        channel: "phone",
        customer: {},
        ...given,
      };
      const caller = by(post);
      const decide = (unit: Parameters<typeof register>[1]) =>
        register(world, unit, caller, body as Registration);
      return bodyOf(await execute(world, caller, { streams: [], decide }));
    },
    act: async (post, id, action, body = {}) => {
      const caller = by(post);
      const act = { id, action, body, me: caller.member, version: null };
      return bodyOf(
        await execute(world, caller, { streams: [id], decide: (unit, seen) => actOn(unit, seen(id), act) }),
      );
    },
    decide: async (post, approval, answer) => {
      const caller = by(post);
      const asked = {
        id: approval.id,
        matter: approval.case,
        act: { act: answer === "granted" ? ("approve" as const) : ("reject" as const), comment: "按规定办" },
        me: caller.member,
      };
      const streams = [approval.id, approval.case];
      return bodyOf(
        await execute(world, caller, { streams, decide: (unit, seen) => settleApproval(unit, seen, asked) }),
      );
    },
  };
};

/** A database and a data folder of the test's own; `sql` is a superuser's. */
export const openHouse = async (): Promise<House> => {
  const database = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-log-"));
  const pool = openPool(database.url, 10);
  const side = openPool(database.url, 2);
  const world = makeWorld({ pool, side }, modules, () => {}, dataDir);
  return {
    world,
    url: database.url,
    sql: pool,
    office: (org) => officeIn(world, org),
    close: async () => {
      // Not waited for: a test that failed may still hold a connection, which ends with the database.
      void Promise.all([pool.end(), side.end()]);
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/**
 * One complaint from the first call to the archive, with what may happen on the way.
 * @param look is called whenever a while has gone by
 */
export const tellStory = async (
  o: Office,
  look = async () => {},
): Promise<{ id: string; customer: string }> => {
  await o.clock("2026-11-18T02:00:00Z");
  const customer = { name: "赵晓", phone: "13912345678", address: "荣安花园2栋1单元101" };
  const form = {
    severity: "minor",
    customer,
    place: "2栋大堂",
    demand: "尽快修好",
    against: { department: "engineering" },
  };
  const matter = await o.register("reception", {
    ...form,
    occurredAt: "2026-11-17T15:00:00Z",
  } as Partial<Registration>);
  const { id } = matter;
  await o.clock("2026-11-18T02:05:00Z");
  await o.act("reception", id, "note", { text: "已安抚住户" });
  // The first clock runs out before anybody forwards it.
  await o.clock("2026-11-18T02:10:00.001Z");
  await o.settle();
  await look();
  await o.act("reception", id, "forward", { department: "engineering" });
  await o.act("engineering", id, "return", { reason: "不属本部门" });
  await look();
  await o.clock("2026-11-18T04:00:00Z");
  await o.act("reception", id, "grade", { severity: "important" });
  await o.act("reception", id, "forward", { department: "engineering" });
  await o.act("engineering", id, "sign");
  await o.act("reception", id, "report", { to: "manager" });
  await o.act("engineering", id, "pause", { reason: "awaiting-customer" });
  await o.act("engineering", id, "resume");
  const shown = (await o.act("engineering", id, "investigate", { finding: "轴承磨损" })) as CaseWhole;
  const clock = shown.obligations.find((x) => x.state === "open" && x.clause.endsWith("/2.10.1c"));
  const until = "2026-11-25T16:00:00Z";
  const asked = (await o.act("engineering", id, "extend", {
    obligation: clock?.id,
    until,
    reason: "等配件",
  })) as Approval;
  await o.decide("gm", asked, "granted");
  await o.clock("2026-11-20T04:00:00Z");
  await o.settle();
  await look();
  await o.act("engineering", id, "assign", { member: "engineering" });
  await o.act("engineering", id, "resolve", { outcome: "已更换轴承" });
  await o.act("engineering", id, "hand-back");
  await o.clock("2026-11-23T04:00:00Z");
  // Nobody woke the clocks of the days between.
  await o.act("reception", id, "inform", { means: "phone", text: "已修好" });
  await o.act("reception", id, "confirm", { satisfied: true, rating: 5 });
  await o.act("reception", id, "close");
  await o.settle();
  await look();
  return { id, customer: matter.customer.id };
};
