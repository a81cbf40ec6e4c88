// What concerns one member alone: up to where the notices were read.
import { asInstant, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";

export type MemberState = Facts & { readUpTo: number };

const evolve = (s: MemberState, e: StreamEvent): MemberState =>
  e.type === "member.notices-read" ? { readUpTo: asInstant(e.data.upTo) ?? s.readUpTo } : s;

export const memberKind: StreamKind<MemberState> = {
  name: "member",
  initial: { readUpTo: 0 },
  evolve,
  personal: {},
};
