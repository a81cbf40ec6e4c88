// Sends a test message by a channel, and shows what the other side answered.
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { testDelivery } from "#api/delivery.ts";
import { call } from "../call.ts";
import { TextField } from "../ui/Fields.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { reasonInWords } from "./reason.ts";

/** @param unsaved what is kept is what is tried, so changes have to be saved first */
export function Trial({ channel, unsaved }: { channel: string; unsaved: boolean }) {
  const [to, setTo] = useState("");
  const trial = useMutation({
    mutationFn: () =>
      call(testDelivery, { body: { channel, ...(to.trim() === "" ? {} : { to: to.trim() }) } }),
  });
  const tried = trial.data;
  return (
    <div className="delivery-trial">
      {channel === "mail" && <TextField label={t("delivery.trialTo")} value={to} onChange={setTo} />}
      <div className="row">
        <Button disabled={unsaved} loading={trial.isPending} onClick={() => trial.mutate()}>
          {t("delivery.trial")}
        </Button>
        {unsaved && <span className="soft">{t("delivery.saveFirst")}</span>}
      </div>
      <ProblemAlert error={trial.error} />
      <div role="status">
        {tried && (
          <p className={tried.ok ? "delivery-well" : "delivery-ill"}>
            {tried.ok ? t("delivery.trialWell") : reasonInWords(tried.why ?? "")}
            {tried.answer && (
              <>
                {" "}
                {t("delivery.answered")} <code>{tried.answer}</code>
              </>
            )}
          </p>
        )}
      </div>
    </div>
  );
}
