// What processes tell each other by NOTIFY, over one connection each that comes back by itself.
import { hostname } from "node:os";
import pg from "pg";
import type { News } from "#server/log/world.ts";

const channel = "shouwen_news";
/** Members' ids are plain; this leaves room for those that are not. */
const mostBytes = 6000;
const againMs = 500;

/** How a process is known on the database, once each: the place where one is counted. */
export const processName = `shouwen ${hostname().slice(0, 30)} ${process.pid}`;

/** What another process is told fits into a notification: at most 8,000 bytes. */
const payloadsOf = (from: string, news: readonly News[]): string[] => {
  const parts: string[][] = [[]];
  let length = 0;
  for (const n of news) {
    const whole = JSON.stringify(n);
    const text = whole.length > mostBytes ? JSON.stringify({ org: n.org, about: n.about, id: n.id }) : whole;
    if (length + text.length > mostBytes) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(text);
    length += text.length + 1;
  }
  const all = parts.filter((part) => part.length > 0);
  return all.map((part) => `{"from":${JSON.stringify(from)},"news":[${part.join(",")}]}`);
};

export type Others = { tell: (news: readonly News[]) => void; stop: () => Promise<void> };

/**
 * Listens to the other processes on a database.
 * @param url of the database; a direct one, since a pooler forgets who listens
 * @param heard is called with what another process told
 */
export const hearOthers = (url: string, heard: (news: News[]) => void): Others => {
  const self = `${process.pid}.${Math.floor(performance.now())}`;
  let client: pg.Client | null = null;
  let stopped = false;

  const connect = async (): Promise<void> => {
    if (stopped) return;
    const fresh = new pg.Client({ connectionString: url, application_name: processName });
    fresh.on("notification", ({ payload }) => {
      const { from, news } = JSON.parse(payload ?? "{}") as { from: string; news: News[] };
      if (from !== self) heard(news);
    });
    // However often and in whatever way one connection fails, one follows it: two would each be followed by two.
    let over = false;
    const again = (): void => {
      if (over) return;
      over = true;
      if (client === fresh) client = null;
      fresh.end().catch(() => {});
      if (!stopped) setTimeout(connect, againMs).unref();
    };
    fresh.on("error", again);
    fresh.on("end", again);
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
      if (stopped) again();
      else if (!over) client = fresh;
    } catch {
      again();
    }
  };
  void connect();

  let sending: Promise<unknown> = Promise.resolve();
  const notify = async (payloads: readonly string[]): Promise<void> => {
    const text = "select pg_notify($1, payload) from unnest($2::text[]) as payload";
    await client?.query(text, [channel, payloads]).catch(() => {});
  };
  return {
    tell: (news) => {
      // After the commit and in bulk: NOTIFY inside a transaction makes all commits wait for one another.
      const payloads = payloadsOf(self, news);
      if (payloads.length > 0) sending = sending.then(() => notify(payloads));
    },
    stop: async () => {
      stopped = true;
      await client?.end().catch(() => {});
    },
  };
};

/** Tells the processes that serve what somebody changed who does not: a command of the command line. */
export const announce = async (pool: pg.Pool, news: readonly News[]): Promise<void> => {
  for (const payload of payloadsOf("command", news))
    await pool.query("select pg_notify($1, $2)", [channel, payload]);
};
