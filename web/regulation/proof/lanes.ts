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

const outcomes: Readonly<Record<string, Tone>> = {
  met: "kept",
  late: "late",
  breached: "late",
  waived: "calm",
};
/** Tries whose name says how they must come out. */
const named: Readonly<Record<string, [string, Tone]>> = {
  "still-open": ["open", "soon"],
  refused: ["refused", "late"],
  allowed: ["allowed", "kept"],
  granted: ["granted", "kept"],
  denied: ["denied", "late"],
  free: ["free", "kept"],
  prompted: ["shown", "kept"],
  completed: ["completed", "kept"],
  accepted: ["accepted", "kept"],
  counted: ["counted", "kept"],
};

const outcomeOf = (play: string, steps: readonly Shown[]): [string, Tone] => {
  const state = String(steps.findLast((one) => one.type.startsWith("obligation."))?.data.state ?? "");
  const tone = outcomes[state];
  return tone ? [state, tone] : (named[play] ?? ["open", "calm"]);
};

/** That a clock ran out is a moment of its own; how it ended stands at the lane's end. */
const isMoment = ({ type }: Shown): boolean =>
  !type.startsWith("obligation.") || type === "obligation.breached";

/**
 * @param strip what was shown, in order; tries of one name stand together
 * @param proof the scenario, for the act that was refused
 */
export function lanesOf(strip: readonly Shown[], proof?: Proof): Lane[] {
  return [...Map.groupBy(strip, (one) => one.play)].map(([play, shown]) => {
    const inOrder = shown
      .filter(isMoment)
      .sort(
        (one, other) =>
          Date.parse(one.at) - Date.parse(other.at) || Number(isBreach(other)) - Number(isBreach(one)),
      );
    const steps = inOrder.map((one, n) => {
      const before = inOrder[n - 1];
      return { ...one, after: before ? Date.parse(one.at) - Date.parse(before.at) : 0 };
    });
    const [outcome, tone] = outcomeOf(play, shown);
    return { play, steps, outcome, tone, refused: play === "refused" ? (proof?.refused ?? null) : null };
  });
}

const isBreach = ({ type }: Shown): boolean => type === "obligation.breached";

/** The name of an act and what it carries. */
export const actOf = (act: Act): { name: string; fields: Readonly<Record<string, unknown>> } => {
  const name = Object.keys(act).find((key) => key !== "as") ?? "";
  return { name, fields: (act[name] ?? {}) as Record<string, unknown> };
};
