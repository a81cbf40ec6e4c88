// The clocks of a matter: what is open first, then what is over.
import { t } from "i18next";
import type { CaseWhole } from "#api/case.ts";
import type { Obligation } from "#api/obligation.ts";
import { useNow } from "../../clock.ts";
import { holderName, useDirectory } from "../../directory.ts";
import { instantInWords } from "../../time.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { Blank } from "../../ui/States.tsx";
import { TimeLeft } from "../../ui/TimeLeft.tsx";
import { Explanation } from "./Explanation.tsx";

const isOpen = (one: Obligation) => one.state === "open" || one.state === "breached";
const due = (one: Obligation) => (one.dueAt ? Date.parse(one.dueAt) : Number.POSITIVE_INFINITY);

function Clock({ one, of }: { one: Obligation; of: CaseWhole }) {
  const holder = holderName(one, useDirectory());
  const now = useNow();
  return (
    <li className="clock" data-state={one.state}>
      <div className="clock-head">
        <TimeLeft duty={one} />
        <span className="soft num">
          {one.dueAt && t("case.dueAt", { at: instantInWords(one.dueAt, now) })}
        </span>
        <ClauseTag id={one.clause} />
      </div>
      <p className="says">{one.must}</p>
      <small className="soft">
        {one.acts.length > 0 &&
          t("desk.doneBy", { acts: one.acts.map((act) => t(`event.${act}`)).join(t("common.comma")) })}
        {holder && ` · ${holder}`}
        {one.strength === "should" && ` · ${t("desk.should")}`}
      </small>
      <details>
        <summary>{t("explain.title")}</summary>
        <Explanation one={one} events={of.events} />
      </details>
    </li>
  );
}

export function Clocks({ of }: { of: CaseWhole }) {
  const sorted = [...of.obligations].sort((one, other) => due(one) - due(other));
  const open = sorted.filter(isOpen);
  const over = sorted.filter((one) => !isOpen(one));
  return (
    <Sheet
      title={t("case.clocks")}
      label={t("case.clocks")}
      aside={<span className="soft">{t("case.clocksOpen", { n: open.length })}</span>}
    >
      {of.obligations.length === 0 && <Blank title={t("case.noClocks")} />}
      <ul>
        {open.map((one) => (
          <Clock key={one.id} one={one} of={of} />
        ))}
      </ul>
      {over.length > 0 && (
        <details className="clocks-over" open={open.length === 0}>
          <summary>{t("case.clocksOver", { n: over.length })}</summary>
          <ul>
            {over.map((one) => (
              <Clock key={one.id} one={one} of={of} />
            ))}
          </ul>
        </details>
      )}
    </Sheet>
  );
}
