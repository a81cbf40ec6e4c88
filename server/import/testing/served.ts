// A real server on a database of its own, for tests that send files.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportJob } from "#api/import.ts";
import { readConfig } from "#server/config.ts";
import { freshDatabase } from "#server/db/template.ts";
import { type Running, start } from "#server/main.ts";

export type Answered<T> = { status: number; body: T; headers: Headers };
export type Person = {
  get: <T>(path: string) => Promise<Answered<T>>;
  post: <T>(path: string, body: unknown, headers?: Record<string, string>) => Promise<Answered<T>>;
  /** Sends a form; `file` becomes its file. */
  send: <T>(path: string, form: Form, headers?: Record<string, string>) => Promise<Answered<T>>;
};
export type Form = { file?: { name: string; content: string | Buffer }; [field: string]: unknown };
export type Served = {
  running: Running;
  dataDir: string;
  url: string;
  signIn: (username: string) => Promise<Person>;
  close: () => Promise<void>;
};

const read = async <T>(response: Response): Promise<Answered<T>> => {
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = response.headers.get("content-type")?.includes("json");
  const body = (json ? JSON.parse(bytes.toString()) : bytes) as T;
  return { status: response.status, body, headers: response.headers };
};

const formOf = ({ file, ...fields }: Form): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    form.append(name, typeof value === "string" ? value : JSON.stringify(value));
  if (file) form.append("file", new Blob([new Uint8Array(Buffer.from(file.content))]), file.name);
  return form;
};

const person = (address: string, cookie: string): Person => {
  const own = { cookie, origin: address };
  const json = { ...own, "content-type": "application/json" };
  return {
    get: async (path) => read(await fetch(address + path, { headers: own })),
    post: async (path, body, headers = {}) =>
      read(
        await fetch(address + path, {
          method: "POST",
          headers: { ...json, ...headers },
          body: JSON.stringify(body),
        }),
      ),
    send: async (path, form, headers = {}) =>
      read(
        await fetch(address + path, { method: "POST", headers: { ...own, ...headers }, body: formOf(form) }),
      ),
  };
};

/** Starts a server with the demo organisations; a second one may be started on the same database and folder. */
export const serve = async (given?: { url: string; dataDir: string }): Promise<Served> => {
  const database = given ? null : await freshDatabase();
  const url = given?.url ?? database?.url ?? "";
  const dataDir = given?.dataDir ?? mkdtempSync(join(tmpdir(), "shouwen-import-"));
  const running = await start(
    readConfig({ PORT: "0", DATA_DIR: dataDir, DATABASE_URL: url, DEMO: "first", LOG_LEVEL: "warn" }),
  );
  const signIn = async (username: string): Promise<Person> => {
    const response = await fetch(`${running.address}/api/auth/sign-in/username`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username, password: "shouwen-demo" }),
    });
    const cookies = response.headers.getSetCookie().map((c) => c.split(";")[0]);
    return person(running.address, cookies.join("; "));
  };
  const close = async (): Promise<void> => {
    await running.stop();
    if (!database) return;
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { running, dataDir, url, signIn, close };
};

/** Waits until an import has ended. */
export const ended = async (by: Person, id: string): Promise<ImportJob> => {
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await by.get<ImportJob>(`/api/imports/${id}`);
    if (body.state === "done" || body.state === "failed") return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The import does not end.");
};
