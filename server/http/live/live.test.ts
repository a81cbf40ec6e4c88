// However many processes tell, a window is written to a few times a second, and hears of everything.
import assert from "node:assert/strict";
import { get, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import fastify from "fastify";
import pg from "pg";
import { freshDatabase } from "#server/db/template.ts";
import type { Routes } from "../route.ts";
import { startLive } from "./live.ts";
import { processName } from "./others.ts";

const opened = (address: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => get(`${address}/api/stream`, resolve).once("error", reject));

test("what other processes tell is shown together, and acted on at once", async () => {
  const database = await freshDatabase({ empty: true });
  const heard: string[] = [];
  const live = startLive(database.url, (news) => heard.push(news.id ?? ""));
  const app = fastify();
  live.listen({ app, who: async () => ({ org: "here", member: "m" }) } as unknown as Routes);
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  const tell = (from: number, org: string, id: string) =>
    other.query("select pg_notify('shouwen_news', $1)", [
      JSON.stringify({ from: `process ${from}`, news: [{ org, about: "case", id }] }),
    ]);
  try {
    const stream = await opened(await app.listen({ host: "127.0.0.1", port: 0 }));
    let [text, writes] = ["", 0];
    stream.on("data", (piece: Buffer) => {
      text += piece;
      writes += 1;
    });
    // Listening begins a little later.
    for (let n = 0; n < 500 && heard.length === 0; n++) {
      await tell(0, "elsewhere", "first");
      await sleep(20);
    }
    const from = performance.now();
    for (let n = 0; n < 60; n++) {
      await tell(n % 5, "here", `matter-${n}`);
      await sleep(10);
    }
    for (let n = 0; n < 500 && !heard.includes("matter-59"); n++) await sleep(10);
    for (let n = 0; n < 500 && !text.includes("matter-59"); n++) await sleep(10);
    const ticks = (performance.now() - from) / 100;
    assert.ok(!text.includes("first"), "Another organisation's change was shown.");
    for (let n = 0; n < 60; n++) assert.ok(heard.includes(`matter-${n}`), `matter-${n} was not heard.`);
    // More than twenty at a time are told without names: a slow machine may gather so many.
    const named = new Set(text.match(/matter-\d+/g)).size;
    assert.ok(named === 60 || text.includes('{"about":"case","within"'), `${named} of 60 were shown.`);
    assert.ok(writes <= ticks + 3, `${writes} writes within ${ticks} ticks.`);
    assert.ok(writes < 60);
  } finally {
    await other.end();
    await live.stop();
    await app.close();
    await database.drop();
  }
});

test("whom a change concerns is told how few they are, everybody else how many windows there are", async () => {
  const database = await freshDatabase({ empty: true });
  const live = startLive(database.url, () => {});
  const app = fastify();
  let opening = "";
  live.listen({ app, who: async () => ({ org: "here", member: opening }) } as unknown as Routes);
  try {
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    const heard: Record<string, string> = {};
    for (const [n, member] of ["owner", ...Array(30).fill("other")].entries()) {
      opening = member;
      (await opened(address)).on("data", (piece: Buffer) => {
        heard[`${member} ${n}`] = `${heard[`${member} ${n}`] ?? ""}${piece}`;
      });
    }
    live.tell({ org: "here", about: "case", id: "a", for: ["owner"] });
    const last = () => heard["other 30"]?.includes("data:") && heard["owner 0"]?.includes("data:");
    for (let n = 0; n < 500 && !last(); n++) await sleep(10);
    const told = (who: string) => JSON.parse(/data: (.*)/.exec(heard[who] ?? "")?.[1] ?? "{}");
    assert.equal(told("owner 0").mine, true);
    assert.equal(told("other 30").mine, undefined);
    assert.equal(told("other 30").within, 31 * told("owner 0").within);
  } finally {
    await live.stop();
    await app.close();
    await database.drop();
  }
});

/** Stands before a database and breaks the first connections as soon as they begin to listen. */
const breaking = async (url: string, times: number) => {
  const socket = new URL(url).searchParams.get("host");
  let broken = 0;
  const pairs = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ path: `${socket}/.s.PGSQL.5432` });
    for (const one of [near, far]) pairs.add(one.on("error", () => {}));
    near.on("data", (bytes) => {
      if (broken >= times || !bytes.includes("listen ")) return far.write(bytes);
      broken += 1;
      // Half a message, then the end: the query and the connection each tell of it.
      near.end(Buffer.from("E", "latin1"));
      near.destroySoon();
      far.destroy();
    });
    far.on("data", (bytes) => near.write(bytes));
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const through = new URL(url);
  through.search = "";
  through.host = `127.0.0.1:${port}`;
  const close = () => {
    for (const one of pairs) one.destroy();
    server.close();
  };
  return { url: through.href, broken: () => broken, close };
};

test("however often its connection breaks, a process listens by one", async () => {
  const database = await freshDatabase({ empty: true });
  const proxy = await breaking(database.url, 5);
  const heard: string[] = [];
  const live = startLive(proxy.url, (news) => heard.push(news.id ?? ""));
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  try {
    const news = JSON.stringify({ from: "another", news: [{ org: "here", about: "case", id: "m" }] });
    for (let n = 0; n < 3000 && heard.length === 0; n++) {
      await other.query("select pg_notify('shouwen_news', $1)", [news]);
      await sleep(10);
    }
    // Whoever else were to follow a broken connection would be here by now.
    await sleep(2000);
    const { rows } = await other.query(
      "select count(*)::integer as n from pg_stat_activity where datname = current_database() and application_name = $1",
      [processName],
    );
    assert.deepEqual([proxy.broken(), rows[0].n], [5, 1]);
  } finally {
    await live.stop();
    proxy.close();
    await other.end();
    await database.drop();
  }
});
