// Lists, one long matter and a two-character search, at growing numbers of matters.
import pg from "pg";
import type { CaseWhole } from "#api/case.ts";
import type { ImportJob } from "#api/import.ts";
import { csv, mapping } from "../matters.ts";
import { type Bench, signIn } from "../server.ts";

export type Times = { p50: number; p99: number };

const json = async <T>(bench: Bench, path: string, init: RequestInit = {}): Promise<T> => {
  const headers = {
    cookie: bench.cookie,
    origin: bench.address,
    ...(init.headers as Record<string, string>),
  };
  const response = await fetch(bench.address + path, { ...init, headers });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
};

/** Brings the matters from `from` to `to` in through the product's own import. Gives seconds. */
export const fill = async (bench: Bench, from: number, to: number): Promise<number> => {
  const manager = { ...bench, cookie: await signIn(bench.address, "wuye.manager") };
  const started = performance.now();
  const form = new FormData();
  form.set("mapping", JSON.stringify(mapping));
  form.set("file", new Blob([csv(from, to)]), "matters.csv");
  const { id } = await json<ImportJob>(manager, "/api/imports", { method: "POST", body: form });
  for (;;) {
    const job = await json<ImportJob>(manager, `/api/imports/${id}`);
    if (job.state === "failed") throw new Error(`The import failed: ${job.error}`);
    if (job.state === "done") {
      if (job.taken !== to - from) throw new Error(`${job.taken} of ${to - from} were taken`);
      return (performance.now() - started) / 1000;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
};

const measure = async (times: number, work: (n: number) => Promise<unknown>): Promise<Times> => {
  const found: number[] = [];
  for (let n = -10; n < times; n++) {
    const from = performance.now();
    await work(n);
    if (n >= 0) found.push(performance.now() - from);
  }
  found.sort((a, b) => a - b);
  return { p50: found[times >> 1] ?? 0, p99: found[Math.floor(times * 0.99)] ?? 0 };
};

/** A matter with about a hundred events. */
export const longMatter = async (bench: Bench): Promise<string> => {
  const headers = { "content-type": "application/json" };
  const given = {
    kind: "complaint",
    severity: "minor",
    title: "反复报修",
    description: "多次报修",
    channel: "phone",
    customer: {},
  };
  const made = await json<CaseWhole>(bench, "/api/cases", {
    method: "POST",
    headers,
    body: JSON.stringify(given),
  });
  for (let n = 0; n < 99; n++) {
    const body = JSON.stringify({ text: `第${n + 1}次回访，住户不在家` });
    await json(bench, `/api/cases/${made.id}/actions/note`, { method: "POST", headers, body });
  }
  return made.id;
};

const words = ["电梯", "漏水", "车库", "路灯", "噪音", "围墙"];

/** What autovacuum does within minutes of a large import, done at once. */
export const settle = async (bench: Bench): Promise<void> => {
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  await client.query("vacuum (analyze)");
  await client.end();
};

/** The reads of a desk, sequential from one caller, in ms. */
export const reads = async (bench: Bench, long: string) => ({
  list: await measure(200, () => json(bench, "/api/cases?state=resolved&severity=minor&limit=50")),
  matter: await measure(200, () => json(bench, `/api/cases/${long}`)),
  search: await measure(200, (n) =>
    json(bench, `/api/cases?q=${encodeURIComponent(words[Math.abs(n) % words.length] ?? "")}`),
  ),
});
