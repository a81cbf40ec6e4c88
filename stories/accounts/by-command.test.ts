// Everything is a command too: any call as a member, a way back in for the last administrator, a new token.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { shouwen } from "#server/shouwen.ts";
import { asked, type Bare, goodPassword, openBare, type Visitor } from "./bare.ts";
import { told } from "./colleague.ts";

let bare: Bare;
let admin: Visitor;
before(async () => {
  bare = await openBare();
  admin = await bare.found("qingshan");
});
after(() => bare.close());

/** Runs one command line beside the server; what it said, and its exit code. */
const run = async (...args: string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const said = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  const env = { DATA_DIR: bare.dataDir, DATABASE_URL: bare.url, PUBLIC_URL: "https://office.example.cn" };
  const code = await shouwen(args, said, env);
  return { code, out: out.join("\n"), err: err.join("\n") };
};

test("any call, as a member; the server that runs knows of it", async () => {
  const me = await run("call", "qingshan.001", "get", "/api/me");
  assert.equal(me.code, 0, me.err);
  assert.equal(JSON.parse(me.out).member.id, "qingshan.s1");
  const file = join(mkdtempSync(join(tmpdir(), "shouwen-call-")), "department.json");
  const key = JSON.stringify({ name: "电话系统" });
  const made = await run("call", "qingshan.13800000001", "POST", "/api/account/keys", key);
  assert.equal(made.code, 0, made.err);
  const authorization = `Bearer ${JSON.parse(made.out).key}`;
  assert.equal((await bare.visitor().ask("GET", "/api/me", undefined, { authorization })).status, 200);
  writeFileSync(file, JSON.stringify({ name: "短信网关" }));
  assert.equal((await run("call", "qingshan.001", "POST", "/api/account/keys", `@${file}`)).code, 0);
  assert.equal((await admin.must(200, "GET", "/api/account/keys")).items.length, 2);
  const saved = `${file}.txt`;
  assert.equal((await run("call", "qingshan.001", "GET", "/api/openapi.json", "--out", saved)).code, 0);
  assert.equal(JSON.parse(readFileSync(saved, "utf8")).openapi.slice(0, 3), "3.1");
});

test("a refused call answers as it would over HTTP, and is no success", async () => {
  const refused = await run("call", "qingshan.001", "POST", "/api/account/keys", "{}");
  assert.equal(refused.code, 1);
  assert.equal(JSON.parse(refused.out).status, 400);
  assert.equal((await run("call", "qingshan.001", "GET", "/api/nowhere")).code, 1);
  assert.match((await run("call", "nobody", "GET", "/api/me")).err, /no open account nobody/);
  assert.match((await run("call", "qingshan.001")).err, /Usage/);
});

test("the last administrator gets back in", async () => {
  const { code, out, err } = await run("reset-password", "qingshan.001");
  assert.equal(code, 0, err);
  const password = /is (\S+) until/.exec(out)?.[1] ?? "";
  const guest = bare.visitor();
  assert.equal((await guest.signIn("qingshan.001", password)).status, 200);
  await guest.must(403, "GET", "/api/me");
  await guest.must(200, "POST", "/api/account/password", { old: password, new: goodPassword });
  await guest.must(200, "GET", "/api/me");
  assert.ok((await told(bare, "qingshan", "qingshan.s1")).includes("starting-password"));
  assert.equal((await run("reset-password", "nobody")).code, 1);
});

test("a new token founds a further organisation on the same server", async () => {
  const { out } = await run("setup-token");
  const address = new URL(out.split(" ").at(-1) ?? "");
  assert.equal(address.origin, "https://office.example.cn");
  const token = address.searchParams.get("token") ?? "";
  await bare.visitor().must(201, "POST", "/api/setup", asked(token, "further"));
});
