// The rows that lists and desks read, folded from one matter.
import { type CaseState, caseKind, holder } from "#domain/case/case.ts";
import { missingFields } from "#domain/case/missing.ts";
import { owedBy } from "#domain/case/owner.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import { papersOn } from "#domain/paper/running.ts";
import { recordTerms } from "#domain/search/case.ts";
import { asText } from "#domain/stream/event.ts";
import { foundRows } from "#server/china/phrases.ts";
import { pinyin } from "#server/china/pinyin.ts";
import { obligationRows } from "#server/log/clock/obligation-rows.ts";
import { tallyRows } from "#server/log/clock/tally-rows.ts";
import type { Rows, Turned } from "#server/log/world.ts";
import { paperRows } from "#server/paper/rows.ts";
import { noticesOf } from "./notices.ts";

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const owed = (t: Turned<CaseState>) => {
  const before = t.before?.state;
  // An owner given as a department follows the matter, so its rows change with it.
  const moved =
    before?.department !== t.after.state.department ||
    before?.assignee !== t.after.state.assignee ||
    t.fresh.some((e) => e.type === "case.handed-over");
  return obligationRows(t, (owner) => owedBy(t.directory.organisation, t.after.state, owner), moved);
};

const soonest = (derived: Derived<CaseState>): number | null =>
  derived.obligations
    .filter((o) => o.state === "open" && o.pausedAt === null && o.awaiting === null && o.dueAt !== null)
    .reduce<number | null>((least, o) => (least === null || (o.dueAt ?? 0) < least ? o.dueAt : least), null);

const searchRow = (t: Turned<CaseState>, registeredAt: number) => {
  const s = t.after.state;
  const texts = [s.number, s.place ?? "", s.demand ?? "", s.description];
  return {
    org: t.directory.org,
    id: t.id,
    run: t.run,
    registered_at: iso(registeredAt),
    terms: recordTerms({ names: [], titles: [s.title], texts }, pinyin),
  };
};

const texts = ["case.registered", "case.amended", "personal-data.erased"];

/** All rows of a matter after a turn. */
export const project = (t: Turned<CaseState>): Rows => {
  const s = t.after.state;
  const first = t.events[0];
  const registeredAt = first?.at ?? 0;
  const running = t.directory.running(s.editions);
  const { member, department } = holder(s);
  const row = {
    org: t.directory.org,
    id: t.id,
    run: t.run,
    number: s.number,
    version: t.events.length,
    kind: s.kind,
    severity: s.severity,
    state: s.state,
    paused: s.paused,
    upheld: s.upheld,
    round: s.round,
    missing: missingFields(s, running),
    title: s.title,
    channel: s.channel,
    customer: s.customer,
    first_asked: s.firstAsked,
    holder: member,
    holder_department: department,
    department: s.department,
    received_at: iso(s.receivedAt),
    registered_at: iso(registeredAt),
    next_due_at: iso(soonest(t.after)),
    breached: t.after.obligations.some((o) => o.state === "breached"),
    external_id: asText(first?.data.externalId),
  };
  return {
    case_view: [row],
    case_search: t.fresh.some((e) => texts.includes(e.type)) ? [searchRow(t, registeredAt)] : [],
    obligation: owed(t),
    notice: noticesOf(t),
    words_found: foundRows(t),
    tally_count: tallyRows(t, caseKind),
    paper_view: paperRows(t as unknown as Turned, {
      host: "case",
      title: `${s.number} ${s.title}`,
      papers: s.papers,
      running: papersOn(running, s.kind),
      matter: s,
    }),
  };
};
