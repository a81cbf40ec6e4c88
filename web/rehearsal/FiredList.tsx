// What fell due while the clock was moved, in order, with its clauses.
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import type { z } from "zod";
import type { fired } from "#api/rehearsal.ts";
import { useNow } from "../clock.ts";
import { momentInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";

type Fired = z.infer<typeof fired>;

export function FiredList({ of, close }: { of: Fired[]; close: () => void }) {
  const now = useNow();
  return (
    <div className="fired" role="status">
      <div className="row">
        <b>{of.length === 0 ? t("rehearsal.nothingFired") : t("rehearsal.fired", { n: of.length })}</b>
        <Button size="small" onClick={close}>
          {t("common.close")}
        </Button>
      </div>
      <ol>
        {of.map((one) => (
          <li key={`${one.at} ${one.type} ${one.clause} ${one.case ?? one.duty}`} className="row">
            <span className="num">{momentInWords(one.at, now)}</span>
            {one.case ? (
              <Link to="/cases/$id" params={{ id: one.case }}>
                {one.caseNumber} {t([`event.${one.type}`, one.type])}
              </Link>
            ) : one.duty ? (
              <Link to="/duties/$id" params={{ id: one.duty }}>
                {t("duty.head")} {t([`event.${one.type}`, one.type])}
              </Link>
            ) : (
              <span>{t([`event.${one.type}`, one.type])}</span>
            )}
            {one.clause && <ClauseTag id={one.clause} />}
          </li>
        ))}
      </ol>
    </div>
  );
}
