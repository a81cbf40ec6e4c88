// Papers in a scenario: on the matter, on the duty, or alone where the paper stands alone.
import { decideCasePaper } from "#domain/case/paper.ts";
import { postsOf } from "#domain/organisation/organisation.ts";
import type { PaperCommand } from "#domain/paper/command.ts";
import { decidePaper, numbered, partFields } from "#domain/paper/decide.ts";
import { writePaperNumber } from "#domain/paper/number.ts";
import type { Papers } from "#domain/paper/paper.ts";
import { papersAlone, papersOn, type RunningPaper } from "#domain/paper/running.ts";
import { paperStanding } from "#domain/paper/standing.ts";
import { askGates } from "#domain/regulation/run/gate.ts";
import { asText, type Decision, type Facts } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import { type Came, done, refusedBy } from "./came.ts";
import { actorFor, clerk } from "./office.ts";
import { append, begin, matter, type Stage, standing } from "./stage.ts";

/** A picture of a signature, as small as one can be. */
const drawing =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const commandOf = (name: string, fields: Facts, running: RunningPaper): PaperCommand => {
  const text = (k: string) => asText(fields[k]) ?? "";
  if (name === "fill") return { act: "fill", fields: (fields.fields ?? {}) as Facts };
  if (name === "renew" || name === "void") return { act: name, reason: text("reason") || "另填" };
  if (name === "issue") return { act: "issue", copy: text("copy"), to: text("to") || "customer" };
  if (name === "send-back") return { act: "send-back", step: text("step"), reason: text("reason") || "退回" };
  const step = running.paper.sign?.find((x) => x.step === fields.step);
  const drawn = step?.by === "customer" ? { drawing } : {};
  return { act: "sign", step: text("step"), ...drawn };
};

/** Who does it without being named: the role that fills or signs, else anybody. */
const doer = (name: string, fields: Facts, { paper }: RunningPaper): string => {
  if (name === "fill" || name === "renew" || name === "void") return paper.fill ?? clerk;
  const by = paper.sign?.find((x) => x.step === fields.step)?.by;
  return name === "sign" && by && by !== "customer" ? by : clerk;
};

const found = (s: Stage, key: string): RunningPaper | undefined => {
  const on = s.host === "case" ? String(standing(s).state.kind) : "duty";
  const here = s.events.length > 0 && s.host !== "paper" ? papersOn([s.running], on) : [];
  return [...here, ...papersAlone([s.running])].find((p) => p.paper.key === key);
};

const onHost = (s: Stage, running: RunningPaper, command: PaperCommand, by: string): Decision => {
  const posts = postsOf(s.organisation);
  const papers = (standing(s).state.papers ?? {}) as Papers;
  const actor = { id: by, posts: [by], mayAct: true, postsOf: posts };
  const decision = decidePaper(running, papers[running.paper.key], null, command, actor);
  if ("refused" in decision) return decision;
  const asked = askGates(s.running.gates, {
    action: `paper.${command.act}`,
    facts: { ...standing(s).state, ...command, paper: running.paper.key },
    events: s.events,
    posts: [by],
    paper: (key) => {
      const other = found(s, key);
      return other ? paperStanding(other, papers[key], null) : null;
    },
    met: () => false,
    counted: () => null,
  });
  if ("refused" in asked) return { refused: { kind: "rule", ...asked.refused } };
  return "approval" in asked
    ? { refused: { kind: "rule", code: "paper-waits", clause: asked.clause } }
    : decision;
};

const onMatter = (s: Stage, running: RunningPaper, command: PaperCommand, by: string): Decision => {
  const state = matter(s, by);
  const given = command.act === "fill" ? command.fields : {};
  const { own, amends } = partFields(running, state.state, given);
  const customer = "customer" in amends ? { customer: "customer", contact: true } : {};
  return decideCasePaper(state, {
    key: running.paper.key,
    command: command.act === "fill" ? { act: "fill", fields: own } : command,
    amends: { ...amends, ...customer },
    by: actorFor(by, state.state.department),
    postsOf: postsOf(s.organisation),
  });
};

/** Where nothing has happened yet, a paper of recurring duties lies on one raised for the paper's own clause. */
const beginDuty = (s: Stage, key: string): void => {
  const running = papersOn([s.running], "duty").find((p) => p.paper.key === key);
  if (!running || s.events.length > 0) return;
  const data = {
    clause: running.clause,
    opensAt: new Date(s.now).toISOString(),
    dueAt: null,
    editions: {},
  };
  begin(s, "duty", { type: "duty.raised", data }, "clock");
};

/** Does something to a paper; one that stands alone begins with its first filling. */
export const onPaper = (s: Stage, name: string, fields: Facts, as: string | null): Came => {
  const key = String(fields.paper);
  beginDuty(s, key);
  const running = found(s, key);
  if (!running) return refusedBy({ code: "paper-unknown" });
  const by = as ?? doer(name, fields, running);
  const alone = running.paper.of === undefined;
  if (alone && !(s.host === "paper" && s.events[0]?.data.paper === key))
    begin(
      s,
      "paper",
      { type: "paper.opened", data: { paper: key, regulation: running.regulation, editions: {} } },
      by,
    );
  const command = commandOf(name, fields, running);
  const decision =
    s.host === "case" && !alone ? onMatter(s, running, command, by) : onHost(s, running, command, by);
  if ("refused" in decision) return refusedBy(decision.refused);
  const number = running.paper.number
    ? writePaperNumber(running.paper, localDate(s.calendar, s.now), 1)
    : null;
  append(s, number === null ? decision.accepted : numbered(decision.accepted, number), by);
  return done;
};
