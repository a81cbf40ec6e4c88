// One customer: contact masked until a reason is given, and the matters brought.
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { z } from "zod";
import { type getCustomer, revealCustomer } from "#api/customer.ts";
import { call } from "../call.ts";
import { orgNow } from "../clock.ts";
import { useIntent } from "../intent.ts";
import { instantInWords } from "../time.ts";
import { TextField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank } from "../ui/States.tsx";

type Whole = z.infer<typeof getCustomer.output>;

function Contact({ of }: { of: Whole }) {
  const [reason, setReason] = useState("");
  const intent = useIntent();
  const reveal = useMutation({
    mutationFn: () =>
      call(revealCustomer, { params: { id: of.id }, body: { reason }, intent: intent.key(reason) }),
  });
  const shown = reveal.data ?? of;
  return (
    <form
      className="sheet-body stack"
      aria-label={t("customer.reveal")}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (reason.trim()) reveal.mutate();
      }}
    >
      <p className="num">{shown.phone ?? t("customer.noPhone")}</p>
      <p>{shown.address}</p>
      {shown.masked && (
        <>
          <TextField
            label={t("customer.revealReason")}
            hint={t("customer.revealKept")}
            value={reason}
            onChange={setReason}
          />
          <ProblemAlert error={reveal.error} />
          <div className="form-foot">
            <Button htmlType="submit" disabled={!reason.trim()} loading={reveal.isPending}>
              {t("customer.show")}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** Who looked, when and why: shown to those who answer for it. */
function Looks({ of }: { of: Whole }) {
  if (of.looks === null || of.looks.length === 0) return null;
  return (
    <details className="sheet-body">
      <summary>{t("customer.looks", { count: of.looks.length })}</summary>
      <ul>
        {of.looks.map((look) => (
          <li key={look.at}>
            <b>{look.byName ?? look.by}</b> <span className="soft">{instantInWords(look.at, orgNow())}</span>{" "}
            {look.reason ?? t("customer.reasonErased")}
          </li>
        ))}
      </ul>
    </details>
  );
}

export function CustomerCard({ of }: { of: Whole }) {
  return (
    <Sheet title={of.name ?? t("customer.unnamed")} label={t("customer.card")}>
      <Contact of={of} />
      <Looks of={of} />
      {of.cases.length === 0 && <Blank title={t("customer.noCases")} />}
      <ul>
        {of.cases.map((one) => (
          <li key={one.id}>
            <Link to="/cases/$id" params={{ id: one.id }} className="customer-line">
              <span className="num soft">{one.number}</span>
              <b>{one.title}</b>
              <span className="chip">{t(`state.${one.state}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
