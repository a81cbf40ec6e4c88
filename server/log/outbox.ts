// Carries out what follows an event, once: many together, each as a command of its own.
import { append, type Opened } from "./append.ts";
import { type Command, open, see, tell, type Verdict } from "./command.ts";
import { inUnit, readMore, type Unit } from "./unit.ts";
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

/** With where its row stands. */
type Taken = Waiting & { ctid: string };
type Carried = { w: Taken; command: ReturnType<Reactor> };

/** So many are carried out in one transaction: enough that its commit costs little, few enough that a desk does not feel it. */
const together = 100;

const here = `org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer`;

/** The next that wait, the first of each stream, taken by this process alone until its transaction ends. */
const take = async (unit: Unit, only: Waiting | null): Promise<Taken[]> => {
  const one = only ? "and (stream, seq, reaction) = ($1, $2, $3)" : "";
  // What another process has taken still waits for everybody else, so that one stream's keep their order.
  const first = `not exists (select from outbox e where e.org = x.org and e.run = x.run and e.done_at is null
    and e.stream = x.stream and (e.seq, e.reaction) < (x.seq, x.reaction))`;
  const { rows } = await unit.client.query<Taken>({
    name: only ? "take_reaction" : "take_reactions",
    text: `select ctid, stream, seq, reaction, depth, data from outbox x where ${here} and done_at is null ${one} and ${first}
            order by stream, seq, reaction limit ${together} for update skip locked`,
    values: only ? [only.stream, only.seq, only.reaction] : [],
  });
  return rows;
};

/** By where they stand: they are locked, so that they stay there. */
const done = {
  name: "reactions_done",
  text: "update outbox set done_at = clock_timestamp() where ctid = any ($1::tid[])",
};

/** Lets a reaction wait for another turn, from inside its own transaction: more is left than one turn should do. */
export const again = async (unit: Unit, w: Waiting, data: Waiting["data"]): Promise<void> => {
  await unit.client.query(
    `update outbox set done_at = null, data = $5 where org = $1 and stream = $2 and seq = $3 and reaction = $4`,
    [unit.org, w.stream, w.seq, w.reaction, data],
  );
};

/** Of those taken, what may be decided side by side: no two of one stream, and alone what finds its streams by itself. */
const apart = (all: readonly Carried[]): Carried[] => {
  const first = all[0];
  if (first?.command.streams.length === 0) return [first];
  const streams = new Set<string>();
  return all.filter(({ w, command }) => {
    const mine = [w.stream, ...command.streams];
    if (command.streams.length === 0 || mine.some((id) => streams.has(id))) return false;
    for (const id of mine) streams.add(id);
    return true;
  });
};

/**
 * Carries out some of an organisation's waiting reactions in one transaction.
 * @param only this one and no other
 * @param tried is filled with those that are tried, so that whoever catches a failure knows them
 */
const turn = async (
  world: World,
  org: string,
  reactors: Record<string, Reactor>,
  only: Waiting | null,
  tried: Waiting[],
): Promise<number> => {
  let told: (() => void) | undefined;
  const count = await inUnit(world, org, {}, async (unit) => {
    const taken = (await take(unit, only)).map((w) => {
      const reactor = reactors[w.reaction.split(":")[0] ?? ""];
      if (!reactor) throw new Error(`No reaction ${w.reaction}`);
      return { w, command: reactor(w, world) };
    });
    const all = apart(taken);
    tried.splice(0, tried.length, ...all.map(({ w }) => w));
    if (all.length === 0) return { result: 0, commit: false };
    // Marked in the reactions' own transaction, before they are decided: one may ask for another turn.
    const marked = unit.client.query({ ...done, values: [all.map(({ w }) => w.ctid)] });
    marked.catch(() => {});
    unit.writes.push(marked);
    const read = await readMore(unit, [...new Set(all.flatMap(({ command }) => command.streams))], true);
    const seen = new Map(read.map((h) => [h.id, see(world, unit, h)]));
    const opened: Opened[] = [];
    for (const { command } of all) {
      const verdict: Verdict<null> = await command.decide(unit, (id) => seen.get(id));
      // A reaction that no longer applies is done all the same.
      if ("refused" in verdict) continue;
      opened.push(...verdict.changes.map((c) => open(unit, c, seen.get(c.stream), "clock")));
    }
    const appended = opened.length > 0 ? append(world, unit, opened) : [];
    told = () => tell(world, org, appended);
    return { result: all.length, commit: true };
  });
  told?.();
  return count;
};

/** The same, but where some together fail, each alone: only the one at fault is left waiting, and keeps nobody back. */
const carryOut = async (world: World, org: string, reactors: Record<string, Reactor>): Promise<number> => {
  const tried: Waiting[] = [];
  try {
    return await turn(world, org, reactors, null, tried);
  } catch (error) {
    if (tried.length < 2) throw error;
    let count = 0;
    let failed: unknown;
    for (const w of [...tried])
      await turn(world, org, reactors, w, tried).then(
        (n) => {
          count += n;
        },
        (e: unknown) => {
          failed ??= e;
        },
      );
    if (failed) throw failed;
    return count;
  }
};

/**
 * Carries out an organisation's waiting reactions until none is left that this process could take.
 * @param turns at most so many transactions
 * @returns how many were carried out
 */
export const react = async (
  world: World,
  org: string,
  reactors: Record<string, Reactor>,
  turns = Number.POSITIVE_INFINITY,
): Promise<number> => {
  let count = 0;
  for (let n = 0; n < turns; n++) {
    const carried = await carryOut(world, org, reactors);
    if (carried === 0) return count;
    count += carried;
  }
  return count;
};

/** Organisations with reactions waiting. */
export const reacting = async (world: World): Promise<string[]> => {
  const { rows } = await world.side.query<{ org: string }>(
    `select o.org from shouwen.organisation o where exists
       (select from shouwen.outbox x where x.org = o.org and x.run = o.run and x.done_at is null)`,
  );
  return rows.map((r) => r.org);
};
