// From which day, why, and by when those whom it binds are to know it: an edition is put into force under one's name.
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useId, useState } from "react";
import { orgNow } from "../../clock.ts";
import { useMe } from "../../me.ts";
import { dayOf } from "../../time.ts";
import { TextField } from "../../ui/Fields.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { usePut } from "./edition.queries.ts";

type Props = {
  regulation: string;
  text: string;
  /** The day that is proposed, where it is not over. */
  from?: string;
  /** Called when it is kept, with its name. */
  done?: () => void;
  /** The text cannot be saved as it is. */
  faulty?: boolean;
};

export function DayField(props: { label: string; min?: string; value: string; set: (day: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="date"
        className="plain-input"
        min={props.min}
        value={props.value}
        onChange={(picked) => props.set(picked.target.value)}
      />
    </div>
  );
}

export function PutForm({ regulation, text, from, done, faulty = false }: Props) {
  const today = dayOf(orgNow());
  const me = useMe();
  const navigate = useNavigate();
  const [date, setDate] = useState(from && /^\d/.test(from) && from > today ? from : today);
  const [signBy, setSignBy] = useState("");
  const [reason, setReason] = useState("");
  const put = usePut(regulation);
  const ready = date !== "" && reason.trim() !== "" && !faulty;
  const send = (draft: boolean) =>
    put.mutate(
      { date, yaml: text, reason: reason.trim() || t("edition.draftReason"), draft, signBy },
      {
        onSuccess: () => {
          done?.();
          void navigate({
            to: "/regulations/$key/editions",
            params: { key: regulation },
            search: { edition: date },
          });
        },
      },
    );
  return (
    <form
      className="stack"
      aria-label={t("regulation.newEdition")}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (ready) send(false);
      }}
    >
      <div className="pair">
        <DayField label={t("regulation.date")} min={today} value={date} set={setDate} />
        <DayField label={t("edition.signBy")} min={today} value={signBy} set={setSignBy} />
        <TextField label={t("regulation.reason")} value={reason} onChange={setReason} />
      </div>
      <ProblemAlert error={put.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={put.isPending}>
          {date === today ? t("edition.putToday") : t("edition.putFrom", { date })}
        </Button>
        {done && (
          <Button disabled={put.isPending || faulty || date === ""} onClick={() => send(true)}>
            {t("edition.saveDraft")}
          </Button>
        )}
        <span className="soft">{t("edition.signedBy", { who: me.member.name })}</span>
      </div>
    </form>
  );
}
