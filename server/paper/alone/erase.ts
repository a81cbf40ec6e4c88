// Erases what a paper that stands alone says of people (PIPL art. 47): values, drawings, reasons; its number stays.
import type { PaperAlone } from "#api/paper-alone.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import type { Done, Seen, Verdict } from "#server/log/command.ts";
import { readMore, type Unit } from "#server/log/unit.ts";

type Answered = Verdict<{ status: number; body: PaperAlone }>;

const erasedEvent = "personal-data.erased";

/** Answers kept under an idempotency key may carry the data; the key and the bare fact of an answer stay. */
const forgetAnswers = `update idempotency set answer = jsonb_build_object('status', answer -> 'status', 'body',
    jsonb_build_object('id', answer #> '{body,id}'))
  where org = current_setting('shouwen.org') and answer is not null and position($1 in path || answer::text) > 0`;

/**
 * Erases inside a unit of work that holds the paper; by the administrator, for good.
 * @param answer shows the paper as it is then
 */
export const erasePaper = async (
  unit: Unit,
  seen: Seen | undefined,
  me: string,
  reason: string,
  answer: (done: Done) => { status: number; body: PaperAlone },
): Promise<Answered> => {
  const { organisation } = unit.directory;
  const member = memberOf(organisation, me);
  if (seen?.kind !== "paper") return refuse("unknown", "paper-unknown");
  if (!member || !actorOf(organisation, member).grants.includes("admin"))
    return refuse("forbidden", "may-not-admin");
  if (seen.history.events.at(-1)?.type === erasedEvent) return refuse("rule", "paper-erased");
  await unit.client.query("select erase_private($1)", [[seen.id]]);
  // Its clocks may have stood under its words, so that old rows may have no successor.
  await unit.client.query(
    "delete from obligation where org = current_setting('shouwen.org') and stream = $1",
    [seen.id],
  );
  await unit.client.query(forgetAnswers, [seen.id]);
  const [history] = await readMore(unit, [seen.id], true);
  const events = [{ type: erasedEvent, data: { reason } }];
  return { changes: [{ stream: seen.id, kind: "paper", ...(history ? { history } : {}), events }], answer };
};
