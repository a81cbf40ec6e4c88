// Looks at everything while nobody works: what was told, each clock, each reaction, each message, the proof, the views.
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { checkKept } from "../../stories/kept.ts";
import type { Told } from "../../stories/load.ts";
import { ask, type House } from "./house.ts";

/** How long clocks, reactions and messages may take to come to rest once the callers are still. */
const restMs = 60_000;

const waiting = `select
  (select count(*) from shouwen.outbox where org = 'wuye' and done_at is null)
  + (select count(*) from shouwen.delivery where org = 'wuye' and next_at is not null)
  + (select count(*) from shouwen.stream where org = 'wuye' and wake_at < clock_timestamp()) as n`;

const atRest = async (house: House): Promise<void> => {
  const until = performance.now() + restMs;
  for (;;) {
    const n = await ask(house, async (client) =>
      Number((await client.query<{ n: string }>(waiting)).rows[0]?.n),
    );
    if (n === 0) return;
    if (performance.now() > until)
      throw new Error(`${n} clocks, reactions or messages still wait after ${restMs} ms.`);
    await sleep(100);
  }
};

const none = async (client: pg.Client, what: string, sql: string): Promise<void> => {
  const { rows } = await client.query(`${sql} limit 3`);
  if (rows.length > 0) throw new Error(`${what}: ${JSON.stringify(rows)}`);
};

/** What followed, followed once; what was to be told, was handed over. */
const followed = (house: House): Promise<void> =>
  ask(house, async (client) => {
    await none(
      client,
      "a breach is not escalated exactly once",
      `select b.stream, b.data->>'obligation' as obligation, count(e.seq) from shouwen.event b
         left join shouwen.event e on e.org = b.org and e.stream = b.stream and e.type = 'case.escalated'
          and e.data->>'obligation' = b.data->>'obligation'
        where b.org = 'wuye' and b.type = 'obligation.breached' and b.data->>'clause' = 'pm-front-office/2.9.3d'
        group by 1, 2 having count(e.seq) <> 1`,
    );
    await none(
      client,
      "a message was not handed over",
      "select stream, seq, recipient, state, error from shouwen.delivery where org = 'wuye' and state <> 'sent'",
    );
    await none(
      client,
      "a notice has no message",
      `select n.stream, n.seq, n.recipient from shouwen.notice n where n.org = 'wuye' and n.about = 'case.escalated'
          and not exists (select from shouwen.delivery d where d.org = n.org and d.stream = n.stream and d.seq = n.seq)`,
    );
  });

/**
 * Waits until everything has come to rest, then compares.
 * @returns how many customers' terms ran out and were breached once
 * @throws with the first thing that is wrong
 */
export const checkWhole = async (house: House, told: readonly Told[]): Promise<number> => {
  const last = Math.max(0, ...told.map((t) => t.wantedBy ?? 0));
  await sleep(Math.max(0, last - Date.now()) + 300);
  await atRest(house);
  await followed(house);
  return checkKept(house.url(), house.dataDir, told, true);
};
