// A case's state, severity and kind as small labels.
import { t } from "i18next";
import type { CaseSummary } from "#api/case.ts";

const stateTone: Record<CaseSummary["state"], string> = {
  registered: "soon",
  forwarded: "soon",
  accepted: "accent",
  resolved: "accent",
  informed: "kept",
  closed: "",
  withdrawn: "",
};
const severityTone = { minor: "", important: "soon", major: "late", crisis: "late" } as const;

export function StateChip({ state }: { state: CaseSummary["state"] }) {
  return <span className={`chip ${stateTone[state]}`}>{t(`state.${state}`)}</span>;
}

export function SeverityChip({ severity }: { severity: CaseSummary["severity"] }) {
  if (!severity) return <span className="chip">{t("severity.none")}</span>;
  return <span className={`chip ${severityTone[severity]}`}>{t(`severity.${severity}`)}</span>;
}

type Chipped = Pick<CaseSummary, "kind" | "state" | "severity" | "paused" | "round" | "upheld">;

export function CaseChips({ of }: { of: Chipped }) {
  return (
    <span className="row">
      <span className="chip">{t(`kind.${of.kind}`)}</span>
      <SeverityChip severity={of.severity} />
      <StateChip state={of.state} />
      {of.paused && <span className="chip soon">{t("case.paused")}</span>}
      {of.upheld === false && <span className="chip">{t("case.notUpheld")}</span>}
      {of.round > 1 && <span className="chip soon">{t("case.round", { n: of.round })}</span>}
    </span>
  );
}
