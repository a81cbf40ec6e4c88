// What fell due while the clock was moved, one mark of time after another, each event with its clause.
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import type { z } from "zod";
import type { fired } from "#api/rehearsal.ts";
import { useNow } from "../clock.ts";
import { momentInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";

type Fired = z.infer<typeof fired>;
type Props = { of: Fired[]; close: () => void; tall?: boolean };

const bad = /\.(breached|late|escalated|expired)$/;
const tone = (type: string): string => (bad.test(type) ? "late" : type.endsWith(".met") ? "kept" : "");

export function FiredList({ of, close, tall }: Props) {
  const now = useNow();
  const moments = [...Map.groupBy(of, (one) => one.at)];
  return (
    <div className={tall ? "fired tall" : "fired"} role="status">
      <div className="row">
        <b>{of.length === 0 ? t("rehearsal.nothingFired") : t("rehearsal.fired", { n: of.length })}</b>
        <Button size="small" onClick={close}>
          {t("common.close")}
        </Button>
      </div>
      <ol>
        {moments.map(([at, all]) => (
          <li key={at} className="fired-moment">
            <span className="num">{momentInWords(at, now)}</span>
            <ul>
              {all.map((one) => (
                <li key={`${one.type} ${one.clause} ${one.case ?? one.duty}`} className="row">
                  <span className={`chip ${tone(one.type)}`}>{t([`event.${one.type}`, one.type])}</span>
                  <Where one={one} />
                  {one.clause && <ClauseTag id={one.clause} />}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Where({ one }: { one: Fired }) {
  if (one.case)
    return (
      <Link to="/cases/$id" params={{ id: one.case }}>
        {one.caseNumber}
      </Link>
    );
  if (one.duty)
    return (
      <Link to="/duties/$id" params={{ id: one.duty }}>
        {t("duty.head")}
      </Link>
    );
  return null;
}
