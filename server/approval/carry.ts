// The waiting act, asked again under today's state and carried out in the name of who asked.
import { satisfied } from "#domain/approval/chain.ts";
import { authorityOf, consentedPosts } from "#domain/approval/office.ts";
import type { ApprovalState } from "#domain/approval/state.ts";
import { decide } from "#domain/case/decide.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import type { NewEvent } from "#domain/stream/event.ts";
import { withPhrases } from "#server/china/phrases.ts";
import { standingIn } from "#server/http/matter/standing.ts";
import type { Seen } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";

/** What is granted: the approval with its last consent, and who gave it. */
export type Grant = { id: string; s: ApprovalState; by: string };

/** Gives the events of the stream that waited; null where today's state no longer allows the act. */
type Carrier = (unit: Unit, waited: Seen, grant: Grant) => Promise<NewEvent[] | null>;

const onCase: Carrier = async (unit, waited, { id, s, by }) => {
  const o = unit.directory.organisation;
  const asker = memberOf(o, s.askedBy);
  if (!asker) return null;
  const acting = { member: asker.id, action: `case.${s.action}` };
  const standing = await standingIn(unit, s.case, waited.history.events, waited.derived, acting);
  const consented = consentedPosts(o, s);
  const command = { action: s.action, input: s.input, by: actorOf(o, asker), approval: id };
  const today = decide(standing, { ...command, approvedBy: [] });
  if ("refused" in today) return null;
  if ("waits" in today) {
    // Consents given for another chain count only where they cover every step of today's.
    const own = authorityOf(o, asker, today.waits.chain);
    if (!satisfied(today.waits.chain, [...own, ...consented], own)) return null;
    command.by = { ...command.by, posts: own };
  }
  const decision = decide(standing, { ...command, approvedBy: consented });
  if ("refused" in decision || "waits" in decision) return null;
  const done = decision.accepted.map((e) => ({
    ...e,
    by: asker.id,
    data: { ...e.data, approval: id, approvedBy: by },
  }));
  const written = withPhrases(unit.directory, standing.state, done);
  if (s.action === "extend") return written;
  const granted = { approval: id, action: s.action, clause: s.clause };
  return [{ type: "case.approval-granted", data: granted, by }, ...written];
};

/** Kind of stream → how its waiting acts are carried out: another noun whose acts may wait adds itself here. */
const carriers: Record<string, Carrier> = { case: onCase };

/** The events of the stream that waited when its request is granted, or null where today's state no longer allows it. */
export const carryOut: Carrier = async (unit, waited, grant) =>
  (await carriers[waited.kind]?.(unit, waited, grant)) ?? null;
