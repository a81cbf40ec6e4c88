// Carries out what follows an event, once, as a command of its own.
import type { Caller, Command } from "./command.ts";
import { execute } from "./execute.ts";
import type { Unit } from "./unit.ts";
import type { World } from "./world.ts";

export type Waiting = {
  stream: string;
  seq: number;
  reaction: string;
  depth: number;
  data: Record<string, unknown>;
};

/** Turns a reaction into a command, by the part of its name before the colon. */
export type Reactor = (waiting: Waiting, world: World) => Pick<Command<null>, "streams" | "decide">;

const pending = async (world: World, org: string, limit: number): Promise<Waiting[]> => {
  const { rows } = await world.side.query<Waiting>(
    `select x.stream, x.seq, x.reaction, x.depth, x.data from shouwen.outbox x join shouwen.organisation o using (org)
      where x.org = $1 and x.run = o.run and x.done_at is null order by x.stream, x.seq, x.reaction limit $2`,
    [org, limit],
  );
  return rows;
};

/** Marks it done in the reaction's own transaction; whoever finds it done leaves it. */
const claim = `update outbox set done_at = clock_timestamp()
  where org = $1 and stream = $2 and seq = $3 and reaction = $4 and done_at is null`;

/** Lets a reaction wait for another turn, from inside its own transaction: more is left than one turn should do. */
export const again = async (unit: Unit, w: Waiting, data: Waiting["data"]): Promise<void> => {
  await unit.client.query(
    `update outbox set done_at = null, data = $5 where org = $1 and stream = $2 and seq = $3 and reaction = $4`,
    [unit.org, w.stream, w.seq, w.reaction, data],
  );
};

/**
 * Carries out an organisation's waiting reactions until none is left.
 * @returns how many were carried out
 */
export const react = async (
  world: World,
  org: string,
  reactors: Record<string, Reactor>,
): Promise<number> => {
  let done = 0;
  for (;;) {
    const waiting = await pending(world, org, 100);
    if (waiting.length === 0) return done;
    for (const w of waiting) {
      const reactor = reactors[w.reaction.split(":")[0] ?? ""];
      if (!reactor) throw new Error(`No reaction ${w.reaction}`);
      const command = reactor(w, world);
      const caller: Caller = { org, member: "clock" };
      await execute<null>(world, caller, {
        ...command,
        decide: async (unit, seen) => {
          const { rowCount } = await unit.client.query(claim, [org, w.stream, w.seq, w.reaction]);
          if (rowCount === 0) return { changes: [], answer: () => null };
          const verdict = await command.decide(unit, seen);
          // A reaction that no longer applies is done all the same.
          return "refused" in verdict ? { changes: [], answer: () => null } : verdict;
        },
      });
      done += 1;
    }
  }
};

/** Organisations with reactions waiting. */
export const reacting = async (world: World): Promise<string[]> => {
  const { rows } = await world.side.query<{ org: string }>(
    "select distinct x.org from shouwen.outbox x join shouwen.organisation o using (org) where x.run = o.run and x.done_at is null",
  );
  return rows.map((r) => r.org);
};
