// The last look before erasing: what goes, what stays, why, and the password again.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { erasePerson, type PersonLine, type Receipt } from "#api/erasure.ts";
import { call } from "../call.ts";
import { useIntent } from "../intent.ts";
import { TextField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { placeOf } from "./erasure.queries.ts";
import type { Chosen } from "./FoundLines.tsx";
import { PasswordField } from "./PasswordField.tsx";

type Whom = { q?: string; customer?: string };

/** What goes and what stays, in plain words. */
function Consequences({ lines, chosen }: { lines: PersonLine[]; chosen: Chosen }) {
  const events = lines.reduce((n, l) => n + (chosen[placeOf(l)] === "all" ? l.events : l.naming), 0);
  const files = lines.reduce((n, l) => n + (chosen[placeOf(l)] === "all" ? l.files : 0), 0);
  const staff = lines.some((l) => l.kind === "staff");
  return (
    <div className="pair two">
      <div>
        <b>{t("erasure.goes")}</b>
        <ul className="erasure-told">
          <li>{t("erasure.goesWords", { n: events, of: lines.length })}</li>
          {files > 0 && <li>{t("erasure.goesFiles", { n: files })}</li>}
          <li>{t("erasure.goesElsewhere")}</li>
          {staff && <li>{t("erasure.goesAccount")}</li>}
        </ul>
      </div>
      <div>
        <b>{t("erasure.stays")}</b>
        <ul className="erasure-told">
          <li>{t("erasure.staysFacts")}</li>
          <li>{t("erasure.staysFigures")}</li>
          <li>{t("erasure.staysProof")}</li>
        </ul>
      </div>
    </div>
  );
}

type Props = { whom: Whom; lines: PersonLine[]; chosen: Chosen; done: (receipt: Receipt) => void };

export function EraseForm({ whom, lines, chosen, done }: Props) {
  const [reason, setReason] = useState("");
  const [force, setForce] = useState("");
  const [password, setPassword] = useState("");
  const intent = useIntent();
  const client = useQueryClient();
  const forced = lines.some((l) => l.block?.forcible);
  const items = lines.map((l) => ({ stream: l.stream, paper: l.paper, only: chosen[placeOf(l)] ?? "all" }));
  const erase = useMutation({
    mutationFn: () =>
      call(erasePerson, {
        body: { ...whom, items, reason, ...(forced && force.trim() ? { force } : {}), password },
        intent: intent.key([items, reason, force]),
      }),
    onSuccess: (receipt) => {
      intent.done();
      void client.invalidateQueries();
      done(receipt);
    },
    onSettled: () => setPassword(""),
  });
  const ready = reason.trim() && password && (!forced || force.trim());
  return (
    <Sheet title={t("erasure.confirm")} label={t("erasure.confirm")}>
      <form
        className="sheet-body stack"
        onSubmit={(submit) => {
          submit.preventDefault();
          if (ready) erase.mutate();
        }}
      >
        <Consequences lines={lines} chosen={chosen} />
        <TextField
          label={t("erasure.reason")}
          hint={t("erasure.reasonHint")}
          value={reason}
          onChange={setReason}
        />
        {forced && (
          <TextField
            label={t("erasure.force")}
            hint={t("erasure.forceHint")}
            value={force}
            onChange={setForce}
          />
        )}
        <PasswordField value={password} onChange={setPassword} />
        <ProblemAlert error={erase.error} />
        <div className="form-foot">
          <Button danger type="primary" htmlType="submit" disabled={!ready} loading={erase.isPending}>
            {t("erasure.erase", { n: lines.length })}
          </Button>
          <span className="soft">{t("erasure.forGood")}</span>
        </div>
      </form>
    </Sheet>
  );
}
