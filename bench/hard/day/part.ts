// A city's day at sixty-fold speed: matters with their whole lives, in the words of citizens, while desks look on.
import { setTimeout as sleep } from "node:timers/promises";
import type { CaseWhole } from "#api/case.ts";
import { complaint, type Person, signInAt } from "../../../stories/office.ts";
import { type Part, percentile, say, thousands } from "../../part.ts";
import { readTexts, type Text } from "../../scale/texts.ts";
import { startBench } from "../../server.ts";
import { checkDay } from "./check.ts";
import { aWatch, type Sample } from "./watch.ts";

/** Eight hours in eight minutes; DAY_SECONDS=60 is a quick look. */
const seconds = Number(process.env.DAY_SECONDS ?? 480);
const matters = Math.round((2800 * seconds) / 480);
const speed = 60;
const readers = 4;

type Office = { reception: Person; engineering: Person };
/** How long each answer took, with the second of the day in which it was asked for. */
type Took = { second: number; ms: number };

type Day = {
  office: Office;
  texts: readonly Text[];
  from: number;
  acts: Took[];
  reads: Took[];
  faults: string[];
};

const timed = async <T extends { status: number; body: unknown }>(
  day: Day,
  list: Took[],
  what: string,
  ask: () => Promise<T>,
): Promise<T | null> => {
  const from = performance.now();
  const answer = await ask().catch(() => null);
  list.push({ second: (from - day.from) / 1000, ms: performance.now() - from });
  if (answer && answer.status < 300) return answer;
  day.faults.push(`${what}: ${answer?.status} ${JSON.stringify(answer?.body ?? "no answer").slice(0, 200)}`);
  return null;
};

const steps: [keyof Office, string, unknown][] = [
  ["reception", "forward", { department: "engineering" }],
  ["engineering", "sign", {}],
  ["reception", "report", { to: "manager" }],
  ["engineering", "investigate", { finding: "已到现场查明" }],
  ["engineering", "resolve", { outcome: "已处理完毕" }],
  ["reception", "inform", { means: "phone", text: "您好，您反映的事已经处理好了。" }],
  ["reception", "confirm", { satisfied: true, rating: 5 }],
  ["reception", "close", {}],
];

/** Half an hour to two hours between two steps are half a minute to two; a customer's own term may run out meanwhile. */
const live = async (day: Day, n: number): Promise<void> => {
  const pause = 1000 * (1 + ((n * 37) % 90) / 15) * Math.min(1, seconds / 120);
  const own = n % 4 === 0 ? new Date(Date.now() + 1000 * (3 + ((n * 13) % 40))).toISOString() : undefined;
  const text = day.texts[(n * 7) % day.texts.length];
  const body = complaint({
    severity: "minor",
    title: text?.title,
    description: text?.description,
    customer: { name: "来电人", phone: `137${String(10_000_000 + (n % 2000))}` },
    ...(own ? { wantedBy: own } : {}),
  });
  const made = await timed(day, day.acts, "register", () =>
    day.office.reception.post<CaseWhole>("/api/cases", body, { "idempotency-key": `day-${n}` }),
  );
  if (!made) return;
  for (const [who, action, input] of steps) {
    await sleep(pause * (0.5 + ((n + action.length) % 10) / 10));
    const person = day.office[who];
    const done = await timed(day, day.acts, action, () =>
      person.post(`/api/cases/${made.body.id}/actions/${action}`, input, {
        "idempotency-key": `day-${n}-${action}`,
      }),
    );
    if (!done) return;
  }
};

const look = async (day: Day, until: () => boolean, n: number): Promise<void> => {
  const paths = ["/api/cases?limit=50", "/api/obligations", "/api/notices", "/api/cases?limit=50&q=电梯"];
  for (let turn = n; !until(); turn++) {
    const path = paths[turn % paths.length] ?? "";
    const who = turn % 2 === 0 ? day.office.reception : day.office.engineering;
    await timed(day, day.reads, path, () => who.get(path));
    await sleep(1000);
  }
};

/** By eighths of the day, so that what grows shows. */
const table = (day: Day, samples: readonly Sample[]): string => {
  const part = seconds / 8;
  const rows = Array.from({ length: 8 }, (_, n) => {
    const inside = <T extends { second: number }>(list: readonly T[]) =>
      list.filter((t) => t.second >= n * part && t.second < (n + 1) * part);
    const p = (list: readonly Took[], share: number) =>
      percentile(
        inside(list).map((t) => t.ms),
        share,
      ).toFixed(0);
    const at = inside(samples);
    const most = (of: (s: Sample) => number) => Math.max(0, ...at.map(of)).toFixed(0);
    const cells = [n + 1, inside(day.acts).length, p(day.acts, 0.5), p(day.acts, 0.99), p(day.reads, 0.99)];
    return `| ${[...cells, most((s) => s.server), most((s) => s.postgres), most((s) => s.lag)].join(" | ")} |`;
  });
  return `| hour | acts | p50 ms | p99 ms | reading p99 ms | server MiB | PostgreSQL MiB | event loop's longest delay ms |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}`;
};

const run = async (): Promise<string> => {
  const bench = await startBench();
  const { texts, from: source } = readTexts();
  try {
    const at = (name: string) => signInAt(bench.address, `wuye.${name}`);
    const office = { reception: await at("reception"), engineering: await at("engineering") };
    const day: Day = { office, texts, from: performance.now(), acts: [], reads: [], faults: [] };
    const watch = aWatch(bench, day.from);
    let over = false;
    const looking = Array.from({ length: readers }, (_, n) => look(day, () => over, n));
    const lives: Promise<void>[] = [];
    for (let n = 0; n < matters; n++) {
      const due = day.from + (n * seconds * 1000) / matters;
      await sleep(Math.max(0, due - performance.now()));
      lives.push(live(day, n));
      if (n > 0 && n % 350 === 0) say(`  ${n} of ${matters} registered, ${day.acts.length} acts`);
    }
    await Promise.all(lives);
    over = true;
    await Promise.all(looking);
    const samples = watch.stop();
    if (day.faults.length > 0)
      throw new Error(`${day.faults.length} faults: ${day.faults.slice(0, 3).join("\n")}`);
    const found = await checkDay(bench.url, matters);
    return `${thousands(matters)} matters (${source}) registered over ${seconds} seconds, eight hours' worth of a city's 2,800 a day at ${speed}-fold speed, each
forwarded, signed for, reported, investigated, resolved, told to the customer, confirmed and closed: ${thousands(day.acts.length)} acts, ${readers} desks
looking on. The office is as much faster; the clocks are real: a quarter of the customers set terms of 3 to 42 seconds.

${table(day, samples)}

Clocks: ${thousands(found.breached)} terms ran out and ${thousands(found.met)} were kept, each exactly once; none that was kept in time counts as late. From the
instant at which a term ran out until that was on record: ${found.lag50} ms in the middle, ${found.lag99} at p99, ${found.lagMost} at the longest; first half of
the day ${found.first} ms in the middle, second half ${found.second}. Nothing was left waiting at the end.`;
  } finally {
    await bench.stop();
  }
};

export const part: Part = { title: "A city's day", run };
