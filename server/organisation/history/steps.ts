// The steps of a history: what each does, by whom where that goes without saying, and when.
import { nextUp } from "#domain/approval/office.ts";
import type { ApprovalState } from "#domain/approval/state.ts";
import type { CaseState } from "#domain/case/case.ts";
import { actions } from "#domain/case/may.ts";
import { obligationId } from "#domain/obligation/obligation.ts";
import { findMember, headOf, holderOf, postsOf } from "#domain/organisation/organisation.ts";
import type { PaperCommand } from "#domain/paper/command.ts";
import { papersAlone, papersOn, type RunningPaper } from "#domain/paper/running.ts";
import { asText, type Facts } from "#domain/stream/event.ts";
import type { Acts } from "./acts.ts";
import type { Step } from "./file.ts";
import { carry, type Decide, type Past, seenAt } from "./past.ts";
import { instantOf, valueAt } from "./when.ts";

export type Telling = {
  past: Past;
  acts: Acts;
  /** The real time, epoch ms: nothing later is told. */
  now: number;
  /** How a customer's signature looks: a PNG in base64. */
  drawing: string;
};

/** A stream whose steps are told: a matter, a duty, a paper that stands alone. */
export type Host = { id: string; kind: "case" | "duty" | "paper"; by: string };

const timed = ["day", "at", "after", "ago", "by"];
const paperActs = ["fill", "sign", "send-back", "renew", "void", "issue"];

/** An act's name and what it is told. */
const partsOf = (step: Step): { name: string; said: Facts } => {
  const name = Object.keys(step).find((k) => !timed.includes(k)) ?? "";
  return { name, said: (step[name] ?? {}) as Facts };
};

/** A member by post; whoever a history names must be there. */
export const memberAs = ({ past }: Telling, post: string): string => {
  const found = findMember(past.unit.directory.organisation, post, "");
  if (!found) throw new Error(`Nobody is ${post} in ${past.unit.org}.`);
  return found.id;
};

const paperNamed = (t: Telling, host: Host, key: string, at: number): RunningPaper | undefined => {
  const state = seenAt(t.past, host.id, at)?.derived.state;
  const { directory } = t.past.unit;
  const running = directory.running((state?.editions ?? {}) as Record<string, string>);
  if (host.kind === "paper") return papersAlone(running).find((p) => p.paper.key === key);
  return papersOn(running, host.kind === "duty" ? "duty" : String(state?.kind)).find(
    (p) => p.paper.key === key,
  );
};

const commandOf = (
  t: Telling,
  name: string,
  said: Facts,
  running: RunningPaper | undefined,
): PaperCommand => {
  const text = (k: string) => asText(said[k]) ?? "";
  if (name === "fill") return { act: "fill", fields: (said.fields ?? {}) as Facts };
  if (name === "issue") return { act: "issue", copy: text("copy"), to: text("to") };
  if (name === "send-back") return { act: "send-back", step: text("step"), reason: text("reason") };
  if (name === "renew" || name === "void") return { act: name, reason: text("reason") };
  const step = running?.paper.sign?.find((s) => s.step === said.step);
  return { act: "sign", step: text("step"), ...(step?.by === "customer" ? { drawing: t.drawing } : {}) };
};

/** The first to hold the role of a paper's step, or of whoever fills it. */
const signerOf = (
  t: Telling,
  name: string,
  said: Facts,
  running: RunningPaper | undefined,
): string | null => {
  const step = running?.paper.sign?.find((s) => s.step === said.step)?.by;
  const role = name === "sign" ? (step === "customer" ? undefined : step) : running?.paper.fill;
  if (!role || !running) return null;
  const o = t.past.unit.directory.organisation;
  return holderOf(o, postsOf(o)(`${running.regulation}/${role}`)[0] ?? o.head)?.id ?? null;
};

const onPaper = (t: Telling, host: Host, { name, said }: ReturnType<typeof partsOf>, at: number) => {
  const key = String(said.paper);
  const running = paperNamed(t, host, key, at);
  const command = commandOf(t, name, said, running);
  const me = signerOf(t, name, said, running) ?? host.by;
  const decide =
    (by: string): Decide =>
    (unit, seen) =>
      t.acts.paper(unit, seen, by, { id: host.id, key, command });
  return { me, decide };
};

/** Somebody answers what waits last. */
const onApproval = (t: Telling, host: Host, name: string, said: Facts, at: number) => {
  const waiting = [...t.past.streams.values()]
    .filter((s) => s.kind === "approval")
    .findLast((s) => seenAt(t.past, s.id, at)?.derived.state.state === "waiting");
  if (!waiting) throw new Error("Nothing waits for an approval.");
  const state = seenAt(t.past, waiting.id, at)?.derived.state as ApprovalState;
  const me = nextUp(t.past.unit.directory.organisation, state, at)[0] ?? host.by;
  const act = { act: name === "grant" ? "approve" : "reject", ...said } as const;
  const decide =
    (by: string): Decide =>
    (unit, seen) =>
      t.acts.answer(unit, seen, by, { id: waiting.id, matter: host.id, act });
  return { me, decide };
};

/** The clock that an extension names by its clause. */
const clockNamed = (t: Telling, host: Host, clause: string, at: number): string => {
  const open = seenAt(t.past, host.id, at)?.derived.obligations.filter((o) => o.state === "open") ?? [];
  const found = open.findLast((o) => o.clause === clause || o.clause.endsWith(`/${clause}`));
  return found ? obligationId(host.id, found.id) : "";
};

const onMatter = (t: Telling, host: Host, name: string, told: Facts, at: number) => {
  const state = seenAt(t.past, host.id, at)?.derived.state as CaseState;
  const { clause, ...rest } = told;
  const body = name === "extend" ? { ...rest, obligation: clockNamed(t, host, String(clause), at) } : told;
  const o = t.past.unit.directory.organisation;
  const head = state.department === null ? undefined : headOf(o, state.department)?.id;
  const me = actions[name]?.who === "department" ? (head ?? host.by) : host.by;
  const decide =
    (by: string): Decide =>
    (unit, seen) =>
      t.acts.act(unit, seen, by, { id: host.id, action: name, body });
  return { me, decide };
};

const doing = (t: Telling, host: Host, step: Step, at: number) => {
  const { name, said } = partsOf(step);
  const told = valueAt(t.past.unit.directory.calendar, said, at) as Facts;
  if (name === "grant" || name === "refuse") return onApproval(t, host, name, told, at);
  if ("paper" in told && paperActs.includes(name)) return onPaper(t, host, { name, said: told }, at);
  return onMatter(t, host, name, told, at);
};

/**
 * Tells the steps of one stream as far as they have happened by now.
 * @param from when the stream began
 * @returns the steps that were refused, each in words; the rest of them is not told then
 */
export const tellSteps = async (
  t: Telling,
  host: Host,
  steps: readonly Step[],
  from: number,
): Promise<string[]> => {
  let at = from;
  for (const step of steps) {
    at = instantOf(t.past.unit.directory.calendar, step, t.now, at);
    if (at > t.now) break;
    const { me, decide } = doing(t, host, step, at);
    const by = step.by === undefined ? me : memberAs(t, step.by);
    const refused = await carry(t.past, at, by, decide(by));
    if (refused)
      return [
        `${partsOf(step).name} by ${by}: ${refused.code} ${refused.clause ?? ""} ${JSON.stringify(refused.values ?? {})}`,
      ];
  }
  return [];
};
