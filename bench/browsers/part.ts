// 300 open desks with live updates while work goes on, real browsers among them; and how soon a page shows its first row.
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Browser } from "playwright-core";
import { buildWeb, canBuildWeb, webIsStale } from "../../scripts/web-build.ts";
import { largest, type Part, percentile, say } from "../part.ts";
import { openHouse } from "../scale/house.ts";
import type { Bench } from "../server.ts";
import { type Desks, openDesks } from "./desks.ts";
import { firstContent } from "./first.ts";
import { most, type Phase, report, rowOf } from "./report.ts";
import { type Held, held, openBrowser, openScreen, type Screen, seenOn } from "./screens.ts";
import { spent } from "./spent.ts";
import { type Work, type Workers, workers } from "./work.ts";

const phaseSeconds = Number(process.env.BENCH_SECONDS ?? 40);
/** Rounds of questions that a tab goes through beside the work, to see what it keeps. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 200);
/** A desk that is concerned all the time asks again about every two seconds. */
const roundsAnHour = 1800;

/** Somebody whose work it is, at a desk; and somebody whom it does not concern, at the list. */
type Screens = { desk: Screen; list: Screen };

const phase = async (
  bench: Bench,
  name: string,
  seconds: number,
  parts: { desks?: Desks; screens?: Screens; work?: () => Promise<Work> },
): Promise<Phase> => {
  parts.desks?.forget();
  for (const screen of Object.values(parts.screens ?? {})) screen.forget();
  const before = spent(bench);
  const from = performance.now();
  const work = parts.work ? await parts.work() : await wait(seconds * 1000, null);
  const took = (performance.now() - from) / 1000;
  const after = spent(bench);
  const figures = parts.desks && { ...parts.desks.figures() };
  const browsers = Object.values(parts.screens ?? {}).reduce((sum, s) => sum + s.asked(), 0);
  const answers = [...(figures?.took ?? [])];
  await work?.finish();
  const share = (of: "server" | "database" | "callers") => (100 * (after[of] - before[of])) / took;
  const result = {
    name,
    seconds: took,
    work,
    used: {
      server: share("server"),
      database: share("database"),
      callers: share("callers"),
      memory: after.memory,
    },
    calls: (figures?.asked ?? 0) + browsers,
    took: answers,
  };
  if (figures?.failed) throw new Error(`${figures.failed} of ${figures.asked} questions were not answered`);
  say(`  ${rowOf(result)}`);
  return result;
};

/** From the acknowledgement to the screen; what was not seen before the window closed is said. */
const delays = (
  name: string,
  acked: ReadonlyMap<number, number>,
  seen: ReadonlyMap<number, number>,
): string => {
  const due = [...acked];
  const took = due.flatMap(([n, at]) => (seen.has(n) ? [(seen.get(n) ?? 0) - at] : []));
  const line = `| ${name} | ${due.length} | ${Math.round(percentile(took, 0.5))} | ${Math.round(percentile(took, 0.99))} | ${due.length - took.length} |`;
  say(`  ${line}`);
  return line;
};

/** Many rounds by what another window of the same browser would pass on. */
const longDay = async (screen: Screen): Promise<{ from: Held; to: Held; rounds: number }> => {
  const tell = (n: number) =>
    screen.page.evaluate(`new Promise((done) => {
      const channel = new BroadcastChannel("shouwen-live");
      let left = ${n};
      const next = () => {
        if (left-- <= 0) { channel.close(); done(); return; }
        channel.postMessage({ about: "case", id: String(left), within: 100, mine: true });
        setTimeout(next, 400);
      };
      next();
    })`);
  await tell(20);
  const from = await held(screen);
  const before = screen.asked();
  await tell(rounds);
  const to = await held(screen);
  // A round of a desk asks at least its two lists and its counts.
  return { from, to, rounds: Math.floor((screen.asked() - before) / 6) };
};

const matterOf = async (bench: Bench): Promise<string> => {
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    "select id from shouwen.stream where org = 'wuye' and kind = 'case' and length >= 12 order by length, id limit 1",
  );
  await client.end();
  if (!rows[0]) throw new Error("No matter has a history.");
  return rows[0].id;
};

const measure = async (bench: Bench, screens: Screens, { work }: Workers) => {
  const phases: Phase[] = [];
  phases.push(
    await phase(bench, "2 browsers, 20 acts", 20, {
      screens,
      work: () => work(20, Math.min(20, phaseSeconds)),
    }),
  );
  const before = spent(bench).memory;
  const desks = await openDesks(bench.address, most);
  try {
    phases.push(await phase(bench, `${most} desks, no act`, 15, { desks, screens }));
    const memory = (spent(bench).memory - before) / most;
    for (const rate of [5, 20])
      phases.push(
        await phase(bench, `${most} desks, ${rate} acts`, phaseSeconds, {
          desks,
          screens,
          work: () => work(rate, phaseSeconds),
        }),
      );
    // What was told last comes to the screens.
    await wait(12_000);
    return { phases, memory };
  } finally {
    desks.close();
  }
};

const run = async (): Promise<string> => {
  if (canBuildWeb() && webIsStale() && !buildWeb()) throw new Error("The web could not be built.");
  const bench = await openHouse(Math.min(largest, 100_000));
  let browser: Browser | undefined;
  try {
    browser = await openBrowser();
    const people = await workers(bench.address);
    await people.leaveOpen(5);
    const first = await firstContent(browser, bench.address, await matterOf(bench));
    const screens = {
      desk: await openScreen(browser, bench.address, "engineering", "/"),
      list: await openScreen(browser, bench.address, "security", "/cases"),
    };
    const { phases, memory } = await measure(bench, screens, people);
    const [onDesk, onList] = [await seenOn(screens.desk), await seenOn(screens.list)];
    const seen = phases.flatMap(({ name, work: done }) =>
      done
        ? [
            delays(`${name}: whose work it is, at the desk`, done.forwarded, onDesk),
            delays(`${name}: somebody else, at the list`, done.registered, onList),
          ]
        : [],
    );
    const long = await longDay(screens.desk);
    const grown = ((long.to.heap - long.from.heap) * roundsAnHour) / Math.max(1, long.rounds);
    return report({ first, phases, seen, memory, long, grown });
  } finally {
    await browser?.close();
    await bench.stop();
  }
};

export const part: Part = { title: "Browsers", run };
