// Who may sign now: holders of the posts, deputies, and the head where nobody is left.
import {
  holderOf,
  type Member,
  memberOf,
  type OrganisationState,
  postsOf,
} from "#domain/organisation/organisation.ts";
import type { Chain } from "./chain.ts";
import { currentStep, type Given, type Open, openPlaces, places, type Signer } from "./stage.ts";
import type { ApprovalState } from "./state.ts";

/** The posts of a place as the organisation's roles are mapped now. */
export const postsNow = (o: OrganisationState, s: Signer): readonly string[] =>
  s.role === null ? s.posts : postsOf(o)(s.role);

/** Still here, and in some post. */
const isHere = (m: Member | undefined): m is Member => m !== undefined && m.posts.length > 0;

const holders = (o: OrganisationState, posts: readonly string[]): string[] =>
  o.members.filter((m) => m.posts.some((p) => posts.includes(p))).map((m) => m.id);

export type Candidates = {
  members: string[];
  /** Nobody who was asked is left: it fell to the head. */
  fallen: boolean;
};

/** Whose consent a place wants; never the asker's own. */
export const candidates = (o: OrganisationState, s: ApprovalState, signer: Signer): Candidates => {
  const other = (ids: readonly string[]) => ids.filter((id) => id !== s.askedBy);
  const person = signer.member === null ? undefined : memberOf(o, signer.member);
  const asked = other(isHere(person) ? [person.id] : holders(o, postsNow(o, signer)));
  if (asked.length > 0) return { members: asked, fallen: false };
  return { members: other(holders(o, [o.head])), fallen: true };
};

/** The members in whose place this one decides at an instant. */
export const principals = (o: OrganisationState, member: string, now: number): string[] =>
  isHere(memberOf(o, member))
    ? Object.entries(o.deputies).flatMap(([of, named]) =>
        of !== member && named.some((d) => d.deputy === member && d.from <= now && now <= d.to) ? [of] : [],
      )
    : [];

/** Those who decide in a member's place at an instant. */
const deputiesOf = (o: OrganisationState, member: string, now: number): string[] =>
  (o.deputies[member] ?? [])
    .filter((d) => d.from <= now && now <= d.to && isHere(memberOf(o, d.deputy)))
    .map((d) => d.deputy);

export type Turn = Open & { for: string | null };

/** The place where a member's word is asked for now: their own, else one in which they stand in for somebody. */
export const turnOf = (o: OrganisationState, s: ApprovalState, member: string, now: number): Turn | null => {
  if (s.state !== "waiting" || s.askedBy === member) return null;
  const open = openPlaces(s.stages).map((p) => ({ ...p, may: candidates(o, s, p.signer).members }));
  const own = open.find((p) => p.may.includes(member));
  if (own) return { ...own, for: null };
  for (const principal of principals(o, member, now)) {
    const theirs = open.find((p) => p.may.includes(principal));
    if (theirs) return { ...theirs, for: principal };
  }
  return null;
};

/** Was this member asked in any step, for themselves or for somebody. */
export const takesPart = (o: OrganisationState, s: ApprovalState, member: string, now: number): boolean => {
  const persons = [member, ...principals(o, member, now)];
  return places(s.stages).some((p) => candidates(o, s, p.signer).members.some((m) => persons.includes(m)));
};

/** Everybody to be told whose turn it is: candidates, and who stands in for them. */
export const nextUp = (o: OrganisationState, s: ApprovalState, now: number): string[] => {
  const asked = openPlaces(s.stages).flatMap((p) => candidates(o, s, p.signer).members);
  const all = [...asked, ...asked.flatMap((m) => deputiesOf(o, m, now))];
  return [...new Set(all)].filter((m) => m !== s.askedBy);
};

/** Posts of those whose turn it is. */
export const postsAsked = (o: OrganisationState, s: ApprovalState): string[] => {
  const posts = openPlaces(s.stages).flatMap((p) => {
    if (candidates(o, s, p.signer).fallen) return [o.head];
    const person = p.signer.member === null ? undefined : memberOf(o, p.signer.member);
    return isHere(person) ? person.posts : postsNow(o, p.signer);
  });
  return [...new Set(posts)];
};

/** The posts in whose name a member may be asked for nothing: their own; for the head also those nobody holds. */
export const authorityOf = (o: OrganisationState, member: Member, chain: Chain): readonly string[] => {
  if (!member.posts.includes(o.head)) return member.posts;
  const named = chain.steps.flatMap((s) => s.of.flat());
  return [...member.posts, ...named.filter((p) => holderOf(o, p) === undefined)];
};

/** Places that the asker's own posts cover. */
export const askersPlaces = (s: ApprovalState, authority: readonly string[]): Given[] =>
  places(s.stages)
    .filter((p) => p.signer.consent === null && p.signer.posts.some((x) => authority.includes(x)))
    .map(({ step, seat, line }) => ({ step, seat, line, by: s.askedBy, why: "asker" }));

/** Later places of somebody who has signed: nobody is asked twice. */
export const coveredPlaces = (o: OrganisationState, s: ApprovalState, except?: number): Given[] => {
  const signed = places(s.stages).flatMap(({ signer: { consent: c } }) =>
    c?.why === "signed" ? [c.by, ...(c.for === null ? [] : [c.for])] : [],
  );
  // What lies behind is decided without them.
  const current = currentStep(s.stages) ?? Number.POSITIVE_INFINITY;
  return places(s.stages).flatMap(({ step, seat, line, signer }) => {
    if (signer.consent !== null || step < current || step === except) return [];
    const by = candidates(o, s, signer).members.find((m) => signed.includes(m));
    return by === undefined ? [] : [{ step, seat, line, by, why: "same-person" as const }];
  });
};

/** The posts whose consent is on record: of the places given, and of those who signed. */
export const consentedPosts = (o: OrganisationState, s: ApprovalState): string[] => {
  const posts = places(s.stages).flatMap(({ signer }) => {
    const c = signer.consent;
    if (c === null || c.why === "asker") return [];
    return [...signer.posts, ...postsNow(o, signer), ...(memberOf(o, c.for ?? c.by)?.posts ?? [])];
  });
  return [...new Set(posts)];
};
