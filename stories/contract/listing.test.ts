// The contract, read line by line: lists, filters, pages, counts, what is masked, notices, and the contract about itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseSummary, CaseWhole } from "#api/case.ts";
import type { Obligation } from "#api/obligation.ts";
import type { Problem } from "#api/words.ts";
import { type Answer, complaint, type Office, openOffice, type Person } from "../office.ts";

type List<T> = { items: T[]; next: string | null };
let office: Office;
const who: Record<string, Person> = {};
const person = (name: string): Person => who[name] as Person;
let made: CaseWhole[];

before(async () => {
  office = await openOffice();
  for (const post of ["reception", "reception2", "manager", "gm", "engineering", "security", "admin"])
    who[post] = await office.signIn(`wuye.${post}`);
  made = [];
  for (let n = 0; n < 9; n++) {
    const body = complaint({
      severity: n % 3 === 0 ? "minor" : "important",
      title: `第${n}件 ${n % 2 ? "水管漏水" : "门禁失灵"}`,
    });
    const desk = n % 4 === 0 ? "reception2" : "reception";
    const answer = await person(desk).post<CaseWhole>("/api/cases", body);
    assert.equal(answer.status, 201);
    made.push(answer.body);
  }
  for (const one of made.slice(0, 3))
    await person("reception").act(one.id, "forward", { department: "engineering" });
});
after(() => office.close());

const all = async <T>(name: string, path: string, limit: number): Promise<T[]> => {
  const items: T[] = [];
  for (let after: string | null = null, n = 0; n < 100; n++) {
    const query: string = `limit=${limit}${after ? `&after=${after}` : ""}`;
    const { status, body }: Answer<List<T>> = await person(name).get(
      `${path}${path.includes("?") ? "&" : "?"}${query}`,
    );
    assert.equal(status, 200, JSON.stringify(body));
    assert.ok(body.items.length <= limit);
    items.push(...body.items);
    after = body.next;
    if (!after) return items;
  }
  throw new Error("The list does not end.");
};

test("pages hold everything once, in the order promised", async () => {
  const cases = await all<CaseSummary>("gm", "/api/cases", 2);
  assert.deepEqual(
    cases.map((c) => c.id),
    made.map((c) => c.id).reverse(),
    "newest registered first",
  );
  const owed = await all<Obligation>("gm", "/api/obligations", 4);
  assert.equal(new Set(owed.map((o) => o.id)).size, owed.length);
  const due = owed.map((o) => Date.parse(o.dueAt ?? "9999-12-31T00:00:00Z"));
  assert.ok(
    due.every((at, n) => n === 0 || (due[n - 1] ?? 0) <= at),
    "soonest due first",
  );
  for (const path of ["/api/customers", "/api/members", "/api/departments", "/api/roles", "/api/notices"]) {
    const small = await all<unknown>("engineering", path, 2);
    assert.deepEqual(
      small,
      (await person("engineering").get<List<unknown>>(`${path}?limit=200`)).body.items,
      path,
    );
  }
});

test("filters of matters", async () => {
  const titles = async (query: string) =>
    (await all<CaseSummary>("reception", `/api/cases?${query}`, 50)).map((c) => c.title.slice(0, 3)).sort();
  assert.deepEqual(await titles("severity=minor"), ["第0件", "第3件", "第6件"]);
  assert.deepEqual(await titles("state=forwarded"), ["第0件", "第1件", "第2件"]);
  assert.deepEqual(await titles("department=engineering"), ["第0件", "第1件", "第2件"]);
  for (const engineering of ["engineering", "wuye.engineering"])
    assert.equal((await titles(`owner=${engineering}`)).length, 3);
  assert.deepEqual(await titles("owner=me"), await titles("owner=reception"));
  assert.deepEqual(await titles("owner=reception2"), ["第4件", "第8件"]);
  assert.deepEqual(await titles("kind=enquiry"), []);
  assert.equal((await titles("overdue=false")).length, 9);
  assert.deepEqual(await titles("q=漏水&severity=minor"), ["第3件"]);
  for (const query of ["q=sgls", "q=门", "q=13900000001", "q=张伟民"])
    assert.ok((await titles(query)).length > 0, query);
});

test("filters of obligations", async () => {
  const count = async (query: string) =>
    (await all<Obligation>("reception", `/api/obligations?${query}`, 100)).length;
  assert.equal(await count("clause=pm-front-office/2.9.4a&state=met"), 3);
  assert.equal(await count("clause=pm-front-office/2.9.4a&state=open"), 6);
  assert.equal(await count("state=breached"), 0);
  assert.equal(await count("owner=me&clause=pm-front-office/2.9.4a&state=open"), 4);
  assert.equal(await count("owner=reception2&clause=pm-front-office/2.9.4a&state=open"), 2);
  assert.ok((await count("department=engineering")) >= 3);
  assert.equal(await count(`dueBefore=${new Date(Date.now() + 660_000).toISOString()}&state=open`), 6);
  assert.equal(await count("dueBefore=2020-01-01T00:00:00%2B08:00"), 0);
  assert.ok((await count("dueBefore=9999-12-31T23:59:59Z")) > 20);
});

const cursor = (...values: unknown[]): string => Buffer.from(JSON.stringify(values)).toString("base64url");

test("an unknown parameter, value or cursor is 400 everywhere", async () => {
  const { id } = made[0] as CaseWhole;
  const cursors = [
    cursor("x", "y"),
    cursor(1, "y"),
    cursor(1e300, id),
    cursor(null, null),
    cursor({}, []),
    cursor(1, 2, 3),
    cursor(1, id, "\u0000"),
    "x",
    "AAAA",
  ];
  const lists = [
    "cases",
    "obligations",
    "approvals",
    "customers",
    "notices",
    "members",
    "departments",
    "roles",
    "regulations",
  ];
  for (const list of lists)
    for (const query of [
      "foo=1",
      "limit=0",
      "limit=201",
      "limit=-1",
      "limit=x",
      "limit=1.5",
      "limit=",
      ...cursors.map((c) => `after=${c}`),
    ]) {
      const { status, body } = await person("admin").get<Problem>(`/api/${list}?${query}`);
      assert.equal(status, 400, `${list}?${query}: ${JSON.stringify(body).slice(0, 200)}`);
    }
  const wrong = [
    "cases?state=open",
    "cases?kind=x",
    "cases?severity=x",
    "cases?overdue=1",
    "cases?owner=nobody",
    "cases?owner=yanlian.gm",
    "cases?department=kitchen",
    "cases?q=%00",
    "cases?kind=complaint&kind=enquiry",
    "obligations?state=x",
    "obligations?owner=nobody",
    "obligations?department=kitchen",
    "obligations?dueBefore=2026-01-01",
    "obligations?clause=pm-front-office/99",
    "approvals?as=x",
    "approvals?state=open",
    "customers?q=%00",
    "me?x=1",
    "counts?x=1",
    "clauses?x=1",
    "rules?x=1",
  ];
  for (const path of wrong) assert.equal((await person("admin").get(`/api/${path}`)).status, 400, path);
});

test("counts, mine and the department's", async () => {
  type Counts = Record<"mine" | "department" | "overdue" | "approvals", { count: number; more: boolean }>;
  const counts = async (name: string) => (await person(name).get<Counts>("/api/counts")).body;
  const mine = (await all<Obligation>("reception", "/api/obligations?owner=me&state=open", 100)).length;
  assert.deepEqual((await counts("reception")).mine, { count: mine, more: false });
  const department = (
    await all<Obligation>("engineering", "/api/obligations?department=engineering&state=open", 100)
  ).length;
  assert.deepEqual((await counts("engineering")).department, { count: department, more: false });
  assert.deepEqual((await counts("security")).mine, { count: 0, more: false });
});

test("phone and address are masked but for those close to the matter, and for who revealed them, with the reason kept", async () => {
  const customer = { name: "密测", phone: "13712345678", address: "荣安花园1栋2单元301" };
  const matter = (await person("reception2").post<CaseWhole>("/api/cases", complaint({ customer }))).body;
  const shown = async (name: string) => {
    const there = (await person(name).case(matter.id)).customer;
    const alone = (await person(name).get<typeof there>(`/api/customers/${there.id}`)).body;
    const found = (await person(name).get<List<typeof there>>("/api/customers?q=密测")).body.items[0];
    assert.deepEqual(
      [alone.phone, found?.phone, alone.masked, found?.masked],
      [there.phone, there.phone, there.masked, there.masked],
      name,
    );
    return there.phone;
  };
  const open = async () =>
    Object.keys(who)
      .filter((name) => seen[name] === customer.phone)
      .sort();
  const look = async () => {
    for (const name of Object.keys(who)) seen[name] = await shown(name);
    return open();
  };
  const seen: Record<string, string | null> = {};
  assert.deepEqual(await look(), ["gm", "manager", "reception2"], "first asked, and who leads her");
  assert.equal(seen.security, "137****5678");
  await person("reception2").act(matter.id, "forward", { department: "engineering" });
  assert.deepEqual(await look(), ["engineering", "gm", "manager", "reception2"], "who holds it");
  const path = `/api/customers/${matter.customer.id}/reveal`;
  for (const body of [{}, { reason: "" }, { reason: "  " }])
    assert.equal((await person("security").post(path, body)).status, 400);
  const revealed = await person("security").post<typeof matter.customer>(path, { reason: "回访核实" });
  assert.deepEqual(
    [revealed.status, revealed.body.phone, revealed.body.masked],
    [200, customer.phone, false],
  );
  type Looks = { looks: { by: string; reason: string }[] | null };
  const card = (post: string) => person(post).get<Looks>(`/api/customers/${matter.customer.id}`);
  assert.equal((await card("reception")).body.looks, null, "who leads nothing does not see who looked");
  const looks = (await card("manager")).body.looks ?? [];
  assert.deepEqual([looks[0]?.by, looks[0]?.reason], ["wuye.security", "回访核实"]);
  assert.deepEqual(await look(), ["engineering", "gm", "manager", "reception2", "security"], "from now on");
  assert.ok(
    !JSON.stringify(await person("admin").case(matter.id)).includes(customer.phone),
    "nor in any event",
  );
  const { rows } = await office.running.world.side.query(
    "select by, private from shouwen.event where type = 'customer.revealed' and stream = $1",
    [matter.customer.id],
  );
  assert.deepEqual(rows, [{ by: "wuye.security", private: { reason: "回访核实" } }]);
});

test("notices reach who should know, and are read up to one", async () => {
  type Notices = List<{ id: string; about: string; case: string; read: boolean }> & { unread: number };
  const mine = async () => (await person("engineering").get<Notices>("/api/notices?limit=200")).body;
  const before = await mine();
  assert.ok(before.items.every((n) => n.about === "case.forwarded" && !n.read));
  assert.equal(before.unread, before.items.length);
  for (const upTo of ["x", ":", "", "a:b:c"])
    assert.equal((await person("engineering").post("/api/notices/read", { upTo })).status, 200);
  assert.equal((await person("engineering").post("/api/notices/read", { upTo: "\u0000" })).status, 400);
  assert.equal((await mine()).unread, before.unread, "what names no notice of mine reads none");
  const read = await person("engineering").post<{ unread: number }>("/api/notices/read", {
    upTo: before.items[0]?.id,
  });
  assert.deepEqual([read.status, read.body.unread], [200, 0]);
});
