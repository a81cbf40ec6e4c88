// What may be asked of a paper, and who asks.
import type { PostsOf } from "#domain/regulation/run/condition.ts";
import { type Facts, type Refusal, refuse } from "#domain/stream/event.ts";
import type { Known } from "./field.ts";
import type { PaperState } from "./paper.ts";
import type { RunningPaper } from "./running.ts";
import { onlyShows } from "./standing.ts";

export type PaperCommand =
  | { act: "fill"; fields: Facts }
  /** `drawing`: a PNG in base64, drawn on the screen. */
  | { act: "sign"; step: string; drawing?: string }
  | { act: "send-back"; step: string; reason: string }
  | { act: "renew"; reason: string }
  | { act: "void"; reason: string }
  /** Hands a copy over; `to` is a name, or `customer`. */
  | { act: "issue"; copy: string; to: string };

/** Who acts on a paper. */
export type PaperActor = {
  id: string;
  posts: readonly string[];
  /** May act on the stream on which the paper lives. */
  mayAct: boolean;
  /** `regulation/role` → posts. */
  postsOf: PostsOf;
  /** Without it any text names a member or a department. */
  known?: Known;
};

/** Everything that a decision about one paper looks at. */
export type PaperAsked = {
  running: RunningPaper;
  s: PaperState;
  /** The facts of the matter; null where the paper stands alone. */
  matter: Facts | null;
  by: PaperActor;
};

/** Does the actor hold a role of the paper's own regulation. */
export const holds = ({ running, by }: PaperAsked, role: string): boolean => {
  const posts = by.postsOf(`${running.regulation}/${role}`);
  return by.posts.some((p) => posts.includes(p));
};

export const mayFill = (asked: PaperAsked): boolean => {
  const { fill } = asked.running.paper;
  return fill === undefined ? asked.by.mayAct : holds(asked, fill);
};

/** What somebody has signed is voided or renewed only by who filled it, or by those whose signature it wants. */
export const mayUndo = (asked: PaperAsked): boolean => {
  const { s, running, by } = asked;
  if (!mayFill(asked)) return false;
  if (running.paper.fill !== undefined || s.signed.length === 0 || s.filledBy === by.id) return true;
  return (running.paper.sign ?? []).some((step) => holds(asked, step.by));
};

/** A refusal that names the paper's clause. */
export const refusePaper = (
  asked: PaperAsked,
  kind: Refusal["kind"],
  code: string,
  more: Omit<Refusal, "kind" | "code" | "clause"> = {},
): { refused: Refusal } => {
  const values = { paper: asked.running.paper.name, ...more.values };
  return refuse(kind, code, { ...more, values, clause: asked.running.clause });
};

/** Why nothing of it may be changed any more, or null; what only shows the matter follows it for ever. */
export const closed = (asked: PaperAsked): { refused: Refusal } | null => {
  const { s, running, matter } = asked;
  if (s.voided) return refusePaper(asked, "rule", "paper-voided");
  if (s.completed !== null && !onlyShows(running.paper, matter))
    return refusePaper(asked, "rule", "paper-completed");
  return null;
};
