// Every call × every post × one's own office, another one, and nobody: compared with the table in docs/authority.md.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { programDir } from "#server/config.ts";
import { type Office, openOffice, type Person } from "../office.ts";
import { type Call, readContract } from "./contract.ts";
import { furnish, home, matterFor } from "./home.ts";
import { hireAuditor } from "./spare.ts";
import { type Bodies, type Ids, make, readBodies } from "./tried.ts";

const posts = ["reception", "reception2", "manager", "gm", "engineering", "security", "admin"];
const tablePath = join(programDir, "docs", "authority.md");

let office: Office;
let calls: Call[];
let bodies: Bodies;
/** What bodies.yaml must mend. */
const misshapen = new Set<string>();

before(async () => {
  office = await openOffice();
  calls = (await readContract(office.address)).filter((c) => !skipped.has(`${c.method} ${c.path}`));
  bodies = readBodies(readFileSync(join(import.meta.dirname, "bodies.yaml"), "utf8"));
});
after(() => office.close());

/** Answers without end, ends the session that tries, or closes itself after some tries. */
const skipped = new Set([
  "GET /api/stream",
  "POST /api/auth/sign-out",
  "POST /api/auth/sign-in/username",
  "POST /api/setup",
]);

type Row = { name: string; call: Call; body: unknown; given: Ids };

/** A path that names an act is one row an act. */
const rowsOf = (call: Call): Row[] => {
  const name = `${call.method} ${call.path}`;
  const variable = /\{(action|act)\}/.exec(call.path)?.[1];
  const given = keyFor(call.path);
  if (!variable) return [{ name, call, body: bodies[name], given }];
  const acts = Object.entries((bodies[name] ?? {}) as Record<string, unknown>);
  assert.ok(acts.length > 0, `${name} has no acts in bodies.yaml`);
  return acts.map(([act, body]) => ({
    name: name.replace(`{${variable}}`, act),
    call,
    body,
    given: { ...given, [variable]: act },
  }));
};

/** `{key}` and `{date}` mean different things in different paths. */
const keyFor = (path: string): Ids => {
  if (path.startsWith("/api/cases/")) return { key: "compensation" };
  if (path.startsWith("/api/duties/")) return { key: "visitors" };
  if (path.startsWith("/api/regulations/{key}/backtest"))
    return { key: "pm-front-office", id: "00000000-0000-4000-8000-000000000000" };
  if (path.startsWith("/api/clauses/")) return { id: "2.9.4a" };
  return { key: "pm-front-office" };
};

/** Posts and departments of the round that may be taken away. */
const spareFor = (path: string, ids: Ids): Ids => {
  if (path.startsWith("/api/posts/")) return { key: ids.sparePost ?? "" };
  return path.startsWith("/api/departments/") ? { key: ids.spareDepartment ?? "" } : {};
};

const send = async (row: Row, ids: Ids, who: Person | null): Promise<number> => {
  // A new edition is one of a regulation that is not there yet.
  const isNew = row.name.startsWith("PUT /api/regulations");
  const spare = spareFor(row.call.path, ids);
  const place = isNew
    ? { ...row.given, key: "another-trial", date: "2099-01-01" }
    : { ...row.given, ...spare };
  const sent = make(row.call, ids, row.body, place);
  const answer = await fetch(office.address + sent.path, {
    method: sent.method,
    headers: {
      ...(who ? { cookie: who.cookie, origin: office.address, reason: "trial" } : {}),
      ...(sent.type ? { "content-type": sent.type } : {}),
    },
    body: sent.body ?? null,
  });
  const said = await answer.text();
  assert.ok(answer.status < 500, `${who?.name} ${row.name}: ${said}`);
  if (answer.status === 400) misshapen.add(`${row.name} did not get past its shape: ${said}`);
  return answer.status;
};

/** What the table says: done, refused by state or regulation, not for this post, unknown. */
const word = (status: number): string => {
  if (status < 400) return "yes";
  if (status === 403) return "no";
  if (status === 401) return "401";
  return status === 404 ? "unknown" : "state";
};

/** What one person gets everywhere, on things of the office's own. */
const tryAll = async (who: Person | null, ids: Ids): Promise<Map<string, string>> => {
  const got = new Map<string, string>();
  for (const call of calls)
    for (const row of rowsOf(call)) got.set(row.name, word(await send(row, ids, who)));
  return got;
};

const head = ["call", "auditor", ...posts, "other office", "nobody"];

const table = async (): Promise<string[][]> => {
  const shared = await furnish(office);
  const auditor = await hireAuditor(office, await office.signIn(`${home}.admin`));
  const columns: Map<string, string>[] = [];
  columns.push(await tryAll(auditor, await matterFor(office, shared)));
  for (const post of posts)
    columns.push(await tryAll(await office.signIn(`${home}.${post}`), await matterFor(office, shared)));
  // The administrator began the rehearsal anew.
  const mine = await matterFor(office, await furnish(office));
  columns.push(await tryAll(await office.signIn("wuye.manager"), mine), await tryAll(null, mine));
  return calls.flatMap((call) =>
    rowsOf(call).map(({ name }) => [`\`${name}\``, ...columns.map((c) => c.get(name) ?? "")]),
  );
};

const written = (rows: readonly string[][]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

test("who gets through where is what the written table says", { timeout: 600_000 }, async () => {
  const rows = await table();
  assert.deepEqual([...misshapen], []);
  assert.ok(rows.length > 100, `only ${rows.length} calls were tried`);
  const text = readFileSync(tablePath, "utf8");
  const before = text.indexOf("\n| call |") + 1;
  if (process.env.WRITE_AUTHORITY) writeFileSync(tablePath, `${text.slice(0, before)}${written(rows)}\n`);
  const known = new Set(text.slice(before).split("\n"));
  const differ = written(rows)
    .split("\n")
    .filter((line) => !known.has(line));
  assert.deepEqual(process.env.WRITE_AUTHORITY ? [] : differ, []);
});
