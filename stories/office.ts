// An office for stories: a real server on a database of its own, and people who sign in and do things.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CaseWhole } from "#api/case.ts";
import { readConfig } from "#server/config.ts";
import { freshDatabase } from "#server/db/template.ts";
import { compareViews } from "#server/log/proof/rebuild.ts";
import { type Running, start } from "#server/main.ts";

export type Answer<T> = { status: number; body: T; headers: Headers };

/** Somebody signed in. */
export type Person = {
  name: string;
  cookie: string;
  get: <T>(path: string) => Promise<Answer<T>>;
  post: <T>(path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer<T>>;
  put: <T>(path: string, body: string, headers?: Record<string, string>) => Promise<Answer<T>>;
  /** An action on a matter; the answer must be `status`, else it throws with what was said. */
  act: (id: string, action: string, body?: unknown, status?: number) => Promise<CaseWhole>;
  case: (id: string) => Promise<CaseWhole>;
};

export type Office = {
  address: string;
  running: Running;
  url: string;
  dataDir: string;
  signIn: (username: string) => Promise<Person>;
  close: () => Promise<void>;
};

const answerOf = async <T>(response: Response): Promise<Answer<T>> => {
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json");
  return { status: response.status, body: (json ? JSON.parse(text) : text) as T, headers: response.headers };
};

const person = (address: string, name: string, cookie: string): Person => {
  const send = async <T>(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ) => {
    const own = {
      cookie,
      origin: address,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const init = { method, headers: { ...own, ...headers }, ...(body === undefined ? {} : { body }) };
    return answerOf<T>(await fetch(address + path, init));
  };
  const get = <T>(path: string) => send<T>("GET", path);
  const post = <T>(path: string, body: unknown = {}, headers = {}) =>
    send<T>("POST", path, JSON.stringify(body), headers);
  return {
    name,
    cookie,
    get,
    post,
    put: (path, body, headers) => send("PUT", path, body, headers),
    act: async (id, action, body = {}, status = 200) => {
      const answer = await post<CaseWhole>(`/api/cases/${id}/actions/${action}`, body);
      if (answer.status !== status)
        throw new Error(`${name} ${action}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`);
      return answer.body;
    },
    case: async (id) => (await get<CaseWhole>(`/api/cases/${id}`)).body,
  };
};

/** Signs somebody in at a server. */
export const signInAt = async (
  address: string,
  username: string,
  password = "shouwen-demo",
): Promise<Person> => {
  const response = await fetch(`${address}/api/auth/sign-in/username`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  if (response.status !== 200) throw new Error(`${username} could not sign in: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((c) => c.split(";")[0])
    .join("; ");
  return person(address, username, cookie);
};

/** After every story: what the log folds to anew is what the desks have been reading. */
const rebuiltIsLive = async ({ world }: Running): Promise<void> => {
  const { rows } = await world.side.query<{ org: string }>(
    "select org from shouwen.organisation where loaded order by org",
  );
  for (const { org } of rows) assert.deepEqual(await compareViews(world, org), [], org);
};

/**
 * Opens an office with the demo organisations.
 * @param more of its environment
 * @param demo `first`: those that are there at once; `on`: the others follow behind
 */
export const openOffice = async (
  demo: "first" | "on" = "first",
  more: Record<string, string> = {},
): Promise<Office> => {
  const database = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-story-"));
  const own = { PORT: "0", DATA_DIR: dataDir, DATABASE_URL: database.url, DEMO: demo, LOG_LEVEL: "warn" };
  const running = await start(readConfig({ ...own, ...more }));
  const { address } = running;
  return {
    address,
    running,
    url: database.url,
    dataDir,
    signIn: (username) => signInAt(address, username),
    close: async () => {
      await rebuiltIsLive(running);
      await running.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** The obligation of a clause, by its id without the regulation; the latest when there are several. */
export const clock = (matter: CaseWhole, clause: string) => {
  const found = matter.obligations.findLast((o) => o.clause.endsWith(`/${clause}`));
  if (!found) throw new Error(`No clock of ${clause}: ${matter.obligations.map((o) => o.clause).join()}`);
  return found;
};
export const states = (matter: CaseWhole): Record<string, string> =>
  Object.fromEntries(matter.obligations.map((o) => [o.clause.split("/")[1], o.state]));

/** A complaint with every field of the form. */
export const complaint = (more: Record<string, unknown> = {}) => ({
  kind: "complaint",
  severity: "important",
  title: "三号楼电梯反复困人",
  description: "十一月二十日晚八点，三号楼电梯停在五楼，住户被困四十分钟，值班室无人接听。",
  channel: "phone",
  customer: { name: "张伟民", phone: "13900000001" },
  occurredAt: "2026-11-20T20:00:00+08:00",
  place: "三号楼电梯",
  against: { department: "engineering" },
  demand: "查明原因，更换门机，当面道歉",
  ...more,
});
