// An office is shaped by its administrator: departments, posts, staff one by one and as a table, hours and holidays.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ExcelJS from "exceljs";
import type { OfficePreview, Office as Shown } from "#api/office.ts";
import type { PostRow } from "#api/post.ts";
import type { StaffMember, StaffPreview } from "#api/staff.ts";
import type { Problem } from "#api/words.ts";
import { complaint, type Office, openOffice, type Person } from "./office.ts";

let office: Office;
let admin: Person;
let reception: Person;

const send = async <T>(who: Person, method: string, path: string, body: unknown = {}) => {
  const response = await fetch(office.address + path, {
    method,
    headers: { cookie: who.cookie, origin: office.address, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as T };
};
const upload = async <T>(path: string, file: Buffer | string, name: string, mapping?: unknown) => {
  const form = new FormData();
  if (mapping) form.append("mapping", JSON.stringify(mapping));
  form.append("file", new Blob([file as BlobPart]), name);
  const headers = { cookie: admin.cookie, origin: office.address };
  const response = await fetch(office.address + path, { method: "POST", headers, body: form });
  return { status: response.status, body: (await response.json()) as T };
};

before(async () => {
  office = await openOffice();
  const { body } = await (await office.signIn("wuye.reception")).get<{ items: PostRow[] }>("/api/posts");
  const holder = body.items.find((p) => p.grants.includes("admin"))?.members[0] ?? "";
  admin = await office.signIn(holder);
  reception = await office.signIn("wuye.reception");
});
after(() => office?.close());

test("a post's key is made of its name; it is renamed, and goes only when nothing rests on it", async () => {
  const made = await admin.post<PostRow>("/api/posts", { name: "投诉专员", grants: ["desk"] });
  assert.deepEqual([made.status, made.body.key], [201, "tousuzhuanyuan"]);
  const twice = await admin.post<Problem>("/api/posts", { name: "投诉专员", grants: [] });
  assert.deepEqual([twice.status, twice.body.errors?.[0]?.field], [422, "name"]);
  const renamed = await send<PostRow>(admin, "PUT", "/api/posts/tousuzhuanyuan", {
    name: "投诉主任",
    grants: ["desk", "head"],
  });
  assert.deepEqual(
    [renamed.status, renamed.body.name, renamed.body.grants],
    [200, "投诉主任", ["desk", "head"]],
  );
  const held = await send<Problem>(admin, "DELETE", "/api/posts/reception");
  assert.equal(held.status, 422);
  assert.match(held.body.detail, /有 1 人/);
  assert.equal((await send(admin, "DELETE", "/api/posts/tousuzhuanyuan")).status, 200);
  assert.equal((await send(reception, "POST", "/api/posts", { name: "x", grants: [] })).status, 403);
});

test("a department is led by the organisation's head until another post is named, and goes only when empty", async () => {
  const made = await admin.post<{ key: string; head: string }>("/api/departments", { name: "绿化部" });
  assert.equal(made.status, 201);
  assert.equal(made.body.key, "lvhuabu");
  const led = await send<{ head: string }>(admin, "PUT", "/api/departments/lvhuabu", {
    name: "绿化保洁部",
    head: "reception",
  });
  assert.deepEqual([led.status, led.body.head], [200, "reception"]);
  const matter = (await reception.post<{ id: string }>("/api/cases", complaint())).body.id;
  await reception.act(matter, "forward", { department: "lvhuabu" });
  const held = await send<Problem>(admin, "DELETE", "/api/departments/lvhuabu");
  assert.equal(held.status, 422);
  assert.match(held.body.detail, /1 件在办事项/);
  await send(admin, "PUT", "/api/departments/lvhuabu", { name: "绿化保洁部", head: "reception" });
});

test("somebody joins, is changed, and nobody signs in by the name of another", async () => {
  const joined = await admin.post<StaffMember>("/api/staff", {
    name: "李 秀英",
    number: "A-17",
    phone: "138 0000 0017",
    department: "engineering",
    posts: [],
  });
  assert.equal(joined.status, 201, JSON.stringify(joined.body));
  assert.equal(joined.body.id, "wuye.s1");
  assert.deepEqual(joined.body.signIn, ["wuye.a-17", "wuye.13800000017"]);
  const again = await admin.post<Problem>("/api/staff", {
    name: "李四",
    number: "a-17",
    phone: "13800000017",
  });
  assert.deepEqual(
    again.body.errors?.map((e) => e.field),
    ["number", "phone"],
  );
  assert.equal((await admin.post<Problem>("/api/staff", { name: "无号" })).body.errors?.[0]?.field, "number");
  const put = await send<StaffMember>(admin, "PUT", "/api/staff/wuye.s1", {
    name: "李秀英",
    number: "A-18",
    phone: null,
    posts: ["reception"],
    department: "engineering",
  });
  assert.deepEqual([put.status, put.body.username, put.body.posts], [200, "wuye.a-18", ["reception"]]);
  const founded = await send<StaffMember>(admin, "PUT", "/api/staff/wuye.engineering", {
    name: "工程王工",
    number: "77",
    posts: ["engineering"],
    department: "engineering",
  });
  assert.deepEqual(
    [founded.status, founded.body.username, founded.body.signIn],
    [200, "wuye.engineering", ["wuye.engineering", "wuye.77"]],
  );
  const { items } = (await admin.get<{ items: StaffMember[] }>("/api/staff?q=lxy")).body;
  assert.deepEqual(
    items.map((m) => m.id),
    ["wuye.s1"],
  );
  assert.equal((await reception.get("/api/staff")).status, 403);
});

test("the last administrator can't be taken away, by no way", async () => {
  const { body } = await admin.get<{ items: PostRow[] }>("/api/posts");
  const post = body.items.find((p) => p.grants.includes("admin"));
  const grants = await send<Problem>(admin, "PUT", `/api/posts/${post?.key}`, {
    name: post?.name,
    grants: [],
  });
  assert.match(grants.body.type, /last-admin/);
  const me = post?.members[0] ?? "";
  const staff = (await admin.get<StaffMember>(`/api/staff/${me}`)).body;
  const put = await send<Problem>(admin, "PUT", `/api/staff/${me}`, {
    name: staff.name,
    posts: [],
    department: null,
  });
  assert.match(put.body.type, /last-admin/);
});

const book = async (rows: (string | null)[][]): Promise<Buffer> => {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("人员").addRows(rows);
  return Buffer.from(await workbook.xlsx.writeBuffer());
};

test("a thousand people come as a workbook, whole or not at all, and once", async () => {
  const head = ["姓 名", "工号", "手机号码", "所属部门", "岗位"];
  const people = Array.from({ length: 1000 }, (_, n) => [
    `员工${n}`,
    `W${n}`,
    `1390001${String(n).padStart(4, "0")}`,
    "工程部",
    null,
  ]);
  const spoilt = people.map((row, n) => (n === 6 ? [row[0]!, "W1", row[2]!, "没有的部", "没有的岗"] : row));
  const bad = await upload<StaffPreview>(
    "/api/staff/import/preview",
    await book([head, ...spoilt]),
    "人员.xlsx",
  );
  assert.equal(bad.status, 200, JSON.stringify(bad.body).slice(0, 300));
  assert.deepEqual(bad.body.mapping, {
    name: "姓 名",
    number: "工号",
    phone: "手机号码",
    department: "所属部门",
    posts: "岗位",
  });
  const faulty = bad.body.rows.filter((r) => r.what === "faulty");
  assert.deepEqual(
    faulty.map((r) => r.line),
    [8],
  );
  const refused = await upload<Problem>("/api/staff/import", await book([head, ...spoilt]), "人员.xlsx");
  assert.deepEqual([refused.status, refused.body.errors?.[0]?.line], [422, 8]);
  const { departments } = {
    departments: (await admin.get<{ items: { name: string }[] }>("/api/departments")).body.items,
  };
  const named = people.map((row) => [row[0]!, row[1]!, row[2]!, departments[0]?.name ?? "", null]);
  const from = performance.now();
  const taken = await upload<{ added: number }>(
    "/api/staff/import",
    await book([head, ...named]),
    "人员.xlsx",
  );
  assert.deepEqual(taken, { status: 200, body: { added: 1000, changed: 0, same: 0 } }, JSON.stringify(taken));
  assert.ok(performance.now() - from < 30_000);
  const again = await upload<{ added: number }>(
    "/api/staff/import",
    await book([head, ...named]),
    "人员.xlsx",
  );
  assert.deepEqual(again.body, { added: 0, changed: 0, same: 1000 });
  const csv = await upload<StaffPreview>(
    "/api/staff/import/preview",
    "姓名,工号,邮箱\n员工3,W3,w3@office.cn\n新人,N1,\n",
    "人员.csv",
  );
  assert.deepEqual(
    csv.body.rows.map((r) => r.what),
    ["change", "add"],
  );
  const out = await fetch(`${office.address}/api/staff/export`, { headers: { cookie: admin.cookie } });
  const back = await upload<StaffPreview>(
    "/api/staff/import/preview",
    Buffer.from(await out.arrayBuffer()),
    "名单.xlsx",
  );
  assert.equal(back.body.add, 0);
});

test("hours with a break at noon, seen before they are saved, and every open clock counted anew", async () => {
  const matter = (await reception.post<{ id: string }>("/api/cases", complaint())).body.id;
  const day: [string, string][] = [
    ["09:00", "12:00"],
    ["13:30", "17:30"],
  ];
  const week = { "1": day, "2": day, "3": day, "4": day, "5": day, "6": [], "7": [] };
  const seen = await admin.post<OfficePreview>("/api/office/preview", { week });
  assert.equal(seen.status, 200, JSON.stringify(seen.body));
  assert.ok(seen.body.clocks > 0 && seen.body.earlier + seen.body.later > 0, JSON.stringify(seen.body));
  const before = await reception.case(matter);
  const bad = await send<Problem>(admin, "PUT", "/api/office", {
    week: {
      ...week,
      "2": [
        ["09:00", "12:00"],
        ["11:00", "15:00"],
      ],
    },
  });
  assert.deepEqual([bad.status, bad.body.errors?.[0]?.field], [422, "week.2"]);
  const put = await send<Shown>(admin, "PUT", "/api/office", { week });
  assert.deepEqual([put.status, put.body.counting, put.body.week], [200, false, week]);
  const after = await reception.case(matter);
  const moved = after.obligations.filter((o, n) => o.dueAt !== before.obligations[n]?.dueAt);
  assert.equal(moved.length > 0, seen.body.earlier + seen.body.later > 0);
  await send(admin, "PUT", "/api/office", { week: "always" });
  assert.deepEqual(
    (await reception.case(matter)).obligations.map((o) => o.dueAt),
    before.obligations.map((o) => o.dueAt),
  );
});

test("a missing year is named; typed, it is the office's own, and given back it is missing again", async () => {
  const shown = (await admin.get<Shown>("/api/office")).body;
  const next = Number(shown.today.slice(0, 4)) + 1;
  const known = shown.years.find((y) => y.year === next);
  assert.equal(
    shown.missingYears.some((y) => y.year === next),
    known?.from === "missing",
  );
  const days = { closed: [`${next}-01-01`, `${next}-01-02`], worked: [`${next}-01-04`] };
  const other = await send<Problem>(admin, "PUT", "/api/office", {
    holidays: { [next]: { closed: ["2020-01-01"], worked: [] } },
  });
  assert.match(other.body.type, /holiday-other-year/);
  const put = await send<Shown>(admin, "PUT", "/api/office", { holidays: { [next]: days } });
  const own = put.body.years.find((y) => y.year === next);
  assert.deepEqual([own?.from, own?.days.map((d) => d.date)], ["own", [...days.closed, ...days.worked]]);
  assert.equal(
    put.body.missingYears.some((y) => y.year === next),
    false,
  );
  const back = await send<Shown>(admin, "PUT", "/api/office", { holidays: { [next]: null } });
  assert.equal(back.body.years.find((y) => y.year === next)?.from, known?.from);
});

test("header, paper and logo are on what is printed", async () => {
  const put = await send(admin, "PUT", "/api/office/print", {
    header: "某某物业\n客户服务中心",
    paper: "A5",
  });
  assert.equal(put.status, 200, JSON.stringify(put.body));
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  assert.equal(
    (await upload<Problem>("/api/office/logo", "<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg"))
      .status,
    422,
  );
  assert.equal((await upload("/api/office/logo", png, "logo.png")).status, 200);
  // A few bytes that unpack to a wall of pixels at every printing; and letters that no paper could be printed with.
  const wall = Buffer.from(png);
  wall.writeUInt32BE(4_000_000_000, 16);
  assert.equal((await upload<Problem>("/api/office/logo", wall, "logo.png")).status, 422);
  const odd = await send(admin, "PUT", "/api/office/print", { header: "\u{20bb7}野物业", paper: "A5" });
  assert.equal(odd.status, 422);
  const pdf = await fetch(`${office.address}/api/office/print/preview`, {
    headers: { cookie: admin.cookie },
  });
  const text = Buffer.from(await pdf.arrayBuffer()).toString("latin1");
  assert.match(text, /MediaBox \[0 0 595\.28 419\.53\]/);
  assert.match(text, /\/Subtype \/Image/);
  assert.equal((await admin.get<Shown>("/api/office")).body.print.logo, true);
  assert.equal((await send(admin, "DELETE", "/api/office/logo")).status, 200);
});

test("a carried regulation is adopted with a click, and says what is to be done next", async () => {
  const { items } = (
    await admin.get<{ items: { key: string; adopted: boolean; clauses: number; runs: number }[] }>(
      "/api/regulations/carried",
    )
  ).body;
  const one = items.find((r) => !r.adopted);
  assert.ok(one && one.runs > 0);
  const two = items.filter((r) => !r.adopted)[1];
  assert.equal((await reception.post("/api/regulations/adopt", { keys: [one.key] })).status, 403);
  const adopted = await admin.post<{ adopted: string[]; roles: number }>("/api/regulations/adopt", {
    keys: [one.key, two!.key],
  });
  assert.deepEqual(
    [adopted.status, adopted.body.adopted],
    [200, [one.key, two!.key]],
    JSON.stringify(adopted.body),
  );
  const now = (await admin.get<{ items: { key: string; adopted: boolean }[] }>("/api/regulations/carried"))
    .body.items;
  assert.deepEqual(now.filter((r) => r.adopted).length, items.filter((r) => r.adopted).length + 2);
  const again = await admin.post<{ adopted: string[] }>("/api/regulations/adopt", { keys: [one.key] });
  assert.deepEqual(again.body.adopted, []);
});
