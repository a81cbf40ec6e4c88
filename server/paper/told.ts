// Who is told of what happened to a paper: whose turn it is to sign, and who filled what is sent back.
import { postsOf } from "#domain/organisation/organisation.ts";
import type { PaperState } from "#domain/paper/paper.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import type { StreamEvent } from "#domain/stream/event.ts";
import type { Directory } from "#server/log/directory.ts";

/**
 * The members to be told.
 * @param s the paper right after the event
 */
export const toldOfPaper = (
  d: Directory,
  { regulation, paper }: RunningPaper,
  s: PaperState | undefined,
  e: StreamEvent,
): string[] => {
  if (e.type === "paper.sent-back") return s?.filledBy ? [s.filledBy] : [];
  const step = paper.sign?.find((x) => x.step === e.data.next);
  if (!step || step.by === "customer") return [];
  const posts = postsOf(d.organisation)(`${regulation}/${step.by}`);
  return d.organisation.members.filter((m) => m.posts.some((p) => posts.includes(p))).map((m) => m.id);
};
