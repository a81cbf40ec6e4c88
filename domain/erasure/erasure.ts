// An erasure as it stays on record: who, when, why and how much; nothing of the person.
import { asNumber, asText, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";

/** One thing of which the personal part is gone. */
export type ErasedItem = {
  /** case, paper, duty, customer, staff, approval … */
  kind: string;
  /** What it is called without anybody's name: a paper's name, a kind of matter. */
  name: string | null;
  number: string | null;
  /** Number of events whose personal part went, and of files. */
  events: number;
  files: number;
  /** Of a destruction: how long it was kept, by which clause (null: the organisation's own length), until when. */
  keep?: string;
  clause?: string | null;
  until?: string;
};

export type ErasureState = Facts & {
  /** `request`: the person asked (PIPL art. 47); `retention`: its time was over. */
  why: "request" | "retention";
  reason: string;
  /** Why it was done although a matter was still open; else null. */
  force: string | null;
  at: number;
  by: string;
  streams: number;
  events: number;
  files: number;
  items: ErasedItem[];
};

const initial: ErasureState = {
  why: "request",
  reason: "",
  force: null,
  at: 0,
  by: "",
  streams: 0,
  events: 0,
  files: 0,
  items: [],
};

const evolve = (s: ErasureState, e: StreamEvent): ErasureState => {
  if (e.type !== "erasure.done") return s;
  return {
    why: e.data.why === "retention" ? "retention" : "request",
    reason: asText(e.data.reason) ?? "",
    force: asText(e.data.force),
    at: e.at,
    by: e.by,
    streams: asNumber(e.data.streams) ?? 0,
    events: asNumber(e.data.events) ?? 0,
    files: asNumber(e.data.files) ?? 0,
    items: Array.isArray(e.data.items) ? (e.data.items as ErasedItem[]) : [],
  };
};

export const erasureKind: StreamKind<ErasureState> = { name: "erasure", initial, evolve, personal: {} };

/** What the log says in every stream that lost something. */
export const erasedEvent = "personal-data.erased";
