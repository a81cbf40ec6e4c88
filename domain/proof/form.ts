// A paper's scenario: filled but for each needed field, signed in the wrong order and by the wrong person, completed.

import type { CaseState } from "#domain/case/case.ts";
import { ofMatter } from "#domain/paper/field.ts";
import type { Papers } from "#domain/paper/paper.ts";
import { paperStanding, statusOf, stepsOf, valuesOf } from "#domain/paper/standing.ts";
import type { Paper } from "#domain/regulation/file/paper.ts";
import type { Act } from "#domain/regulation/file/proof.ts";
import type { Facts } from "#domain/stream/event.ts";
import { listed, type Said, said, word } from "#domain/tongue/said.ts";
import { doAct } from "./act.ts";
import { stranger } from "./office.ts";
import { cameAs, expect, given, type Play, show } from "./scene.ts";
import { begin, type Stage, setStage, standing } from "./stage.ts";

const hostsOf = (paper: Paper): readonly string[] =>
  paper.of === undefined ? [] : typeof paper.of === "string" ? [paper.of] : paper.of;

/** The stream on which the paper lies, with nothing of the paper on it. */
const host = (p: Play, paper: Paper): Stage => {
  const s = setStage(p.regulation, p.setting);
  const [kind] = hostsOf(paper);
  if (p.proof.given) given(s, p.proof.given);
  else if (kind === "duty") {
    const data = { clause: p.id, opensAt: new Date(s.now).toISOString(), dueAt: null, editions: {} };
    begin(s, "duty", { type: "duty.raised", data }, "clock");
  } else if (kind !== undefined) {
    // What the form is to be filled with must not stand in the matter already.
    given(s, [{ register: { kind, description: "", customer: {} } }]);
  }
  return s;
};

const running = (p: Play, paper: Paper) => ({ clause: p.id, regulation: p.regulation.regulation, paper });

const look = (p: Play, s: Stage, paper: Paper) => {
  const state = standing(s).state;
  const matter = s.host === "case" ? (state as unknown as CaseState) : null;
  const kept = ((state.papers ?? {}) as Papers)[paper.key];
  const at = running(p, paper);
  return {
    standing: paperStanding(at, kept, matter),
    status: statusOf(at, kept, matter),
    kept,
    matter,
    values: valuesOf(paper, kept, matter),
  };
};

const fill = (s: Stage, paper: Paper, fields: Facts): void => {
  const came = doAct(s, { fill: { paper: paper.key, fields } });
  expect("done" in came, said`填写${cameAs(came)}`);
};

const sign = (s: Stage, paper: Paper, step: string, as?: string) =>
  doAct(s, { sign: { paper: paper.key, step }, ...(as ? { as } : {}) } as Act);

const withoutEach = (p: Play, paper: Paper, fields: Facts): void => {
  for (const field of paper.fields) {
    if (!(field.field in fields)) continue;
    expect(field.optional !== true, said`“${field.name}”不是必填，却写进了验证`);
    const s = host(p, paper);
    const { [field.field]: _, ...rest } = fields;
    fill(s, paper, rest);
    const { blank } = look(p, s, paper).standing;
    // What the matter itself always knows cannot be left out.
    if (!blank.includes(field.field) && ofMatter(field, look(p, s, paper).matter)) continue;
    expect(blank.includes(field.field), said`缺少“${field.name}”也算填写完整`);
  }
};

const some = (steps: readonly string[]): Said => (steps.length > 0 ? listed(steps) : word("无"));

/** Plays a paper. */
export const playPaper = (p: Play): void => {
  const { paper } = p.clause;
  if (!paper) return;
  const fields = (p.proof.fill ?? {}) as Facts;
  expect(Object.keys(fields).length > 0, "没有写填写的内容 fill");
  withoutEach(p, paper, fields);
  const s = host(p, paper);
  fill(s, paper, fields);
  const steps = stepsOf(paper, look(p, s, paper).values).map((x) => x.step);
  const wanted = p.proof.sign ?? [];
  expect(steps.join() === wanted.join(), said`签署步骤应为 ${some(wanted)}，实为 ${some(steps)}`);
  for (const [n, step] of wanted.entries()) {
    expect(look(p, s, paper).status !== "completed", said`“${step}”签署之前已算完毕`);
    const later = wanted[n + 1];
    if (later) expect("refused" in sign(s, paper, later), said`“${later}”可以抢在“${step}”之前签署`);
    const by = paper.sign?.find((x) => x.step === step)?.by;
    if (by !== "customer")
      expect("refused" in sign(s, paper, step, stranger), said`无权的人也能签署“${step}”`);
    const came = sign(s, paper, step);
    expect("done" in came, said`签署“${step}”${cameAs(came)}`);
  }
  show(p, "completed", s);
  const { status, standing: left, kept } = look(p, s, paper);
  expect(status === "completed", said`填签之后仍缺 ${listed([...left.blank, ...left.unsigned])}`);
  if (paper.number) expect(Boolean(kept?.number), "没有编号");
};
