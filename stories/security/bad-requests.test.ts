// A hundred thousand wrong requests: each is answered as the caller's fault, and nothing has changed.
import assert from "node:assert/strict";
import { Agent, request } from "node:http";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { type Office, openOffice } from "../office.ts";
import { type Bad, badRequest } from "./bad.ts";
import { readContract } from "./contract.ts";
import { furnish, home, matterFor } from "./home.ts";
import type { Ids } from "./tried.ts";

/** All of them by default; fewer for a quick look. */
const many = Number(process.env.BAD_REQUESTS ?? 100_000);
const atOnce = 8;

let office: Office;
let cookie: string;
let ids: Ids;
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

before(async () => {
  office = await openOffice();
  ids = await matterFor(office, await furnish(office));
  cookie = (await office.signIn(`${home}.admin`)).cookie;
});
after(async () => {
  agent.destroy();
  await office.close();
});

/** Every table with what is in it, but for the counting of wrong passwords and answers kept for a key. */
const everything = async (): Promise<Record<string, string>> => {
  const { side } = office.running.world;
  const { rows: tables } = await side.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where schemaname in ('shouwen', 'auth') and tablename not in ('failure', 'seal', 'seal_published', 'session')`,
  );
  assert.ok(tables.length > 20, `only ${tables.length} tables`);
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const but = name === "shouwen.stream" ? " - 'unsealed'" : "";
    const { rows } = await side.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtextextended((to_jsonb(t)${but})::text, 0)::numeric), 0) as sum from ${name} t`,
    );
    found[name] = rows[0]?.sum ?? "";
  }
  return found;
};

const send = (bad: Bad): Promise<{ status: number; said: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(office.address);
    const own = { cookie, origin: office.address, ...bad.headers };
    const sent = request(
      { agent, hostname, port, method: bad.method, path: bad.path, headers: own },
      (answer) => {
        let said = "";
        answer.setEncoding("utf8").on("data", (part: string) => {
          said += part.slice(0, 400);
        });
        answer.once("end", () => resolve({ status: answer.statusCode ?? 0, said }));
      },
    );
    // The server closed a connection that it had not read to the end, just as it was used again.
    sent.once("error", (error) => (sent.reusedSocket ? resolve(send(bad)) : reject(error)));
    sent.end(bad.body);
  });

/** Several travel at once, as they would from a hostile world. */
const groups = (all: fc.Arbitrary<Bad>) => fc.array(all, { minLength: atOnce, maxLength: atOnce });

test("whatever is wrong is the caller's fault and changes nothing", { timeout: 1_200_000 }, async () => {
  const calls = (await readContract(office.address)).filter((c) => !/^\/api\/(auth\/|stream$)/.test(c.path));
  assert.ok(calls.length > 70, `only ${calls.length} calls`);
  const seen = new Map<string, number>();
  const before = await everything();
  await fc.assert(
    fc.asyncProperty(groups(badRequest(calls, ids)), async (group) => {
      const answers = await Promise.all(group.map(send));
      for (const [n, { status, said }] of answers.entries()) {
        const bad = group[n] as Bad;
        seen.set(bad.fault, (seen.get(bad.fault) ?? 0) + 1);
        assert.ok(status >= 400 && status < 500, `${bad.fault}: ${status} ${said.slice(0, 300)}`);
      }
    }),
    { numRuns: Math.ceil(many / atOnce), endOnFailure: true },
  );
  assert.ok(seen.size >= 9, [...seen.keys()].join());
  assert.deepEqual(await everything(), before);
});
