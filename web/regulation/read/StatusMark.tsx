// Whether a clause runs: a filled or an empty mark, and the word.
import { t } from "i18next";
import type { Clause } from "#api/regulation.ts";

type Props = { status: Clause["status"]; reason?: string };

export function StatusMark({ status, reason }: Props) {
  return (
    <span className={`status ${status}`}>
      <span aria-hidden="true">{status === "running" ? "●" : "○"}</span> {t(`clauseStatus.${status}`)}
      {reason && <span className="status-reason">{reason}</span>}
    </span>
  );
}
