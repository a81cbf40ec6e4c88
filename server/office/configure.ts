// What every change of the office's shape shares: who may, what stands in the way, whose sessions end.
import type { Obstacle } from "#domain/office/posts.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { type Refusal, refuse } from "#domain/stream/event.ts";
import { say } from "#server/http/i18n/say.ts";
import type { Caller, Command, Verdict } from "#server/log/command.ts";
import { streamId } from "#server/log/stream-id.ts";
import type { Unit } from "#server/log/unit.ts";

/** A command of the administrator that changes the configuration; one at a time. */
export const configuring = <T>(
  caller: Caller,
  decide: (unit: Unit) => Promise<Verdict<T>> | Verdict<T>,
): Command<T> => ({
  streams: [streamId(caller.org, "organisation", caller.org)],
  configures: true,
  decide: (unit) =>
    grantsOf(unit.directory.organisation, caller.member).includes("admin")
      ? decide(unit)
      : refuse("forbidden", "may-not-admin"),
});

/** What is counted: the rows, with the words that end before the wall's own condition, and their values. */
type Counted = Record<string, readonly [string, unknown[]]>;

/** How many rows there are of each kind, in the present run; kinds without any are left out. */
export const resting = async (unit: Unit, what: Counted): Promise<Obstacle[]> => {
  const found: Obstacle[] = [];
  for (const [code, [rows, values]] of Object.entries(what)) {
    const { rows: counted } = await unit.client.query<{ n: number }>(
      `select count(*)::integer as n from ${rows} org = current_setting('shouwen.org')
          and run = current_setting('shouwen.run')::integer`,
      values,
    );
    const n = counted[0]?.n ?? 0;
    if (n > 0) found.push({ code, n });
  }
  return found;
};

/** A refusal that counts everything which stands in the way; null where nothing does. */
export const inTheWay = (
  code: string,
  name: string,
  obstacles: readonly Obstacle[],
): { refused: Refusal } | null => {
  if (obstacles.length === 0) return null;
  const what = obstacles.map(({ code: kind, n }) => say(`resting-${kind}`, { n })).join("、");
  return refuse("rule", code, { values: { value: name, what } });
};
