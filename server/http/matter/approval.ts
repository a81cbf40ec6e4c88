// An approval as the contract shows it, whichever noun answers with it, and which of them wait for a member.
import type { Approval, approvalActs } from "#api/approval.ts";
import { dueOf, statusAt } from "#domain/approval/due.ts";
import { candidates, postsAsked, postsNow, principals, takesPart, turnOf } from "#domain/approval/office.ts";
import { type Consent, currentStep, openPlaces, places, type Signer } from "#domain/approval/stage.ts";
import type { ApprovalState } from "#domain/approval/state.ts";
import { memberOf, nameOf } from "#domain/organisation/organisation.ts";
import type { Directory } from "#server/log/directory.ts";

type Act = (typeof approvalActs)[number];
/** Where and when it is shown, and to whom. */
export type Showing = { directory: Directory; now: number; me: string };

const iso = (ms: number): string => new Date(ms).toISOString();

/** What the clause says, in any edition that the organisation keeps. */
const sayingOf = (d: Directory, clause: string): string => {
  const [key = "", id] = clause.split("/");
  const edition = d.inForceAt(Date.UTC(2099, 0, 1))[key];
  return (edition ? d.regulation(key, edition).clauses.find((c) => c.id === id)?.says : undefined) ?? "";
};

const named = (d: Directory, by: string, instead: string | null) => ({
  by,
  byName: nameOf(d.organisation, by),
  for: instead,
  forName: instead === null ? null : nameOf(d.organisation, instead),
});

const showConsent = (d: Directory, { at, by, for: instead, why, comment }: Consent) => ({
  at: iso(at),
  ...named(d, by, instead),
  why,
  comment,
});

const showSigner = (d: Directory, s: ApprovalState, signer: Signer, turn: boolean) => {
  const o = d.organisation;
  const may = candidates(o, s, signer);
  return {
    posts: [...postsNow(o, signer)],
    member: signer.member,
    memberName: signer.member === null ? null : nameOf(o, signer.member),
    may: may.members,
    fallsToHead: may.fallen && signer.consent === null,
    handedOnBy: signer.from === null ? null : (nameOf(o, signer.from) ?? signer.from),
    addedBy: signer.addedBy === null ? null : (nameOf(o, signer.addedBy) ?? signer.addedBy),
    turn,
    consent: signer.consent === null ? null : showConsent(d, signer.consent),
  };
};

const showChain = (d: Directory, s: ApprovalState, waiting: boolean): Approval["chain"] => {
  const current = currentStep(s.stages) ?? s.stages.length + 1;
  const open = waiting ? openPlaces(s.stages) : [];
  return s.stages.map((stage, n) => ({
    step: n + 1,
    all: stage.all,
    state: n + 1 < current ? "done" : n + 1 === current && waiting ? "now" : "later",
    within: stage.within,
    seats: stage.seats.map((seat, m) =>
      seat.line.map((signer, l) => {
        const turn = open.some((p) => p.step === n + 1 && p.seat === m + 1 && p.line === l + 1);
        return showSigner(d, s, signer, turn);
      }),
    ),
  }));
};

/** Steps before the one whose turn it is that somebody signed. */
const stepsBack = (s: ApprovalState): number[] => {
  const current = currentStep(s.stages) ?? 0;
  const signed = places(s.stages).filter((p) => p.step < current && p.signer.consent?.why === "signed");
  return [...new Set(signed.map((p) => p.step))];
};

const mayDo = ({ directory, now, me }: Showing, s: ApprovalState, mine: boolean): Act[] => {
  const o = directory.organisation;
  if (s.askedBy === me) return ["withdraw", "remind", "comment"];
  if (mine)
    return [
      "approve",
      "reject",
      ...(stepsBack(s).length > 0 ? (["send-back"] as const) : []),
      "hand-on",
      "add-signer",
      "comment",
    ];
  const copied = memberOf(o, me)?.posts.some((p) => s.cc.includes(p));
  return copied || takesPart(o, s, me, now) ? ["comment"] : [];
};

const showSteps = (d: Directory, s: ApprovalState): Approval["steps"] =>
  s.steps.map((step) => ({
    at: iso(step.at),
    ...named(d, step.by, step.for),
    did: step.did as Approval["steps"][number]["did"],
    step: step.step,
    to: step.to,
    toName: step.to === null ? null : nameOf(d.organisation, step.to),
    comment: step.comment,
  }));

/** An approval for one reader. */
export const showApproval = (
  showing: Showing,
  id: string,
  s: ApprovalState,
  matter: { number: string; title: string },
): Approval => {
  const { directory: d, now, me } = showing;
  const state = statusAt(s, d.calendar, now);
  const waiting = state === "waiting";
  const due = dueOf(s, d.calendar);
  const turn = waiting ? turnOf(d.organisation, s, me, now) : null;
  const asked = postsAsked(d.organisation, s);
  return {
    id,
    case: s.case,
    caseNumber: matter.number,
    caseTitle: matter.title,
    action: s.action,
    input: s.input,
    clause: s.clause,
    clauseSays: sayingOf(d, s.clause),
    askedBy: s.askedBy,
    askedByName: nameOf(d.organisation, s.askedBy),
    askedAt: iso(s.askedAt),
    waitsFor: asked.length > 0 ? asked : s.waitsFor,
    dueAt: due === null ? null : iso(due),
    state,
    steps: showSteps(d, s),
    chain: showChain(d, s, waiting),
    cc: s.cc,
    mine: turn !== null,
    mineFor: turn?.for ?? null,
    may: waiting ? mayDo(showing, s, turn !== null) : [],
    backTo: waiting ? stepsBack(s) : [],
  };
};

/** A member as the condition below asks: alone, and in whose place they decide. */
export const decidersFor = (d: Directory, me: string, now: number): string => {
  const o = d.organisation;
  const persons = [me, ...principals(o, me, now)];
  return JSON.stringify(persons.map((id) => ({ id, posts: memberOf(o, id)?.posts ?? [] })));
};

/**
 * The condition under which an approval `a` is a member's to decide, or was.
 * @param me place of the member's id
 * @param deciders place of what `decidersFor` gives
 */
export const askedOf = (me: string, deciders: string): string =>
  `(a.asked_by <> ${me} and exists (select from jsonb_to_recordset(${deciders}::jsonb) as p(id text, posts text[])
      where p.id <> a.asked_by and (a.waits_for && p.posts or p.id = any (a.members))))`;

/** The condition under which an approval `a` has a state at the instant `now`, whether or not a wake-up has fired. */
export const approvalStateIs = (state: string, now: string): string => {
  const over = `(a.state = 'waiting' and coalesce(a.due_at < ${now}, false))`;
  if (state === "waiting") return `(a.state = 'waiting' and not ${over})`;
  return state === "expired" ? `(a.state = 'expired' or ${over})` : `a.state = '${state}'`;
};
