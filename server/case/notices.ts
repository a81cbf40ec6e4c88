// Who is told of what happened to a matter.
import { type CaseState, caseKind } from "#domain/case/case.ts";
import { headOf, holderOf } from "#domain/organisation/organisation.ts";
import { papersOn } from "#domain/paper/running.ts";
import { asInstant, asText, asTexts, replay, type StreamEvent } from "#domain/stream/event.ts";
import type { Directory } from "#server/log/directory.ts";
import type { Turned } from "#server/log/world.ts";
import { toldOfPaper } from "#server/paper/told.ts";

type Tell = (d: Directory, s: CaseState, e: StreamEvent) => (string | null | undefined)[];

const head: Tell = (d, _, e) => [headOf(d.organisation, asText(e.data.department) ?? "")?.id];
const firstAsked: Tell = (_, s) => [s.firstAsked];
const handling: Tell = (d, s) => [s.assignee, s.department ? headOf(d.organisation, s.department)?.id : null];

/** A breach tells who held it, who was asked first, and the head of the department that has it. */
const breach: Tell = (d, s, e) => [asText(e.data.person), ...firstAsked(d, s, e), ...handling(d, s, e)];

/** Of a paper: who signs next, or who filled what came back. */
const paper: Tell = (d, s, e) => {
  const key = asText(e.data.paper) ?? "";
  const running = papersOn(d.running(s.editions), s.kind).find((p) => p.paper.key === key);
  return running ? toldOfPaper(d, running, s.papers[key], e) : [];
};

const told: Record<string, Tell> = {
  "paper.filled": paper,
  "paper.signed": paper,
  "paper.sent-back": paper,
  "case.forwarded": head,
  "case.returned": firstAsked,
  "case.resolved": firstAsked,
  "case.rejected": firstAsked,
  "case.handed-back": firstAsked,
  "case.assigned": (_, __, e) => [asText(e.data.member)],
  "case.handed-over": (_, __, e) => [asText(e.data.to)],
  "case.reported": (_, __, e) => [asText(e.data.member)],
  "case.escalated": (d, _, e) => asTexts(e.data.to).map((p) => holderOf(d.organisation, p)?.id),
  "case.reopened": handling,
  "case.withdrawn": handling,
  "case.extended": handling,
  "case.extension-refused": handling,
  "obligation.breached": breach,
  "obligation.warned": (_, __, e) => [asText(e.data.person)],
};

/** Rows of notices for the fresh events, each as the matter stood right after it; nobody is told of their own act. */
export const noticesOf = (t: Turned<CaseState>) => {
  const known = t.events.length - t.fresh.length;
  let state = replay(caseKind, t.events.slice(0, known));
  return t.fresh.flatMap((e) => {
    state = caseKind.evolve(state, e);
    const who = told[e.type]?.(t.directory, state, e) ?? [];
    const recipients = [...new Set(who)].filter((m): m is string => typeof m === "string" && m !== e.by);
    const due = asInstant(e.data.dueAt);
    return recipients.map((recipient) => ({
      org: t.directory.org,
      run: t.run,
      stream: t.id,
      seq: e.seq,
      recipient,
      at: new Date(e.at).toISOString(),
      about: e.type,
      clause: asText(e.data.clause),
      due_at: due === null ? null : new Date(due).toISOString(),
    }));
  });
};
