// A server without demo, set up with the console's token; and people who come and go at it.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#server/config.ts";
import { freshDatabase } from "#server/db/template.ts";
import { compareViews } from "#server/log/proof/rebuild.ts";
import { type Running, start } from "#server/main.ts";
import { makeToken } from "#server/setup/token.ts";

export const goodPassword = "correct-horse-battery";

// biome-ignore lint/suspicious/noExplicitAny: what a server said is looked into field by field
export type Said = any;
export type Answer = { status: number; body: Said; cookie: string };

/** Somebody at a browser: keeps the session cookie that they were given last. */
export type Visitor = {
  cookie: () => string;
  ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** As `ask`, and the answer must be this status; gives its body. */
  must: (status: number, method: string, path: string, body?: unknown) => Promise<Said>;
  signIn: (username: string, password?: string, code?: string) => Promise<Answer>;
};

export const visitor = (address: string, kept = ""): Visitor => {
  let cookie = kept;
  const ask: Visitor["ask"] = async (method, path, body, headers = {}) => {
    const json = method === "GET" ? {} : { "content-type": "application/json" };
    const sent = { ...(cookie ? { cookie } : {}), "user-agent": "story", ...json, ...headers };
    const text = method === "GET" ? {} : { body: JSON.stringify(body ?? {}) };
    const init: RequestInit = { method, headers: sent as Record<string, string>, ...text };
    const answer = await fetch(address + path, init);
    for (const set of answer.headers.getSetCookie()) cookie = set.split(";")[0] ?? "";
    const said = await answer.text();
    return { status: answer.status, body: said === "" ? null : JSON.parse(said), cookie };
  };
  return {
    cookie: () => cookie,
    ask,
    must: async (status, method, path, body) => {
      const answer = await ask(method, path, body);
      assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    signIn: (username, password = goodPassword, code) =>
      ask("POST", "/api/auth/sign-in/username", { username, password, ...(code ? { code } : {}) }),
  };
};

export type Bare = {
  address: string;
  url: string;
  dataDir: string;
  running: Running;
  /** A new one-time token, as the console prints it. */
  token: () => Promise<string>;
  visitor: () => Visitor;
  /** Founds an office and gives its administrator, signed in. */
  found: (code: string, more?: Record<string, unknown>) => Promise<Visitor>;
  close: () => Promise<void>;
};

export const asked = (token: string, code: string, more: Record<string, unknown> = {}) => ({
  token,
  organisation: { code, name: "青山街道便民中心", timeZone: "Asia/Shanghai" },
  administrator: { name: "钱敏", number: "001", phone: "13800000001", password: goodPassword, ...more },
});

export const openBare = async (): Promise<Bare> => {
  const database = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-bare-"));
  const env = { PORT: "0", DATA_DIR: dataDir, DATABASE_URL: database.url, DEMO: "off", LOG_LEVEL: "warn" };
  const running = await start(readConfig(env));
  const token = () => makeToken(running.world.side);
  return {
    address: running.address,
    url: database.url,
    dataDir,
    running,
    token,
    visitor: () => visitor(running.address),
    found: async (code, more) => {
      const someone = visitor(running.address);
      await someone.must(201, "POST", "/api/setup", asked(await token(), code, more));
      return someone;
    },
    close: async () => {
      const { rows } = await running.world.side.query<{ org: string }>(
        "select org from shouwen.organisation where loaded",
      );
      for (const { org } of rows) assert.deepEqual(await compareViews(running.world, org), [], org);
      await running.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
