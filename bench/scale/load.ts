// Fills an organisation with any number of matters: real lives and real texts, chained as the log chains them, by COPY.
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Facts } from "#domain/stream/event.ts";
import { beginning, link, privateHash } from "../../server/log/proof/chain.ts";
import { type Life, readLives, shifted } from "./lives.ts";
import { readTexts, type Text } from "./texts.ts";

const org = "wuye";
const day = 86_400_000;
/** A city's day: so many matters are registered on each. */
const aDay = 2800;

/** The same id for the same number always. */
export const idOf = (kind: string, n: number): string => {
  const hex = createHash("md5").update(`${kind} ${n}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
export const phoneOf = (n: number): string => `138${String(10_000_000 + n).slice(-8)}`;
const surnames = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"];
const given = [..."伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰"];
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

const quoted = (text: string): string =>
  text.replace(/[\\\t\n\r]/g, (c) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[c] ?? c);
const line = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((c) => (c === null ? "\\N" : typeof c === "number" ? c : quoted(c))).join("\t")}\n`;

export type Written = { events: string; stream: string };

/** One stream's lines for both tables. */
export const chained = (
  stream: string,
  kind: string,
  run: number,
  events: readonly { type: string; at: number; by: string; data: Facts; private: Facts | null }[],
): Written => {
  let head = beginning;
  let lines = "";
  for (const [n, e] of events.entries()) {
    const salt = e.private ? createHash("md5").update(`${stream}${n}`).digest("hex") : null;
    const hashed = e.private && salt ? privateHash(salt, e.private) : null;
    const at = new Date(e.at).toISOString();
    const base = { org, stream, seq: n + 1, run, type: e.type, by: e.by, data: e.data };
    head = link(head, { ...base, at, recordedAt: at, privateHash: hashed });
    const personal = e.private ? JSON.stringify(e.private) : null;
    lines += line([
      org,
      stream,
      n + 1,
      run,
      e.type,
      at,
      at,
      e.by,
      JSON.stringify(e.data),
      personal,
      salt,
      hashed,
      head,
    ]);
  }
  return { events: lines, stream: line([org, stream, kind, run, events.length, head]) };
};

/** How the n-th matter is lived: whose life, when, in which words. Ten matters share a customer. */
const matter = (n: number, lives: readonly Life[], texts: readonly Text[], until: number): Written => {
  const life = pick(lives, n);
  const start = until - day - Math.floor((n * day) / aDay);
  const back = Math.round(((life[0]?.at ?? 0) - start) / 1000) * 1000;
  const text = pick(texts, n * 7 + Math.floor(n / texts.length));
  const date = new Date(start + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");
  const events = life.map((e) => {
    const data = shifted(e.data, back) as Facts;
    if (e.seq > 1) return { ...e, at: e.at - back, data };
    const own = {
      ...data,
      number: `${date}-${String(100_000 + n)}`,
      customer: idOf("customer", Math.floor(n / 10)),
    };
    const words = { ...e.private, title: text.title, description: text.description };
    return { ...e, at: e.at - back, data: own, private: words };
  });
  return chained(idOf("matter", n), "case", 1, events);
};

const customer = (n: number, at: number): Written =>
  chained(idOf("customer", n), "customer", 0, [
    {
      type: "customer.registered",
      at,
      by: "clock",
      data: {},
      private: {
        name: `${pick(surnames, n)}${pick(given, n >> 2)}${pick(given, n >> 5)}`,
        phone: phoneOf(n),
        address: `${1 + (n % 40)}栋${1 + (n % 3)}单元${100 * (1 + (n % 18)) + 1 + (n % 4)}`,
      },
    },
  ]);

/** Sends lines into a table by COPY. */
export const copy = async (
  client: pg.Client,
  table: string,
  columns: string,
  lines: string[],
): Promise<void> => {
  const stream = client.query(copyFrom(`copy shouwen.${table} (${columns}) from stdin`));
  await pipeline(Readable.from(lines), stream);
};

export const eventColumns =
  "org, stream, seq, run, type, at, recorded_at, by, data, private, salt, private_hash, hash";
const batch = 2000;

/**
 * Adds matters `from` to `to` (and their customers) to the log; their views are still to be folded.
 * @param until epoch ms; the newest matter begins a day before, 2,800 a day backwards from there
 * @returns events written, and where the texts are from
 */
export const load = async (
  url: string,
  from: number,
  to: number,
  until: number,
  told: (done: number) => void = () => {},
): Promise<{ events: number; texts: string }> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const lives = await readLives(client, org);
    const { texts, from: source } = readTexts();
    let events = 0;
    for (let first = from; first < to; first += batch) {
      const last = Math.min(to, first + batch);
      const written: Written[] = [];
      for (let n = first; n < last; n++) {
        written.push(matter(n, lives, texts, until));
        if (n % 10 === 0) written.push(customer(n / 10, until - 400 * day));
        events += pick(lives, n).length;
      }
      await client.query("begin");
      await copy(
        client,
        "event",
        eventColumns,
        written.map((w) => w.events),
      );
      await copy(
        client,
        "stream",
        "org, id, kind, run, length, head",
        written.map((w) => w.stream),
      );
      await client.query("commit");
      told(last);
    }
    return { events, texts: source };
  } finally {
    await client.end();
  }
};
