// What was kept and what was missed, clause by clause: one mark a duty, its words on hover, in order of time.

import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { DutyStrip } from "#api/duty.ts";
import { turnInWords } from "#domain/duty/periods.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { tongue } from "../i18n/tongue.ts";
import { instantInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";

type Cell = DutyStrip["cells"][number];
const tones: Record<Cell["state"], string> = {
  met: "kept",
  late: "soon",
  breached: "late",
  open: "open",
  waived: "quiet",
  superseded: "quiet",
};

function Mark({ cell, now }: { cell: Cell; now: number }) {
  const due = cell.dueAt ? t("case.dueAt", { at: instantInWords(cell.dueAt, now) }) : t("time.noTerm");
  const words = `${turnInWords(cell, tongue)} ${t(`obligationState.${cell.state}`)} ${due}`;
  return (
    <Link
      to="/duties/$id"
      params={{ id: cell.id }}
      preload={false}
      className={`mark ${tones[cell.state]}`}
      title={words}
      aria-label={words}
    >
      {t(`duty.mark.${cell.state}`)}
    </Link>
  );
}

/** 按时 12，超时 1: what the marks say, in figures. */
function Sum({ cells }: { cells: Cell[] }) {
  const by = Map.groupBy(cells, (cell) => cell.state);
  return (
    <span className="row">
      {[...by].map(([state, of]) => (
        <span key={state} className={`chip ${tones[state]}`}>
          {t(`obligationState.${state}`)} <b className="num">{of.length}</b>
        </span>
      ))}
    </span>
  );
}

export function Strips({ strips }: { strips: DutyStrip[] }) {
  const { nameOf } = useDirectory();
  const now = useNow();
  return (
    <ul>
      {strips.map((strip) => {
        const who = strip.owner ?? strip.ownerPost;
        return (
          <li key={strip.clause} className="strip">
            <div className="row strip-head">
              <ClauseTag id={strip.clause} />
              <span className="says">{strip.says}</span>
              {who && <small className="soft">{nameOf(who)}</small>}
              <Sum cells={strip.cells} />
            </div>
            <div className="marks">
              {strip.cells.map((cell) => (
                <Mark key={cell.id} cell={cell} now={now} />
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export function Legend() {
  return (
    <small className="row soft">
      {(["met", "late", "breached", "open"] as const).map((state) => (
        <span key={state} className="row">
          <span className={`mark ${tones[state]}`} aria-hidden="true">
            {t(`duty.mark.${state}`)}
          </span>
          {t(`obligationState.${state}`)}
        </span>
      ))}
    </small>
  );
}
