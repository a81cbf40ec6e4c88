// How approvals live on the server: their row, who is told, and what comes about when the time of a step is over.
import { approvalKind } from "#domain/approval/approval.ts";
import { dueOf, expiry } from "#domain/approval/due.ts";
import { candidates, postsNow } from "#domain/approval/office.ts";
import { openPlaces, places } from "#domain/approval/stage.ts";
import type { ApprovalState } from "#domain/approval/state.ts";
import { holderOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import { asTexts, type StreamEvent } from "#domain/stream/event.ts";
import type { Module, Turned } from "#server/log/world.ts";

const iso = (ms: number): string => new Date(ms).toISOString();
const ended = new Set(["granted", "refused", "expired", "withdrawn", "voided"].map((e) => `approval.${e}`));

/** Whom the lists find it for: while it waits those whose turn it is, afterwards all who had to do with it. */
const asked = (o: OrganisationState, s: ApprovalState): { waits_for: string[]; members: string[] } => {
  const waiting = s.state === "waiting";
  const posts = new Set<string>(waiting ? [] : s.waitsFor);
  const members = new Set<string>();
  for (const { signer } of waiting ? openPlaces(s.stages) : places(s.stages)) {
    const may = candidates(o, s, signer);
    const person = signer.member !== null && may.members.includes(signer.member);
    if (may.fallen) posts.add(o.head);
    else if (person) members.add(signer.member ?? "");
    else for (const p of postsNow(o, signer)) posts.add(p);
    if (signer.consent && signer.consent.why !== "asker") members.add(signer.consent.by);
  }
  return { waits_for: [...posts], members: [...members] };
};

const holders = (o: OrganisationState, posts: readonly string[]): string[] =>
  posts.flatMap((p) => holderOf(o, p)?.id ?? []);

type Told = { recipient: string; about: string };

/** Who hears of an event: whom it asks, who asked, who is told of it. */
const told = (o: OrganisationState, s: ApprovalState, e: StreamEvent): Told[] => {
  const asks = Array.isArray(e.data.tells) ? asTexts(e.data.tells) : [];
  const outcome = ended.has(e.type);
  // Before there were chains the event did not say whom it told.
  if (e.type === "approval.asked" && !Array.isArray(e.data.tells)) asks.push(...holders(o, s.waitsFor));
  const asker = outcome || e.type === "approval.commented" ? [s.askedBy] : [];
  const about = new Map<string, string>();
  if (outcome || e.type === "approval.asked")
    for (const m of holders(o, s.cc)) about.set(m, outcome ? e.type : "approval.copied");
  for (const m of [...asks, ...asker]) about.set(m, e.type);
  about.delete(e.by);
  return [...about].map(([recipient, what]) => ({ recipient, about: what }));
};

const notices = (t: Turned<ApprovalState>) =>
  t.fresh.flatMap((e) =>
    told(t.directory.organisation, t.after.state, e).map(({ recipient, about }) => ({
      org: t.directory.org,
      run: t.run,
      stream: t.id,
      seq: e.seq,
      recipient,
      at: iso(e.at),
      about,
      clause: t.after.state.clause,
      due_at: null,
    })),
  );

export const approvalModule: Module<ApprovalState> = {
  kind: approvalKind,
  project: (t) => {
    const s = t.after.state;
    const due = dueOf(s, t.directory.calendar);
    const row = {
      org: t.directory.org,
      id: t.id,
      run: t.run,
      stream: s.case,
      state: s.state,
      asked_by: s.askedBy,
      asked_at: iso(s.askedAt),
      ...asked(t.directory.organisation, s),
      cc: s.cc,
      due_at: due === null ? null : iso(due),
    };
    return { approval_view: [row], notice: notices(t) };
  },
  // The due instant itself is in time.
  next: (s, calendar) => {
    const due = dueOf(s, calendar);
    return due === null ? null : due + 1;
  },
  due: (unit, seen) => {
    const event = expiry(seen.derived.state as ApprovalState, unit.directory.calendar, unit.now);
    return event ? [{ stream: seen.id, kind: seen.kind, events: [event] }] : [];
  },
  reactions: (t) =>
    t.fresh
      .filter((e) => e.type === "approval.expired")
      .map((e) => ({ seq: e.seq, reaction: "expire", data: { case: t.after.state.case } })),
};
