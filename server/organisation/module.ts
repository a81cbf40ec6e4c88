// How the organisation itself, its regulations and its rehearsals live on the server: they make up the directory.
import { type EditionsState, regulationKind } from "#domain/edition/edition.ts";
import { type MemberState, memberKind } from "#domain/member/member.ts";
import { type OrganisationState, organisationKind } from "#domain/organisation/organisation.ts";
import { type RehearsalState, rehearsalKind } from "#domain/rehearsal/rehearsal.ts";
import { type StaffState, staffKind } from "#domain/staff/staff.ts";
import { asNumber, asText, type StreamEvent } from "#domain/stream/event.ts";
import type { Module, Reaction, Rows, Turned } from "#server/log/world.ts";

type Changed = { name?: string; run?: number; clock_at?: string; regulations?: readonly string[] };

/** The organisation's row; its version rises so that every process reads the directory anew. */
const row = (t: Turned<never>, changed: Changed) => {
  const d = t.directory;
  const base = {
    org: d.org,
    name: d.organisation.name,
    rehearsal: d.rehearsal,
    run: d.run,
    clock_at: d.clockAt,
  };
  return {
    organisation: [{ ...base, regulations: d.adopted, version: t.version, loaded: true, ...changed }],
  };
};

/** Events after which approvals may be other people's. */
const reshaping = new Set([
  ...["organisation.changed", "organisation.post-set", "organisation.post-removed"],
  ...["organisation.department-set", "organisation.deputies-ended"],
  ...["staff.joined", "staff.changed", "staff.returned"],
]);

const recasting = (e: StreamEvent): Reaction[] =>
  reshaping.has(e.type) && (!e.type.startsWith("staff.") || "posts" in e.data)
    ? [{ seq: e.seq, reaction: "recast", data: {} }]
    : [];

/** What somebody held who left, or gave it away, goes to those who take over. */
const handing = (e: StreamEvent): Reaction[] => {
  if (e.type !== "staff.left" && e.type !== "staff.handed-over") return [];
  const data = { from: asText(e.data.member), by: e.by };
  const matters = { seq: e.seq, reaction: "hand-over", data: { ...data, to: e.data.matters } };
  const approvals = { seq: e.seq, reaction: "recast", data: { ...data, to: e.data.approvals } };
  return asText(e.data.matters) === null ? [approvals] : [matters, approvals];
};

export const organisationModule: Module<OrganisationState> = {
  kind: organisationKind,
  configures: true,
  reactions: (t) => t.fresh.flatMap(recasting).slice(-1),
  project: (t) => {
    const { name, adopts } = t.after.state;
    const founded = t.fresh.some((e) => e.type === "organisation.founded");
    return row(t as unknown as Turned<never>, founded ? { name, regulations: adopts } : { name });
  },
};

export const regulationModule: Module<EditionsState> = {
  kind: regulationKind,
  configures: true,
  // What is adopted from the beginning comes with the founding, in the same unit of work.
  project: (t) => {
    const published = t.fresh.filter((e) => e.type !== "regulation.adopted");
    if (published.length === 0) return {};
    const { adopted, rehearsal } = t.directory;
    const { key } = t.after.state;
    // A rehearsal names its regulations when it begins; elsewhere one that is published is adopted with it.
    const taken = rehearsal || adopted.includes(key) || published.every((e) => e.data.draft === true);
    return row(t as unknown as Turned<never>, taken ? {} : { regulations: [...adopted, key] });
  },
};

export const rehearsalModule: Module<RehearsalState> = {
  kind: rehearsalKind,
  configures: true,
  project: (t) => {
    const { now, regulations } = t.after.state;
    const run = asNumber(t.events[0]?.data.run) ?? t.run;
    return row(t as unknown as Turned<never>, { run, clock_at: new Date(now).toISOString(), regulations });
  },
};

export const staffModule: Module<StaffState> = {
  kind: staffKind,
  configures: true,
  project: (t) => row(t as unknown as Turned<never>, {}),
  reactions: (t) => t.fresh.flatMap((e) => [...recasting(e), ...handing(e)]),
};

export const memberModule: Module<MemberState> = {
  kind: memberKind,
  // Who has not chosen has no row: to read one's notices writes nothing here.
  project: ({ directory, id, run, after: { state } }): Rows =>
    state.member === null || state.mail === null
      ? {}
      : { member_choice: [{ org: directory.org, id, run, member: state.member, mail: state.mail }] },
};
