// What ever happened under a clause, as chips.
import { t } from "i18next";
import type { Clause } from "#api/regulation.ts";

const told = ["met", "late", "breached", "open", "waived", "superseded", "notRecorded"] as const;
const tones: Readonly<Record<string, string>> = { met: "kept", late: "late", breached: "late" };

export function Evidence({ of }: { of: Clause["evidence"] }) {
  const some = told.filter((name) => of[name] > 0);
  if (some.length === 0) return null;
  return (
    <span className="row">
      {some.map((name) => (
        <span key={name} className={`chip ${tones[name] ?? ""}`}>
          {t(`evidence.${name}`)} <b className="num">{of[name]}</b>
        </span>
      ))}
    </span>
  );
}
