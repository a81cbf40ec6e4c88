// The database's clock set back an hour under load, and right again: by a clock of its own under the product's statements,
// since PostgreSQL's cannot be moved without moving the machine's.
import { setTimeout as sleep } from "node:timers/promises";
import { startLoad } from "../../stories/load.ts";
import { serve } from "../../stories/serve.ts";
import { ask, type House, openHard } from "./house.ts";
import { checkWhole } from "./whole.ts";

const setUp = `create schema hard; grant usage on schema hard to public;
  create table hard.shift (by interval not null); insert into hard.shift values ('0');
  create function hard.clock() returns timestamptz language sql volatile security definer
    as 'select clock_timestamp() + by from hard.shift'`;

/** The function that gives a unit of work its instant asks the clock that can be moved. */
const redirect = `do $$ begin
  execute replace(pg_get_functiondef('shouwen.open_unit'::regproc), 'clock_timestamp()', 'hard.clock()'); end $$`;

const shift = (house: House, by: string): Promise<unknown> =>
  ask(house, (client) => client.query("update hard.shift set by = $1::interval", [by]));

/** @param times how often it is set back, and right again */
export const clockSetBack = async (times: number): Promise<string> => {
  const house = await openHard(1);
  try {
    await ask(house, async (client) => {
      await client.query(setUp);
      await client.query(redirect);
    });
    // From now on the statements of the product ask it too.
    const [seat] = house.seats;
    if (!seat) throw new Error("Nobody serves.");
    await seat.served?.kill();
    seat.env.HARD_CLOCK = "on";
    seat.served = await serve(seat.env);
    const load = startLoad(house.people, 6, "clock");
    try {
      for (let n = 0; n < times; n++) {
        await load.served(40, 60_000);
        await shift(house, "-1 hour");
        await load.served(40, 60_000);
        await sleep(1000);
        await shift(house, "0");
      }
      await load.served(20, 60_000);
      await load.stop();
    } finally {
      load.abandon();
    }
    if (load.faults.length > 0) throw new Error(load.faults.slice(0, 3).join("\n"));
    const breaches = await checkWhole(house, load.told);
    const backwards = await ask(house, async (client) => {
      const { rows } = await client.query<{ back: string; recorded: string }>(
        `select count(*) filter (where at < before) as back, count(*) filter (where recorded_at < recorded) as recorded
           from (select at, recorded_at, lag(at) over w as before, lag(recorded_at) over w as recorded from shouwen.event
                  window w as (partition by org, stream order by seq)) e`,
      );
      return { back: Number(rows[0]?.back), recorded: Number(rows[0]?.recorded) };
    });
    if (backwards.back > 0) throw new Error(`${backwards.back} events are dated before the one before them.`);
    if (backwards.recorded === 0) throw new Error("The clock was never set back.");
    return `Clock set back (the database's, by an hour and right again, ${times} times under load): ${load.acknowledged()} commands acknowledged, ${load.told.length} matters,
${breaches} terms ran out, each once and none too soon; ${backwards.recorded} events were recorded at an earlier hour than the one before them, none is dated so.`;
  } finally {
    await house.close();
  }
};
