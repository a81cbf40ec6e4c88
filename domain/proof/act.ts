// The acts of a scenario: what each does to the stage, by the same decisions that the product makes.

import { approvalKind } from "#domain/approval/approval.ts";
import { askFor } from "#domain/approval/ask.ts";
import { decideApproval } from "#domain/approval/decide.ts";
import { consentedPosts } from "#domain/approval/office.ts";
import { initial } from "#domain/approval/state.ts";
import { labelFault } from "#domain/case/asked.ts";
import { decide } from "#domain/case/decide.ts";
import type { CaseCommand, CaseDecision } from "#domain/case/standing.ts";
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { obligationId } from "#domain/obligation/obligation.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import type { Act } from "#domain/regulation/file/proof.ts";
import { clauseId } from "#domain/regulation/file.ts";
import { askGates } from "#domain/regulation/run/gate.ts";
import { asText, type Facts } from "#domain/stream/event.ts";
import { dueAfter } from "#domain/time/due.ts";
import { parseLength } from "#domain/time/length.ts";
import { type Came, done, refusedBy } from "./came.ts";
import { doDuty } from "./duty.ts";
import { actorFor, clerk } from "./office.ts";
import { onPaper } from "./paper.ts";
import { append, begin, instant, matter, type Stage } from "./stage.ts";

const local = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/;
const iso = (ms: number): string => new Date(ms).toISOString();

/** Local times as events carry them. */
const inputOf = (fields: Facts): Facts =>
  Object.fromEntries(
    Object.entries(fields).map(([k, v]) => [k, typeof v === "string" && local.test(v) ? iso(instant(v)) : v]),
  );

/** An act's name, its fields and who does it. */
export const partsOf = (act: Act): { name: string; fields: Facts; as: string | null } => {
  const name = Object.keys(act).find((k) => k !== "as") ?? "";
  const given = act[name];
  const fields = typeof given === "object" && given !== null ? (given as Facts) : { value: given };
  return { name, fields, as: asText(act.as) };
};

const contactOf = (customer: unknown): Facts => {
  if (customer === undefined) return { customer: "customer", contact: true };
  if (typeof customer !== "object" || customer === null) return { customer: null, contact: false };
  const { name, phone, address } = customer as Facts;
  const known = [name, phone, address].find((v) => asText(v)?.trim());
  return { customer: known === undefined ? null : String(name ?? known), contact: Boolean(phone || address) };
};

/** A closed list takes none but its values. */
const listFault = (given: Facts): { code: string } | null => {
  for (const [field, value] of Object.entries(given)) {
    const type = caseVocabulary.events["case.registered"]?.fields[field]?.type;
    if (Array.isArray(type) && !type.includes(String(value))) return { code: "shape" };
  }
  return null;
};

const register = (s: Stage, fields: Facts, by: string): Came => {
  const { customer, mood: _, hours: __, ...given } = fields;
  const kind = asText(given.kind) ?? "complaint";
  const fault = labelFault({ running: [s.running] }, kind, given) ?? listFault({ ...given, kind });
  if (fault) return refusedBy(fault);
  const data = {
    title: "事项",
    description: "事情经过",
    channel: "phone",
    number: "1",
    receivedAt: iso(s.now),
    editions: {},
    ...inputOf(given),
    kind,
    ...contactOf(customer),
  };
  begin(s, "case", { type: "case.registered", data }, by);
  return done;
};

/** A receiver or a person to assign is named by role. */
const named = (s: Stage, name: string, fields: Facts): Facts => {
  const input = inputOf(fields);
  if (name === "report") return { ...input, to: [fields.to], member: fields.to };
  if (name === "extend") {
    const clause = clauseId(s.regulation.regulation, String(fields.clause));
    const o = matter(s, clerk).obligations.findLast((x) => x.clause === clause && x.state === "open");
    return { ...input, obligation: o ? obligationId("proof", o.id) : "" };
  }
  return "customer" in input ? { ...input, ...contactOf(input.customer) } : input;
};

const carry = (s: Stage, decision: CaseDecision, command: CaseCommand): Came => {
  if ("refused" in decision) return refusedBy(decision.refused);
  append(s, decision.accepted, command.by.id);
  if (!("waits" in decision)) return done;
  const { clause, chain } = decision.waits;
  const asker = memberOf(s.organisation, command.by.id);
  if (!asker) return refusedBy({ code: "member-unknown" });
  const request = { case: "proof", number: "1", action: command.action, input: command.input, clause, chain };
  const asked = askFor(s.organisation, asker, s.now, request);
  const event = { seq: 1, at: s.now, recordedAt: s.now, by: asker.id, type: asked.type, data: asked.data };
  s.waiting = { state: approvalKind.evolve(initial, event), command };
  return { waits: clause };
};

const onCase = (s: Stage, name: string, fields: Facts, as: string | null): Came => {
  if (s.host !== "case" || s.events.length === 0) return refusedBy({ code: "case-unknown" });
  const fault = name === "grade" ? listFault(fields) : null;
  if (fault) return refusedBy(fault);
  const state = matter(s, clerk);
  const by = actorFor(as ?? clerk, state.state.department);
  const command: CaseCommand = { action: name, input: named(s, name, fields), by, approval: "approval" };
  return carry(s, decide(matter(s, by.id), command), command);
};

/** Somebody answers the approval that waits; the last consent carries the act out. */
const answer = (s: Stage, act: "approve" | "reject", by: string): Came => {
  if (!s.waiting) return refusedBy({ code: "approval-unknown" });
  const { state, command } = s.waiting;
  const deciding = { o: s.organisation, calendar: s.calendar, now: s.now, by };
  const decision = decideApproval(state, { act }, deciding);
  if ("refused" in decision) return refusedBy(decision.refused);
  const after = decision.accepted.reduce(
    (a, e) => approvalKind.evolve(a, { seq: 2, at: s.now, recordedAt: s.now, by, ...e }),
    state,
  );
  s.waiting = after.state === "waiting" ? { state: after, command } : null;
  if (after.state !== "granted") return done;
  const approvedBy = consentedPosts(s.organisation, after);
  return carry(s, decide(matter(s, command.by.id), { ...command, approvedBy }), command);
};

const reveal = (s: Stage, fields: Facts, as: string | null): Came => {
  const asked = askGates(s.running.gates, {
    action: "customer.reveal",
    facts: fields,
    events: [],
    posts: [as ?? clerk],
    paper: () => null,
    met: () => false,
    counted: () => null,
  });
  if ("refused" in asked) return refusedBy(asked.refused);
  return "approval" in asked ? { waits: asked.clause } : done;
};

const wait = (s: Stage, words: string): Came => {
  const length = parseLength(words);
  if (!length) return refusedBy({ code: "length" });
  s.now = dueAfter(s.calendar, s.now, length).due;
  return done;
};

/** Does one act on the stage. */
export const doAct = (s: Stage, act: Act): Came => {
  const { name, fields, as } = partsOf(act);
  if (name === "register") return register(s, fields, as ?? clerk);
  if (name === "wait") return wait(s, String(fields.value));
  if (name === "at") {
    s.now = instant(String(fields.value));
    return done;
  }
  if (name === "grant") return answer(s, "approve", String(fields.value));
  if (name === "refuse") return answer(s, "reject", String(fields.value));
  if (name === "reveal") return reveal(s, fields, as);
  if (name === "done") return doDuty(s, fields, as);
  if (name === "fill" || "paper" in fields)
    return onPaper(s, name, { ...fields, fields: inputOf((fields.fields ?? {}) as Facts) }, as);
  return onCase(s, name, fields, as);
};
