// An office whose people have mail addresses, for tests that let notices leave the house.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { DeliveryRecord } from "#api/delivery.ts";
import { readConfig } from "#server/config.ts";
import { freshDatabase } from "#server/db/template.ts";
import { execute } from "#server/log/execute.ts";
import { streamId } from "#server/log/stream-id.ts";
import { reading } from "#server/log/unit.ts";
import { type Running, start } from "#server/main.ts";

export type Answered<T> = { status: number; body: T };
export type Person = { call: <T>(method: string, path: string, body?: unknown) => Promise<Answered<T>> };

export type House = {
  /** The organisation whose people can be reached. */
  org: string;
  running: Running;
  url: string;
  dataDir: string;
  sql: pg.Pool;
  signIn: (username: string, address?: string) => Promise<Person>;
  /** Another process on the same database. */
  another: () => Promise<Running>;
  /** Stops every process; the database stays. */
  stop: () => Promise<void>;
  close: () => Promise<void>;
};

export const publicUrl = "https://shouwen.example.cn";

const environment = (url: string, dataDir: string, more: Record<string, string>) => ({
  ...{ PORT: "0", DATA_DIR: dataDir, DATABASE_URL: url, DEMO: "first", LOG_LEVEL: "warn" },
  ...{ OUTBOUND_PRIVATE: "allow", PUBLIC_URL: publicUrl },
  ...more,
});

const signInAt = async (address: string, username: string): Promise<Person> => {
  const signed = await fetch(`${address}/api/auth/sign-in/username`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password: "shouwen-demo" }),
  });
  assert.equal(signed.status, 200, await signed.text());
  const cookie = signed.headers
    .getSetCookie()
    .map((c) => c.split(";")[0])
    .join("; ");
  return {
    call: async <T>(method: string, path: string, body?: unknown) => {
      const headers = { cookie, origin: publicUrl, "content-type": "application/json" };
      const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
      const answer = await fetch(address + path, init);
      return { status: answer.status, body: (await answer.json()) as T };
    },
  };
};

/** Gives members of an organisation addresses and telephones, as their staff streams do. */
export const reachable = async (running: Running, org: string, count?: number): Promise<void> => {
  const { world } = running;
  const members = await reading(world, org, async (unit) => unit.directory.organisation.members);
  for (const [n, m] of members.slice(0, count).entries()) {
    const stream = streamId(org, "staff", m.id);
    const { id: member, name, username, posts, department } = m;
    const contact = { email: `${m.id}@office.example`, phone: `+86 138 0000 ${String(n).padStart(4, "0")}` };
    const data = { member, name, username, posts, department, ...contact };
    const outcome = await execute(
      world,
      { org, member: members[0]?.id ?? "" },
      {
        streams: [stream],
        configures: true,
        decide: () => ({
          changes: [{ stream, kind: "staff", run: 0, events: [{ type: "staff.joined", data }] }],
          answer: () => null,
        }),
      },
    );
    assert.ok("answer" in outcome);
  }
};

/** Opens the house. */
export const openHouse = async (org: string, more: Record<string, string> = {}): Promise<House> => {
  const database = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-delivery-"));
  const { url } = database;
  const running = await start(readConfig(environment(url, dataDir, more)));
  const processes = [running];
  const stop = async (): Promise<void> => {
    for (const one of processes.splice(0)) await one.stop();
  };
  const sql = new pg.Pool({ connectionString: url, max: 2, options: "-c search_path=shouwen" });
  await reachable(running, org);
  return {
    ...{ org, running, url, dataDir, sql },
    signIn: (username, address = running.address) => signInAt(address, username),
    another: async () => {
      const other = await start(readConfig(environment(url, dataDir, more)));
      processes.push(other);
      return other;
    },
    stop,
    close: async () => {
      await stop();
      await sql.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** The settings as they are put, with a mail server and hooks of this machine. */
export const settings = (more: Record<string, unknown> = {}, port = 1) => ({
  mail: {
    ...{ on: true, host: "127.0.0.1", port, security: "none", user: null },
    from: "The office <notice@office.example>",
  },
  hooks: [],
  quiet: { mode: "none", from: "22:00", to: "07:30" },
  urgent: ["major", "crisis"],
  urgentAbout: [],
  collectSeconds: 0,
  language: "zh-CN",
  ...more,
});

export const hook = (more: Record<string, unknown> = {}) => ({
  ...{ id: "front", on: true, name: "前台群", shape: "wecom", departments: [], posts: [], about: [] },
  ...more,
});

/** A complaint that is forwarded to the engineers, whose head is told. */
export const forwarded = async (
  desk: Person,
  more: Record<string, unknown> = {},
): Promise<{ id: string; number: string }> => {
  const registered = await desk.call<{ id: string; number: string }>("POST", "/api/cases", {
    kind: "complaint",
    severity: "important",
    title: "三号楼电梯反复困人",
    description: "三号楼电梯停在五楼，住户被困四十分钟，值班室无人接听。",
    channel: "phone",
    customer: { name: "张伟民", phone: "13900000001" },
    occurredAt: new Date(Date.now() - 3_600_000).toISOString(),
    place: "三号楼电梯",
    against: { department: "engineering" },
    demand: "查明原因，更换门机，当面道歉",
    ...more,
  });
  assert.equal(registered.status, 201, JSON.stringify(registered.body));
  const { id } = registered.body;
  const act = await desk.call("POST", `/api/cases/${id}/actions/forward`, { department: "engineering" });
  assert.equal(act.status, 200, JSON.stringify(act.body));
  return registered.body;
};

/** Waits until something holds. */
export const until = async <T>(
  ask: () => Promise<T | null | false> | T | null | false,
  ms = 20_000,
): Promise<T> => {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    const found = await ask();
    if (found) return found;
    await pause(50);
  }
  throw new Error("It does not come about.");
};

/** Lets what was to be tried again later be due now. */
export const dueNow = async ({ sql, running, org }: House): Promise<void> => {
  await sql.query("update delivery set next_at = now(), held = false where state in ('failed', 'waiting')");
  running.world.tell({ org, about: "delivery" });
};

export const record = async (admin: Person, state?: string): Promise<DeliveryRecord[]> =>
  (
    await admin.call<{ items: DeliveryRecord[] }>(
      "GET",
      `/api/deliveries?limit=200${state ? `&state=${state}` : ""}`,
    )
  ).body.items;
