// 演练室: which regulations are tried, from when; the clock; what one may do meanwhile; what fell due.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import { useNow } from "../clock.ts";
import { type Me, mayMoveClock, useMe } from "../me.ts";
import { fullInWords } from "../time.ts";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import { AdvanceTo } from "./AdvanceTo.tsx";
import { FiredList } from "./FiredList.tsx";
import { MoveButtons } from "./MoveButtons.tsx";
import { useAdvance, useStanding } from "./moving.ts";
import { ResetForm } from "./ResetForm.tsx";
import "./rehearsal.css";

const doors = [
  { to: "/register", name: "register" },
  { to: "/cases", name: "cases" },
  { to: "/duties", name: "duties" },
  { to: "/approvals", name: "approvals" },
  { to: "/overdue", name: "overdue" },
  { to: "/regulations", name: "regulations" },
] as const;

const whyNot = (me: Me): string | null => {
  if (!me.organisation.rehearsal) return t("rehearsal.notHere");
  return mayMoveClock(me) ? null : t("rehearsal.stands");
};

export function RehearsalPage() {
  const closed = whyNot(useMe());
  return (
    <Page title={t("place.rehearsal")} aside={<span className="soft">{t("rehearsal.how")}</span>}>
      {closed === null ? (
        <Room />
      ) : (
        <div className="sheet">
          <Blank title={closed} />
        </div>
      )}
    </Page>
  );
}

function Room() {
  const now = useNow();
  const advance = useAdvance();
  const standing = useStanding();
  return (
    <div className="stack">
      <Sheet title={t("rehearsal.clock")} aside={<b className="num">{fullInWords(now)}</b>}>
        <div className="sheet-body stack">
          <MoveButtons advance={advance} />
          <AdvanceTo go={(to) => advance.mutate({ to })} busy={advance.isPending} />
          <ProblemAlert error={advance.error} />
          <nav className="row" aria-label={t("rehearsal.acts")}>
            <span className="soft">{t("rehearsal.acts")}</span>
            {doors.map((door) => (
              <Link key={door.to} to={door.to}>
                {t(`place.${door.name}`)}
              </Link>
            ))}
          </nav>
        </div>
      </Sheet>
      {advance.data && <FiredList of={advance.data.fired} close={advance.reset} tall />}
      <Sheet title={t("rehearsal.reset")} label={t("rehearsal.reset")}>
        <div className="sheet-body">
          <Answer of={standing}>
            {({ carries, regulations }) => <ResetForm carries={carries} adopted={regulations} />}
          </Answer>
        </div>
      </Sheet>
    </div>
  );
}
