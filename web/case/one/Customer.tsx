// The customer of a matter; phone and address stay masked until a reason is given, which is kept.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { CaseWhole } from "#api/case.ts";
import { revealCustomer } from "#api/customer.ts";
import { call } from "../../call.ts";
import { useIntent } from "../../intent.ts";
import { TextField } from "../../ui/Fields.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";

type Shown = CaseWhole["customer"];

function Reveal({ id, show }: { id: string; show: (customer: Shown) => void }) {
  const [reason, setReason] = useState("");
  const client = useQueryClient();
  const intent = useIntent();
  const reveal = useMutation({
    mutationFn: () =>
      call(revealCustomer, { params: { id }, body: { reason }, intent: intent.key({ id, reason }) }),
    onSuccess: (customer) => {
      show(customer);
      void client.invalidateQueries({ queryKey: ["case", "one"] });
    },
  });
  return (
    <form
      className="stack"
      aria-label={t("customer.reveal")}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (reason.trim()) reveal.mutate();
      }}
    >
      <TextField label={t("customer.revealReason")} value={reason} onChange={setReason} autoFocus />
      <ProblemAlert error={reveal.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!reason.trim()} loading={reveal.isPending}>
          {t("customer.show")}
        </Button>
        <span className="soft">{t("customer.revealKept")}</span>
      </div>
    </form>
  );
}

export function Customer({ of }: { of: Shown }) {
  const [revealed, setRevealed] = useState<Shown | null>(null);
  const [asking, setAsking] = useState(false);
  const { id, name, phone, address, masked } = revealed ?? of;
  return (
    <div className="case-customer">
      <div className="row">
        <b>{name ?? t("customer.unnamed")}</b>
        <span className="num">{phone ?? t("customer.noPhone")}</span>
        <span>{address}</span>
        {masked && !asking && (
          <Button size="small" onClick={() => setAsking(true)}>
            {t("customer.reveal")}
          </Button>
        )}
      </div>
      {masked && asking && <Reveal id={id} show={setRevealed} />}
    </div>
  );
}
