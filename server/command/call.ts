// `call`: any call of the contract as a member, for the machine's owner; also while the server runs.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { makeApp, type Parts } from "#server/app.ts";
import type { Config } from "#server/config.ts";
import { outliving } from "#server/db/pool.ts";
import { findAccount } from "#server/http/session/account.ts";
import type { Who } from "#server/http/session/who.ts";
import { makeSessions } from "#server/http/session.ts";
import type { World } from "#server/log/world.ts";
import { reactors } from "#server/modules.ts";
import type { Command } from "./command.ts";
import { withWorld } from "./world.ts";

const usage =
  "Usage: npm run shouwen -- call USERNAME METHOD PATH [JSON|@FILE] [NAME=VALUE …] [--header 'NAME: VALUE' …] [--out FILE]";

type Body = { payload?: string | Buffer; headers: Record<string, string> };

const texts: Record<string, string> = {
  ".json": "application/json",
  ".yaml": "text/yaml",
  ".yml": "text/yaml",
};

/** JSON and YAML are sent as they are; any other file goes as a form's `file`, with its other fields. */
const bodyOf = async (given: string | undefined, fields: readonly string[]): Promise<Body> => {
  if (given === undefined) return { headers: {} };
  if (!given.startsWith("@")) return { payload: given, headers: { "content-type": "application/json" } };
  const path = given.slice(1);
  const bytes = readFileSync(path);
  const type = texts[extname(path).toLowerCase()];
  if (type) return { payload: bytes, headers: { "content-type": type } };
  const form = new FormData();
  for (const field of fields) {
    const [name = "", ...value] = field.split("=");
    form.append(name, value.join("="));
  }
  form.append("file", new Blob([bytes]), basename(path));
  const sent = new Response(form);
  const headers = { "content-type": sent.headers.get("content-type") ?? "" };
  return { payload: Buffer.from(await sent.arrayBuffer()), headers };
};

const headersOf = (given: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    given.map((line) => {
      const [name = "", ...value] = line.split(":");
      return [name.trim(), value.join(":").trim()];
    }),
  );

type Line = { who: string; method: string; path: string; body: Body; out: string | undefined };

const read = async (args: readonly string[]): Promise<Line> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { header: { type: "string", multiple: true }, out: { type: "string" } },
  });
  const [who, method, path, given, ...fields] = positionals;
  if (!who || !method || !path?.startsWith("/api/")) throw new Error(usage);
  const body = await bodyOf(given, fields);
  const headers = { ...body.headers, ...headersOf(values.header ?? []) };
  return { who, method: method.toUpperCase(), path, body: { ...body, headers }, out: values.out };
};

type Opened = { config: Config; journal: Parts["journal"]; world: World; url: string };

/** Answers one call by the product's own routes, without listening anywhere. */
const answer = async (opened: Opened, who: Who, { method, path, body }: Line) => {
  const { config, journal, world, url } = opened;
  const accounts = outliving(new pg.Pool({ connectionString: url, max: 2 }));
  const sessions = { ...makeSessions({ pool: accounts, config }), who: async () => who };
  const app = await makeApp({
    config,
    journal,
    patient: true,
    world,
    sessions,
    live: { tell: world.tell, listen: () => {}, listening: () => 0, stop: async () => {} },
    reactors,
    imported: () => {},
    delivered: () => {},
    ready: () => true,
  });
  try {
    return await app.inject({ method: method as "GET", url: path, ...body });
  } finally {
    await app.close();
    await accounts.end();
  }
};

type MakeJournal = (config: Config) => Parts["journal"];

/** Prints the answer; 0 where it is good. `makeJournal` makes where faults are told. */
export const callCommand =
  (makeJournal: MakeJournal): Command =>
  async (args, config, said) => {
    const line = await read(args);
    const journal = makeJournal({ ...config, logLevel: "error" });
    return withWorld(config, async (world, pool, url) => {
      const account = await findAccount(pool, line.who);
      if (!account) throw new Error(`there is no open account ${line.who}.`);
      const who: Who = { org: account.org, member: account.member, user: account.id, by: "cookie" };
      const { statusCode, rawPayload, headers } = await answer({ config, journal, world, url }, who, line);
      const good = statusCode < 400;
      const isText = /json|text|yaml|csv/.test(String(headers["content-type"] ?? ""));
      if (line.out && good) writeFileSync(line.out, rawPayload);
      else if (isText || rawPayload.length === 0) said.out(rawPayload.toString());
      else throw new Error(`the answer is ${headers["content-type"]}: name a file for it with --out FILE.`);
      return good ? 0 : 1;
    });
  };
