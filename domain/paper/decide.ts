// What may be done to a paper: filled, signed in order, sent back, renewed, voided, its copies handed over.
import { accept, type Decision, type Facts, type NewEvent, type Refusal } from "#domain/stream/event.ts";
import {
  closed,
  mayFill,
  mayUndo,
  type PaperActor,
  type PaperAsked,
  type PaperCommand,
  refusePaper,
} from "./command.ts";
import { isBlank, keepValue, ofMatter } from "./field.ts";
import { blankPaper, type PaperState } from "./paper.ts";
import type { RunningPaper } from "./running.ts";
import { completing, decideSendBack, decideSign } from "./sign.ts";
import { statusOf } from "./standing.ts";

const anybody = { member: (named: string) => named, department: () => true };

/** Checks the given fields one by one; a field of the matter is the host's to amend. */
const keepFields = (asked: PaperAsked, given: Facts): { fields: Facts } | { refused: Refusal } => {
  const { running, matter, by } = asked;
  const fields: Facts = {};
  for (const [name, value] of Object.entries(given)) {
    const field = running.paper.fields.find((f) => f.field === name);
    const about = { field: `fields.${name}`, values: { field: field?.name ?? name } };
    if (!field) return refusePaper(asked, "invalid", "paper-field-unknown", about);
    if (ofMatter(field, matter)) return refusePaper(asked, "invalid", "paper-field-of-matter", about);
    const kept = keepValue(field, value, by.known ?? anybody);
    if ("fault" in kept) {
      const values = { ...about.values, of: (field.of ?? []).join("、") };
      return refusePaper(asked, "invalid", kept.fault, { ...about, values });
    }
    fields[name] = kept.value;
  }
  return { fields };
};

const decideFill = (asked: PaperAsked, given: Facts): Decision => {
  if (!mayFill(asked)) return refusePaper(asked, "forbidden", "paper-may-not-fill");
  const shut = closed(asked);
  if (shut) return shut;
  if (asked.s.signed.length > 0) return refusePaper(asked, "rule", "paper-signed");
  const kept = keepFields(asked, given);
  if ("refused" in kept) return kept;
  const data = { paper: asked.running.paper.key, fields: kept.fields };
  return accept(...completing(asked, [{ type: "paper.filled", data }]));
};

const isDone = ({ running, s, matter }: PaperAsked): boolean => statusOf(running, s, matter) === "completed";

const decideRenew = (asked: PaperAsked, reason: string): Decision => {
  if (!mayUndo(asked)) return refusePaper(asked, "forbidden", "paper-may-not-undo");
  if (!asked.s.voided && !isDone(asked)) return refusePaper(asked, "rule", "paper-not-complete");
  return accept({ type: "paper.renewed", data: { paper: asked.running.paper.key, reason } });
};

const decideVoid = (asked: PaperAsked, reason: string): Decision => {
  if (!mayUndo(asked)) return refusePaper(asked, "forbidden", "paper-may-not-undo");
  if (asked.s.voided) return refusePaper(asked, "rule", "paper-voided");
  if (asked.s.filledAt === null) return refusePaper(asked, "rule", "paper-not-filled");
  return accept({ type: "paper.voided", data: { paper: asked.running.paper.key, reason } });
};

const decideIssue = (asked: PaperAsked, copy: string, to: string): Decision => {
  const { paper } = asked.running;
  if (!asked.by.mayAct) return refusePaper(asked, "forbidden", "paper-may-not-issue");
  if (to === "customer" && paper.customer === "never")
    return refusePaper(asked, "rule", "paper-customer-never", { field: "to" });
  if (paper.copies && !paper.copies.some((c) => c.name === copy))
    return refusePaper(asked, "invalid", "paper-copy-unknown", { field: "copy", values: { value: copy } });
  if (!isDone(asked)) return refusePaper(asked, "rule", "paper-not-complete");
  return accept({ type: "paper.issued", data: { paper: paper.key, copy, to } });
};

/**
 * Decides an act on a paper; regulations are asked by the host before.
 * @param s undefined where nobody touched it yet
 * @param matter the facts of the matter on which it lives, as they are after an amendment that goes with it; else null
 * @returns events for the host's stream (none for a signature given twice by the same hand), or a refusal with its clause
 */
export const decidePaper = (
  running: RunningPaper,
  s: PaperState | undefined,
  matter: Facts | null,
  command: PaperCommand,
  by: PaperActor,
): Decision => {
  const asked: PaperAsked = { running, s: s ?? blankPaper, matter, by };
  switch (command.act) {
    case "fill":
      return decideFill(asked, command.fields);
    case "sign":
      return decideSign(asked, command.step, command.drawing);
    case "send-back":
      return decideSendBack(asked, command.step, command.reason);
    case "renew":
      return decideRenew(asked, command.reason);
    case "void":
      return decideVoid(asked, command.reason);
    case "issue":
      return decideIssue(asked, command.copy, command.to);
  }
};

/** What a form sends, parted: the paper's own fields, and those that amend the matter. */
export const partFields = (
  running: RunningPaper,
  matter: Facts | null,
  given: Facts,
): { own: Facts; amends: Facts } => {
  const own: Facts = {};
  const amends: Facts = {};
  for (const [name, value] of Object.entries(given)) {
    const field = running.paper.fields.find((f) => f.field === name);
    const there = field && ofMatter(field, matter);
    if (there && !(isBlank(value) && isBlank(matter?.[name]))) amends[name] = value;
    else if (!there) own[name] = value;
  }
  return { own, amends };
};

/** Writes the number into the event that fills the paper first. */
export const numbered = (events: readonly NewEvent[], number: string): NewEvent[] =>
  events.map((e) => (e.type === "paper.filled" ? { ...e, data: { ...e.data, number } } : e));
