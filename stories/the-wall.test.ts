// The wall between organisations, and who is let in at all: every call of the contract, with the other's ids.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import { clock, complaint, type Office, openOffice, type Person } from "./office.ts";

type Operation = { security?: unknown[]; requestBody?: { content: Record<string, unknown> } };
type Document = { paths: Record<string, Record<string, Operation>> };
/** Ids of one organisation, by the name that a path gives them. */
type Theirs = {
  case: string;
  customer: string;
  approval: string;
  attachment: string;
  import: string;
  obligation: string;
};

let office: Office;
let document: Document;
let theirs: Theirs;
const strangers: Person[] = [];

const attach = async (who: Person, id: string): Promise<string> => {
  const form = new FormData();
  form.set("file", new Blob(["门机照片说明\n"], { type: "text/plain" }), "说明.txt");
  const headers = { cookie: who.cookie, origin: office.address };
  const answer = await fetch(`${office.address}/api/cases/${id}/attachments`, {
    method: "POST",
    headers,
    body: form,
  });
  assert.equal(answer.status, 201, await answer.clone().text());
  return ((await answer.json()) as { id: string }).id;
};

const importOne = async (who: Person): Promise<string> => {
  const form = new FormData();
  form.set("mapping", JSON.stringify({ kind: "complaint", columns: { title: "标题", receivedAt: "时间" } }));
  form.set("file", new Blob(["标题,时间\n旧投诉,2026-01-05 10:00\n"], { type: "text/csv" }), "old.csv");
  const headers = { cookie: who.cookie, origin: office.address };
  const answer = await fetch(`${office.address}/api/imports`, { method: "POST", headers, body: form });
  assert.equal(answer.status, 202, await answer.clone().text());
  return ((await answer.json()) as { id: string }).id;
};

before(async () => {
  office = await openOffice();
  document = (await (await fetch(`${office.address}/api/openapi.json`)).json()) as Document;
  const reception = await office.signIn("wuye.reception");
  for (let n = 0; n < 3; n++) await reception.post("/api/cases", complaint());
  const matter = (await reception.post<CaseWhole>("/api/cases", complaint())).body;
  const term = clock(matter, "2.10.1c");
  const until = new Date(Date.parse(term.dueAt ?? "") + 86_400_000).toISOString();
  const asked = await reception.post<Approval>(`/api/cases/${matter.id}/actions/extend`, {
    obligation: term.id,
    until,
    reason: "等配件",
  });
  assert.equal(asked.status, 202);
  theirs = {
    case: matter.id,
    customer: matter.customer.id,
    approval: asked.body.id,
    attachment: await attach(reception, matter.id),
    import: await importOne(await office.signIn("wuye.admin")),
    obligation: term.id,
  };
  for (const post of ["admin", "gm", "reception", "engineering"])
    strangers.push(await office.signIn(`yanlian.${post}`));
});
after(() => office.close());

const noun = (path: string): keyof Theirs | null => {
  if (path.startsWith("/api/cases/")) return "case";
  if (path.startsWith("/api/customers/")) return "customer";
  if (path.startsWith("/api/approvals/")) return "approval";
  return path.startsWith("/api/imports/{") ? "import" : null;
};

/** A body with which the owner's own people would get through. */
const bodies: Record<string, unknown> = {
  "/api/cases/{id}/papers/{key}": { fields: { place: "别处" } },
  "/api/cases/{id}/papers/{key}/{act}": { reason: "误填" },
  "/api/customers/{id}/reveal": { reason: "回访" },
  "/api/customers/{id}/erase": { reason: "本人要求" },
  "/api/approvals/{id}/send-back": { to: 1, comment: "再看" },
  "/api/approvals/{id}/hand-on": { to: "manager" },
  "/api/approvals/{id}/add-signer": { member: "manager", place: "before" },
  "/api/approvals/{id}/comment": { comment: "知道了" },
};
const actions: Record<string, unknown> = {
  note: { text: "不是我们的" },
  forward: { department: "engineering" },
  report: { to: "manager" },
  amend: { place: "别处" },
  pause: { reason: "awaiting-customer" },
  withdraw: { reason: "误报" },
};

const calls = (): { method: string; path: string; open: boolean }[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, o]) => ({
      method: method.toUpperCase(),
      path,
      open: o.security?.length === 0,
    })),
  );

const send = async (
  who: Person | null,
  method: string,
  path: string,
  body?: unknown,
  more: Record<string, string> = {},
) => {
  const headers = { ...(who ? { cookie: who.cookie, origin: office.address } : {}), ...more };
  const json: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  const init = {
    method,
    headers: { ...json, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  return fetch(office.address + path, init);
};

test("the contract's calls are all known here", () => {
  const paths = Object.keys(document.paths);
  for (const path of [
    "/api/cases",
    "/api/cases/{id}",
    "/api/approvals/{id}/approve",
    "/api/stream",
    "/api/auth/sign-in/username",
  ])
    assert.ok(paths.includes(path), path);
  assert.ok(calls().length >= 35, `only ${calls().length}`);
});

test("an id of another organisation is unknown, whoever asks and however", async () => {
  let tried = 0;
  for (const { method, path } of calls()) {
    const kind: keyof Theirs | null = noun(path);
    if (!kind || !path.includes("{id}")) continue;
    const acts = path.includes("{action}") ? Object.entries(actions) : [["", bodies[path] ?? {}] as const];
    for (const who of strangers)
      for (const [action, body] of acts) {
        const filled: string = path
          .replace("{id}", theirs[kind])
          .replace("{action}", action)
          .replace("{key}", "resident-complaint-form")
          .replace("{act}", "void")
          .replace("{attachment}", theirs.attachment);
        const answer = await send(who, method, filled, method === "GET" ? undefined : body);
        assert.equal(answer.status, 404, `${who.name} ${method} ${filled}: ${await answer.text()}`);
        tried += 1;
      }
  }
  assert.ok(tried > 40, `only ${tried} tried`);
});

test("an id of one kind is unknown as another, at home too", async () => {
  const home = await office.signIn("wuye.manager");
  const paths = [
    `cases/${theirs.customer}`,
    `cases/${theirs.approval}`,
    `customers/${theirs.case}`,
    `imports/${theirs.case}`,
  ];
  for (const path of paths) assert.equal((await home.get(`/api/${path}`)).status, 404, path);
  assert.equal((await home.post(`/api/approvals/${theirs.case}/approve`)).status, 404);
  assert.equal((await home.post(`/api/cases/${theirs.approval}/actions/note`, { text: "x" })).status, 404);
});

test("nobody's body names what is another organisation's", async () => {
  const [admin, , reception] = strangers as [Person, Person, Person, Person];
  const own = await reception.post<CaseWhole>("/api/cases", complaint());
  const { id } = own.body;
  const refused: [string, unknown][] = [
    ["amend", { customer: { id: theirs.customer } }],
    ["report", { to: "wuye.gm" }],
    ["assign", { member: "wuye.engineering" }],
    ["amend", { against: { member: "wuye.security" } }],
    ["extend", { obligation: theirs.obligation, until: "2027-01-01T00:00:00Z", reason: "x" }],
  ];
  for (const [action, body] of refused) {
    const answer = await reception.post(`/api/cases/${id}/actions/${action}`, body);
    assert.ok([403, 422].includes(answer.status), `${action}: ${answer.status}`);
  }
  assert.equal(
    (await reception.post("/api/cases", complaint({ customer: { id: theirs.customer } }))).status,
    422,
  );
  const posts = JSON.stringify({
    items: [{ regulation: "pm-front-office", role: "manager", posts: ["wuye.manager"] }],
  });
  assert.equal((await admin.put("/api/roles", posts)).status, 422);
});

test("no list shows what is another organisation's", async () => {
  const lists = [
    "cases",
    "cases?q=电梯",
    "obligations",
    "approvals",
    "approvals?as=asker",
    "customers",
    "customers?q=张伟民",
    "notices",
    "members",
  ];
  for (const who of strangers)
    for (const list of lists) {
      const answer = await who.get<{ items: unknown[] }>(`/api/${list}`);
      assert.equal(answer.status, 200, list);
      const text = JSON.stringify(answer.body);
      for (const id of Object.values(theirs)) assert.ok(!text.includes(id), `${who.name} ${list}`);
      assert.ok(!text.includes("wuye."), `${who.name} ${list}`);
    }
  const there = await strangers[0]?.get<{ items: { evidence: { open: number } }[] }>("/api/clauses");
  const home = await (await office.signIn("wuye.gm")).get<{ items: { evidence: { open: number } }[] }>(
    "/api/clauses",
  );
  const open = (list: typeof home | undefined) =>
    list?.body.items.reduce((n, c) => n + c.evidence.open, 0) ?? 0;
  assert.ok(open(home) >= 4);
  assert.ok(open(there) < open(home), "the rehearsal's evidence is its own");
});

test("without a session, with a wrong one or a wrong key, every member's call is 401", async () => {
  const cookie = strangers[0]?.cookie ?? "";
  const wrong: Record<string, string>[] = [
    {},
    { cookie: `${cookie.slice(0, -8)}AAAAAAA%3D` },
    { cookie: cookie.replace(/=.*/, "=abc") },
    { authorization: "Bearer sw_unknown" },
    { authorization: "Bearer sw_unknown", cookie },
  ];
  for (const { method, path, open } of calls()) {
    if (open) continue;
    const filled = path.replace(/\{id\}/, theirs.case).replace(/\{\w+\}/g, "note");
    for (const headers of wrong) {
      const answer = await send(null, method, filled, method === "GET" ? undefined : {}, headers);
      assert.equal(answer.status, 401, `${method} ${filled} ${JSON.stringify(headers).slice(0, 60)}`);
      await answer.body?.cancel();
    }
  }
});

test("a cookie acts only from our own pages, or as JSON", async () => {
  const { cookie } = await office.signIn("wuye.reception");
  const body = JSON.stringify(complaint());
  const post = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`${office.address}/api/cases`, { method: "POST", headers: { cookie, ...headers }, body }))
      .status;
  const json = { "content-type": "application/json" };
  assert.equal(await post(json), 201);
  assert.equal(await post({ ...json, origin: office.address }), 201);
  for (const origin of [
    "http://evil.example",
    "null",
    `${office.address}.evil.example`,
    office.address.replace(/:\d+$/, ":1"),
  ])
    assert.equal(await post({ ...json, origin }), 403, origin);
  const plain = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "TEXT/plain; charset=utf-8",
  ];
  for (const type of plain) assert.equal(await post({ "content-type": type }), 403, type);
  const put = {
    method: "PUT",
    headers: { cookie, origin: "http://evil.example", "content-type": "text/yaml" },
    body: "x",
  };
  assert.equal(
    (await fetch(`${office.address}/api/regulations/pm-front-office/editions/2099-01-01`, put)).status,
    403,
  );
});
