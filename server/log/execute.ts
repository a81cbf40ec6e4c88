// Every change in the product passes through here: read, decide, append, view, wake, one transaction.
import type { ClientBase } from "pg";
import { together } from "#server/db/pool.ts";
import { append } from "./append.ts";
import { coalesce } from "./coalesce.ts";
import { type Caller, type Command, type Outcome, open, see, tell } from "./command.ts";
import { answeredBefore, rememberAll } from "./idempotency.ts";
import { type History, readStreams } from "./read.ts";
import { inUnit, takeGuards, type Unit } from "./unit.ts";
import type { World } from "./world.ts";

/**
 * Carries out one command.
 * @returns a refusal (nothing has changed), the answer after the commit, or an earlier answer under the same key
 */
export const execute = <T>(world: World, caller: Caller, command: Command<T>): Promise<Outcome<T>> =>
  command.begins ? coalesce(world, caller, command) : alone(world, caller, command);

/**
 * Locks, then looks whether the same command was carried out before: whoever sends it twice at once waits for the first
 * behind the same guard, stream or configuration, and finds its answer.
 */
const lookedUp = <T>(caller: Caller, command: Command<T>) => {
  const { guards = [], streams, idempotency: key } = command;
  const look = async (client: ClientBase): Promise<Outcome<T> | null> => {
    const [earlier] = key ? await answeredBefore(client, [{ member: caller.member, key }]) : [];
    if (!earlier) return null;
    return "refused" in earlier ? earlier : { replay: earlier };
  };
  let looked: Promise<Outcome<T> | null> | undefined;
  // With a guard the streams are read once it is taken, else in the very first packet.
  const guarded = guards.length > 0;
  const alongside = (client: ClientBase) => {
    looked = look(client);
    return looked;
  };
  return {
    look,
    options: {
      streams: guarded ? [] : streams,
      lock: true,
      lockOrganisation: command.configures ?? false,
      ...(guarded ? {} : { alongside }),
    },
    taken: async (unit: Unit, read: History[]): Promise<[History[], Outcome<T> | null]> => {
      if (!guarded) return [read, (await looked) ?? null];
      const [, histories, earlier] = await together(unit.client, () =>
        Promise.all([takeGuards(unit, guards), readStreams(unit.client, streams, true), look(unit.client)]),
      );
      return [histories, earlier];
    },
  };
};

const alone = async <T>(world: World, caller: Caller, command: Command<T>): Promise<Outcome<T>> => {
  let told: (() => void) | undefined;
  const { options, taken, look } = lookedUp(caller, command);
  const outcome = await inUnit<Outcome<T>>(world, caller.org, options, async (unit, read) => {
    const [histories, earlier] = await taken(unit, read);
    if (earlier) return { result: earlier, commit: false };
    const seen = new Map(histories.map((h) => [h.id, see(world, unit, h)]));
    const verdict = await command.decide(unit, (id) => seen.get(id));
    // What locks nothing may be refused for what it did itself when it was sent first.
    if ("refused" in verdict) return { result: (await look(unit.client)) ?? verdict, commit: false };
    const appended = append(
      world,
      unit,
      verdict.changes.map((c) => open(unit, c, seen.get(c.stream), caller.member)),
    );
    const answer = await verdict.answer({ unit, appended });
    const { idempotency: key, status } = command;
    if (key) rememberAll(unit, [{ member: caller.member, key, status: status?.(answer) ?? 200, answer }]);
    told = () => tell(world, caller.org, appended);
    return { result: { answer }, commit: true };
  });
  told?.();
  return outcome;
};
