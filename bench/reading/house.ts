// The house as the readings find it: a day's open complaints, some of the past ones overdue, one long matter.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { CaseWhole } from "#api/case.ts";
import { Caller, requestOf } from "../caller.ts";
import { openHouse } from "../scale/house.ts";
import { type Bench, signIn } from "../server.ts";

export type Reader = {
  get: <T>(path: string) => Promise<T>;
  post: <T>(path: string, body: unknown) => Promise<T>;
  put: <T>(path: string, body: unknown) => Promise<T>;
};

/** Calls as a member, the desk's if none is named; each must be answered within a minute. */
export const readerAt = (bench: Bench, cookie: string = bench.cookie): Reader => {
  const send = async <T>(path: string, init: RequestInit): Promise<T> => {
    const headers = { cookie, origin: bench.address, "content-type": "application/json" };
    const response = await fetch(bench.address + path, {
      ...init,
      headers,
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    get: (path) => send(path, {}),
    post: (path, body) => send(path, { method: "POST", body: JSON.stringify(body) }),
    put: (path, body) => send(path, { method: "PUT", body: JSON.stringify(body) }),
  };
};

const today = "今日未了的投诉";
const openOnes = 200;

export const complaint = (title: string, n: number) => ({
  kind: "complaint",
  severity: "important",
  title,
  description: `${n}号楼电梯反复困人，值班室无人接听，要求查明原因`,
  channel: "phone",
  customer: { phone: `137${String(10_000_000 + (n % 200)).slice(-8)}` },
  occurredAt: "2026-11-01T20:00:00+08:00",
  place: `${n}号楼电梯`,
  against: { department: "security" },
  demand: "查明原因，当面道歉",
});

/**
 * A third waits for the desk, a third for the department's signature, a third for more time to be granted. Not the department
 * at whose desk the browsers look later: it would be full.
 */
const goOn = async (desk: Reader, department: Reader, id: string, n: number): Promise<void> => {
  const act = <T>(reader: Reader, action: string, body: object) =>
    reader.post<T>(`/api/cases/${id}/actions/${action}`, body);
  const fields = { place: `${n}号楼东侧电梯` };
  await desk.put(`/api/cases/${id}/papers/resident-complaint-form`, { fields });
  if (n % 3 === 0) return;
  await act(desk, "forward", { department: "security" });
  if (n % 3 === 1) return;
  const { obligations } = await act<CaseWhole>(department, "sign", {});
  const term = obligations.find((one) => one.clause.endsWith("/2.10.1c"));
  const until = new Date(Date.parse(term?.dueAt ?? "") + 86_400_000).toISOString();
  await act(department, "extend", { obligation: term?.id, until, reason: "等配件" });
};

/** Registers what is open today, once in a house, so that it is the same at every size. */
const openToday = async (bench: Bench, reader: Reader, sql: pg.Client): Promise<void> => {
  const department = readerAt(bench, await signIn(bench.address, "wuye.security"));
  const { rows } = await sql.query<{ n: string }>(
    "select count(*) n from shouwen.case_view where org = 'wuye' and title = $1",
    [today],
  );
  for (let n = Number(rows[0]?.n); n < openOnes; n++) {
    const { id } = await reader.post<CaseWhole>("/api/cases", complaint(today, n));
    await goOn(reader, department, id, n);
  }
};

/** A matter with a hundred events. */
const longOne = async (reader: Reader): Promise<string> => {
  const { id } = await reader.post<CaseWhole>("/api/cases", complaint("反复报修", 1));
  for (let n = 1; n < 100; n++)
    await reader.post(`/api/cases/${id}/actions/note`, { text: `第${n}次回访，住户不在家` });
  return id;
};

/** As after a night of autovacuum: of what this or another part took back nothing is left. Somebody's look at it may be in the way for a moment. */
const tidy = async (sql: pg.Client, table: string): Promise<void> => {
  for (let left = 5; left > 0; left--) {
    await sql.query(`vacuum (analyze, index_cleanup on) shouwen.${table}`);
    const { rows } = await sql.query<{ done: boolean }>(
      "select relallvisible > 0.99 * relpages as done from pg_class where oid = $1::regclass",
      [`shouwen.${table}`],
    );
    if (rows[0]?.done) return;
    await sleep(3000);
  }
};

/** One past complaint in fifty ran out of time: set in the views, which is all that lists read, and taken back after. */
const someLate = async (sql: pg.Client, late: boolean): Promise<void> => {
  const [was, is] = late ? ["met", "breached"] : ["breached", "met"];
  await sql.query(
    `update shouwen.obligation set state = '${is}' where org = 'wuye' and state = '${was}' and met_at is not null
        and hashtext(stream::text) % 50 = 0`,
  );
  await sql.query(
    `update shouwen.case_view v set breached = ${late} where org = 'wuye' and breached <> ${late} and hashtext(id::text) % 50 = 0
        and exists (select from shouwen.obligation b where b.org = v.org and b.stream = v.id and b.state = '${is}')`,
  );
  for (const table of ["obligation", "case_view"]) await tidy(sql, table);
  // Else what was just written is still on its way to the disk while readings are timed.
  await sql.query("checkpoint");
};

export type House = {
  bench: Bench;
  reader: Reader;
  /** The general manager, for whom approvals wait. */
  chief: Reader;
  /** Asks and reads the whole answer, with as little of the asker's own work as can be. */
  ask: (path: string, byChief?: boolean) => Promise<void>;
  sql: pg.Client;
  long: string;
  close: () => Promise<void>;
};

/** Opens the house at a size, furnished for reading. */
export const furnishedHouse = async (size: number): Promise<House> => {
  const bench = await openHouse(size);
  const sql = new pg.Client({ connectionString: bench.url });
  await sql.connect();
  const reader = readerAt(bench);
  const { hostname, port } = new URL(bench.address);
  const connect = () => new Caller(hostname, Number(port));
  let caller = connect();
  const cookie = await signIn(bench.address, "wuye.gm");
  const ask = async (path: string, byChief = false): Promise<void> => {
    if (!caller.open) caller = connect();
    const status = await caller.send(requestOf(byChief ? { ...bench, cookie } : bench, { path }));
    if (status !== 200) throw new Error(`${path} answered ${status}`);
  };
  const close = async (): Promise<void> => {
    caller.close();
    await someLate(sql, false);
    await sql.end();
    await bench.stop();
  };
  try {
    await openToday(bench, reader, sql);
    const long = await longOne(reader);
    await someLate(sql, true);
    return { bench, reader, chief: readerAt(bench, cookie), ask, sql, long, close };
  } catch (error) {
    await close();
    throw error;
  }
};
