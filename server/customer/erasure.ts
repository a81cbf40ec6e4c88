// Erases what is known of a person (PIPL art. 47): the one permitted change of the log, done once and for good.
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import type { Caller, Change, Command, Outcome } from "#server/log/command.ts";
import { execute } from "#server/log/execute.ts";
import { type History, isStreamId } from "#server/log/read.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

/** What was asked for: whom, and why. */
export type Erasure = { customer: string; reason: string };
/** Number of events whose private part is gone. */
export type Erased = { erased: number };
/** Removes the files of some streams; must do no harm where they are gone already. */
export type RemoveFiles = (org: string, streams: readonly string[]) => Promise<void>;

const erasedEvent = "personal-data.erased";
const isErased = (h: History | undefined): boolean => h?.events.some((e) => e.type === erasedEvent) ?? false;

/** The customer's stream, those of the customer's matters in every run, and the approvals asked for in them. */
const streamsOf = async (unit: Unit, customer: string): Promise<string[]> => {
  const { rows } = await unit.client.query<{ id: string }>(
    `with matter as (select id from shouwen.case_view where org = $1 and customer = $2)
     select id from matter
      union select a.id from shouwen.approval_view a join matter m on a.stream = m.id where a.org = $1 order by 1`,
    [unit.org, customer],
  );
  return [customer, ...rows.map((r) => r.id)];
};

/** Answers kept under an idempotency key may carry the data; the key and the bare fact of an answer stay. */
const forgetAnswers = async (unit: Unit, streams: readonly string[]): Promise<void> => {
  await unit.client.query(
    `update shouwen.idempotency set answer = jsonb_build_object('status', answer -> 'status', 'body',
            jsonb_build_object('id', answer #> '{body,id}'))
      where org = $1 and answer is not null
        and exists (select from unnest($2::text[]) as s(id) where position(s.id in path || answer::text) > 0)`,
    [unit.org, streams],
  );
};

const decide = async (
  unit: Unit,
  me: string,
  asked: Erasure,
  seen: History | undefined,
  found: (ids: string[]) => void,
) => {
  const { organisation } = unit.directory;
  const member = memberOf(organisation, me);
  if (seen?.kind !== "customer") return refuse("unknown", "customer-unknown");
  if (!member || !actorOf(organisation, member).grants.includes("admin"))
    return refuse("forbidden", "may-not-admin");
  // Matters of earlier runs of a rehearsal lie behind the wall of the run; only the owner reaches them.
  await unit.client.query("set local role none");
  const streams = await streamsOf(unit, asked.customer);
  found(streams);
  if (isErased(seen)) return refuse("rule", "already-erased");
  await readMore(unit, streams, true);
  const { rows } = await unit.client.query<{ erased: number }>("select shouwen.erase_private($1) as erased", [
    streams,
  ]);
  // The clocks of a matter may have stood under its words, so that its old rows may have no successor.
  await unit.client.query("delete from shouwen.obligation where org = $1 and stream = any ($2)", [
    unit.org,
    streams,
  ]);
  await forgetAnswers(unit, streams);
  const data = { reason: asked.reason, subject: asked.customer };
  const changes = (await readMore(unit, streams, true)).map(
    (history): Change => ({
      stream: history.id,
      kind: history.kind,
      history,
      events: [{ type: erasedEvent, data }],
    }),
  );
  const erased = rows[0]?.erased ?? 0;
  return { changes, answer: () => ({ status: 200, body: { erased } }) };
};

/**
 * The command that erases. `after` removes the files, which no transaction covers: it must run once the command
 * was carried out or refused, but not when it failed. Thus a second call removes what a crash left behind.
 */
export const erasure = (
  caller: Caller,
  asked: Erasure,
  removeFiles: RemoveFiles,
): { command: Command<{ status: number; body: Erased }>; after: () => Promise<void> } => {
  let streams: string[] = [];
  const keep = (ids: string[]): void => {
    streams = ids;
  };
  return {
    command: {
      streams: isStreamId(asked.customer) ? [asked.customer] : [],
      decide: (unit, seen) => decide(unit, caller.member, asked, seen(asked.customer)?.history, keep),
    },
    after: async () => {
      if (streams.length > 0) await removeFiles(caller.org, streams);
    },
  };
};

/**
 * Erases a customer: nulls the private parts of the customer's, the matters' and the approvals' streams, records
 * it in each of them, writes their views from what is left, and removes the matters' files.
 * @param caller a member whose posts grant `admin`
 * @returns the refusal `may-not-admin`, `customer-unknown` or `already-erased`, or how many events were nulled
 */
export const erase = async (
  world: World,
  caller: Caller,
  asked: Erasure,
  removeFiles: RemoveFiles,
): Promise<Outcome<{ status: number; body: Erased }>> => {
  const { command, after } = erasure(caller, asked, removeFiles);
  const outcome = await execute(world, caller, command);
  await after();
  return outcome;
};
