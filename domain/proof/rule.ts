// A rule's scenario: the act just before its time is over, at it, just after it, and never.

import type { Obligation } from "#domain/obligation/obligation.ts";
import { stateAt } from "#domain/obligation/obligation.ts";
import type { Act } from "#domain/regulation/file/proof.ts";
import { isEvery } from "#domain/regulation/file/rule.ts";
import { type Part, said, word } from "#domain/tongue/said.ts";
import { doAct } from "./act.ts";
import { raise } from "./duty.ts";
import { cameAs, expect, given, opened, type Play, show } from "./scene.ts";
import { instant, type Stage, setStage, standing } from "./stage.ts";

const second = 1000;
const year = 366 * 86_400_000;

const shown = (ms: number | null): Part =>
  ms === null ? word("没有时限") : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");

/** The clause's youngest clock. */
const clockOf = (p: Play, s: Stage): Obligation | undefined =>
  standing(s).obligations.findLast((o) => o.clause === p.id && o.state !== "superseded");

type Try = { play: string; s: Stage; o: Obligation };

const tryOf = (p: Play, play: string): Try => {
  const s = begun(p);
  const o = clockOf(p, s);
  if (!o) expect(false, "前提之后没有开始计时");
  return { play, s, o: o as Obligation };
};

/** The stage at the moment the clock runs: what is given has happened, or the calendar has raised the duty. */
const begun = (p: Play): Stage => {
  if (!p.clause.rule || !isEvery(p.clause.rule.when)) return opened(p);
  const s = setStage(p.regulation, p.setting);
  const raised = raise(s, p.id);
  expect(raised !== null, "日历没有提出这件事");
  if (p.proof.raised !== undefined)
    expect(
      raised?.opensAt === instant(p.proof.raised),
      said`应在 ${p.proof.raised} 提出，实为 ${shown(raised?.opensAt ?? null)}`,
    );
  given(s, p.proof.given ?? []);
  return s;
};

const actOf = (p: Play): Act => {
  const recurring = p.clause.rule && isEvery(p.clause.rule.when);
  const act = p.proof.act ?? (recurring ? { done: {} } : undefined);
  if (!act) expect(false, "没有写履行的动作 act");
  return act as Act;
};

const ends = (p: Play, t: Try, at: number, act: Act | null, wanted: string): void => {
  t.s.now = Math.max(at, t.s.now);
  if (act) {
    const came = doAct(t.s, act);
    expect("done" in came, said`${word(`@${t.play}`)}：动作${cameAs(came)}`);
  }
  const o = standing(t.s).obligations.find((x) => x.id === t.o.id && x.clause === p.id);
  const state = o ? stateAt(o, t.s.now) : null;
  show(p, t.play, t.s);
  expect(state === wanted, said`${word(`@${t.play}`)}：应为 ${wanted}，实为 ${state ?? word("没有了")}`);
};

const timed = (p: Play, due: number): void => {
  const act = actOf(p);
  ends(p, tryOf(p, "before-due"), due - second, act, "met");
  ends(p, tryOf(p, "at-due"), due, act, "met");
  ends(p, tryOf(p, "after-due"), due + second, act, "late");
  ends(p, tryOf(p, "still-open"), due, null, "open");
  ends(p, tryOf(p, "never-done"), due + second, null, "breached");
};

/** Plays a rule. */
export const playRule = (p: Play): void => {
  const first = tryOf(p, "begun");
  expect(stateAt(first.o, first.s.now) === "open", "计时在前提之后已不再进行");
  const { due } = p.proof;
  const wanted = due === undefined ? null : instant(due);
  expect(first.o.dueAt === wanted, said`应到期 ${shown(wanted)}，实为 ${shown(first.o.dueAt)}`);
  if (wanted !== null) timed(p, wanted);
  else {
    ends(p, tryOf(p, "done"), first.s.now + second, actOf(p), "met");
    ends(p, tryOf(p, "never-done"), first.s.now + year, null, "open");
  }
  if (!p.proof.unless) return;
  const s = setStage(p.regulation, p.setting);
  given(s, p.proof.unless);
  expect(clockOf(p, s) === undefined, "不该计时的情形也计时了");
};
