// A played scenario as lanes: one for each of its tries, with what happened in order and how it came out.
import type { Shown } from "#domain/proof/scene.ts";
import type { Act, Proof } from "#domain/regulation/file/proof.ts";

export type Tone = "kept" | "late" | "soon" | "calm";
export type Step = Shown & {
  /** How long after the step before it, in ms. */
  after: number;
};
export type Lane = {
  play: string;
  steps: Step[];
  /** The word for how it came out: `met`, `late`, `refused` … */
  outcome: string;
  tone: Tone;
  /** An act that was tried and refused leaves no event. */
  refused: Act | null;
};

const outcomes: Readonly<Record<string, [string, Tone]>> = {
  "obligation.met": ["met", "kept"],
  "obligation.late": ["late", "late"],
  "obligation.breached": ["breached", "late"],
  "obligation.waived": ["waived", "calm"],
};
/** Tries whose name says how they must come out. */
const named: Readonly<Record<string, [string, Tone]>> = {
  到期仍未办: ["open", "soon"],
  拒绝: ["refused", "late"],
  准许: ["allowed", "kept"],
  批准: ["granted", "kept"],
  不批准: ["denied", "late"],
  无须批准: ["free", "kept"],
  情境: ["shown", "kept"],
  填签完毕: ["completed", "kept"],
  可用的值: ["accepted", "kept"],
  计数: ["counted", "kept"],
};

const outcomeOf = (play: string, steps: readonly Shown[]): [string, Tone] => {
  const last = steps.findLast((one) => outcomes[one.type]);
  const own = last && outcomes[last.type];
  return own ?? named[play] ?? ["open", "calm"];
};

/**
 * @param strip what was shown, in order; tries of one name stand together
 * @param proof the scenario, for the act that was refused
 */
export function lanesOf(strip: readonly Shown[], proof?: Proof): Lane[] {
  return [...Map.groupBy(strip, (one) => one.play)].map(([play, shown]) => {
    const steps = shown.map((one, n) => {
      const before = shown[n - 1];
      return { ...one, after: before ? Date.parse(one.at) - Date.parse(before.at) : 0 };
    });
    const [outcome, tone] = outcomeOf(play, shown);
    return { play, steps, outcome, tone, refused: play === "拒绝" ? (proof?.refused ?? null) : null };
  });
}

/** The name of an act and what it carries. */
export const actOf = (act: Act): { name: string; fields: Readonly<Record<string, unknown>> } => {
  const name = Object.keys(act).find((key) => key !== "as") ?? "";
  return { name, fields: (act[name] ?? {}) as Record<string, unknown> };
};
