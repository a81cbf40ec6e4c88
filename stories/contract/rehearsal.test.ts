// The contract, read line by line: the movable clock, its boundary instants, its runs, and editions of regulations.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import { clock, complaint, type Office, openOffice, type Person } from "../office.ts";

let office: Office;
const who: Record<string, Person> = {};
const person = (name: string): Person => who[name] as Person;
before(async () => {
  office = await openOffice();
  for (const post of ["admin", "gm", "manager", "reception", "engineering"])
    who[post] = await office.signIn(`yanlian.${post}`);
});
after(() => office.close());

type Moved = { now: string; fired: { at: string; type: string; clause: string; case?: string }[] };
const start = { at: "2026-11-18T10:00:00+08:00", regulations: ["pm-front-office"] };
const reset = (body: unknown = start, name = "admin") =>
  person(name).post<{ now: string }>("/api/rehearsal/reset", body);
const advance = (body: unknown, name = "admin") => person(name).post<Moved>("/api/rehearsal/advance", body);
const register = async (more: Record<string, unknown> = {}) => {
  const answer = await person("reception").post<CaseWhole>(
    "/api/cases",
    complaint({ occurredAt: "2026-11-17T20:00:00+08:00", ...more }),
  );
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
};

test("the rehearsal's calls are its administrator's, and unknown elsewhere", async () => {
  for (const name of ["gm", "manager", "reception", "engineering"]) {
    assert.equal((await person(name).get("/api/rehearsal")).status, 403, name);
    assert.equal((await reset(start, name)).status, 403, name);
    assert.equal((await advance({ by: "PT1M" }, name)).status, 403, name);
  }
  for (const name of ["wuye.admin", "wuye.gm"]) {
    const there = await office.signIn(name);
    assert.equal((await there.get("/api/rehearsal")).status, 404, name);
    assert.equal((await there.post("/api/rehearsal/reset", start)).status, 404, name);
    assert.equal((await there.post("/api/rehearsal/advance", { by: "PT1M" })).status, 404, name);
  }
});

test("how far the clock moves: forward, up to two years, one move at a time", async () => {
  assert.equal((await reset()).status, 200);
  const cases: [unknown, number][] = [
    [{}, 400],
    [{ to: start.at, by: "PT1M" }, 400],
    [{ by: "ten minutes" }, 400],
    [{ by: "P999999999Y" }, 400],
    [{ to: "tomorrow" }, 400],
    [{ to: "2026-11-18T09:59:59.999+08:00" }, 422],
    [{ by: "-PT1S" }, 422],
    [{ to: "2028-11-18T10:00:00.001+08:00" }, 422],
    [{ by: "P2YT1S" }, 422],
    [{ by: "P800D" }, 422],
    [{ by: "PT0S" }, 200],
    [{ to: start.at }, 200],
    [{ by: "P2Y" }, 200],
  ];
  for (const [body, status] of cases)
    assert.equal((await advance(body)).status, status, JSON.stringify(body));
  assert.equal(
    (await person("admin").get<{ now: string }>("/api/rehearsal")).body.now,
    "2028-11-18T02:00:00.000Z",
  );
  const bad: [unknown, number][] = [
    [{ ...start, regulations: [] }, 400],
    [{ ...start, regulations: ["nothing"] }, 422],
    [{ at: start.at }, 400],
    [{ ...start, at: "now" }, 400],
    [{ ...start, more: 1 }, 400],
  ];
  for (const [body, status] of bad) assert.equal((await reset(body)).status, status, JSON.stringify(body));
  await reset();
  // A long way, so that the others surely come while it is under way.
  const under = advance({ by: "P2Y" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const others = await Promise.all([advance({ by: "P30D" }), reset()]);
  assert.deepEqual(
    others.map((a) => a.status),
    [409, 409],
  );
  assert.equal((await under).status, 200);
});

test("a move under a key is made once", async () => {
  await reset();
  await register({ severity: "minor" });
  const key = { "idempotency-key": "one-move" };
  const move = (by: string) => person("admin").post<Moved>("/api/rehearsal/advance", { by }, key);
  const [first, again] = [await move("PT1H"), await move("PT1H")];
  assert.deepEqual(
    [again.status, again.headers.get("idempotency-replayed"), again.body],
    [200, "true", first.body],
  );
  assert.equal(first.body.fired.length, 1);
  assert.equal((await move("PT2H")).status, 422, "another body");
  assert.equal(
    (await person("admin").get<{ now: string }>("/api/rehearsal")).body.now,
    "2026-11-18T03:00:00.000Z",
  );
  const over = { "idempotency-key": "one-reset" };
  assert.equal((await person("admin").post("/api/rehearsal/reset", start, over)).status, 200);
  const { id } = await register();
  const repeated = await person("admin").post("/api/rehearsal/reset", start, over);
  assert.equal(repeated.headers.get("idempotency-replayed"), "true");
  assert.equal((await person("gm").get(`/api/cases/${id}`)).status, 200, "the run goes on");
});

test("a clock outruns no calendar", async () => {
  assert.equal((await reset({ ...start, at: "2299-06-01T10:00:00+08:00" })).status, 200);
  assert.ok((await register({ severity: "major" })).obligations.length > 3);
  assert.equal((await advance({ by: "P1Y" })).status, 422);
  assert.equal((await advance({ by: "P20D" })).status, 200);
});

test("everything due comes about in order, once, at its own instant", async () => {
  await reset();
  const made: CaseWhole[] = [];
  for (const severity of ["minor", "important", "major"]) {
    made.push(await register({ severity }));
    await advance({ by: "PT1M" });
  }
  const { body } = await advance({ by: "P30D" });
  const at = body.fired.map((f) => Date.parse(f.at));
  assert.ok(at.every((t, n) => n === 0 || (at[n - 1] ?? 0) <= t));
  // Duties that return come about too, whatever happens to matters.
  const breached = body.fired.filter((f) => f.type === "obligation.breached" && f.case);
  assert.equal(new Set(breached.map((f) => `${f.case} ${f.clause}`)).size, breached.length);
  assert.equal(breached.length, made.flatMap((m) => m.obligations).filter((o) => o.dueAt).length);
  const later = (await advance({ by: "P30D" })).body.fired;
  assert.deepEqual(
    later.filter((f) => f.case),
    [],
  );
});

test("the boundary instant is in time, the next millisecond is not, in every answer", async () => {
  await reset();
  const early = await register({ severity: "minor" });
  const late = await register({ severity: "minor" });
  assert.deepEqual((await advance({ by: "PT10M" })).body.fired, []);
  const act = (id: string) => person("reception").act(id, "forward", { department: "engineering" });
  assert.equal(clock(await person("gm").case(late.id), "2.9.4a").state, "open");
  const met = clock(await act(early.id), "2.9.4a");
  assert.deepEqual([met.state, met.metAt], ["met", met.dueAt]);
  assert.equal((await advance({ by: "PT0.001S" })).body.fired.length, 1);
  const overdue = await person("gm").get<{ items: CaseWhole[] }>("/api/cases?overdue=true");
  assert.deepEqual(
    overdue.body.items.map((c) => c.id),
    [late.id],
  );
  const after = clock(await act(late.id), "2.9.4a");
  assert.deepEqual(
    [after.state, after.dueAt],
    ["late", late.obligations.find((o) => o.clause.endsWith("2.9.4a"))?.dueAt],
  );
});

test("received times follow the rehearsal's clock: five minutes to the millisecond", async () => {
  await reset();
  const now = Date.parse(start.at);
  const status = async (receivedAt: number) =>
    (
      await person("reception").post(
        "/api/cases",
        complaint({ occurredAt: undefined, receivedAt: new Date(receivedAt).toISOString() }),
      )
    ).status;
  assert.equal(await status(now), 201);
  assert.equal(await status(now + 1), 422);
  assert.equal(await status(now - 300_000), 201);
  assert.equal(await status(now - 300_001), 422);
});

test("an extension asked for in time waits past the due time; asked for after it, it is refused", async () => {
  await reset();
  const { id, obligations } = await register({ severity: "minor" });
  const term = obligations.find((o) => o.clause.endsWith("2.10.1a"));
  const until = "2026-11-28T00:00:00+08:00";
  const asked = (await person("reception").act(
    id,
    "extend",
    { obligation: term?.id, until, reason: "等配件" },
    202,
  )) as unknown as Approval;
  await advance({ to: "2026-11-22T00:00:00+08:00" });
  assert.equal(clock(await person("gm").case(id), "2.10.1a").state, "open");
  assert.equal((await person("manager").post(`/api/approvals/${asked.id}/approve`)).status, 200);
  assert.deepEqual(
    [clock(await person("gm").case(id), "2.10.1a").state, clock(await person("gm").case(id), "2.9.3d").state],
    ["open", "open"],
    "the one promise moves with its twin",
  );
  const other = await register({ severity: "minor" });
  const its = other.obligations.find((o) => o.clause.endsWith("2.10.1a"));
  await advance({ by: "P5D" });
  const tooLate = await person("manager").post(`/api/cases/${other.id}/actions/extend`, {
    obligation: its?.id,
    until: "2026-12-30T00:00:00Z",
    reason: "x",
  });
  assert.ok([403, 422].includes(tooLate.status), `${tooLate.status}`);
});

test("a reset begins anew: nothing of the old run is served, sessions and keys stay", async () => {
  await reset();
  const key = { "idempotency-key": "over-the-reset" };
  const first = await person("reception").post<CaseWhole>(
    "/api/cases",
    complaint({ occurredAt: undefined }),
    key,
  );
  const term = first.body.obligations.find((o) => o.clause.endsWith("2.10.1c"));
  const asked = (await person("reception").act(
    first.body.id,
    "extend",
    { obligation: term?.id, until: "2026-12-01T00:00:00Z", reason: "x" },
    202,
  )) as unknown as Approval;
  await reset();
  assert.equal((await person("gm").get(`/api/cases/${first.body.id}`)).status, 404);
  assert.equal(
    (await person("reception").post(`/api/cases/${first.body.id}/actions/note`, { text: "x" })).status,
    404,
  );
  assert.equal((await person("gm").post(`/api/approvals/${asked.id}/approve`)).status, 404);
  for (const list of ["cases", "obligations", "approvals", "notices"])
    for (const name of ["gm", "reception"])
      assert.deepEqual((await person(name).get<{ items: [] }>(`/api/${list}`)).body.items, [], list);
  const again = await person("reception").post<CaseWhole>(
    "/api/cases",
    complaint({ occurredAt: undefined }),
    key,
  );
  assert.deepEqual([again.body.id, again.headers.get("idempotency-replayed")], [first.body.id, "true"]);
});

test("editions: by the administrator, from today on, for a reason, byte for byte, faults with their line", async () => {
  await reset();
  const path = "/api/regulations/pm-front-office/editions";
  const kept = (await person("admin").get<string>(`${path}/beginning`)).body;
  const put = (
    date: string,
    body: string,
    headers: Record<string, string> = { reason: "test" },
    name = "admin",
  ) =>
    person(name).put<{ errors?: { line: number; message: string }[] }>(`${path}/${date}`, body, {
      "content-type": "text/yaml",
      ...headers,
    });
  const on = "2026-12-01";
  assert.equal((await put(on, kept, { reason: "x" }, "gm")).status, 403);
  assert.equal((await put(on, kept, {})).status, 400);
  assert.equal((await put("2026-11-17", kept)).status, 409, "yesterday");
  for (const date of ["2026-13-01", "2026-02-30", "2026-11-31", "2026-2-3", "beginning", "x"])
    assert.equal((await put(date, kept)).status, 400, date);
  for (const body of [
    "",
    "a: [b",
    `${kept}\u0000`,
    kept.replace("regulation: pm-front-office", "regulation: other"),
  ]) {
    const faulty = await put(on, body);
    assert.equal(faulty.status, 400, body.slice(0, 30));
    assert.ok((faulty.body.errors?.[0]?.line ?? 0) >= 1);
  }
  assert.equal((await put(on, `${kept}#${"x".repeat(1_100_000)}`)).status, 413);
  assert.equal((await put(`${on}?draft=maybe`, kept)).status, 400);
  for (const body of [kept, `${kept}\n# 第二稿\n`, kept.replaceAll("\n", "\r\n"), `\ufeff${kept}`]) {
    assert.equal((await put(on, body)).status, 200);
    const answer = await fetch(`${office.address}${path}/${on}`, {
      headers: { cookie: person("admin").cookie },
    });
    assert.match(answer.headers.get("content-type") ?? "", /^text\/yaml/);
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(body)));
  }
  const headers = {
    cookie: person("admin").cookie,
    origin: office.address,
    "content-type": "text/yaml",
    reason: "x",
  };
  const broken = Buffer.concat([Buffer.from(kept), Buffer.from([0x23, 0xff, 0xfe, 0x0a])]);
  assert.equal(
    (await fetch(`${office.address}${path}/${on}`, { method: "PUT", headers, body: broken })).status,
    400,
  );
  assert.equal((await person("admin").get("/api/regulations/nothing")).status, 404);
  assert.equal((await person("admin").get(`${path}/2020-01-01`)).status, 404);
});
