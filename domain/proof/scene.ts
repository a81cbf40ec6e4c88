// What every kind of scenario shares: how it is set, what is expected, what is shown of it.
import type { Act, Proof } from "#domain/regulation/file/proof.ts";
import type { Clause, Regulation } from "#domain/regulation/file.ts";
import type { Facts } from "#domain/stream/event.ts";
import { type Said, said, word } from "#domain/tongue/said.ts";
import { doAct, partsOf } from "./act.ts";
import type { Came } from "./came.ts";
import { type Setting, type Stage, setStage, standing } from "./stage.ts";

/** The scenario did not come out as the clause says. */
export class Failure extends Error {
  readonly why: Said;
  constructor(why: Said) {
    super(why.text);
    this.why = why;
  }
}

/** One thing shown of a play: what happened when, and in which of its tries. */
export type Shown = { play: string; at: string; type: string; by: string; data: Facts };

export type Play = {
  regulation: Regulation;
  clause: Clause;
  /** The clause's full id. */
  id: string;
  proof: Proof;
  setting: Setting;
  strip: Shown[];
};

const start = "2026-03-04 10:00";

/** How a scenario is set: a Wednesday morning, round the clock, the scenario's own blanks. */
export const settingOf = (proof: Proof): Setting => ({
  at: proof.at ?? start,
  office: proof.calendar === "office",
  blanks: proof.blanks ?? {},
});

/** Fails the scenario unless it is so. */
export const expect = (so: boolean, otherwise: string | Said): void => {
  if (!so) throw new Failure(typeof otherwise === "string" ? word(otherwise) : otherwise);
};

/** How an act ended, for a sentence. */
export const cameAs = (came: Came): Said => {
  if ("done" in came) return word("已办成");
  if ("waits" in came) return said`等候批准（${came.waits}）`;
  const { code, clause } = came.refused;
  return clause ? said`被拒绝（${code}，${clause}）` : said`被拒绝（${code}）`;
};

/** Does acts that the scenario takes for granted. */
export const given = (s: Stage, acts: readonly Act[]): void => {
  for (const act of acts) {
    const came = doAct(s, act);
    const consents =
      "waits" in came && acts.some((a) => partsOf(a).name === "grant" || partsOf(a).name === "refuse");
    expect("done" in came || consents, said`前提 ${partsOf(act).name} ${cameAs(came)}`);
  }
};

/** A fresh stage on which everything given has happened. */
export const opened = (p: Play): Stage => {
  const s = setStage(p.regulation, p.setting);
  given(s, p.proof.given ?? []);
  return s;
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** Keeps what happened in one try, with the outcomes of this clause, in the order in which it came about. */
export const show = (p: Play, play: string, s: Stage): void => {
  const told: { ms: number; shown: Shown }[] = s.events.map((e) => ({
    ms: e.at,
    shown: { play, at: iso(e.at), type: e.type, by: e.by, data: e.data },
  }));
  for (const o of standing(s).outcomes) {
    if (o.obligation.clause !== p.id) continue;
    const data = { clause: p.id, state: o.state };
    told.push({ ms: o.at, shown: { play, at: iso(o.at), type: o.type, by: "clock", data } });
  }
  p.strip.push(...told.sort((a, b) => a.ms - b.ms).map((t) => t.shown));
};
