// The acts that a history can tell, each decided as over HTTP; the wiring stands beside the modules.
import type { ApprovalAct } from "#domain/approval/decide.ts";
import type { PaperCommand } from "#domain/paper/command.ts";
import type { Facts } from "#domain/stream/event.ts";
import type { Seen, Verdict } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

type Look = (id: string) => Seen | undefined;
type Answered = Promise<Verdict<unknown>> | Verdict<unknown>;

/** What members do, each as one decision inside a unit of work; `me` is a member's id. */
export type Acts = {
  register: (world: World, unit: Unit, me: string, body: Facts) => Answered;
  act: (unit: Unit, seen: Look, me: string, on: { id: string; action: string; body: Facts }) => Answered;
  /** On a paper of a matter, of a duty, or one that stands alone. */
  paper: (
    unit: Unit,
    seen: Look,
    me: string,
    on: { id: string; key: string; command: PaperCommand },
  ) => Answered;
  /** Opens a paper that stands alone. */
  open: (unit: Unit, me: string, asked: { paper: string; fields: Facts }) => Answered;
  answer: (
    unit: Unit,
    seen: Look,
    me: string,
    on: { id: string; matter: string; act: ApprovalAct },
  ) => Answered;
  /** A recurring duty is done, with a sentence of evidence. */
  done: (unit: Unit, seen: Look, me: string, on: { id: string; text: string }) => Answered;
};
