// Every change in the product passes through here: read, decide, append, view, wake, one transaction.
import { append } from "./append.ts";
import { coalesce } from "./coalesce.ts";
import { type Caller, type Command, type Outcome, open, see, tell } from "./command.ts";
import { remember, replayed } from "./idempotency.ts";
import { inUnit, readMore, takeGuards } from "./unit.ts";
import type { World } from "./world.ts";

/**
 * Carries out one command.
 * @returns a refusal (nothing has changed), the answer after the commit, or an earlier answer under the same key
 */
export const execute = <T>(world: World, caller: Caller, command: Command<T>): Promise<Outcome<T>> =>
  command.begins ? coalesce(world, caller, command) : alone(world, caller, command);

const alone = async <T>(world: World, caller: Caller, command: Command<T>): Promise<Outcome<T>> => {
  let told: (() => void) | undefined;
  // With a guard or a key the streams are read after it is taken, else in the very first round trip.
  const first = command.guards?.length || command.idempotency ? [] : command.streams;
  const options = { streams: first, lock: true, lockOrganisation: command.configures ?? false };
  const outcome = await inUnit<Outcome<T>>(world, caller.org, options, async (unit, read) => {
    const earlier = command.idempotency ? await replayed(unit, caller.member, command.idempotency) : null;
    if (earlier) return { result: "refused" in earlier ? earlier : { replay: earlier }, commit: false };
    await takeGuards(unit, command.guards ?? []);
    const histories = first === command.streams ? read : await readMore(unit, command.streams, true);
    const seen = new Map(histories.map((h) => [h.id, see(world, unit, h)]));
    const verdict = await command.decide(unit, (id) => seen.get(id));
    if ("refused" in verdict) return { result: verdict, commit: false };
    const appended = append(
      world,
      unit,
      verdict.changes.map((c) => open(unit, c, seen.get(c.stream), caller.member)),
    );
    const answer = await verdict.answer({ unit, appended });
    if (command.idempotency)
      await remember(unit, caller.member, command.idempotency, command.status?.(answer) ?? 200, answer);
    told = () => tell(world, caller.org, appended);
    return { result: { answer }, commit: true };
  });
  told?.();
  return outcome;
};
