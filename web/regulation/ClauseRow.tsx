// One clause: its article, its words, what runs for it, and what happened under it.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { Clause } from "#api/regulation.ts";
import { clauseMark } from "../clauses.ts";

const told = ["met", "late", "breached", "open", "waived", "superseded", "notRecorded"] as const;

const ran = (of: Clause["evidence"]): boolean => told.some((name) => of[name] > 0);

export function Evidence({ of }: { of: Clause["evidence"] }) {
  const some = told.filter((name) => of[name] > 0);
  if (some.length === 0) return null;
  return (
    <span className="row">
      {some.map((name) => (
        <span
          key={name}
          className={`chip ${{ met: "kept", late: "late", breached: "late" }[name as string] ?? ""}`}
        >
          {t(`evidence.${name}`)} <b className="num">{of[name]}</b>
        </span>
      ))}
    </span>
  );
}

export function ClauseRow({ one, marked }: { one: Clause; marked: boolean }) {
  return (
    <li
      id={one.id}
      className={marked ? "clause-row marked" : "clause-row"}
      aria-current={marked || undefined}
    >
      <span className="clause-mark" title={one.id}>
        {clauseMark(one.id, one)}
      </span>
      <div>
        <p className="says">{one.says}</p>
        {one.sentence && <p className="clause-sentence">{one.sentence}</p>}
        {one.reading && (
          <p className="soft">
            {t("explain.reading")}
            {one.reading}
          </p>
        )}
        {one.reason && <p className="soft">{t("clause.waitingFor", { reason: one.reason })}</p>}
      </div>
      <div className="clause-standing">
        <span className={one.status === "running" ? "chip kept" : "chip"}>
          {t(`clauseStatus.${one.status}`)}
        </span>
        {one.by && <span className="chip">{t([`clauseBy.${one.by}`, one.by])}</span>}
        <Evidence of={one.evidence} />
        {one.by === "rule" && ran(one.evidence) && (
          <Link to="/compliance" search={{ clause: one.id }}>
            {t("clause.times")}
          </Link>
        )}
      </div>
    </li>
  );
}
