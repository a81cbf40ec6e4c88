// What is held back from destruction and erasure, by whom and why, until somebody lifts it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { type Hold, liftHold } from "#api/retention.ts";
import { call } from "../call.ts";
import { useNow } from "../clock.ts";
import { momentInWords } from "../time.ts";
import { TextField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";

function Line({ of }: { of: Hold }) {
  const now = useNow();
  const [reason, setReason] = useState("");
  const client = useQueryClient();
  const lift = useMutation({
    mutationFn: () => call(liftHold, { params: { id: of.id }, body: { reason } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["retention"] }),
  });
  return (
    <li className="erasure-line">
      <span>
        <b>{of.what}</b> {of.reason}{" "}
        <small className="soft">
          {of.byName ?? of.by} {momentInWords(of.at, now)}
        </small>
      </span>
      <details>
        <summary>{t("retention.lift")}</summary>
        <form
          className="stack"
          onSubmit={(submit) => {
            submit.preventDefault();
            if (reason.trim()) lift.mutate();
          }}
        >
          <TextField label={t("retention.liftReason")} value={reason} onChange={setReason} />
          <ProblemAlert error={lift.error} />
          <div className="form-foot">
            <Button htmlType="submit" disabled={!reason.trim()} loading={lift.isPending}>
              {t("retention.lift")}
            </Button>
          </div>
        </form>
      </details>
    </li>
  );
}

export function Holds({ holds }: { holds: Hold[] }) {
  if (holds.length === 0) return null;
  return (
    <Sheet title={t("retention.holds")} label={t("retention.holds")}>
      <ul>
        {holds.map((one) => (
          <Line key={one.id} of={one} />
        ))}
      </ul>
    </Sheet>
  );
}
