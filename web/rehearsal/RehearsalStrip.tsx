// 演练: over every page of a rehearsal organisation; its administrator moves the clock here.
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { useNow } from "../clock.ts";
import { mayMoveClock, useMe } from "../me.ts";
import { fullInWords } from "../time.ts";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer } from "../ui/States.tsx";
import { AdvanceTo } from "./AdvanceTo.tsx";
import { FiredList } from "./FiredList.tsx";
import { MoveButtons } from "./MoveButtons.tsx";
import { useAdvance, useStanding } from "./moving.ts";
import { ResetForm } from "./ResetForm.tsx";
import "./rehearsal.css";

export function RehearsalStrip() {
  const admin = mayMoveClock(useMe());
  return (
    <section className="rehearsal" aria-label={t("rehearsal.title")}>
      <b>{t("rehearsal.title")}</b>
      <span className="num">{fullInWords(useNow())}</span>
      {admin ? <Movable /> : <span>{t("rehearsal.stands")}</span>}
    </section>
  );
}

function Movable() {
  const advance = useAdvance();
  const [open, setOpen] = useState(false);
  return (
    <>
      <MoveButtons advance={advance} />
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("rehearsal.more")}
      </Button>
      <div className="rehearsal-rest">
        <ProblemAlert error={advance.error} />
        {open && <More go={(to) => advance.mutate({ to })} busy={advance.isPending} />}
        {advance.data && <FiredList of={advance.data.fired} close={advance.reset} />}
      </div>
    </>
  );
}

function More({ go, busy }: { go: (to: string) => void; busy: boolean }) {
  const standing = useStanding();
  return (
    <div className="rehearsal-more">
      <div className="row">
        <AdvanceTo go={go} busy={busy} />
        <Link to="/rehearsal">{t("rehearsal.room")}</Link>
      </div>
      <Answer of={standing}>
        {({ carries, regulations }) => <ResetForm carries={carries} adopted={regulations} />}
      </Answer>
    </div>
  );
}
