// An edition sent to those it binds, and who of them signed that they know it.
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { postsOf } from "#domain/organisation/organisation.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import {
  accept,
  asInstant,
  asText,
  asTexts,
  type Decision,
  type Facts,
  refuse,
  type StreamEvent,
  type StreamKind,
} from "#domain/stream/event.ts";

/** One copy: when it was sent, until when it is to be signed, when it was (epoch ms). */
export type Copy = { sentAt: number; dueAt: number | null; acknowledgedAt: number | null };
export type CirculationState = Facts & { regulation: string; edition: string; copies: Record<string, Copy> };

const initial: CirculationState = { regulation: "", edition: "", copies: {} };

const evolve = (s: CirculationState, e: StreamEvent): CirculationState => {
  if (e.type === "regulation.sent") {
    // Another text of the same day is to be read, and signed, again.
    const copy: Copy = { sentAt: e.at, dueAt: asInstant(e.data.dueAt), acknowledgedAt: null };
    const sent = Object.fromEntries(asTexts(e.data.to).map((member) => [member, copy]));
    const [regulation, edition] = [asText(e.data.regulation) ?? "", asText(e.data.edition) ?? ""];
    return { regulation, edition, copies: { ...s.copies, ...sent } };
  }
  const copy = e.type === "regulation.acknowledged" ? s.copies[e.by] : undefined;
  return copy ? { ...s, copies: { ...s.copies, [e.by]: { ...copy, acknowledgedAt: e.at } } } : s;
};

export const circulationKind: StreamKind<CirculationState> = {
  name: "circulation",
  initial,
  evolve,
  personal: {},
};

/** Whom a regulation binds: the holders of the posts that stand for its roles. */
export const boundBy = (r: Regulation, o: OrganisationState): string[] => {
  const posts = new Set(Object.keys(r.roles).flatMap((role) => postsOf(o)(`${r.regulation}/${role}`)));
  return o.members.filter((m) => m.posts.some((p) => posts.has(p))).map((m) => m.id);
};

/** Decides a signature: once, by somebody to whom it was sent. */
export const acknowledge = (s: CirculationState, member: string): Decision => {
  const copy = s.copies[member];
  if (!copy) return refuse("rule", "edition-not-sent");
  if (copy.acknowledgedAt !== null) return refuse("rule", "edition-acknowledged");
  return accept({ type: "regulation.acknowledged", data: {} });
};
