// A new run: from which instant, under which regulations. What was played before is no longer shown.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { resetRehearsal } from "#api/rehearsal.ts";
import { call } from "../call.ts";
import { orgNow } from "../clock.ts";
import { useIntent } from "../intent.ts";
import { instantOf, localField } from "../time.ts";
import { TextField, TimeField } from "../ui/Fields.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";

export function ResetForm({ regulations }: { regulations: string[] }) {
  const [at, setAt] = useState(localField(orgNow()));
  const [keys, setKeys] = useState(regulations.join(" "));
  const client = useQueryClient();
  const intent = useIntent();
  const reset = useMutation({
    mutationFn: (body: { at: string; regulations: string[] }) =>
      call(resetRehearsal, { body, intent: intent.key(body) }),
    onSuccess: () => {
      intent.done();
      return client.invalidateQueries();
    },
  });
  const instant = instantOf(at);
  const wanted = keys.split(/[\s,，]+/).filter(Boolean);
  return (
    <form
      className="row"
      aria-label={t("rehearsal.reset")}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (instant && wanted.length > 0) reset.mutate({ at: instant, regulations: wanted });
      }}
    >
      <TimeField label={t("rehearsal.resetAt")} value={at} onChange={setAt} />
      <TextField label={t("rehearsal.regulations")} value={keys} onChange={setKeys} />
      <Button htmlType="submit" danger disabled={!instant || wanted.length === 0} loading={reset.isPending}>
        {t("rehearsal.reset")}
      </Button>
      <ProblemAlert error={reset.error} />
    </form>
  );
}
