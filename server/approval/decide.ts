// An act on an approval: what it does to the approval, and to what waits for it.
import type { Approval } from "#api/approval.ts";
import { type ApprovalAct, decideApproval, foreseen } from "#domain/approval/decide.ts";
import type { ApprovalState } from "#domain/approval/state.ts";
import { findMember } from "#domain/organisation/organisation.ts";
import { asText, type NewEvent, refuse } from "#domain/stream/event.ts";
import { showApproval } from "#server/http/matter/approval.ts";
import type { Change, Seen, Verdict } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";
import { carryOut } from "./carry.ts";
import { comesToNothing } from "./nothing.ts";

type Answered = Verdict<{ status: number; body: Approval }>;

export type Asked = { id: string; matter: string; act: ApprovalAct; me: string };

/** Persons are named by id, post or `me`. */
const named = (unit: Unit, act: ApprovalAct, me: string): ApprovalAct => {
  const person = (ref: string) => findMember(unit.directory.organisation, ref, me)?.id ?? ref;
  if (act.act === "hand-on") return { ...act, to: person(act.to) };
  return act.act === "add-signer" ? { ...act, member: person(act.member) } : act;
};

/** What the approval and its matter record. */
type Recorded = { onApproval: NewEvent; onMatter: NewEvent[] };

const record = async (
  unit: Unit,
  matter: Seen,
  s: ApprovalState,
  event: NewEvent,
  asked: Asked,
): Promise<Recorded> => {
  const { id, me } = asked;
  if (event.type === "approval.refused" || event.type === "approval.withdrawn") {
    const how = event.type === "approval.refused" ? "refused" : "withdrawn";
    return { onApproval: event, onMatter: [comesToNothing(s, id, how, me)] };
  }
  if (event.type !== "approval.granted") return { onApproval: event, onMatter: [] };
  const granted = foreseen(s, event.type, event.data, me, unit.now);
  const carried = await carryOut(unit, matter, { id, s: granted, by: me });
  if (carried) return { onApproval: event, onMatter: carried };
  const { comment } = event.data;
  const voided = { type: "approval.voided", data: comment === undefined ? {} : { comment } };
  return { onApproval: voided, onMatter: [comesToNothing(s, id, "voided", me)] };
};

/** Decides an act on an approval inside a unit of work that holds it and what waits for it. */
export const settleApproval = async (
  unit: Unit,
  seen: (id: string) => Seen | undefined,
  asked: Asked,
): Promise<Answered> => {
  const { organisation: o, calendar } = unit.directory;
  const approval = seen(asked.id);
  const matter = seen(asked.matter);
  if (approval?.kind !== "approval" || !matter) return refuse("unknown", "unknown");
  const s = approval.derived.state as ApprovalState;
  const act = named(unit, asked.act, asked.me);
  const decision = decideApproval(s, act, { o, calendar, now: unit.now, by: asked.me });
  if ("refused" in decision) return decision;
  const [event] = decision.accepted;
  if (!event) return refuse("unknown", "unknown");
  const { onApproval, onMatter } = await record(unit, matter, s, event, asked);
  const changes: Change[] = [{ stream: asked.id, kind: "approval", events: [onApproval] }];
  if (onMatter.length > 0) changes.push({ stream: asked.matter, kind: matter.kind, events: onMatter });
  return {
    changes,
    answer: (done) => {
      const after = done.appended.find((a) => a.opened.id === asked.id)?.turned.after.state as ApprovalState;
      const { number, title } = matter.derived.state;
      const about = { number: asText(number) ?? "", title: asText(title) ?? "" };
      const showing = { directory: unit.directory, now: unit.now, me: asked.me };
      return { status: 200, body: showApproval(showing, asked.id, after, about) };
    },
  };
};
