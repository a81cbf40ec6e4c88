// The contract, read line by line: what it says of itself, signing in, refusals as problems, and live updates.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import type { CaseWhole } from "#api/case.ts";
import type { Problem } from "#api/words.ts";
import { complaint, type Office, openOffice, type Person } from "../office.ts";

let office: Office;
let reception: Person;
before(async () => {
  office = await openOffice();
  reception = await office.signIn("wuye.reception");
});
after(() => office.close());

type Schema = { $ref?: string; properties?: Record<string, Schema> } & Record<string, unknown>;
type Operation = {
  summary: string;
  security?: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
};

/** Every reference of the document, wherever it stands. */
const references = (value: unknown): string[] => {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, v]) =>
    key === "$ref" && typeof v === "string" ? [v] : references(v),
  );
};

test("the contract as OpenAPI 3.1: whole, without a sign-in, and sound in itself", async () => {
  const answer = await fetch(`${office.address}/api/openapi.json`);
  assert.equal(answer.status, 200);
  const document = (await answer.json()) as {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
  } & Schema;
  assert.match(document.openapi, /^3\.1\./);
  const wanted = [
    "get /api/health",
    "get /api/demo",
    "post /api/auth/sign-in/username",
    "get /api/me",
    "post /api/cases",
    "get /api/cases",
    "get /api/cases/{id}",
    "post /api/cases/{id}/actions/{action}",
    "post /api/cases/{id}/attachments",
    "get /api/obligations",
    "get /api/counts",
    "get /api/approvals",
    "post /api/approvals/{id}/approve",
    "post /api/approvals/{id}/reject",
    "get /api/customers",
    "get /api/customers/{id}",
    "post /api/customers/{id}/reveal",
    "get /api/notices",
    "get /api/stream",
    "get /api/clauses",
    "get /api/regulations",
    "get /api/regulations/{key}",
    "get /api/regulations/{key}/editions/{date}",
    "put /api/regulations/{key}/editions/{date}",
    "get /api/roles",
    "put /api/roles",
    "get /api/members",
    "get /api/departments",
    "get /api/rehearsal",
    "post /api/rehearsal/reset",
    "post /api/rehearsal/advance",
    "post /api/imports",
    "get /api/imports/{id}",
  ];
  const calls = Object.entries(document.paths).flatMap(([path, o]) =>
    Object.keys(o).map((method) => `${method} ${path}`),
  );
  for (const call of wanted) assert.ok(calls.includes(call), call);
  for (const [path, operations] of Object.entries(document.paths))
    for (const [method, o] of Object.entries(operations)) {
      const named = o.parameters
        .filter((p) => p.in === "path")
        .map((p) => p.name)
        .sort();
      assert.deepEqual(named, [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort(), `${method} ${path}`);
      assert.ok(o.parameters.every((p) => p.schema && (p.in !== "path" || p.required)));
      assert.ok(o.summary && Object.keys(o.responses).length >= 2);
      // What is taken away needs no more than its address.
      if (method === "post" || method === "put")
        assert.ok(o.requestBody, `${method} ${path} says nothing of its body`);
    }
  for (const ref of references(document)) {
    const found = ref
      .replace(/^#\//, "")
      .split("/")
      .reduce<unknown>((at, key) => (at as Schema | undefined)?.[key], document);
    assert.ok(found, ref);
  }
});

test("health and the demo need no sign-in; every account of the demo signs in and is told what it may do", async () => {
  assert.deepEqual(await (await fetch(`${office.address}/api/health`)).json(), { status: "ok" });
  const demo = (await (await fetch(`${office.address}/api/demo`)).json()) as {
    items: { username: string; post: string }[];
  };
  for (const org of ["wuye", "yanlian"]) {
    const posts = demo.items.filter((a) => a.username.startsWith(`${org}.`)).map((a) => a.post);
    assert.deepEqual(posts.sort(), [
      "admin",
      "engineering",
      "gm",
      "manager",
      "reception",
      "reception2",
      "security",
    ]);
  }
  for (const { username, post } of demo.items) {
    const me = await (await office.signIn(username)).get<{ posts: string[]; may: string[] }>("/api/me");
    assert.ok(me.body.posts.includes(post), username);
  }
});

const signIn = (body: unknown, headers: Record<string, string> = { "content-type": "application/json" }) =>
  fetch(`${office.address}/api/auth/sign-in/username`, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

test("signing in: bad shapes are 400, ten at once are fine, five failures close the username alone", async () => {
  for (const body of [
    {},
    { username: "x" },
    { username: 1, password: 2 },
    "{",
    "[]",
    "null",
    { username: "\u0000", password: "x" },
  ])
    assert.equal((await signIn(body)).status, 400, JSON.stringify(body));
  const good = { username: "wuye.security", password: "shouwen-demo" };
  const ten = await Promise.all(Array.from({ length: 10 }, () => signIn(good)));
  assert.deepEqual(
    ten.map((a) => a.status),
    Array(10).fill(200),
  );
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++)
    statuses.push((await signIn({ username: "nobody.here", password: "x" })).status);
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
  assert.equal((await signIn(good)).status, 200);
});

test("whatever is refused is a problem in the caller's language, also where no route is reached", async () => {
  const paths: [string, number][] = [
    ["/api/nothing", 404],
    ["/api/cases/%ff", 400],
    ["/api/cases/%00", 400],
    [`/api/cases/${"a".repeat(2000)}`, 404],
    ["/api/cases?state=x", 400],
    ["/api/cases/nothing", 404],
  ];
  for (const [path, status] of paths) {
    const answer = await fetch(office.address + path, {
      headers: { cookie: reception.cookie, "accept-language": "zh-CN,en;q=0.5" },
    });
    assert.equal(answer.status, status, path);
    assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/, path);
    const body = (await answer.json()) as Problem;
    assert.equal(body.status, status);
    assert.match(body.title + body.detail, /[\u4e00-\u9fff]/, path);
  }
  const nobody = await fetch(`${office.address}/api/stream`);
  assert.equal(nobody.status, 401);
  assert.match(nobody.headers.get("content-type") ?? "", /^application\/problem\+json/);
});

/** Sends bytes as they stand; the first line of the answer. */
const wire = (text: string): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(office.address);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let heard = "";
    socket.setTimeout(5000, () => socket.destroy());
    socket.on("data", (data) => {
      heard += data;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(heard.split("\r\n")[0] ?? ""));
  });

test("other methods and broken requests harm nobody", async () => {
  for (const method of ["HEAD", "OPTIONS", "DELETE", "PATCH", "PUT"]) {
    const answer = await fetch(`${office.address}/api/cases`, {
      method,
      headers: { cookie: reception.cookie, origin: office.address },
    });
    assert.ok(answer.status < 500, method);
  }
  const stream = await fetch(`${office.address}/api/stream`, {
    method: "HEAD",
    headers: { cookie: reception.cookie },
  });
  assert.equal(stream.status, 404, "a stream has no head to wait for");
  for (const text of [
    "GARBAGE\r\n\r\n",
    "GET /api/health HTTP/9.9\r\n\r\n",
    "POST /api/cases HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
  ])
    assert.doesNotMatch(await wire(text), / 5\d\d /);
  assert.equal((await fetch(`${office.address}/api/health`)).status, 200);
});

test("live updates: told to the organisation's people, and to nobody else", async () => {
  const stranger = await office.signIn("yanlian.reception");
  const controller = new AbortController();
  const listen = async (who: Person): Promise<() => string> => {
    const answer = await fetch(`${office.address}/api/stream`, {
      headers: { cookie: who.cookie },
      signal: controller.signal,
    });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type") ?? "", /^text\/event-stream/);
    let text = "";
    const read = async () => {
      for await (const chunk of answer.body ?? []) text += Buffer.from(chunk as Uint8Array).toString();
    };
    read().catch(() => {});
    return () => text;
  };
  const [here, there] = [await listen(reception), await listen(stranger)];
  const { id } = (await reception.post<CaseWhole>("/api/cases", complaint())).body;
  for (let n = 0; n < 100 && !here().includes(id); n++) await new Promise((r) => setTimeout(r, 50));
  assert.ok(here().includes(id));
  assert.ok(!there().includes(id));
  assert.ok(!here().includes("张伟民"), "what changed is told, not how");
  controller.abort();
});
