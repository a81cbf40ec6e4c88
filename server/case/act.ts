// One action on a matter: version, references, decision, and the approval it may have to wait for.
import { randomUUID } from "node:crypto";
import { type ActionName, actionInputs } from "#api/action.ts";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import { askFor } from "#domain/approval/ask.ts";
import type { Chain } from "#domain/approval/chain.ts";
import { authorityOf } from "#domain/approval/office.ts";
import type { ApprovalState } from "#domain/approval/state.ts";
import { decide, permitted } from "#domain/case/decide.ts";
import type { Actor } from "#domain/case/may.ts";
import type { CaseCommand, CaseDecision, Standing } from "#domain/case/standing.ts";
import { obligationId } from "#domain/obligation/obligation.ts";
import { actorOf, type Member, memberOf, nameOf } from "#domain/organisation/organisation.ts";
import { type Facts, refuse } from "#domain/stream/event.ts";
import { withPhrases } from "#server/china/phrases.ts";
import { eventInWords } from "#server/http/i18n/events.ts";
import { say } from "#server/http/i18n/say.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";
import { showApproval } from "#server/http/matter/approval.ts";
import { standingIn } from "#server/http/matter/standing.ts";
import type { Change, Done, Seen, Verdict } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";
import { answerCase } from "./answer.ts";
import { resolve } from "./input.ts";

export type Answer = { status: number; body: CaseWhole | Approval };
export type Act = { id: string; action: string; body: Facts; me: string; version: number | null };

export const isAction = (name: string): name is ActionName => Object.hasOwn(actionInputs, name);

/** Says who changed what since the version that the caller saw. */
const changesSince = (unit: Unit, s: Standing, version: number): string => {
  const since = s.events.slice(version);
  const acts = since.filter((e) => !e.type.startsWith("obligation."));
  // Where nobody did anything it was a clock that ran out.
  return (acts.length > 0 ? acts : since)
    .map((e) => `${nameOf(unit.directory.organisation, e.by) ?? say("by-clock")} ${eventInWords(e.type)}`)
    .join(tongueIn()("，"));
};

/** A conflict for who saw an earlier version, saying what changed since. */
export const stale = (unit: Unit, s: Standing, version: number | null) => {
  if (version === null || version === s.events.length) return null;
  const values = { version: s.events.length, changes: changesSince(unit, s, version) };
  return refuse("conflict", "version-stale", { values });
};

/** Decides; the head's word stands for posts that nobody holds. */
const decideFor = (unit: Unit, s: Standing, command: CaseCommand, member: Member): CaseDecision => {
  const first = decide(s, command);
  if (!("waits" in first)) return first;
  const { organisation } = unit.directory;
  const posts = authorityOf(organisation, member, first.waits.chain);
  const standIn = { ...command, by: { ...command.by, posts } };
  return posts.length > member.posts.length ? decide(s, standIn) : first;
};

const waiting = (
  unit: Unit,
  s: Standing,
  act: Act,
  input: Facts,
  id: string,
  waits: { clause: string; chain: Chain; asker: Member },
): Change => {
  // Who decides sees what the clock says now beside what is asked for.
  const extended = s.obligations.find((o) => obligationId(s.id, o.id) === input.obligation);
  const from = extended?.dueAt ? { from: new Date(extended.dueAt).toISOString() } : {};
  const event = askFor(unit.directory.organisation, waits.asker, unit.now, {
    case: act.id,
    action: act.action,
    input: { ...input, ...from },
    clause: waits.clause,
    chain: waits.chain,
    number: s.state.number,
  });
  return { stream: id, kind: "approval", run: unit.run, events: [event] };
};

/** Decides one action inside a unit of work. */
export const actOn = async (unit: Unit, seen: Seen | undefined, act: Act): Promise<Verdict<Answer>> => {
  const { organisation } = unit.directory;
  if (seen?.kind !== "case") return refuse("unknown", "case-unknown");
  const member = memberOf(organisation, act.me);
  if (!member) return refuse("forbidden", "may-not-anyone");
  const by: Actor = actorOf(organisation, member);
  const acting = { member: act.me, action: `case.${act.action}` };
  const s = await standingIn(unit, act.id, seen.history.events, seen.derived, acting);
  const conflict = stale(unit, s, act.version);
  if (conflict) return conflict;
  const refused = permitted(s, act.action, by);
  if (refused) return { refused };
  const resolved = await resolve(unit, act.action, act.body, act.me);
  if ("refused" in resolved) return resolved;
  const approval = randomUUID();
  const command = { action: act.action, input: resolved.input, by, approval };
  const decision = decideFor(unit, s, command, member);
  if ("refused" in decision) return decision;
  const events = withPhrases(unit.directory, s.state, decision.accepted);
  const change: Change = { stream: act.id, kind: "case", events };
  if (!("waits" in decision)) {
    const answer = async (done: Done): Promise<Answer> => ({
      status: 200,
      body: await answerCase(done, act.id, by),
    });
    return { changes: [...resolved.also, change], answer };
  }
  const waits = { ...decision.waits, asker: member };
  const asked = waiting(unit, s, act, resolved.input, approval, waits);
  return {
    changes: [...resolved.also, change, asked],
    answer: (done) => {
      const state = done.appended.find((a) => a.opened.id === approval)?.turned.after.state as ApprovalState;
      const matter = { number: s.state.number, title: s.state.title };
      const showing = { directory: unit.directory, now: unit.now, me: act.me };
      return { status: 202, body: showApproval(showing, approval, state, matter) };
    },
  };
};
