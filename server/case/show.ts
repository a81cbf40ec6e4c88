// One matter as the contract shows it.
import type { CaseWhole } from "#api/case.ts";
import { type CaseState, holder } from "#domain/case/case.ts";
import { possibleActions } from "#domain/case/decide.ts";
import { extensionFor } from "#domain/case/extension.ts";
import type { Actor } from "#domain/case/may.ts";
import { missingFields } from "#domain/case/missing.ts";
import { owedBy, ownerNow } from "#domain/case/owner.ts";
import type { Standing } from "#domain/case/standing.ts";
import { editionOf } from "#domain/edition/edition.ts";
import { stateAt } from "#domain/obligation/obligation.ts";
import { heldBy } from "#domain/obligation/record.ts";
import { showObligation } from "#domain/obligation/show.ts";
import { headOf, nameOf } from "#domain/organisation/organisation.ts";
import { labelFields } from "#domain/regulation/labels.ts";
import type { StreamEvent } from "#domain/stream/event.ts";
import { say } from "#server/http/i18n/say.ts";
import type { Directory } from "#server/log/directory.ts";
import { papersOfCase } from "./paper/show.ts";

export type CustomerShown = CaseWhole["customer"];

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOr = (ms: number | null): string | null => (ms === null ? null : iso(ms));

const obligations = (d: Directory, s: Standing, by: Actor) => {
  const held = heldBy(s.events);
  return s.obligations.map((o) => {
    const owes = owedBy(d.organisation, s.state, o.owner);
    const fixed = o.state === "open" ? null : held.get(o.id);
    const shown = showObligation(o, {
      stream: s.id,
      calendar: d.calendar.always ? "always" : d.calendar.key,
      now: s.now,
      owner: fixed ?? ownerNow(d.organisation, s.state, o.owner),
      ownerPost: owes.post,
      department: owes.department,
      says: "",
      iso,
    });
    return { ...shown, extendable: extensionFor(s, o, by)?.clause ?? null };
  });
};

/** Clauses that each event started, met or broke. */
const clausesOf = (s: Standing): Map<number, Set<string>> => {
  const found = new Map<number, Set<string>>(s.events.map((e) => [e.seq, new Set()]));
  for (const e of s.events) {
    const clause = e.data.clause;
    if (typeof clause === "string") found.get(e.seq)?.add(clause);
  }
  for (const o of s.obligations) {
    found.get(o.trigger)?.add(o.clause);
    if (o.metAt === null) continue;
    const act = s.events.find((e) => e.at === o.metAt && o.acts.includes(e.type));
    if (act) found.get(act.seq)?.add(o.clause);
  }
  return found;
};

/** A drawn signature is seen on its paper. */
const shownData = ({ drawing, ...data }: StreamEvent["data"]): StreamEvent["data"] => data;

const showEvent = (
  d: Directory,
  e: StreamEvent,
  clauses: Set<string> | undefined,
): CaseWhole["events"][number] => ({
  seq: e.seq,
  type: e.type,
  at: iso(e.at),
  recordedAt: iso(e.recordedAt),
  by: e.by,
  byName: nameOf(d.organisation, e.by),
  data: shownData(e.data),
  clauses: [...(clauses ?? [])],
});

const actionsOf = (s: Standing, by: Actor): CaseWhole["actions"] =>
  possibleActions(s, by).map((a) => ({
    name: a.name as CaseWhole["actions"][number]["name"],
    allowed: a.allowed,
    ...(a.refusal ? { reason: say(a.refusal.code, a.refusal.values) } : {}),
    ...(a.clause ? { clause: a.clause } : {}),
    ...(a.approval ? { approval: [...a.approval] } : {}),
  }));

const regulationsOf = (d: Directory, s: CaseState): CaseWhole["regulations"] =>
  Object.entries(s.editions).map(([key, edition]) => {
    const state = d.editions.get(key)?.state;
    const kept = state ? editionOf(state, edition) : undefined;
    return { key, title: state?.title ?? key, edition: kept?.date ?? null };
  });

/** The editions under which it stands. */
const textsOf = (d: Directory, s: CaseState) =>
  Object.entries(s.editions).map(([key, edition]) => d.regulation(key, edition));

const formOf = (s: CaseState) => ({
  title: s.title,
  channel: s.channel as CaseWhole["channel"],
  description: s.description,
  against: s.against,
  occurredAt: isoOr(s.occurredAt),
  wantedBy: isoOr(s.wantedBy),
  place: s.place,
  demand: s.demand,
  amount: s.amount,
  lateReason: s.lateReason,
});

/** Who holds the matter now, as a member id. */
export const holderNow = (d: Directory, s: CaseState): string | null => {
  const { member, department } = holder(s);
  return member ?? (department ? (headOf(d.organisation, department)?.id ?? null) : null);
};

const soonest = (s: Standing): number | null => {
  const due = s.obligations.flatMap((o) =>
    stateAt(o, s.now) === "open" && o.dueAt !== null ? [o.dueAt] : [],
  );
  return due.length > 0 ? Math.min(...due) : null;
};

/** The whole matter for one reader. */
export const showCase = (d: Directory, s: Standing, by: Actor, customer: CustomerShown): CaseWhole => {
  const { state } = s;
  const clauses = clausesOf(s);
  return {
    id: s.id,
    number: state.number,
    version: s.events.length,
    kind: state.kind as CaseWhole["kind"],
    severity: state.severity as CaseWhole["severity"],
    state: state.state as CaseWhole["state"],
    paused: state.paused,
    upheld: state.upheld,
    round: state.round,
    missing: missingFields(state, s.running),
    ...formOf(state),
    owner: holderNow(d, state),
    firstAsked: state.firstAsked,
    department: state.department,
    assignee: state.assignee,
    receivedAt: iso(state.receivedAt),
    registeredAt: iso(s.events[0]?.at ?? 0),
    nextDueAt: isoOr(soonest(s)),
    overdue: s.obligations.some((o) => stateAt(o, s.now) === "breached"),
    customer,
    regulations: regulationsOf(d, state),
    obligations: obligations(d, s, by),
    actions: actionsOf(s, by),
    events: s.events.map((e) => showEvent(d, e, clauses.get(e.seq))),
    labels: state.labels,
    labelFields: labelFields(textsOf(d, state), state.kind),
    attachments: state.attachments.map((a) => ({
      id: String(a.id),
      name: String(a.name ?? say("erased-name")),
      type: String(a.type),
      size: Number(a.size),
      at: iso(Number(a.at)),
      by: String(a.by),
    })),
    papers: papersOfCase(d, s, by, customer),
  };
};
