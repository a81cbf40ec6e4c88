// What concerns one member alone: up to where the notices were read, and how they want to be told.
import { asInstant, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";

export type MemberState = Facts & {
  readUpTo: number;
  /** Whose stream it is, once they have chosen anything. */
  member: string | null;
  /** Whether notices also come by mail; null while they have not chosen, which means yes. */
  mail: boolean | null;
};

const evolve = (s: MemberState, e: StreamEvent): MemberState => {
  if (e.type === "member.notices-read") return { ...s, readUpTo: asInstant(e.data.upTo) ?? s.readUpTo };
  if (e.type === "member.delivery-chosen") return { ...s, member: e.by, mail: e.data.mail === true };
  return s;
};

export const memberKind: StreamKind<MemberState> = {
  name: "member",
  initial: { readUpTo: 0, member: null, mail: null },
  evolve,
  personal: {},
};
