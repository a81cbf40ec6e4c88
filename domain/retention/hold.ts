// A hold: what is in dispute is neither destroyed nor erased until somebody lifts it.
import { asText, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";

export type HoldState = Facts & {
  /** What is held: a stream, and one paper of it or the whole. */
  stream: string;
  paper: string | null;
  /** How people know it: a number, a paper's name. */
  what: string;
  reason: string | null;
  at: number;
  by: string;
  lifted: { at: number; by: string } | null;
};

const initial: HoldState = {
  stream: "",
  paper: null,
  what: "",
  reason: null,
  at: 0,
  by: "",
  lifted: null,
};

const evolve = (s: HoldState, e: StreamEvent): HoldState => {
  if (e.type === "hold.placed")
    return {
      ...initial,
      stream: asText(e.data.stream) ?? "",
      paper: asText(e.data.paper),
      what: asText(e.data.what) ?? "",
      reason: asText(e.data.reason),
      at: e.at,
      by: e.by,
    };
  return e.type === "hold.lifted" ? { ...s, lifted: { at: e.at, by: e.by } } : s;
};

export const holdKind: StreamKind<HoldState> = {
  name: "hold",
  initial,
  evolve,
  personal: { "hold.placed": ["reason"], "hold.lifted": ["reason"] },
};
