// 演练: over every page of a rehearsal organisation; its administrator moves the clock here.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { advanceRehearsal, getRehearsal } from "#api/rehearsal.ts";
import { call } from "../call.ts";
import { useNow } from "../clock.ts";
import { useIntent } from "../intent.ts";
import { mayMoveClock, useMe } from "../me.ts";
import { fullInWords, instantInWords, instantOf } from "../time.ts";
import { TimeField } from "../ui/Fields.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { FiredList } from "./FiredList.tsx";
import { ResetForm } from "./ResetForm.tsx";
import "./rehearsal.css";

type Move = { by: string } | { to: string };
const lengths = ["PT10M", "PT1H", "P1D"] as const;

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

function useAdvance() {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (move: Move) => call(advanceRehearsal, { body: move, intent: intent.key(move) }),
    onSettled: () => {
      intent.done();
      return client.invalidateQueries();
    },
  });
}

function Movable() {
  const now = useNow();
  const [open, setOpen] = useState(false);
  const standing = useQuery({ queryKey: ["rehearsal"], queryFn: () => call(getRehearsal) });
  const advance = useAdvance();
  const next = standing.data?.next;
  return (
    <>
      <span className="row">
        {lengths.map((by) => (
          <Button key={by} size="small" disabled={advance.isPending} onClick={() => advance.mutate({ by })}>
            {t(`rehearsal.by.${by}`)}
          </Button>
        ))}
        {next ? (
          <Button size="small" disabled={advance.isPending} onClick={() => advance.mutate({ to: next })}>
            {t("rehearsal.toNext", { at: instantInWords(next, now) })}
          </Button>
        ) : (
          <span>{t("rehearsal.noNext")}</span>
        )}
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("rehearsal.more")}
        </Button>
        {advance.isPending && <span role="status">{t("rehearsal.moving")}</span>}
      </span>
      <div className="rehearsal-rest">
        <ProblemAlert error={advance.error} />
        {open && (
          <More advance={(to) => advance.mutate({ to })} regulations={standing.data?.regulations ?? []} />
        )}
        {advance.data && <FiredList of={advance.data.fired} close={advance.reset} />}
      </div>
    </>
  );
}

function More({ advance, regulations }: { advance: (to: string) => void; regulations: string[] }) {
  const [to, setTo] = useState("");
  const instant = instantOf(to);
  return (
    <div className="rehearsal-more">
      <form
        className="row"
        aria-label={t("rehearsal.advanceTo")}
        onSubmit={(submit) => {
          submit.preventDefault();
          if (instant) advance(instant);
        }}
      >
        <TimeField label={t("rehearsal.advanceTo")} value={to} onChange={setTo} />
        <Button htmlType="submit" disabled={!instant}>
          {t("rehearsal.advance")}
        </Button>
      </form>
      <ResetForm regulations={regulations} />
    </div>
  );
}
