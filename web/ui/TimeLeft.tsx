// How long is left of a duty, in words; the colour only repeats what the words say.
import { t } from "i18next";
import type { Obligation } from "#api/obligation.ts";
import { useNow } from "../clock.ts";
import { fullDueInWords, lengthInWords } from "../time.ts";

type Told = Pick<Obligation, "dueAt" | "state" | "pausedAt" | "awaiting" | "metAt">;
type Said = { words: string; tone: "late" | "soon" | "kept" | "quiet" | "calm" };

const twoHours = 7_200_000;

/** A duty that is still open; a breached one too, since it is still to be done. */
function openInWords(dueAt: string | null, now: number): Said {
  if (dueAt === null) return { words: t("time.noTerm"), tone: "quiet" };
  const left = Date.parse(dueAt) - now;
  const length = lengthInWords(left);
  if (left < 0) return { words: t("time.overdueBy", { length }), tone: "late" };
  return { words: t("time.left", { length }), tone: left < twoHours ? "soon" : "calm" };
}

export function timeLeft(duty: Told, now: number): Said {
  switch (duty.state) {
    case "met":
      return { words: t("obligationState.met"), tone: "kept" };
    case "late":
      return { words: lateInWords(duty), tone: "late" };
    case "waived":
    case "superseded":
      return { words: t(`obligationState.${duty.state}`), tone: "quiet" };
    case "open":
    case "breached":
      if (duty.pausedAt) return { words: t("time.paused"), tone: "quiet" };
      if (duty.awaiting) return { words: t("time.awaiting"), tone: "soon" };
      return openInWords(duty.dueAt, now);
  }
}

function lateInWords({ dueAt, metAt }: Told): string {
  if (!dueAt || !metAt) return t("obligationState.late");
  return t("time.doneLateBy", { length: lengthInWords(Date.parse(metAt) - Date.parse(dueAt)) });
}

export function TimeLeft({ duty }: { duty: Told }) {
  const { words, tone } = timeLeft(duty, useNow());
  return (
    <span className={`time-left ${tone}`} title={duty.dueAt ? fullDueInWords(duty.dueAt) : undefined}>
      {words}
    </span>
  );
}

export function DueIn({ dueAt }: { dueAt: string | null }) {
  const { words, tone } = openInWords(dueAt, useNow());
  return (
    <span className={`time-left ${tone}`} title={dueAt ? fullDueInWords(dueAt) : undefined}>
      {words}
    </span>
  );
}
