// How recurring duties live on the server: their edition, their views, what follows when one is not done.
import { type DutyState, dutyKind } from "#domain/duty/duty.ts";
import { owedBy, ownerNow } from "#domain/duty/owner.ts";
import { turnInWords } from "#domain/duty/periods.ts";
import type { Owner } from "#domain/obligation/obligation.ts";
import { holderOf, postsOf } from "#domain/organisation/organisation.ts";
import { papersOn } from "#domain/paper/running.ts";
import type { Running } from "#domain/regulation/run/compile.ts";
import { ownRunningOf } from "#domain/retention/office.ts";
import { isOwnClause } from "#domain/retention/own.ts";
import { asInstant, asText, asTexts, refuse, type StreamEvent } from "#domain/stream/event.ts";
import { obligationRows } from "#server/log/clock/obligation-rows.ts";
import { tallyRows } from "#server/log/clock/tally-rows.ts";
import type { Directory } from "#server/log/directory.ts";
import type { Reactor } from "#server/log/outbox.ts";
import type { Module, Reaction, Turned } from "#server/log/world.ts";
import { paperRows } from "#server/paper/rows.ts";

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** When and by whom it was done: said so, or shown by the paper that its clause asks for. */
const doneOf = (t: Turned<DutyState>): { at: number | null; by: string | null } => {
  const { state, obligations } = t.after;
  if (state.done) return state.done;
  const own = obligations.find((o) => o.clause === state.clause);
  const act = own && t.events.findLast((e) => e.at === own.metAt && own.acts.includes(e.type));
  return { at: own?.metAt ?? null, by: act?.by ?? null };
};

/** What runs on a duty: its own edition, with the figures of the day when it was raised; or what the organisation asks of itself. */
export const runningOf = (d: Directory, events: readonly StreamEvent[]): Running[] => {
  const { clause, says, editions } = events[0]?.data ?? {};
  if (isOwnClause(String(clause))) return [ownRunningOf(d.organisation, String(says))];
  return d.running((editions ?? {}) as Record<string, string>, events[0]?.recordedAt);
};

const viewRow = (t: Turned<DutyState>) => {
  const s = t.after.state;
  const done = doneOf(t);
  return {
    org: t.directory.org,
    id: t.id,
    run: t.run,
    clause: s.clause,
    regulation: s.regulation,
    period: s.period,
    n: s.n,
    times: s.of,
    title: s.says,
    evidence: s.evidence,
    opens_at: iso(s.opensAt),
    due_at: iso(s.dueAt),
    done_at: iso(done.at),
    done_by: done.by,
  };
};

/** Who is told: whoever let it run out, or will; those to whom it is escalated. */
const toldOf = (t: Turned<DutyState>, e: StreamEvent): (string | null | undefined)[] => {
  if (e.type === "duty.escalated")
    return asTexts(e.data.to).map((post) => holderOf(t.directory.organisation, post)?.id);
  return e.type === "obligation.breached" || e.type === "obligation.warned" ? [asText(e.data.person)] : [];
};

const noticeRows = (t: Turned<DutyState>) =>
  t.fresh.flatMap((e) =>
    [...new Set(toldOf(t, e))]
      .filter((m): m is string => typeof m === "string" && m !== e.by)
      .map((recipient) => ({
        org: t.directory.org,
        run: t.run,
        stream: t.id,
        seq: e.seq,
        recipient,
        at: iso(e.at),
        about: e.type,
        clause: asText(e.data.clause),
        due_at: iso(asInstant(e.data.dueAt)),
      })),
  );

/** What the clause says follows when its duty is not done. */
const escalations = (t: Turned<DutyState>, e: StreamEvent): Reaction[] => {
  if (e.type !== "obligation.breached") return [];
  const clause = asText(e.data.clause);
  const rules = runningOf(t.directory, t.events).flatMap((r) => r.rules);
  const effects = rules.find((r) => r.clause === clause)?.otherwise ?? [];
  return effects.map((effect, n) => ({
    seq: e.seq,
    reaction: `escalate-duty:${n}`,
    data: { role: effect.escalate, clause, obligation: asText(e.data.obligation) },
  }));
};

export const dutyModule: Module<DutyState> = {
  kind: dutyKind,
  // A duty stays under the edition and figures by which it was raised.
  ground: (directory, events) => ({
    running: runningOf(directory, events),
    calendar: directory.calendar,
  }),
  project: (t) => ({
    duty_view: [viewRow(t)],
    obligation: obligationRows(t, (owner) => owedBy(t.directory.organisation, owner)),
    tally_count: tallyRows(t, dutyKind),
    notice: noticeRows(t),
    paper_view: paperRows(t as unknown as Turned, {
      host: "duty",
      title: `${t.after.state.says} ${turnInWords(t.after.state)}`,
      papers: t.after.state.papers,
      running: papersOn(runningOf(t.directory, t.events), "duty"),
      matter: null,
    }),
  }),
  personOf: (directory, _, owner) => ownerNow(directory.organisation, owner as Owner),
  reactions: (t) => t.fresh.flatMap((e) => escalations(t, e)),
};

/** `escalate-duty`: the posts that stand for the role are told, and the duty says so. */
export const escalateDuty: Reactor = (w) => ({
  streams: [w.stream],
  decide: (unit, seen) => {
    if (!seen(w.stream)) return refuse("unknown", "duty-unknown");
    const role = String(w.data.role);
    const to = postsOf(unit.directory.organisation)(role);
    const data = { to, role, clause: w.data.clause, obligation: w.data.obligation };
    const events = [{ type: "duty.escalated", data, by: "clock" }];
    return { changes: [{ stream: w.stream, kind: "duty", events, depth: w.depth }], answer: () => null };
  },
});
